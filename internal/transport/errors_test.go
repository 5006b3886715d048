package transport

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/url"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

func TestErrorText(t *testing.T) {
	tests := []struct {
		reason string
		err    Error
		want   string
	}{
		{"nothing known", Error{}, "the provider reported a failure"},
		{"only a kind", Error{kind: ErrAuth}, "authentication failed"},
		{"only a context", Error{context: context.Canceled}, "context canceled"},
		{"provider, operation and kind", Error{provider: "fubei", Op: "BillPage", kind: ErrAuth}, "fubei: BillPage: authentication failed"},
		{"a status 2xx tells nothing", Error{Op: "BillPage", HTTPStatus: 200, kind: ErrPageLoop}, "BillPage: page repeated"},
		{"a code alone", Error{Op: "A", Code: "7"}, "A: code 7"},
		{"a sub code alone", Error{Op: "A", SubCode: "7"}, "A: sub code 7"},
		{"all of it", Error{provider: "p", Op: "A", via: "Token", HTTPStatus: 500, Code: "1", SubCode: "2", Message: "m",
			detail: "d", cause: opaque(errors.New("c")), note: "n", Attempts: 2, maxAttempts: 4},
			"p: A: Token: HTTP 500: code 1, sub code 2: m: d: c; n (attempt 2 of 4)"},
		{"attempts of two calls can be more than the policy gives to one", Error{Op: "A", Code: "7", Attempts: 8, maxAttempts: 4}, "A: code 7 (after 8 attempts)"},
		{"attempts without a bound are not printed", Error{Op: "A", Code: "7", Attempts: 2}, "A: code 7"},
	}
	for _, tt := range tests {
		require.Equal(t, tt.want, tt.err.Error(), tt.reason)
		require.Equal(t, tt.want, tt.err.String(), tt.reason)
	}
}

// TestErrorPrintsNothingHidden prints an error whose cause holds a signed URL
// in every way there is.
func TestErrorPrintsNothingHidden(t *testing.T) {
	hidden := &url.Error{Op: "Get", URL: "https://x.test/?sign=" + testSecret, Err: errors.New(testSecret)}
	e := &Error{Op: "BillPage", HTTPStatus: 500, kind: ErrUnavailable, cause: opaque(hidden).withText("safe")}
	var log bytes.Buffer
	slog.New(slog.NewJSONHandler(&log, nil)).Info("x", "err", e, "group", slog.GroupValue(slog.Any("e", e)))
	slog.New(slog.NewTextHandler(&log, nil)).Info("x", "err", e)
	plain, err := json.Marshal(e)
	require.NoError(t, err)

	prints := []string{log.String(), string(plain), fmt.Sprint(errors.Join(e, e)), fmt.Sprintf("%+v", e.Unwrap())}
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%d"} {
		prints = append(prints, fmt.Sprintf(verb, e), fmt.Sprintf(verb, struct{ e Error }{*e}),
			fmt.Sprintf(verb, struct{ e *Error }{e}), fmt.Sprintf(verb, []any{e}))
	}
	for _, text := range prints {
		require.NotContains(t, text, testSecret)
		require.NotContains(t, text, fmt.Sprintf("%x", testSecret))
		require.NotContains(t, text, "sign=")
	}
	require.Equal(t, `"BillPage: HTTP 500: safe"`, fmt.Sprintf("%q", e))
	require.Equal(t, "BillPage: HTTP 500: safe", fmt.Sprintf("%#v", e))
	require.Equal(t, "BillPage: HTTP 500: safe", e.GoString())
}

func TestErrorUnwrap(t *testing.T) {
	op := &net.OpError{Op: "dial", Err: errors.New("x")}
	e := &Error{kind: ErrUnavailable, cause: opaque(op), context: context.DeadlineExceeded}
	wrapped := fmt.Errorf("page 3: %w", e)
	require.ErrorIs(t, wrapped, ErrUnavailable)
	require.ErrorIs(t, wrapped, context.DeadlineExceeded)
	require.ErrorIs(t, wrapped, op)
	var got *net.OpError
	require.ErrorAs(t, wrapped, &got)
	require.Same(t, op, got)
	require.NotErrorIs(t, wrapped, ErrAuth)
	require.Empty(t, (&Error{}).Unwrap())
}

func TestErrorLogValue(t *testing.T) {
	at := time.Date(2026, 11, 22, 8, 0, 0, 0, time.UTC)
	full := &Error{Op: "BillPage", kind: ErrRateLimited, HTTPStatus: 429, Code: "1", SubCode: "2", Message: "slow down",
		RequestID: "req-1", Attempts: 2, retry: true, RetryAt: at}
	var log bytes.Buffer
	drop := func(_ []string, a slog.Attr) slog.Attr {
		if a.Key == slog.TimeKey || a.Key == slog.LevelKey || a.Key == slog.MessageKey {
			return slog.Attr{}
		}
		return a
	}
	logger := slog.New(slog.NewTextHandler(&log, &slog.HandlerOptions{ReplaceAttr: drop}))
	logger.Info("", "err", full)
	logger.Info("", "err", &Error{Op: "A"})
	require.Equal(t, `err.error="BillPage: HTTP 429: code 1, sub code 2: slow down" err.op=BillPage err.kind="rate limited" err.status=429 `+
		`err.code=1 err.sub_code=2 err.request_id=req-1 err.attempts=2 err.retryable=true err.retry_at=2026-11-22T08:00:00.000Z
err.error="A: the provider reported a failure" err.op=A err.attempts=0 err.retryable=false
`, log.String())
}

func TestSentinelsDiffer(t *testing.T) {
	texts := map[string]bool{}
	for _, kind := range sentinels() {
		texts[kind.Error()] = true
		require.NotContains(t, kind.Error(), "transport")
	}
	require.Len(t, texts, 9)
}
