package billrecon_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/url"
	"reflect"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/billrecon/billrecon"
	"github.com/billrecon/billrecon/internal/fault"
)

const hiddenText = "fictional-secret-7Qz"

// TestErrorPrintsNothingHidden prints an error whose cause holds a signed URL
// in every way there is.
func TestErrorPrintsNothingHidden(t *testing.T) {
	hidden := &url.Error{Op: "Get", URL: "https://x.test/?sign=" + hiddenText, Err: errors.New(hiddenText)}
	e := billrecon.NewError(fault.Fault{Op: "BillPage", HTTPStatus: 500, Kind: billrecon.ErrUnavailable, Cause: fault.Hide(hidden).Saying("safe")})
	var log bytes.Buffer
	slog.New(slog.NewJSONHandler(&log, nil)).Info("x", "err", e, "group", slog.GroupValue(slog.Any("e", e)))
	slog.New(slog.NewTextHandler(&log, nil)).Info("x", "err", e)
	plain, err := json.Marshal(e)
	require.NoError(t, err)

	prints := []string{log.String(), string(plain), fmt.Sprint(errors.Join(e, e)), fmt.Sprintf("%+v", e.Unwrap())}
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%d"} {
		prints = append(prints, fmt.Sprintf(verb, e), fmt.Sprintf(verb, struct{ e billrecon.Error }{*e}),
			fmt.Sprintf(verb, struct{ e *billrecon.Error }{e}), fmt.Sprintf(verb, []any{e}))
	}
	for _, text := range prints {
		require.NotContains(t, text, hiddenText)
		require.NotContains(t, text, fmt.Sprintf("%x", hiddenText))
		require.NotContains(t, text, "sign=")
	}
	require.Equal(t, `"BillPage: HTTP 500: safe"`, fmt.Sprintf("%q", e))
	require.Equal(t, "BillPage: HTTP 500: safe", fmt.Sprintf("%#v", e))
	require.Equal(t, "BillPage: HTTP 500: safe", e.GoString())
}

func TestErrorUnwrap(t *testing.T) {
	op := &net.OpError{Op: "dial", Err: errors.New("x")}
	e := billrecon.NewError(fault.Fault{Kind: billrecon.ErrUnavailable, Cause: fault.Hide(op), Context: context.DeadlineExceeded})
	wrapped := fmt.Errorf("page 3: %w", e)
	require.ErrorIs(t, wrapped, billrecon.ErrUnavailable)
	require.ErrorIs(t, wrapped, context.DeadlineExceeded)
	require.ErrorIs(t, wrapped, op)
	var got *net.OpError
	require.ErrorAs(t, wrapped, &got)
	require.Same(t, op, got)
	require.NotErrorIs(t, wrapped, billrecon.ErrAuth)
	require.Empty(t, (&billrecon.Error{}).Unwrap())
}

func TestErrorLogValue(t *testing.T) {
	at := time.Date(2026, 11, 22, 8, 0, 0, 0, time.UTC)
	full := billrecon.NewError(fault.Fault{Op: "BillPage", Kind: billrecon.ErrRateLimited, HTTPStatus: 429, Code: "1", SubCode: "2", Message: "slow down",
		RequestID: "req-1", Attempts: 2, Retry: true, RetryAt: at})
	var log bytes.Buffer
	drop := func(_ []string, a slog.Attr) slog.Attr {
		if a.Key == slog.TimeKey || a.Key == slog.LevelKey || a.Key == slog.MessageKey {
			return slog.Attr{}
		}
		return a
	}
	logger := slog.New(slog.NewTextHandler(&log, &slog.HandlerOptions{ReplaceAttr: drop}))
	logger.Info("", "err", full)
	logger.Info("", "err", &billrecon.Error{Op: "A"})
	require.Equal(t, `err.error="BillPage: HTTP 429: code 1, sub code 2: slow down" err.op=BillPage err.kind="rate limited" err.status=429 `+
		`err.code=1 err.sub_code=2 err.request_id=req-1 err.attempts=2 err.retryable=true err.retry_at=2026-11-22T08:00:00.000Z
err.error="A: the provider reported a failure" err.op=A err.attempts=0 err.retryable=false
`, log.String())
}

// What our own packages get of an error is a copy: one that callers share stays as it is.
func TestErrorIsDescribedByACopy(t *testing.T) {
	err := billrecon.NewError(fault.Fault{Provider: "fubei", Op: "BillPage", Kind: billrecon.ErrAuth, Attempts: 1, MaxAttempts: 4})
	err.Attempts += 2 // the exported fields count
	f, ok := errors.AsType[*fault.Fault](fmt.Errorf("outer: %w", err))
	require.True(t, ok)
	require.Equal(t, fault.Fault{Provider: "fubei", Op: "BillPage", Kind: billrecon.ErrAuth, Attempts: 3, MaxAttempts: 4}, *f)
	f.Op, f.Kind = "Other", billrecon.ErrIncomplete
	require.EqualError(t, err, "fubei: BillPage: authentication failed (attempt 3 of 4)")
	require.NotErrorIs(t, err, billrecon.ErrIncomplete)
	require.False(t, err.As(new(string)))
}

// An error that somebody else made has what he could fill in, and is of no kind.
func TestErrorHasNoOtherWayIn(t *testing.T) {
	made := reflect.TypeFor[*billrecon.Error]()
	for i := range made.NumMethod() {
		switch m := made.Method(i); m.Name {
		case "As": // takes any; only a type of internal/fault is filled in
		case "Format":
		default:
			require.Equal(t, 1, m.Type.NumIn(), "%s takes an argument", m.Name)
		}
	}
	made = made.Elem()
	for i := range made.NumField() {
		f := made.Field(i)
		require.Contains(t, []reflect.Kind{reflect.String, reflect.Int, reflect.Struct}, f.Type.Kind(), f.Name)
		require.False(t, f.Anonymous, f.Name)
	}
	err := &billrecon.Error{Op: "A", Message: "m"}
	require.EqualError(t, err, "A: m")
	require.False(t, err.Retryable())
	require.Empty(t, err.Unwrap())
}
