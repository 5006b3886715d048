package transport

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"sync"
	"syscall"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/billrecon/billrecon"
)

func ms(n ...int) []time.Duration {
	var d []time.Duration
	for _, v := range n {
		d = append(d, time.Duration(v)*time.Millisecond)
	}
	return d
}

// TestDoSteps lists what the provider answers and what must come of it. Delays
// are the longest of the jitter's range; the budget starts at 10.
func TestDoSteps(t *testing.T) {
	dial := &net.OpError{Op: "dial", Net: "tcp", Err: syscall.ECONNREFUSED}
	reset := &net.OpError{Op: "read", Net: "tcp", Err: syscall.ECONNRESET}
	html := answer(502, "<html>bad gateway</html>", "Content-Type", "text/html; charset=utf-8")
	tests := []struct {
		reason  string
		retry   billrecon.RetryPolicy
		call    Call
		replies []reply
		kind    error // with text == "" a success is expected
		also    error // nil for none
		text    string
		gaps    []time.Duration
		budget  float64
		final   bool // the error is not Retryable
	}{
		{reason: "a success needs one attempt", call: get(), replies: []reply{ok()}, budget: 10},
		{reason: "a 503 is retried", call: get(), replies: []reply{answer(503, ""), ok()}, gaps: ms(200), budget: 9.1},
		{reason: "408 and 429 are retried", call: get(), replies: []reply{answer(408, ""), answer(429, ""), ok()}, gaps: ms(200, 400), budget: 8.1},
		{reason: "delays double", call: get(), replies: []reply{html},
			kind: billrecon.ErrUnavailable, text: "fubei: BillPage: HTTP 502: text/html body of 24 bytes (attempt 4 of 4)", gaps: ms(200, 400, 800), budget: 7},
		{reason: "delays stop at MaxDelay", call: get(), retry: billrecon.RetryPolicy{MaxAttempts: 5, BaseDelay: time.Second, MaxDelay: 3 * time.Second}, replies: []reply{answer(500, "")},
			kind: billrecon.ErrUnavailable, text: "fubei: BillPage: HTTP 500: empty body (attempt 5 of 5)", gaps: ms(1000, 2000, 3000, 3000), budget: 6},
		{reason: "exhausted retries on a 503 are an error, which resty's are not", call: get(), retry: billrecon.RetryPolicy{MaxAttempts: 2}, replies: []reply{answer(503, "")},
			kind: billrecon.ErrUnavailable, text: "fubei: BillPage: HTTP 503: empty body (attempt 2 of 2)", gaps: ms(200), budget: 9},
		{reason: "MaxAttempts 1 never retries", call: get(), retry: billrecon.RetryPolicy{MaxAttempts: 1}, replies: []reply{answer(503, "")},
			kind: billrecon.ErrUnavailable, text: "fubei: BillPage: HTTP 503: empty body (attempt 1 of 1)", budget: 10},
		{reason: "the budget ends the retries", call: get(), retry: billrecon.RetryPolicy{BudgetReserve: 1}, replies: []reply{answer(500, "")},
			kind: billrecon.ErrUnavailable, text: "fubei: BillPage: HTTP 500: empty body; not retried because the retry budget is used up (attempt 2 of 4)", gaps: ms(200), budget: 0},
		{reason: "a network failure is retried", call: get(), replies: []reply{broken(reset), ok()}, gaps: ms(200), budget: 9.1},
		{reason: "a body that ends early is retried", call: get(), replies: []reply{cutShort(200, `{"a`), ok()}, gaps: ms(200), budget: 9.1},
		{reason: "a body that always ends early is an error", call: get(), retry: billrecon.RetryPolicy{MaxAttempts: 1}, replies: []reply{cutShort(200, `{"a`)},
			kind: billrecon.ErrUnavailable, text: "fubei: BillPage: unexpected EOF (attempt 1 of 1)", budget: 10},
		{reason: "a refused status whose body ends early is still that status", call: get(), replies: []reply{cutShort(401, `{"a`)},
			kind: billrecon.ErrAuth, text: "fubei: BillPage: HTTP 401: the body was cut short (attempt 1 of 4)", budget: 10, final: true},
		{reason: "401 is not retried", call: get(), replies: []reply{answer(401, "")},
			kind: billrecon.ErrAuth, text: "fubei: BillPage: HTTP 401: empty body (attempt 1 of 4)", budget: 10, final: true},
		{reason: "403 is not retried", call: get(), replies: []reply{answer(403, "x")},
			kind: billrecon.ErrAuth, text: "fubei: BillPage: HTTP 403: body of 1 bytes (attempt 1 of 4)", budget: 10, final: true},
		{reason: "404 has no sentinel", call: get(), replies: []reply{answer(404, "")},
			text: "fubei: BillPage: HTTP 404: empty body (attempt 1 of 4)", budget: 10, final: true},
		{reason: "304 to a request without conditions is no answer", call: get(), replies: []reply{answer(304, "")},
			kind: billrecon.ErrUnavailable, text: "fubei: BillPage: HTTP 304: empty body (attempt 1 of 4)", budget: 10, final: true},
		{reason: "Retry-After in seconds is waited for", call: get(), replies: []reply{answer(429, "", "Retry-After", "7"), ok()}, gaps: ms(7000), budget: 9.1},
		{reason: "a short Retry-After does not shorten the backoff", call: get(), replies: []reply{answer(429, "", "Retry-After", "0"), ok()}, gaps: ms(200), budget: 9.1},
		{reason: "a Retry-After of MaxDelay is waited for", call: get(), replies: []reply{answer(429, "", "Retry-After", "10"), ok()}, gaps: ms(10000), budget: 9.1},
		{reason: "a Retry-After beyond MaxDelay fails at once", call: get(), replies: []reply{answer(429, "", "Retry-After", "1744221600")},
			kind: billrecon.ErrRateLimited, text: "fubei: BillPage: HTTP 429: empty body; not retried because Retry-After is longer than 10s (attempt 1 of 4)", budget: 10},
		{reason: "a 503 with a long Retry-After is a rate limit too", call: get(), replies: []reply{answer(503, "", "Retry-After", "11")},
			kind: billrecon.ErrUnavailable, also: billrecon.ErrRateLimited, text: "fubei: BillPage: HTTP 503: empty body; not retried because Retry-After is longer than 10s (attempt 1 of 4)", budget: 10},
		{reason: "a write is not repeated after an answer", call: once(), replies: []reply{answer(503, "")},
			kind: billrecon.ErrUnavailable, text: "fubei: BillPage: HTTP 503: empty body; not retried because the write may have reached the provider (attempt 1 of 4)", budget: 10, final: true},
		{reason: "a write is not repeated after a lost connection", call: once(), replies: []reply{broken(reset)},
			kind: billrecon.ErrUnavailable, text: "fubei: BillPage: read tcp: connection reset by peer; not retried because the write may have reached the provider (attempt 1 of 4)", budget: 10, final: true},
		{reason: "a write is not repeated after an unknown failure", call: once(), replies: []reply{broken(errors.New("x"))},
			kind: billrecon.ErrUnavailable, text: "fubei: BillPage: network error of type *errors.errorString; not retried because the write may have reached the provider (attempt 1 of 4)", budget: 10, final: true},
		{reason: "a write is repeated when no connection was made", call: once(), replies: []reply{broken(dial), ok()}, gaps: ms(200), budget: 9.1},
		{reason: "a business failure is an error", call: decoding(func(Response) error { return Fail(nil, "10016", "SUB", "no such shop", false) }), replies: []reply{ok()},
			text: "fubei: BillPage: code 10016, sub code SUB: no such shop (attempt 1 of 4)", budget: 10, final: true},
		{reason: "a business failure may ask for a retry", call: decoding(func(Response) error { return Fail(billrecon.ErrRateLimited, "429", "", "", true) }), replies: []reply{ok()},
			kind: billrecon.ErrRateLimited, text: "fubei: BillPage: code 429 (attempt 4 of 4)", gaps: ms(200, 400, 800), budget: 7},
		{reason: "a malformed body may be retried", call: decoding(func(Response) error { return Malformed(io.ErrUnexpectedEOF, true) }), retry: billrecon.RetryPolicy{MaxAttempts: 2}, replies: []reply{ok()},
			kind: billrecon.ErrMalformedResponse, text: "fubei: BillPage: malformed response: unexpected EOF (attempt 2 of 2)", gaps: ms(200), budget: 9},
		{reason: "an unknown error of Decode counts as malformed", call: decoding(func(Response) error { return errors.New("list: is missing") }), replies: []reply{answer(200, "<html>", "Content-Type", "text/html")},
			kind: billrecon.ErrMalformedResponse, text: "fubei: BillPage: malformed response: text/html body of 6 bytes: list: is missing (attempt 1 of 4)", budget: 10, final: true},
		{reason: "a redirect is not followed", call: get(), replies: []reply{answer(302, "", "Location", "https://evil.example.test/?token=fictional-secret-9")},
			kind: billrecon.ErrUnavailable, text: "fubei: BillPage: HTTP 302: the provider answered with a redirect (302) to another host; not followed (attempt 1 of 4)", budget: 10, final: true},
	}
	for _, tt := range tests {
		t.Run(tt.reason, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				s := play(tt.replies...)
				cfg := config(s)
				cfg.Retry = tt.retry
				c := newClient(t, cfg)
				stats, err := c.Do(t.Context(), tt.call)
				require.Equal(t, tt.gaps, s.gaps())
				require.InDelta(t, tt.budget, c.budget.left(), 1e-6)
				require.Equal(t, len(s.log()), stats.Attempts)
				if tt.text == "" {
					require.NoError(t, err)
					return
				}
				require.EqualError(t, err, tt.text)
				requireKind(t, tt.kind, err, tt.also)
				e := asOurs(t, err)
				require.Equal(t, !tt.final, e.Retryable())
				require.Equal(t, stats.Attempts, e.Attempts)
			})
		})
	}
}

