package transport

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"

	"github.com/stretchr/testify/require"

	"github.com/billrecon/billrecon"
)

// TestBodyIsSentByteForByte: a JSON encoder would escape &<> or add a newline,
// and a signature over the body would no longer hold.
func TestBodyIsSentByteForByte(t *testing.T) {
	bodies := []string{
		`{"q":"a&b<c>d","url":"https:\/\/x"}`, "{}\n", "  {} ", "\xff\xfe\x00binary", "", "福豆",
	}
	for _, method := range []string{"POST", "PUT", "PATCH", "DELETE"} {
		for _, body := range bodies {
			s := play(ok())
			call := get()
			call.Method = method
			call.Build = func(context.Context, int) (Request, error) { return Request{Body: []byte(body)}, nil }
			_, err := newClient(t, config(s)).Do(t.Context(), call)
			require.NoError(t, err)
			require.Equal(t, body, s.log()[0].body, "%s %q", method, body)
		}
	}
}

func TestRequestIsSentAsBuilt(t *testing.T) {
	s := play(answer(503, ""), ok())
	header := http.Header{"Content-Type": {"application/json"}, "Token": {"fictional"}, "Accept": {"application/json"}}
	query := map[string][]string{"b": {"2"}, "a": {"1 &"}}
	call := get()
	call.Build = func(context.Context, int) (Request, error) {
		return Request{Path: "/gateway", Query: query, Header: header, Body: []byte("{}")}, nil
	}
	synctest.Test(t, func(t *testing.T) {
		_, err := newClient(t, config(s)).Do(t.Context(), call)
		require.NoError(t, err)
	})
	for _, r := range s.log() {
		require.Equal(t, testBase+"/gateway?a=1+%26&b=2", r.url)
		require.Equal(t, http.Header{"Content-Type": {"application/json"}, "Token": {"fictional"},
			"Accept": {"application/json"}, "User-Agent": {"billrecon"}}, r.header)
	}
	require.Equal(t, http.Header{"Content-Type": {"application/json"}, "Token": {"fictional"}, "Accept": {"application/json"}}, header,
		"the caller's header is not written to")
	require.Equal(t, map[string][]string{"b": {"2"}, "a": {"1 &"}}, query, "nor its query")
}

func TestUserAgentOfTheCaller(t *testing.T) {
	s := play(ok())
	call := get()
	call.Build = func(context.Context, int) (Request, error) {
		return Request{Header: http.Header{"User-Agent": {"mine"}}}, nil
	}
	_, err := newClient(t, config(s)).Do(t.Context(), call)
	require.NoError(t, err)
	require.Equal(t, []string{"mine"}, s.log()[0].header["User-Agent"])
}

func TestPrepareRefuses(t *testing.T) {
	tests := []struct {
		reason, method string
		req            Request
		text           string
	}{
		{"resty drops the body of a GET", "GET", Request{Body: []byte("x")}, "fubei: BillPage: a GET request cannot carry a body"},
		{"and of HEAD", "HEAD", Request{Body: []byte("x")}, "fubei: BillPage: a HEAD request cannot carry a body"},
		{"and of OPTIONS", "OPTIONS", Request{Body: []byte("x")}, "fubei: BillPage: a OPTIONS request cannot carry a body"},
		{"a token read from a file ends with a newline", "GET", Request{Header: http.Header{"Token": {testSecret + "\n"}}},
			`fubei: BillPage: the value of header "Token" holds a line break or NUL`},
		{"a path that is a URL", "GET", Request{Path: "https://evil.example.test"}, "fubei: BillPage: the request path holds more than a path"},
	}
	for _, tt := range tests {
		s := play(ok())
		call := get()
		call.Method = tt.method
		call.Build = func(context.Context, int) (Request, error) { return tt.req, nil }
		stats, err := newClient(t, config(s)).Do(t.Context(), call)
		require.EqualError(t, err, tt.text, tt.reason)
		requireKind(t, billrecon.ErrInvalidRequest, err)
		require.Zero(t, stats.Attempts, tt.reason)
		require.Empty(t, s.log(), tt.reason)
	}
}

// TestNothingIsPrinted: resty logs signed URLs to standard error by default.
func TestNothingIsPrinted(t *testing.T) {
	r, w, err := os.Pipe()
	require.NoError(t, err)
	stderr, stdout := os.Stderr, os.Stdout
	os.Stderr, os.Stdout = w, w
	var std bytes.Buffer
	log.SetOutput(&std)
	defer func() { os.Stderr, os.Stdout = stderr, stdout; log.SetOutput(stderr) }()

	synctest.Test(t, func(t *testing.T) {
		for _, rep := range []reply{broken(errors.New("x")), answer(503, ""), hang(), answer(200, "x"), answer(302, "", "Location", "https://x.test")} {
			c := newClient(t, config(play(rep)))
			require.False(t, c.sender.rest.Debug)
			_, _ = c.Do(t.Context(), get())
		}
	})
	silent{}.Errorf("%s", testSecret)
	silent{}.Warnf("%s", testSecret)
	silent{}.Debugf("%s", testSecret)
	require.NoError(t, w.Close())
	printed, err := io.ReadAll(r)
	require.NoError(t, err)
	require.Empty(t, string(printed))
	require.Empty(t, std.String())
}

