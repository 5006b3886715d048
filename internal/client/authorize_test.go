package client

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/billrecon/billrecon"
)

func TestAuthorizeAdds(t *testing.T) {
	for _, test := range []struct {
		reason string
		hook   func(*http.Request) error
		header http.Header
		query  string
		hide   []string
	}{
		{"no hook", nil, http.Header{}, "code=1", nil},
		{"a token", func(r *http.Request) error { r.Header.Set("Authorization", "Bearer fictional-token"); return nil },
			http.Header{"Authorization": {"Bearer fictional-token"}}, "code=1", []string{"Bearer fictional-token", "fictional-token"}},
		{"cookies", func(r *http.Request) error {
			r.AddCookie(&http.Cookie{Name: "session", Value: "fictional-session"})
			r.AddCookie(&http.Cookie{Name: "csrf", Value: "fictional-csrf"})
			return nil
		}, http.Header{"Cookie": {"session=fictional-session; csrf=fictional-csrf"}}, "code=1",
			[]string{"session=fictional-session; csrf=fictional-csrf", "fictional-session", "fictional-csrf"}},
		{"a password", func(r *http.Request) error { r.SetBasicAuth("u", "fictional-password"); return nil },
			http.Header{"Authorization": {"Basic dTpmaWN0aW9uYWwtcGFzc3dvcmQ="}}, "code=1",
			[]string{"Basic dTpmaWN0aW9uYWwtcGFzc3dvcmQ=", "fictional-password", "dTpmaWN0aW9uYWwtcGFzc3dvcmQ="}},
		{"a query parameter", func(r *http.Request) error {
			q := r.URL.Query()
			q.Set("token", "fictional-token")
			r.URL.RawQuery = q.Encode()
			return nil
		}, http.Header{}, "code=1&token=fictional-token", []string{"fictional-token"}},
	} {
		t.Run(test.reason, func(t *testing.T) {
			a := Authorizer{Provider: "console", BaseURL: "https://console.example/api", Hook: test.hook}
			got, err := a.Request(context.Background(), http.MethodGet, "/pay/consume_order", url.Values{"code": {"1"}}, "", nil)
			require.NoError(t, err)
			test.header.Set("Accept", "application/json")
			assert.Equal(t, test.header, got.Header)
			assert.Equal(t, test.query, got.Query.Encode())
			assert.Equal(t, test.hide, got.Hide)
			assert.Equal(t, "/pay/consume_order", got.Path)
		})
	}
}

func TestAuthorizeRefusesSpoiledCredentials(t *testing.T) {
	for _, test := range []struct {
		rule   string
		change func(*http.Request)
	}{
		{"holds the invisible character U+FEFF: it must not", func(r *http.Request) { r.Header.Set("Authorization", "Bearer \ufefffictional-token") }},
		{"holds the invisible character U+200B: it must not", func(r *http.Request) { r.SetBasicAuth("u", "fictional\u200bpassword") }},
		{"starts or ends with white space: it must not", func(r *http.Request) { r.Header.Set("X-Token", "fictional-token\u00a0") }},
		{"holds a control character: it must not", func(r *http.Request) { r.Header.Set("X-Token", "fictional\x00token") }},
		{"is not UTF-8 text", func(r *http.Request) { r.Header.Set("X-Token", "fictional\xff") }},
		{"holds the invisible character U+202A: it must not", func(r *http.Request) { r.URL.RawQuery = "token=%E2%80%AAfictional" }},
	} {
		a := Authorizer{Provider: "console", BaseURL: "https://console.example", Hook: func(r *http.Request) error { test.change(r); return nil }}
		_, err := a.Request(context.Background(), http.MethodGet, "/pay/consume_order", nil, "", nil)
		require.ErrorIs(t, err, billrecon.ErrInvalidRequest)
		assert.EqualError(t, err, "console: Config.Authorize added a value that "+test.rule)
	}
}

