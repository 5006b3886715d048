package transport

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/billrecon/billrecon"
	"github.com/billrecon/billrecon/internal/fault"
)

func TestBuildErrorsAreFinal(t *testing.T) {
	own := errors.New("signer: clock is off by " + testSecret)
	token := billrecon.NewError(fault.Fault{Op: "Token", HTTPStatus: 503, Kind: billrecon.ErrUnavailable, Code: "9", Retry: true, RetryAt: time.Unix(9, 0), Attempts: 4, MaxAttempts: 4})
	tests := []struct {
		reason string
		err    error
		kind   error
		text   string
		retry  bool
	}{
		{"a refused field", Invalid("fubei", "BillQuery.Limit is 101: it must be 1 to 100"), billrecon.ErrInvalidRequest, "fubei: BillPage: BillQuery.Limit is 101: it must be 1 to 100", false},
		{"an error of the caller's signer is scrubbed", own, nil, "fubei: BillPage: the request was not built: signer: clock is off by ***", false},
		{"an inner call keeps its name, kind and code", token, billrecon.ErrUnavailable, "fubei: BillPage: Token: HTTP 503: code 9", true},
		{"a wrapped inner call keeps its kind", fmt.Errorf("source: %w", token), billrecon.ErrUnavailable,
			"fubei: BillPage: the request was not built: source: Token: HTTP 503: code 9 (attempt 4 of 4)", true},
		{"a kind given by Fail", Fail(billrecon.ErrAuth, "", "", "no token", false), billrecon.ErrAuth, "fubei: BillPage: no token", false},
	}
	for _, tt := range tests {
		s := play(ok())
		builds := 0
		call := get()
		call.Build = func(context.Context, int) (Request, error) { builds++; return Request{}, tt.err }
		stats, err := newClient(t, config(s)).Do(t.Context(), call)
		require.EqualError(t, err, tt.text, tt.reason)
		requireKind(t, tt.kind, err)
		require.Equal(t, tt.retry, asOurs(t, err).Retryable(), tt.reason)
		require.Equal(t, 1, builds, tt.reason)
		require.Zero(t, stats.Attempts, tt.reason)
		require.Empty(t, s.log(), tt.reason)
	}
	require.Equal(t, 4, token.Attempts, "an error that others hold too is not written to")
	_, err := newClient(t, config(play(ok()))).Do(t.Context(), Call{Op: "A", Method: "GET", Decode: get().Decode,
		Build: func(context.Context, int) (Request, error) { return Request{}, own }})
	require.ErrorIs(t, err, own)
}

func TestBuildErrorOfARetry(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		call := get()
		call.Build = func(_ context.Context, attempt int) (Request, error) {
			if attempt == 2 {
				return Request{}, errors.New("no key")
			}
			return Request{}, nil
		}
		s := play(answer(503, ""))
		stats, err := newClient(t, config(s)).Do(t.Context(), call)
		require.EqualError(t, err, "fubei: BillPage: the request was not built: no key (attempt 1 of 4)")
		require.Equal(t, 1, stats.Attempts)
	})
}

func TestBuildUnderAnEndedContext(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	call := get()
	call.Build = func(ctx context.Context, _ int) (Request, error) {
		cancel()
		return Request{}, fmt.Errorf("token: %w", ctx.Err())
	}
	_, err := newClient(t, config(play(ok()))).Do(ctx, call)
	require.EqualError(t, err, "fubei: BillPage: context canceled")
	require.ErrorIs(t, err, context.Canceled)
	requireKind(t, nil, err)
}

// TestNoErrorLeaks plays every kind of failure with the secret wherever a
// provider or a transport could put it, in several spellings.
func TestNoErrorLeaks(t *testing.T) {
	const fresh = "fictional token/of+this attempt"
	leaky := testSecret + " " + url.QueryEscape(fresh) + " " + fresh + " 13812345678\n"
	call := get()
	call.Build = func(context.Context, int) (Request, error) {
		return Request{Path: "/x", Query: url.Values{"access_token": {fresh}}, Hide: []string{fresh}}, nil
	}
	call.Explain = func(Response) (string, string, string) { return leaky, leaky, leaky }
	decodes := map[string]func(Response) error{
		"fine":      func(Response) error { return nil },
		"business":  func(Response) error { return Fail(nil, leaky, leaky, leaky, true) },
		"malformed": func(Response) error { return Malformed(errors.New(leaky), true) },
	}
	h := []string{"X-Request-Id", leaky, "Content-Type", leaky, "Location", "https://x.test/" + leaky, "Retry-After", leaky}
	replies := map[string]reply{
		"200": answer(200, leaky, h...), "302": answer(302, leaky, h...), "401": answer(401, leaky, h...),
		"429": answer(429, leaky, h...), "503": answer(503, leaky, h...), "cut": cutShort(500, leaky),
		"gzip": answer(200, leaky, "Content-Encoding", "gzip"), "network": broken(errors.New(leaky)), "hang": hang(),
		"url error": broken(&url.Error{Op: "Get", URL: leaky, Err: &url.Error{Op: "Get", URL: leaky, Err: errors.New(leaky)}}),
	}
	for decodeName, decode := range decodes {
		for name, rep := range replies {
			synctest.Test(t, func(t *testing.T) {
				call := call
				call.Decode = decode
				cfg := config(play(rep))
				cfg.Retry.MaxAttempts = 2
				stats, err := newClient(t, cfg).Do(t.Context(), call)
				if err == nil {
					err = errors.New("")
				}
				printed := fmt.Sprintf("%v %+v %#v %v", err, err, err, stats)
				for _, hidden := range []string{testSecret, fresh, url.QueryEscape(fresh), "13812345678", "\n"} {
					require.NotContains(t, printed, hidden, "%s, %s", decodeName, name)
				}
			})
		}
	}
}