func TestResponseLimit(t *testing.T) {
	tests := []struct {
		reason string
		size   int
		limit  int64
		ok     bool
	}{
		{"exactly the limit", 1 << 20, 1 << 20, true},
		{"one byte more", 1<<20 + 1, 1 << 20, false},
		{"12 MiB come back whole with the default limit", 12 << 20, 0, true},
		{"the default limit", 32<<20 + 1, 0, false},
	}
	for _, tt := range tests {
		cfg := config(play(answer(200, strings.Repeat("x", tt.size))))
		cfg.MaxResponseBytes = tt.limit
		var got int
		call := decoding(func(r Response) error { got = len(r.Body); return nil })
		stats, err := newClient(t, cfg).Do(t.Context(), call)
		require.Equal(t, 1, stats.Attempts, "%s: too large is never retried", tt.reason)
		if tt.ok {
			require.NoError(t, err, tt.reason)
			require.Equal(t, tt.size, got, tt.reason)
			require.EqualValues(t, tt.size, stats.Bytes, tt.reason)
			continue
		}
		requireKind(t, billrecon.ErrResponseTooLarge, err)
		require.False(t, asOurs(t, err).Retryable(), tt.reason)
		require.Zero(t, got, tt.reason)
	}
}

func zip(t *testing.T, plain []byte) string {
	t.Helper()
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	_, err := w.Write(plain)
	require.NoError(t, err)
	require.NoError(t, w.Close())
	return b.String()
}

// TestGzip: over a plain RoundTripper resty decompresses, over a real transport
// net/http does; the limit counts decompressed bytes in both.
func TestGzip(t *testing.T) {
	bomb := zip(t, make([]byte, 8<<20))
	require.Less(t, len(bomb), 32<<10)
	whole := zip(t, []byte(`{"a":1}`))
	flipped := []byte(whole)
	flipped[len(flipped)-6] ^= 1 // in the checksum
	tests := []struct {
		reason, body string
		kind         error
		text         string
	}{
		{"a good body", whole, nil, ""},
		{"a bomb", bomb, billrecon.ErrResponseTooLarge, "response too large: the body is longer than 1048576 bytes"},
		{"no gzip at all", "plain text, longer than a header", billrecon.ErrMalformedResponse, "malformed response: gzip: invalid header"},
		{"a wrong checksum", string(flipped), billrecon.ErrMalformedResponse, "malformed response: gzip: invalid checksum"},
		{"cut short", whole[:len(whole)-5], billrecon.ErrUnavailable, "unexpected EOF"},
	}
	for _, tt := range tests {
		srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Encoding", "gzip")
			w.Header().Set("Content-Type", "application/json")
			_, _ = io.WriteString(w, tt.body)
		}))
		memory := config(play(answer(200, tt.body, "Content-Encoding", "gzip", "Content-Type", "application/json")))
		network := Config{Provider: "fubei", BaseURL: srv.URL}
		for _, cfg := range []Config{memory, network} {
			cfg.MaxResponseBytes, cfg.Retry.MaxAttempts = 1<<20, 1
			var got string
			_, err := newClient(t, cfg).Do(t.Context(), decoding(func(r Response) error { got = string(r.Body); return nil }))
			if tt.kind == nil {
				require.NoError(t, err, tt.reason)
				require.Equal(t, `{"a":1}`, got, tt.reason)
				continue
			}
			require.EqualError(t, err, "fubei: BillPage: "+tt.text+" (attempt 1 of 1)", tt.reason)
			requireKind(t, tt.kind, err)
			require.Empty(t, got, tt.reason)
		}
		srv.Close()
	}
}

// TestDecodeRunsForEveryContentType: resty's own decoding silently skips an
// answer that is marked as text/html.
func TestDecodeRunsForEveryContentType(t *testing.T) {
	for _, media := range []string{"text/html", "application/json", "", "nonsense", "text/plain; charset=gbk"} {
		var got string
		c := newClient(t, config(play(answer(200, `{"a":1}`, "Content-Type", media))))
		_, err := c.Do(t.Context(), decoding(func(r Response) error { got = string(r.Body); return nil }))
		require.NoError(t, err)
		require.Equal(t, `{"a":1}`, got, media)
	}
}

