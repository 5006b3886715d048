package billtest

import (
	"bytes"
	"fmt"
	"log/slog"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// secretRequest carries a secret in every place a request has.
func secretRequest(t *testing.T) Request {
	t.Helper()
	req := post(t, t.Context(), strings.NewReader(`{"app_secret":"fictional-secret-body"}`))
	req.URL.Path = "/pay/order details\n"
	req.URL.RawQuery = "timestamp=1588239113429&access_token=fictional-secret-token&sign=fictional-secret-sign"
	req.Header.Set("Authorization", "Bearer fictional-secret-header")
	req.Header.Set("Cookie", "session=fictional-secret-cookie")
	r, err := readRequest(req)
	require.NoError(t, err)
	r.Number, r.Page = 3, 2
	return r
}

func TestRequestPrintsNoSecret(t *testing.T) {
	r := secretRequest(t)
	var log bytes.Buffer
	slog.New(slog.NewTextHandler(&log, nil)).Info("got", "request", r)
	const want = "#3 POST /pay/order%20details%0A?access_token=…&sign=…&timestamp=… page 2, body of 38 bytes"
	assert.Equal(t, want, r.String())
	for _, text := range []string{
		r.String(), log.String(), fmt.Sprint(r), fmt.Sprintf("%v", r), fmt.Sprintf("%+v", r), fmt.Sprintf("%#v", r), fmt.Sprintf("%q", r), fmt.Sprintf("%x", r),
		fmt.Sprintf("%d", r), fmt.Sprintf("%+v", []Request{r}), fmt.Sprintf("%+v", &r), fmt.Sprintf("%#v", struct{ R Request }{r}),
	} {
		assert.NotContains(t, text, "fictional")
		assert.NotContains(t, text, "1588239113429")
		assert.NotContains(t, text, fmt.Sprintf("%x", "fictional"))
		assert.NotContains(t, strings.TrimSuffix(text, "\n"), "\n", "one line")
	}
}

func TestRequestStringOfAPlainGet(t *testing.T) {
	assert.Equal(t, "#1 GET /x body of 0 bytes", Request{Number: 1, Method: "GET", Path: "/x"}.String())
}

func TestReadRequestKeepsTheTruth(t *testing.T) {
	r := secretRequest(t)
	assert.Equal(t, "fictional-secret-token", r.Query.Get("access_token"))
	assert.Equal(t, "Bearer fictional-secret-header", r.Header.Get("Authorization"))
	assert.Equal(t, `{"app_secret":"fictional-secret-body"}`, string(r.Body))
	assert.Equal(t, "shop.example", r.Host)
}

func TestHostOfTheHeaderWins(t *testing.T) {
	req := post(t, t.Context(), nil)
	req.Host = "virtual.example"
	r, err := readRequest(req)
	require.NoError(t, err)
	assert.Equal(t, "virtual.example", r.Host)
}

func TestABodyOfNothingIsNil(t *testing.T) {
	for _, body := range []*strings.Reader{nil, strings.NewReader("")} {
		req := post(t, t.Context(), http.NoBody)
		if body != nil {
			req = post(t, t.Context(), body)
		}
		r, err := readRequest(req)
		require.NoError(t, err)
		assert.Nil(t, r.Body)
	}
}