func TestDoRetryAt(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		at := time.Now().Add(484289 * time.Hour).UTC()
		tests := []struct {
			reason, header string
			want           time.Time
		}{
			{"seconds", "3600", time.Now().Add(time.Hour)},
			{"an HTTP date", time.Now().Add(time.Hour).UTC().Format(http.TimeFormat), time.Now().Add(time.Hour)},
			{"an absurd date is capped", at.Format(http.TimeFormat), time.Now().Add(longestRetryAfter)},
			{"an absurd number is capped", strings.Repeat("9", 40), time.Now().Add(longestRetryAfter)},
			{"nonsense says nothing", "soon", time.Time{}},
		}
		for _, tt := range tests {
			cfg := config(play(answer(429, "", "Retry-After", tt.header)))
			cfg.Retry.MaxAttempts = 1
			_, err := newClient(t, cfg).Do(t.Context(), get())
			require.WithinDuration(t, tt.want, asOurs(t, err).RetryAt, time.Second, tt.reason)
		}
		_, err := newClient(t, config(play(answer(403, "", "Retry-After", "60")))).Do(t.Context(), get())
		require.Equal(t, time.Now().Add(time.Minute), asOurs(t, err).RetryAt, "also with a status that is not retried")
	})
}

// TestDoRetryAfterTooLongIsARateLimit: whoever asks for a longer pause than is made asks for fewer calls, under whatever status.
func TestDoRetryAfterTooLongIsARateLimit(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		for _, tt := range []struct {
			status   int
			after    string
			limited  bool
			attempts int
		}{
			{503, "3600", true, 1}, {408, "3600", true, 1}, {500, "11", true, 1}, {503, "1", false, 4}, {503, "", false, 4}, {403, "3600", false, 1},
		} {
			c := newClient(t, config(play(answer(tt.status, "", "Retry-After", tt.after))))
			stats, err := c.Do(t.Context(), get())
			require.Equal(t, tt.limited, errors.Is(err, billrecon.ErrRateLimited), "%d, Retry-After %q", tt.status, tt.after)
			require.Equal(t, tt.status != 403, errors.Is(err, billrecon.ErrUnavailable), "%d, Retry-After %q", tt.status, tt.after)
			require.Equal(t, tt.attempts, stats.Attempts, "%d, Retry-After %q", tt.status, tt.after)
			outer := faultOf(fmt.Errorf("the token: %w", err))
			require.Equal(t, tt.limited, errors.Is(outer, billrecon.ErrRateLimited), "wrapped in another call's error")
		}
	})
}

