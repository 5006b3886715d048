package tap

import (
	"errors"
	"net/http"
	"net/url"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

type roundTrip func(*http.Request) (*http.Response, error)

func (f roundTrip) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }

func get(t *testing.T, tap *Tap, address string) error {
	t.Helper()
	req, err := http.NewRequest(http.MethodGet, address, nil)
	require.NoError(t, err)
	_, err = tap.RoundTrip(req)
	return err
}

// A client that went to another host would be stopped.
func TestOnlyTheConfiguredHost(t *testing.T) {
	tap := &Tap{Base: roundTrip(func(*http.Request) (*http.Response, error) { panic("sent") }), URL: &url.URL{Scheme: "https", Host: "a.example"}}
	for _, address := range []string{"https://b.example/", "http://a.example/", "https://a.example:8443/"} {
		assert.ErrorIs(t, get(t, tap, address), ErrOtherHost)
	}
}

func TestBudget(t *testing.T) {
	sent := 0
	tap := &Tap{Base: roundTrip(func(*http.Request) (*http.Response, error) { sent++; return nil, errors.New("no") }), URL: &url.URL{Scheme: "https", Host: "a.example"}}
	var last error
	for range MaxRequests + 5 {
		last = get(t, tap, "https://a.example/")
	}
	assert.Equal(t, 30, sent)
	assert.ErrorIs(t, last, ErrBudget)
}

// What may be told of a reply are its names and types; names that could be somebody's, and codes with a part of a secret, are hidden.
func TestShape(t *testing.T) {
	var h Hider
	h.Add("fictional-secret")
	shape := h.Shape(Parse([]byte(`{"list":[{"fee":1.5,"on":true,"no":null,"text":"","13800001234":"x","FICTIONAL":"y"},{"fee":"1"}],"inner":"{\"a\":[]}"}`)))
	assert.Equal(t, map[string]string{"": "object", ".list": "array", ".list[]": "object", ".list[].fee": "number|string", ".list[].on": "bool", ".list[].no": "null",
		".list[].text": "empty string", ".list[].(hidden)": "string", ".inner": "string of JSON", ".inner()": "object", ".inner().a": "array"}, shape)
	assert.Equal(t, "10016", h.Code("10016"))
	assert.Equal(t, Hidden, h.Code("13800001234"))
	assert.Equal(t, "text/html; charset=another", MediaType(http.Header{"Content-Type": {"text/html; charset=fictional"}}))
	assert.Equal(t, "another", MediaType(http.Header{"Content-Type": {"x/fictional"}}))
}
