package transport

import (
	"context"
	"errors"
	"io"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/billrecon/billrecon"
)

const (
	testBase   = "https://api.example.test/base"
	testSecret = "fictional-secret-7Qz"
)

// reply plays one answer of the provider.
type reply func(*http.Request) (*http.Response, error)

// seen is what the provider got.
type seen struct {
	method, url string
	header      http.Header
	body        string
	at          time.Time
}

// script is an in-memory provider. It answers in order, and the last reply
// again and again.
type script struct {
	mu      sync.Mutex
	replies []reply
	seen    []seen
}

func play(replies ...reply) *script { return &script{replies: replies} }

func (s *script) RoundTrip(req *http.Request) (*http.Response, error) {
	next, err := s.note(req)
	if err != nil {
		return nil, err
	}
	return next(req)
}

func (s *script) note(req *http.Request) (reply, error) {
	var body []byte
	if req.Body != nil {
		var err error
		if body, err = io.ReadAll(req.Body); err != nil {
			return nil, err
		}
		_ = req.Body.Close()
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.seen = append(s.seen, seen{req.Method, req.URL.String(), req.Header.Clone(), string(body), time.Now()})
	i := min(len(s.seen), len(s.replies)) - 1
	return s.replies[i], nil
}

func (s *script) log() []seen {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]seen(nil), s.seen...)
}

// gaps are the waits between the requests.
func (s *script) gaps() []time.Duration {
	var gaps []time.Duration
	log := s.log()
	for i := 1; i < len(log); i++ {
		gaps = append(gaps, log[i].at.Sub(log[i-1].at))
	}
	return gaps
}

// answer replies with the status, the body and pairs of header name and value.
func answer(status int, body string, header ...string) reply {
	return func(req *http.Request) (*http.Response, error) {
		h := http.Header{}
		for i := 0; i+1 < len(header); i += 2 {
			h.Add(header[i], header[i+1])
		}
		return &http.Response{
			StatusCode: status, ProtoMajor: 1, ProtoMinor: 1, Header: h, Request: req,
			Body: io.NopCloser(strings.NewReader(body)), ContentLength: int64(len(body)),
		}, nil
	}
}

func ok() reply { return answer(200, `{"ok":true}`, "Content-Type", "application/json") }

func broken(err error) reply {
	return func(*http.Request) (*http.Response, error) { return nil, err }
}

// hang answers never, and ends with the request's context like a real transport.
func hang() reply {
	return func(req *http.Request) (*http.Response, error) {
		<-req.Context().Done()
		return nil, req.Context().Err()
	}
}

// cutShort sends a part of the body, then fails as a real transport does.
func cutShort(status int, part string) reply {
	return func(req *http.Request) (*http.Response, error) {
		resp, _ := answer(status, "", "Content-Type", "application/json")(req)
		resp.Body = io.NopCloser(io.MultiReader(strings.NewReader(part), errReader{io.ErrUnexpectedEOF}))
		resp.ContentLength = int64(len(part) + 10)
		return resp, nil
	}
}

type errReader struct{ err error }

func (r errReader) Read([]byte) (int, error) { return 0, r.err }

func config(rt http.RoundTripper) Config {
	return Config{
		Provider: "fubei", BaseURL: testBase, HTTPClient: &http.Client{Transport: rt},
		Secrets: func() []string { return []string{testSecret} },
	}
}

// newClient waits the longest delay of the range, so that delays are exact.
func newClient(t *testing.T, cfg Config) *Client {
	t.Helper()
	c, err := New(cfg)
	require.NoError(t, err)
	c.jitter = func(limit time.Duration) time.Duration { return limit }
	return c
}

// get is a plain read whose request carries the secret everywhere it can.
func get() Call {
	return Call{
		Op: "BillPage", Method: http.MethodPost,
		Build: func(context.Context, int) (Request, error) {
			return Request{
				Path:   "/gateway",
				Query:  map[string][]string{"sign": {testSecret}},
				Header: http.Header{"Token": {testSecret}, "Content-Type": {"application/json"}},
				Body:   []byte(`{"secret":"` + testSecret + `"}`),
			}, nil
		},
		Decode: func(Response) error { return nil },
	}
}

func decoding(decode func(Response) error) Call {
	call := get()
	call.Decode = decode
	return call
}

func once() Call {
	call := get()
	call.Once = true
	return call
}

func asOurs(t *testing.T, err error) *billrecon.Error {
	t.Helper()
	var e *billrecon.Error
	require.ErrorAs(t, err, &e)
	return e
}

// requireKind checks the one sentinel that err is, and the others that it may be as well; nil means none of them.
func requireKind(t *testing.T, want, err error, also ...error) {
	t.Helper()
	for _, kind := range sentinels() {
		require.Equal(t, kind == want || slices.Contains(also, kind), errors.Is(err, kind), "%v: %v", kind, err)
	}
}

func sentinels() []error {
	return []error{
		billrecon.ErrInvalidRequest, billrecon.ErrAuth, billrecon.ErrRateLimited, billrecon.ErrUnavailable, billrecon.ErrMalformedResponse,
		billrecon.ErrResponseTooLarge, billrecon.ErrPageDrift, billrecon.ErrPageLoop, billrecon.ErrIncomplete,
	}
}

func withBuildError(err error) Call {
	call := get()
	call.Build = func(context.Context, int) (Request, error) { return Request{}, err }
	return call
}