func TestDoTimeoutOfOneAttempt(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := play(hang(), ok())
		stats, err := newClient(t, config(s)).Do(t.Context(), get())
		require.NoError(t, err)
		require.Equal(t, 2, stats.Attempts)
		require.Equal(t, ms(30_200), s.gaps(), "the default time-out, then one delay")

		cfg := config(play(hang()))
		cfg.Timeout, cfg.Retry.MaxAttempts = 5*time.Second, 1
		_, err = newClient(t, cfg).Do(t.Context(), get())
		require.EqualError(t, err, "fubei: BillPage: no complete answer within 5s (attempt 1 of 1)")
		requireKind(t, billrecon.ErrUnavailable, err)
		require.ErrorIs(t, err, context.DeadlineExceeded)
		require.True(t, asOurs(t, err).Retryable())
	})
}

// TestDoTimeoutCoversTheBody: a provider that drips must not hold the call.
func TestDoTimeoutCoversTheBody(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		drip := func(req *http.Request) (*http.Response, error) {
			resp, _ := answer(200, "")(req)
			resp.Body, resp.ContentLength = io.NopCloser(&dripper{ctx: req.Context()}), -1
			return resp, nil
		}
		cfg := config(play(drip))
		cfg.Timeout, cfg.Retry.MaxAttempts = 5*time.Second, 1
		start := time.Now()
		_, err := newClient(t, cfg).Do(t.Context(), get())
		require.ErrorIs(t, err, billrecon.ErrUnavailable)
		require.Equal(t, 5*time.Second, time.Since(start))
	})
}

