package main

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func header(name, value string) func(*http.Request) {
	return func(r *http.Request) { r.Header.Set(name, value) }
}

func host(name string) func(*http.Request) { return func(r *http.Request) { r.Host = name } }

func TestOnlyThisMachineGetsIn(t *testing.T) {
	a := sharedApp(t)
	for name, want := range map[string]int{
		"127.0.0.1:8090": 200, "localhost:8090": 200, "[::1]:8090": 200, "127.0.0.1": 200, "[::1]": 200,
		"evil.example": 421, "evil.example:8090": 421, "127.0.0.1.evil.example:8090": 421, "192.0.2.1:8090": 421, "0.0.0.0:8090": 421, "": 421,
	} {
		for _, path := range []string{"/", "/pay/consume_order"} {
			status, _, _ := do(t, a, "GET", path, nil, host(name))
			assert.Equal(t, want, status, "Host %q, %s", name, path)
		}
	}
}

// TestNoOtherSiteCanSwitch: a page of another origin cannot change anything, by form or by script.
func TestNoOtherSiteCanSwitch(t *testing.T) {
	a := newTestApp(t)
	code := ordersOf(a, 3)[0].Code
	form := url.Values{"code": {code}, "auto": {"false"}}
	for _, test := range []struct {
		reason string
		change func(*http.Request)
		ok     bool
	}{
		{"another site, as browsers say it", header("Sec-Fetch-Site", "cross-site"), false},
		{"another port of this machine", header("Sec-Fetch-Site", "same-site"), false},
		{"another origin, by older browsers", header("Origin", "https://evil.example"), false},
		{"another port, by older browsers", header("Origin", "http://127.0.0.1:9999"), false},
		{"an origin that is hidden", header("Origin", "null"), false},
		{"a name that was made to point here", func(r *http.Request) {
			r.Host = "evil.example:8090"
			r.Header.Set("Origin", "http://evil.example:8090")
		}, false},
		{"the page itself", header("Sec-Fetch-Site", "same-origin"), true},
		{"the page itself, by older browsers", header("Origin", "http://127.0.0.1:8090"), true},
		{"a program", func(*http.Request) {}, true},
	} {
		t.Run(test.reason, func(t *testing.T) {
			for _, path := range []string{"/auto", "/pay/consume_order"} {
				require.NoError(t, a.client.SetAuto(t.Context(), code, true))
				status, _, _ := do(t, a, "POST", path, form, test.change)
				row, _ := a.api.Order(code)
				assert.Equal(t, !test.ok, row.Auto, "%s: switched or not", path)
				if test.ok {
					assert.Less(t, status, 400)
					continue
				}
				assert.Contains(t, []int{403, 421}, status, path)
			}
		})
	}
}

func TestMethodsAndPaths(t *testing.T) {
	a := sharedApp(t)
	for _, test := range []struct {
		method, path string
		want         int
	}{
		{"GET", "/", 200}, {"HEAD", "/", 200}, {"POST", "/", 405}, {"DELETE", "/", 405},
		{"GET", "/auto", 405}, {"PUT", "/auto", 405},
		{"GET", "/pay/consume_order", 200}, {"PUT", "/pay/consume_order", 405}, {"DELETE", "/pay/consume_order", 405},
		{"GET", "/pay/order_details?code=1&pay_way=1", 200}, {"POST", "/pay/order_details", 405},
		{"GET", "/page.html", 404}, {"GET", "/main.go", 404}, {"GET", "/pay/", 404}, {"GET", "/x/pay/consume_order", 404},
		{"GET", "/%2e%2e/%2e%2e/etc/passwd", 404}, {"GET", "/..%2f..%2fetc/passwd", 404}, {"GET", "/pay/%2e%2e%2fmain.go", 404},
	} {
		status, _, body := do(t, a, test.method, test.path, nil)
		if status/100 == 3 { // the mux cleans a path first
			status = 404
		}
		assert.Equal(t, test.want, status, "%s %s", test.method, test.path)
		assert.NotContains(t, body, "root:")
		assert.NotContains(t, body, "package main")
	}
}

func TestHeadersOfEveryReply(t *testing.T) {
	a := sharedApp(t)
	for _, path := range []string{"/", "/pay/consume_order", "/no-such-page", "/?min=x"} {
		_, h, _ := do(t, a, "GET", path, nil)
		policy := h.Get("Content-Security-Policy")
		for _, part := range []string{"default-src 'none'", "form-action 'self'", "base-uri 'none'", "frame-ancestors 'none'", "style-src 'sha256-"} {
			assert.Contains(t, policy, part, path)
		}
		assert.NotContains(t, policy, "unsafe")
		assert.NotContains(t, policy, "script-src", "no script at all")
		assert.Equal(t, "no-store", h.Get("Cache-Control"))
		assert.Equal(t, "nosniff", h.Get("X-Content-Type-Options"))
		assert.Equal(t, "same-origin", h.Get("Cross-Origin-Resource-Policy"))
		assert.Empty(t, h.Get("Access-Control-Allow-Origin"), "no other origin may read")
	}
}

func TestLongBodiesAreRefused(t *testing.T) {
	status, _, _ := do(t, sharedApp(t), "POST", "/auto", url.Values{"code": {strings.Repeat("x", maxBody)}, "auto": {"true"}})
	assert.Equal(t, http.StatusBadRequest, status)
}
