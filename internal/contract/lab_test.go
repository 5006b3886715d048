package contract_test

import (
	"bytes"
	"context"
	"crypto/tls"
	"fmt"
	"io"
	"log"
	"log/slog"
	"net"
	"net/http"
	"runtime"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/billrecon/billrecon/billtest"
)

// The BaseURLs of the clients; the fakes answer below any path.
const (
	address = "http://127.0.0.1/base"
	secure  = "https://provider.example/base"
)

// Limits of every client of the suite.
const (
	attemptTimeout = 30 * time.Second
	maxBytes       = 1 << 20
)

// bubbleOwn is how many goroutines package synctest has in a bubble, the test's included.
const bubbleOwn = 3

// withoutRaces skips a test of calls one after the other under the race detector: its minutes are for those at the same time.
func withoutRaces(t *testing.T) {
	t.Helper()
	if raceDetector {
		t.Skip("nothing happens at the same time here")
	}
}

// bubble runs test in a bubble whose clock is past the day of all rows: a client refuses a period that is not over.
func bubble(t *testing.T, test func(*testing.T)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		billtest.SleepPast(2026, 12, 31) // settlement asks for more than the day, for long soaks
		test(t)
	})
}

// lab is one gateway behind a real server and one client with real connections, all of it in memory.
type lab struct {
	t      *testing.T
	p      provider
	net    *network
	beside []*network // others that trouble leads to
	gw     gateway
	client any
	set    settings
	sent   atomic.Int64 // requests that the client handed to its connections
	log    buffer
	good   *http.Transport
	bad    *http.Transport // for the requests that trouble is for; nil for none
	badAt  func(n int64) bool
	tap    func(n int64, body []byte) // sees the body of the n-th answer, if set
	base   int                        // goroutines of the process before the client did anything
	own    int                        // goroutines of the bubble that are of the lab: the test and its servers
}

// overTLS makes a lab one with TLS.
func overTLS(s *settings) { s.baseURL = secure }

// buffer is a bytes.Buffer for several goroutines.
type buffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (b *buffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.b.Write(p)
}

func (b *buffer) String() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.b.String()
}

// newLab must be called in a bubble. Everything ends with close.
func newLab(t *testing.T, p provider, gw gateway, change ...func(*settings)) *lab {
	t.Helper()
	l := &lab{t: t, p: p, gw: gw, own: bubbleOwn, net: newNetwork(), badAt: func(int64) bool { return false }}
	l.good = transportOf(l.net.dial)
	l.set = settings{
		baseURL: address, http: &http.Client{Transport: l}, timeout: attemptTimeout, maxBytes: maxBytes,
		logger: slog.New(slog.NewJSONHandler(&l.log, &slog.HandlerOptions{Level: slog.LevelDebug})),
	}
	for _, f := range change {
		f(&l.set)
	}
	l.serve(l.net, l.set.baseURL == secure, certs().right)
	client, err := p.dial(gw, l.set)
	require.NoError(t, err)
	l.client = client
	l.settle()
	return l
}

// settle counts the goroutines that are there before the client does anything.
func (l *lab) settle() {
	synctest.Wait()
	l.base = runtime.NumGoroutine()
}

func transportOf(dial func(context.Context, string, string) (net.Conn, error)) *http.Transport {
	return &http.Transport{DialContext: dial, TLSClientConfig: &tls.Config{RootCAs: certs().pool}}
}

// serve answers on a listener until the lab is closed.
func (l *lab) serve(at *network, secure bool, cert tls.Certificate) {
	server := &http.Server{Handler: l.gw, ErrorLog: log.New(io.Discard, "", 0)}
	listener := net.Listener(at)
	if secure {
		listener = tls.NewListener(at, &tls.Config{Certificates: []tls.Certificate{cert}})
	}
	l.t.Cleanup(func() {
		l.gw.Close()
		_ = server.Close()
	})
	l.own++
	go func() { _ = server.Serve(listener) }()
}

// RoundTrip counts the request and sends it over the connections that it is due.
func (l *lab) RoundTrip(r *http.Request) (*http.Response, error) {
	n := l.sent.Add(1)
	if l.badAt(n) {
		return l.bad.RoundTrip(r)
	}
	resp, err := l.good.RoundTrip(r)
	if err != nil || l.tap == nil {
		return resp, err
	}
	return resp, tapped(resp, func(body []byte) { l.tap(n, body) })
}

// do runs the operation and checks what holds for every run: nothing is left behind, a failure is typed and claims nothing,
// and no request follows the end.
func (l *lab) do(ctx context.Context, o op, row func()) outcome {
	l.t.Helper()
	out := o.run(ctx, l.client, row)
	l.requireClean()
	l.requireSilence()
	l.requireHonest(o, out)
	return out
}

// requireClean wants no goroutine and no connection to be left.
func (l *lab) requireClean() {
	l.t.Helper()
	synctest.Wait()
	l.good.CloseIdleConnections()
	if l.bad != nil {
		l.bad.CloseIdleConnections()
	}
	synctest.Wait()
	for _, n := range append(l.beside, l.net) {
		assert.Zero(l.t, n.open.Load(), "a connection is left open")
	}
	if runtime.NumGoroutine() <= l.base {
		return
	}
	// It may be one of the runtime's own, which only a dump tells.
	if now, all := goroutines(); now > l.own {
		assert.Fail(l.t, "a goroutine is left", "%d more than before:\n%s", now-l.own, all)
	}
}

// requireSilence wants no request after the end.
func (l *lab) requireSilence() {
	l.t.Helper()
	sent := l.sent.Load()
	time.Sleep(time.Minute)
	assert.Equal(l.t, sent, l.sent.Load(), "a request came after the end")
}

// goroutines counts those of the bubble it is called in, and shows all there are.
func goroutines() (count int, all string) {
	text := make([]byte, 1<<20)
	text = text[:runtime.Stack(text, true)]
	first, _, _ := bytes.Cut(text, []byte("\n"))
	_, bubble, _ := bytes.Cut(first, []byte("synctest bubble "))
	return bytes.Count(text, append([]byte("synctest bubble "), bubble...)), string(text)
}

// requireHonest wants all rows, or an error that says so.
func (l *lab) requireHonest(o op, out outcome) {
	l.t.Helper()
	if out.err != nil {
		assert.False(l.t, out.done, "it failed and claims to be complete")
		requireTyped(l.t, l.p.name, out.err)
		return
	}
	if o.complete && !out.odd {
		assert.Equal(l.t, o.truth, out.rows, "no error, and not the truth")
	}
}

// kept is how many rows are the truth's first ones, or all of the truth's in order when some are missing.
func kept(truth, rows []string) error {
	at := 0
	for _, row := range rows {
		for at < len(truth) && truth[at] != row {
			at++
		}
		if at == len(truth) {
			return fmt.Errorf("row %q is not of the truth, or out of order", row)
		}
		at++
	}
	return nil
}