type dripper struct{ ctx context.Context }

func (d *dripper) Read(p []byte) (int, error) {
	if err := pause(d.ctx, 300*time.Millisecond); err != nil {
		return 0, err
	}
	p[0] = ' '
	return 1, nil
}

func TestDoContextEnds(t *testing.T) {
	custom := errors.New("fictional-secret in a cause")
	tests := []struct {
		reason   string
		within   time.Duration // cancel after; 0: before the call
		replies  []reply
		attempts int
		text     string
		kind     error
	}{
		{"before the call", 0, []reply{ok()}, 0, "fubei: BillPage: not sent: context canceled", nil},
		{"while an answer is awaited", time.Second, []reply{hang()}, 1, "fubei: BillPage: context canceled (attempt 1 of 4)", nil},
		{"while a retry is awaited", 100 * time.Millisecond, []reply{answer(503, "")}, 1,
			"fubei: BillPage: HTTP 503: empty body; not retried: context canceled (attempt 1 of 4)", billrecon.ErrUnavailable},
	}
	for _, tt := range tests {
		t.Run(tt.reason, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				ctx, cancel := context.WithCancelCause(t.Context())
				if tt.within == 0 {
					cancel(custom)
				}
				go func() {
					_ = pause(t.Context(), tt.within)
					cancel(custom)
				}()
				start := time.Now()
				stats, err := newClient(t, config(play(tt.replies...))).Do(ctx, get())
				require.EqualError(t, err, tt.text)
				require.ErrorIs(t, err, context.Canceled)
				requireKind(t, tt.kind, err)
				require.Equal(t, tt.within, time.Since(start), "it ends at once")
				require.Equal(t, tt.attempts, stats.Attempts)
				require.False(t, asOurs(t, err).Retryable())
			})
		})
	}
}

// TestDoDeadline: no wait goes past the deadline; the call fails when it knows.
func TestDoDeadline(t *testing.T) {
	tests := []struct {
		reason  string
		end     time.Duration
		replies []reply
		limit   billrecon.RateLimit
		took    time.Duration
		text    string
		kind    error
	}{
		{"the next delay would pass it", 300 * time.Millisecond, []reply{answer(503, "")}, billrecon.RateLimit{}, 200 * time.Millisecond,
			"fubei: BillPage: HTTP 503: empty body; not retried because the deadline of the context is too near (attempt 2 of 4)", billrecon.ErrUnavailable},
		{"a Retry-After would pass it", time.Second, []reply{answer(429, "", "Retry-After", "5")}, billrecon.RateLimit{}, 0,
			"fubei: BillPage: HTTP 429: empty body; not retried because the deadline of the context is too near (attempt 1 of 4)", billrecon.ErrRateLimited},
		{"a wait for the rate limit would pass it", time.Second, []reply{answer(503, "")}, billrecon.RateLimit{PerSecond: 0.1}, 200 * time.Millisecond,
			"fubei: BillPage: HTTP 503: empty body; not retried: context deadline exceeded (attempt 1 of 4)", billrecon.ErrUnavailable},
		{"an answer that never comes", time.Second, []reply{hang()}, billrecon.RateLimit{}, time.Second,
			"fubei: BillPage: context deadline exceeded (attempt 1 of 4)", nil},
	}
	for _, tt := range tests {
		t.Run(tt.reason, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				cfg := config(play(tt.replies...))
				cfg.RateLimit = tt.limit
				c := newClient(t, cfg)
				ctx, cancel := context.WithTimeout(t.Context(), tt.end)
				defer cancel()
				start := time.Now()
				_, err := c.Do(ctx, get())
				require.Equal(t, tt.took, time.Since(start))
				require.EqualError(t, err, tt.text)
				require.ErrorIs(t, err, context.DeadlineExceeded)
				requireKind(t, tt.kind, err)
			})
		})
	}
}

func TestDoRateLimit(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := play(answer(503, ""), ok())
		cfg := config(s)
		cfg.RateLimit = billrecon.RateLimit{PerSecond: 2, Burst: 2}
		c := newClient(t, cfg)
		for range 4 {
			_, err := c.Do(t.Context(), get())
			require.NoError(t, err)
		}
		require.Equal(t, ms(200, 300, 500, 500), s.gaps(), "the retry spends from the limit as well")
	})
}