func TestRequestIDAndStats(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := play(answer(503, "12345", "X-Request-Id", "req-1"), answer(200, "{}", "X-Request-Id", "req-2"))
		stats, err := newClient(t, config(s)).Do(t.Context(), get())
		require.NoError(t, err)
		require.Equal(t, Stats{Attempts: 2, Bytes: 7, RequestID: "req-2"}, stats)

		s = play(answer(404, "12345", "X-Request-Id", strings.Repeat("r", 500)))
		stats, err = newClient(t, config(s)).Do(t.Context(), get())
		require.Equal(t, strings.Repeat("r", 63)+"…", asOurs(t, err).RequestID)
		require.Equal(t, stats.RequestID, asOurs(t, err).RequestID)

		s = play(answer(503, "", "X-Request-Id", "req-1"), broken(errors.New("x")))
		stats, err = newClient(t, config(s)).Do(t.Context(), get())
		require.Empty(t, asOurs(t, err).RequestID, "the last attempt had no answer")
		require.Empty(t, stats.RequestID)
	})
}

// TestStateOfAnEarlierAttempt: resty decodes a second answer over the first.
func TestStateOfAnEarlierAttempt(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := play(answer(200, "first"), answer(200, "second"))
		var bodies []string
		call := decoding(func(r Response) error {
			bodies = append(bodies, string(r.Body))
			return Malformed(nil, true)
		})
		cfg := config(s)
		cfg.Retry.MaxAttempts = 2
		_, err := newClient(t, cfg).Do(t.Context(), call)
		require.ErrorIs(t, err, billrecon.ErrMalformedResponse)
		require.Equal(t, []string{"first", "second"}, bodies)
	})
}

func TestDecodeSeesOnly2xx(t *testing.T) {
	for _, status := range []int{200, 201, 204, 206, 299, 300, 304, 400, 404} { // 206 is a part of a body, which nobody asked for
		var got int
		_, err := newClient(t, config(play(answer(status, "")))).Do(t.Context(), decoding(func(r Response) error { got = r.Status; return nil }))
		if success(status) && status != http.StatusPartialContent {
			require.NoError(t, err)
			require.Equal(t, status, got)
			continue
		}
		require.Error(t, err, http.StatusText(status))
		require.Zero(t, got)
	}
}

// Decoding belongs to the attempt: when its time is over, that is what is said, not that the body was malformed.
func TestDecodingEndsWithTheAttempt(t *testing.T) {
	slow := func(resp Response) error {
		<-resp.Context.Done()
		return Malformed(fmt.Errorf("list[9]: %w", resp.Context.Err()), false)
	}
	synctest.Test(t, func(t *testing.T) {
		call := get()
		call.Decode = slow
		stats, err := newClient(t, config(play(ok()))).Do(t.Context(), call)
		require.ErrorIs(t, err, context.DeadlineExceeded)
		requireKind(t, billrecon.ErrUnavailable, err)
		require.NotErrorIs(t, err, billrecon.ErrMalformedResponse)
		require.Equal(t, 4, stats.Attempts, "another attempt may be faster")
	})
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		call := get()
		call.Decode = slow
		stats, err := newClient(t, config(play(ok()))).Do(ctx, call)
		require.ErrorIs(t, err, context.DeadlineExceeded)
		requireKind(t, nil, err)
		require.Equal(t, 1, stats.Attempts)
	})
}

// A page of more rows than were asked for is drift, whatever the decoder takes it for.
func TestMalformedOfTooManyRowsIsDrift(t *testing.T) {
	err := Malformed(fmt.Errorf("list[10]: too many rows: %w", billrecon.ErrPageDrift), true)
	requireKind(t, billrecon.ErrPageDrift, err)
	require.NotErrorIs(t, err, billrecon.ErrMalformedResponse)
	require.False(t, asOurs(t, err).Retryable())
}
