package main

import (
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/billrecon/billrecon/recon/console"
)

// newTestApp is the program without its listener.
func newTestApp(t testing.TB) *app {
	t.Helper()
	a, err := newApp(context.Background(), options{})
	require.NoError(t, err)
	t.Cleanup(a.close)
	return a
}

// shared is one app for the tests that change nothing.
var shared = sync.OnceValues(func() (*app, error) { return newApp(context.Background(), options{}) })

func sharedApp(t testing.TB) *app {
	t.Helper()
	a, err := shared()
	require.NoError(t, err)
	return a
}

// do sends a request to the guarded handler, as it arrives on loopback.
func do(t testing.TB, a *app, method, target string, form url.Values, change ...func(*http.Request)) (int, http.Header, string) {
	t.Helper()
	var body io.Reader
	if form != nil {
		body = strings.NewReader(form.Encode())
	}
	r := httptest.NewRequest(method, target, body)
	r.Host = "127.0.0.1:8090"
	if form != nil {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	for _, f := range change {
		f(r)
	}
	w := httptest.NewRecorder()
	guard(a.handler()).ServeHTTP(w, r)
	return w.Code, w.Header(), w.Body.String()
}

func get(t testing.TB, a *app, target string) (int, string) {
	t.Helper()
	status, _, body := do(t, a, http.MethodGet, target, nil)
	return status, body
}

// ordersOf are the orders of a status.
func ordersOf(a *app, status console.ReconciliationStatus) (all []console.Order) {
	for _, e := range a.ledger.Entries {
		if e.Order.ReconciliationStatus == status {
			all = append(all, e.Order)
		}
	}
	return all
}
