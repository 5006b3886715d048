package attacks

import (
	"context"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"runtime"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/billrecon/billrecon/internal/longtest"
)

// TestFlat: neither goroutines nor descriptors are left of 300 failures of each kind of client, in its long form 3 000.
func TestFlat(t *testing.T) {
	failures := longtest.Or(300, 3_000)
	forEach(t, func(t *testing.T, v victim) {
		n := 0
		srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			switch n++; n % 5 {
			case 0:
				w.WriteHeader(500)
			case 1:
				w.WriteHeader(206)
			case 2:
				_, _ = w.Write([]byte(`{"a":[`))
			case 3:
				conn, _, err := w.(http.Hijacker).Hijack()
				if err == nil {
					_ = conn.Close()
				}
			default:
				conn, _, err := w.(http.Hijacker).Hijack()
				if err == nil {
					_, _ = conn.Write([]byte("HTTP/1.1 101 x\r\nConnection: Upgrade\r\nUpgrade: x\r\n\r\n"))
					go func() { defer func() { _ = conn.Close() }(); silence(conn) }()
				}
			}
		}))
		defer srv.Close()
		tr := &http.Transport{DialContext: (&net.Dialer{}).DialContext}
		call := v.dial(t, settings{base: srv.URL, http: &http.Client{Transport: tr}, timeout: guard, secret: secret, token: token})
		fail := func(times int) (goroutines, descriptors int) {
			for range times {
				_, err := call(context.Background())
				require.Error(t, err)
			}
			tr.CloseIdleConnections()
			var was int
			for range 50 { // the other side of the last connections closes in its own time
				time.Sleep(10 * time.Millisecond)
				if goroutines = runtime.NumGoroutine(); goroutines == was {
					break
				}
				was = goroutines
			}
			return goroutines, open(t)
		}
		goroutines, descriptors := fail(100)
		after, left := fail(failures)
		assert.LessOrEqual(t, after, goroutines+5)
		assert.LessOrEqual(t, left, descriptors+5)
	})
}

// open counts the open descriptors; it is 0 where they cannot be counted.
func open(t *testing.T) int {
	all, err := os.ReadDir("/proc/self/fd")
	if err != nil {
		t.Log("descriptors are not counted here")
	}
	return len(all)
}
