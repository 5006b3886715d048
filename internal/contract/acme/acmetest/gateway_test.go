package acmetest

import (
	"bytes"
	"io"
	"net/http"
	"strconv"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/billrecon/billrecon/internal/contract/acme"
)

// ask sends a request that is signed with the secret, after spoil.
func ask(t *testing.T, g *Gateway, nonce, secret, body string, spoil func(*http.Request)) string {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, "https://acme.example/bills/query", bytes.NewReader([]byte(body)))
	require.NoError(t, err)
	req.Header = http.Header{
		"Acme-Key": {Key}, "Acme-Nonce": {nonce}, "Acme-Time": {"7"}, "Acme-Sign": {acme.Sign(secret, Key, nonce, "7", []byte(body))},
	}
	spoil(req)
	resp, err := g.Client().Do(req)
	require.NoError(t, err)
	defer resp.Body.Close()
	text, err := io.ReadAll(resp.Body)
	require.NoError(t, err)
	return string(text)
}

func TestGatewayRefuses(t *testing.T) {
	const body = `{"date":"2026-11-22","page":1,"size":10}`
	g := New(t, Options{})
	keep := func(*http.Request) {}
	assert.Equal(t, `{"code":0,"message":"","data":{"total":0,"rows":[]}}`, ask(t, g, "1", Secret, body, keep))
	for i, test := range []struct {
		want, secret, body string
		spoil              func(*http.Request)
	}{
		{"another secret", "fictional-other-secret", body, keep},
		{"Acme-Key differs", Secret, body, func(r *http.Request) { r.Header.Set("Acme-Key", "other") }},
		{"the body is not signed", Secret, body, func(r *http.Request) { r.Header.Set("Acme-Sign", acme.Sign(Secret, Key, "3", "7", nil)) }},
		{"the call differs", Secret, body, func(r *http.Request) { r.URL.Path = "/other" }},
		{"date must be", Secret, `{"date":"22.11.2026","page":1,"size":10}`, keep},
		{"size 1 to 100", Secret, `{"date":"2026-11-22","page":1,"size":101}`, keep},
		{"date must be", Secret, `{"date":"2026-11-22","page":1,"size":10,"limit":3}`, keep},
	} {
		text := ask(t, g, strconv.Itoa(i+1), test.secret, test.body, test.spoil)
		assert.Contains(t, text, `"code":400`, test.want)
		assert.Contains(t, text, test.want)
	}
	assert.Contains(t, ask(t, g, "9", Secret, body, keep), `"code":0`)
	assert.Contains(t, ask(t, g, "9", Secret, body, keep), "Acme-Nonce is missing, or was used before")
}

func TestConfigReachesTheGateway(t *testing.T) {
	g := New(t, Options{Bills: append(Bills(3, 2020, 1, 2), Bills(1, 2020, 1, 3)...)})
	c, err := acme.New(g.Config())
	require.NoError(t, err)
	bills, audit, err := c.CollectBills(t.Context(), acme.Day(2020, 1, 2))
	require.NoError(t, err)
	require.Len(t, bills, 3)
	assert.True(t, bills[1].Equal(Bills(3, 2020, 1, 2)[1]))
	assert.Equal(t, "2020-01-03T00:00:00+08:00", audit.Until.Format("2006-01-02T15:04:05Z07:00"))
}