func TestAuthorizeSeesTheWholeRequest(t *testing.T) {
	type key struct{}
	ctx := context.WithValue(context.Background(), key{}, "value")
	a := Authorizer{Provider: "console", BaseURL: "https://console.example/api", Hook: func(r *http.Request) error {
		body, err := io.ReadAll(r.Body)
		assert.NoError(t, err)
		assert.Equal(t, "POST https://console.example/api/pay/consume_order {} application/json value",
			strings.Join([]string{r.Method, r.URL.String(), string(body), r.Header.Get("Content-Type"), r.Context().Value(key{}).(string)}, " "))
		return nil
	}}
	got, err := a.Request(ctx, http.MethodPost, "/pay/consume_order", nil, "application/json", []byte(`{}`))
	require.NoError(t, err)
	assert.Equal(t, `{}`, string(got.Body), "reading the body takes nothing away")
}

func TestAuthorizeMustOnlyAdd(t *testing.T) {
	for _, test := range []struct {
		what   string
		change func(*http.Request)
	}{
		{"method", func(r *http.Request) { r.Method = http.MethodDelete }},
		{"host", func(r *http.Request) { r.URL.Host = "evil.example" }},
		{"host", func(r *http.Request) { r.Host = "evil.example" }},
		{"host", func(r *http.Request) { r.URL.Scheme = "http" }},
		{"host", func(r *http.Request) { r.URL.User = url.User("u") }},
		{"path", func(r *http.Request) { r.URL.Path = "/admin" }},
		{"body", func(r *http.Request) { r.Body = io.NopCloser(strings.NewReader("x")) }},
	} {
		t.Run(test.what, func(t *testing.T) {
			a := Authorizer{Provider: "console", BaseURL: "https://console.example", Hook: func(r *http.Request) error {
				r.Header.Set("Authorization", "fictional-secret")
				test.change(r)
				return nil
			}}
			got, err := a.Request(context.Background(), http.MethodPost, "/pay/consume_order", nil, "application/json", []byte(`{}`))
			assert.ErrorIs(t, err, billrecon.ErrInvalidRequest)
			assert.EqualError(t, err, "console: Config.Authorize changed the "+test.what+": it must change nothing but headers and query parameters")
			assert.Contains(t, got.Hide, "fictional-secret")
		})
	}
}

func TestAuthorizeMustLeaveTheURL(t *testing.T) {
	a := Authorizer{Provider: "console", BaseURL: "https://console.example", Hook: func(r *http.Request) error { r.URL = nil; return nil }}
	_, err := a.Request(context.Background(), http.MethodGet, "/pay/consume_order", nil, "", nil)
	assert.ErrorIs(t, err, billrecon.ErrInvalidRequest)
	assert.EqualError(t, err, "console: Config.Authorize took the URL away: it must change nothing but headers and query parameters")
}

// What the hook panics with may be a secret, and so may be what it added before.
func TestAuthorizePanics(t *testing.T) {
	for _, test := range []struct {
		what any
		text string
	}{
		{"fictional-secret", "console: Config.Authorize panicked with a value of type string"},
		{errors.New("fictional-secret"), "console: Config.Authorize panicked with a value of type *errors.errorString"},
	} {
		a := Authorizer{Provider: "console", BaseURL: "https://console.example", Hook: func(r *http.Request) error {
			r.Header.Set("Authorization", "fictional-token")
			panic(test.what)
		}}
		got, err := a.Request(context.Background(), http.MethodGet, "/pay/consume_order", nil, "", nil)
		assert.ErrorIs(t, err, billrecon.ErrInvalidRequest)
		assert.EqualError(t, err, test.text)
		assert.Contains(t, got.Hide, "fictional-token")
	}
}

func TestHeaderParts(t *testing.T) {
	assert.Equal(t, []string{"b c"}, headerParts("X-Token", "a b c"))
	assert.Nil(t, headerParts("X-Token", "abc"))
	assert.Equal(t, []string{"v"}, headerParts("Cookie", "n=v"))
}
