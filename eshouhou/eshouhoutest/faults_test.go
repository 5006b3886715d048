package eshouhoutest

import (
	"errors"
	"io"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/billrecon/billrecon/billtest"
)

// raw is what a token request under a fault got.
func raw(t *testing.T, fault billtest.Fault) (resp *http.Response, body string, sendErr, readErr error) {
	t.Helper()
	g := New(t, Options{Faults: billtest.Script{{Fault: fault}}})
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, "https://fictional.example"+TokenPath+"?"+tokenQuery().Encode(), nil)
	require.NoError(t, err)
	resp, sendErr = g.RoundTrip(req)
	if sendErr != nil {
		return nil, "", sendErr, nil
	}
	defer resp.Body.Close()
	text, readErr := io.ReadAll(resp.Body)
	return resp, string(text), nil, readErr
}

func TestTransportFaults(t *testing.T) {
	for _, test := range []struct {
		reason string
		fault  billtest.Fault
		check  func(t *testing.T, resp *http.Response, body string, took time.Duration)
	}{
		{"a status", billtest.Status(503), func(t *testing.T, r *http.Response, body string, _ time.Duration) { assert.Equal(t, 503, r.StatusCode) }},
		{"a status alone", billtest.StatusOnly(503), func(t *testing.T, r *http.Response, body string, _ time.Duration) {
			assert.Equal(t, 503, r.StatusCode)
			assert.Contains(t, body, "access_token")
		}},
		{"a retry after", billtest.RetryAfter(429, "30"), func(t *testing.T, r *http.Response, body string, _ time.Duration) {
			assert.Equal(t, "30", r.Header.Get("Retry-After"))
		}},
		{"HTML", billtest.HTML(502), func(t *testing.T, r *http.Response, body string, _ time.Duration) { assert.Contains(t, body, "<html>") }},
		{"a redirect", billtest.RedirectTo("https://elsewhere.example/"), func(t *testing.T, r *http.Response, body string, _ time.Duration) {
			assert.Equal(t, "https://elsewhere.example/", r.Header.Get("Location"))
		}},
		{"nothing", billtest.Empty(), func(t *testing.T, r *http.Response, body string, _ time.Duration) { assert.Empty(t, body) }},
		{"half", billtest.CutShort(), func(t *testing.T, r *http.Response, body string, _ time.Duration) { assert.NotContains(t, body, "}}") }},
		{"a drip", billtest.SlowDrip(time.Second), func(t *testing.T, r *http.Response, body string, took time.Duration) {
			assert.Equal(t, 10*time.Second, took)
		}},
		{"a delay", billtest.Delay(time.Second), func(t *testing.T, r *http.Response, body string, took time.Duration) {
			assert.Equal(t, time.Second, took)
		}},
		{"too much", billtest.Oversize(10_000), func(t *testing.T, r *http.Response, body string, _ time.Duration) { assert.Len(t, body, 10_000) }},
		{"a bomb", billtest.GzipBomb(1 << 24), func(t *testing.T, r *http.Response, body string, _ time.Duration) {
			assert.Equal(t, "gzip", r.Header.Get("Content-Encoding"))
			assert.Less(t, len(body), 1<<16)
		}},
		{"no UTF-8", billtest.InvalidUTF8(), func(t *testing.T, r *http.Response, body string, _ time.Duration) { assert.Contains(t, body, "\xff") }},
		{"deep", billtest.Deep(50), func(t *testing.T, r *http.Response, body string, _ time.Duration) {
			assert.Contains(t, body, strings.Repeat("[", 50))
		}},
		{"a reply of its own", billtest.Respond(billtest.Reply{Status: 418, Body: []byte("x")}), func(t *testing.T, r *http.Response, body string, _ time.Duration) {
			assert.Equal(t, 418, r.StatusCode)
			assert.Equal(t, "x", body)
		}},
	} {
		t.Run(test.reason, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				start := time.Now()
				resp, body, sendErr, readErr := raw(t, test.fault)
				require.NoError(t, errors.Join(sendErr, readErr))
				test.check(t, resp, body, time.Since(start))
			})
		})
	}
}

func TestFaultsOfTheConnection(t *testing.T) {
	_, _, _, readErr := raw(t, billtest.Truncate())
	assert.ErrorIs(t, readErr, io.ErrUnexpectedEOF)
	_, _, sendErr, _ := raw(t, billtest.Reset())
	assert.ErrorContains(t, sendErr, "connection reset")
}

func TestHangEndsWithTheGateway(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := New(nil, Options{Faults: billtest.Script{{Fault: billtest.Hang()}}})
		time.AfterFunc(time.Hour, g.Close)
		start := time.Now()
		_, err := g.Client().Get("https://fictional.example" + TokenPath)
		require.Error(t, err)
		assert.Equal(t, time.Hour, time.Since(start))
	})
}