// TestEveryBodyIsClosed: an open body leaks its connection.
func TestEveryBodyIsClosed(t *testing.T) {
	var open atomic.Int64
	tracked := func(rep reply) reply {
		return func(req *http.Request) (*http.Response, error) {
			resp, err := rep(req)
			if resp != nil {
				open.Add(1)
				resp.Body = &closeCounter{ReadCloser: resp.Body, open: &open}
			}
			return resp, err
		}
	}
	synctest.Test(t, func(t *testing.T) {
		for _, rep := range []reply{
			ok(), answer(503, "busy"), answer(404, "x"), answer(302, "x", "Location", "https://x.test"),
			cutShort(200, "x"), answer(200, strings.Repeat("x", 2000)), answer(200, "x", "Content-Encoding", "gzip"),
		} {
			cfg := config(play(tracked(rep)))
			cfg.MaxResponseBytes = 1000
			_, _ = newClient(t, cfg).Do(t.Context(), get())
			require.Zero(t, open.Load())
		}
	})
}

type closeCounter struct {
	io.ReadCloser
	open   *atomic.Int64
	closed bool
}

func (c *closeCounter) Close() error {
	if !c.closed {
		c.closed = true
		c.open.Add(-1)
	}
	return c.ReadCloser.Close()
}

// TestConnectionIsReused: one connection serves successes and retries alike.
func TestConnectionIsReused(t *testing.T) {
	var conns, calls atomic.Int64
	srv := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		if calls.Add(1)%2 == 1 {
			w.WriteHeader(503)
		}
		_, _ = io.WriteString(w, strings.Repeat("{}", 5000))
	}))
	srv.Config.ConnState = func(_ net.Conn, state http.ConnState) {
		if state == http.StateNew {
			conns.Add(1)
		}
	}
	srv.Start()
	defer srv.Close()
	c := newClient(t, Config{BaseURL: srv.URL, Retry: billrecon.RetryPolicy{BaseDelay: 1, MaxDelay: 1}})
	for range 5 {
		_, err := c.Do(t.Context(), get())
		require.NoError(t, err)
	}
	require.EqualValues(t, 10, calls.Load())
	require.EqualValues(t, 1, conns.Load())
}

// TestLostConnection cuts real connections at awkward moments.
func TestLostConnection(t *testing.T) {
	tests := []struct{ reason, sends, text string }{
		{"before any answer", "", "the connection was closed before an answer came"},
		{"within the headers", "HTTP/1.1 200 OK\r\nDate: x\r\n", "unexpected EOF"},
		{"within a header line", "HTTP/1.1 200 OK\r\n" + testSecret, "the answer is not valid HTTP"},
		{"within a body of known length", "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n{}", "unexpected EOF"},
		{"within a chunked body", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{", "unexpected EOF"},
		{"an answer that is no HTTP", testSecret + "\r\n\r\n", "the answer is not valid HTTP"},
	}
	for _, tt := range tests {
		t.Run(tt.reason, func(t *testing.T) {
			l, err := net.Listen("tcp", "127.0.0.1:0")
			require.NoError(t, err)
			defer func() { _ = l.Close() }()
			go serveRaw(l, tt.sends)
			cfg := Config{Provider: "fubei", BaseURL: "http://" + l.Addr().String(), Retry: billrecon.RetryPolicy{MaxAttempts: 2, BaseDelay: 1, MaxDelay: 1}}
			stats, err := newClient(t, cfg).Do(t.Context(), get())
			requireKind(t, billrecon.ErrUnavailable, err)
			require.EqualError(t, err, "fubei: BillPage: "+tt.text+" (attempt 2 of 2)")
			require.Equal(t, 2, stats.Attempts)
		})
	}
}

func serveRaw(l net.Listener, sends string) {
	for {
		conn, err := l.Accept()
		if err != nil {
			return
		}
		buf := make([]byte, 4096)
		_, _ = conn.Read(buf)
		_, _ = io.WriteString(conn, sends)
		_ = conn.Close()
	}
}

func TestRefusedConnection(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	addr := l.Addr().String()
	require.NoError(t, l.Close())
	c := newClient(t, Config{Provider: "fubei", BaseURL: "http://" + addr, Retry: billrecon.RetryPolicy{MaxAttempts: 2, BaseDelay: 1, MaxDelay: 1}})
	stats, err := c.Do(t.Context(), once())
	require.EqualError(t, err, "fubei: BillPage: dial tcp "+addr+": connection refused (attempt 2 of 2)")
	require.Equal(t, 2, stats.Attempts, "a write that was never sent may be repeated")
	var op *net.OpError
	require.ErrorAs(t, err, &op)
}
