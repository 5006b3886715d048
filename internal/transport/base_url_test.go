package transport

import (
	"net/url"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/billrecon/billrecon"
)

func TestParseBase(t *testing.T) {
	const rule = "p: BaseURL must be https; plain http is for loopback addresses only"
	const noURL = "p: BaseURL is not an absolute URL with a host"
	tests := []struct{ raw, text string }{
		{"https://api.example.test", ""},
		{"HTTPS://api.example.test:8443/base/", ""},
		{"http://localhost:8080", ""},
		{"http://127.0.0.1", ""},
		{"http://127.9.9.9:1/x", ""},
		{"http://[::1]:8080", ""},
		{"http://[::ffff:127.0.0.1]", ""},
		{"", "p: BaseURL is empty: it must be an https URL"},
		{"http://api.example.test", rule},
		{"http://10.0.0.1", rule},
		{"http://localhost.evil.example.test", rule},
		{"http://0.0.0.0", rule},
		{"ftp://localhost", rule},
		{"https://", noURL},
		{"https://:443", noURL},
		{"/relative", noURL},
		{"api.example.test", noURL},
		{"https:opaque", noURL},
		{"https://a b" + testSecret, noURL},
		{"https://user:" + testSecret + "@api.example.test", "p: BaseURL holds user info: it must not"},
		{"https://api.example.test?token=" + testSecret, "p: BaseURL holds a query: it must not"},
		{"https://api.example.test?", "p: BaseURL holds a query: it must not"},
		{"https://api.example.test#" + testSecret, "p: BaseURL holds a fragment: it must not"},
		{"https://api.example.test#", "p: BaseURL holds a fragment: it must not"},
	}
	for _, tt := range tests {
		u, err := parseBase("p", tt.raw)
		if tt.text == "" {
			require.NoError(t, err, tt.raw)
			require.NotNil(t, u)
			continue
		}
		require.EqualError(t, err, tt.text, tt.raw)
		requireKind(t, billrecon.ErrInvalidRequest, err)
	}
}

func TestTarget(t *testing.T) {
	q := url.Values{"b": {"2"}, "a": {"1 &", "福"}}
	tests := []struct {
		base, path string
		query      url.Values
		want       string
	}{
		{"https://h.test", "", nil, "https://h.test"},
		{"https://h.test/base", "", nil, "https://h.test/base"},
		{"https://h.test/base", "gateway", nil, "https://h.test/base/gateway"},
		{"https://h.test/base/", "/gateway", nil, "https://h.test/base/gateway"},
		{"https://h.test/base", "/gateway/", nil, "https://h.test/base/gateway/"},
		{"https://h.test/a%2Fb", "c d", nil, "https://h.test/a%2Fb/c%20d"},
		{"https://h.test", "{id}", nil, "https://h.test/%7Bid%7D"},
		{"https://h.test", "x", q, "https://h.test/x?a=1+%26&a=%E7%A6%8F&b=2"},
	}
	for _, tt := range tests {
		base, err := url.Parse(tt.base)
		require.NoError(t, err)
		got, err := target(base, tt.path, tt.query)
		require.NoError(t, err)
		require.Equal(t, tt.want, got)
		require.Equal(t, tt.base, base.String(), "the base is not written to")
	}
	require.Equal(t, url.Values{"b": {"2"}, "a": {"1 &", "福"}}, q, "the query is not written to")
}

func TestTargetRefuses(t *testing.T) {
	base := &url.URL{Scheme: "https", Host: "h.test"}
	for _, path := range []string{
		"https://evil.example.test/", "a?sign=" + testSecret, "a#b", "../x", "a/../b", "a/..", "./a", `a\b`,
	} {
		_, err := target(base, path, nil)
		require.ErrorIs(t, err, billrecon.ErrInvalidRequest, path)
		require.NotContains(t, err.Error(), testSecret)
	}
}