// TestDoBuildsEveryAttemptAnew: one nonce for all attempts is a replay.
func TestDoBuildsEveryAttemptAnew(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := play(answer(503, ""), answer(503, ""), ok())
		call := get()
		call.Build = func(_ context.Context, attempt int) (Request, error) {
			return Request{Body: []byte(strings.Repeat("n", attempt) + time.Now().Format(time.TimeOnly))}, nil
		}
		_, err := newClient(t, config(s)).Do(t.Context(), call)
		require.NoError(t, err)
		var bodies []string
		for _, r := range s.log() {
			bodies = append(bodies, r.body)
			require.Equal(t, strings.TrimLeft(r.body, "n"), r.at.Format(time.TimeOnly), "signed after the wait")
		}
		require.Len(t, bodies, 3)
		require.True(t, strings.HasPrefix(bodies[2], "nnn"))
	})
}

// TestDoSickProvider: the load on a provider that only fails stays below
// calls + reserve, however many attempts each call may make.
func TestDoSickProvider(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := play(answer(500, ""))
		cfg := config(s)
		cfg.Retry.MaxAttempts = 10
		c := newClient(t, cfg)
		var wg sync.WaitGroup
		for range 200 {
			wg.Go(func() {
				_, err := c.Do(t.Context(), get())
				require.ErrorIs(t, err, billrecon.ErrUnavailable)
			})
		}
		wg.Wait()
		require.Len(t, s.log(), 210)
	})
}

func TestDoRefusesABadCall(t *testing.T) {
	s := play(ok())
	c := newClient(t, config(s))
	tests := []struct {
		reason string
		ctx    context.Context
		change func(*Call)
		text   string
	}{
		{"no context", nil, func(*Call) {}, "fubei: BillPage: the context is nil"},
		{"no method", t.Context(), func(c *Call) { c.Method = "" }, "fubei: BillPage: Call.Method is not an HTTP method in capitals"},
		{"a small method", t.Context(), func(c *Call) { c.Method = "get" }, "fubei: BillPage: Call.Method is not an HTTP method in capitals"},
		{"no Build", t.Context(), func(c *Call) { c.Build = nil }, "fubei: BillPage: Call.Build and Call.Decode are required"},
		{"no Decode", t.Context(), func(c *Call) { c.Decode = nil }, "fubei: BillPage: Call.Build and Call.Decode are required"},
	}
	for _, tt := range tests {
		call := get()
		tt.change(&call)
		_, err := c.Do(tt.ctx, call)
		require.EqualError(t, err, tt.text, tt.reason)
		requireKind(t, billrecon.ErrInvalidRequest, err)
	}
	require.Empty(t, s.log())
}

func TestDoCancelledWhileTheRateLimitHoldsIt(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		cfg := config(play(ok()))
		cfg.RateLimit = billrecon.RateLimit{PerSecond: 0.01}
		c := newClient(t, cfg)
		_, err := c.Do(t.Context(), get())
		require.NoError(t, err)
		ctx, cancel := context.WithCancel(t.Context())
		time.AfterFunc(time.Second, cancel)
		start := time.Now()
		stats, err := c.Do(ctx, get())
		require.EqualError(t, err, "fubei: BillPage: not sent: context canceled")
		require.ErrorIs(t, err, context.Canceled)
		require.Equal(t, time.Second, time.Since(start))
		require.Zero(t, stats)
	})
}

// Calls that wait for one slow token together must not leave together when it comes.
func TestReadyRunsBeforeTheRateLimit(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var steps []string
		cfg := config(play(ok()))
		cfg.RateLimit = billrecon.RateLimit{PerSecond: 1}
		c := newClient(t, cfg)
		start := time.Now()
		call := get()
		call.Ready = func(context.Context) error {
			steps = append(steps, "ready at "+time.Since(start).String())
			time.Sleep(5 * time.Second)
			return nil
		}
		build := call.Build
		call.Build = func(ctx context.Context, attempt int) (Request, error) {
			steps = append(steps, "build at "+time.Since(start).String())
			return build(ctx, attempt)
		}
		_, err := c.Do(t.Context(), call)
		require.NoError(t, err)
		require.Equal(t, []string{"ready at 0s", "build at 5s"}, steps)
	})
}

func TestReadyThatFailsIsFinal(t *testing.T) {
	c := newClient(t, config(play(ok())))
	call := get()
	call.Ready = func(context.Context) error { return Fail(billrecon.ErrAuth, "7", "", "no token", true) }
	stats, err := c.Do(t.Context(), call)
	require.ErrorIs(t, err, billrecon.ErrAuth)
	require.Zero(t, stats.Attempts, "nothing was sent")
}
