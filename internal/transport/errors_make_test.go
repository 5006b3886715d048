package transport

import (
	"errors"
	"fmt"
	"io"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

func TestErrorf(t *testing.T) {
	tests := []struct {
		reason string
		err    error
		want   string
		kind   error
	}{
		{"a kind and a text", Errorf("Bills", ErrPageDrift, "total was %d and is %d", 3, 4), "Bills: pages drifted: total was 3 and is 4", ErrPageDrift},
		{"no kind", Errorf("Bills", nil, "x"), "Bills: x", nil},
		{"no operation", Errorf("", ErrIncomplete, "x"), "incomplete result: x", ErrIncomplete},
		{"Invalid names the rule alone", Invalid("fubei", "BillQuery.Limit is %d: it must be 1 to 100", 101), "fubei: BillQuery.Limit is 101: it must be 1 to 100", ErrInvalidRequest},
		{"a cause", Errorf("Bills", ErrIncomplete, "page 2: %w", io.ErrUnexpectedEOF), "Bills: incomplete result: page 2: unexpected EOF", ErrIncomplete},
	}
	for _, tt := range tests {
		require.EqualError(t, tt.err, tt.want, tt.reason)
		requireKind(t, tt.kind, tt.err)
		require.False(t, asOurs(t, tt.err).Retryable(), tt.reason)
	}
	require.ErrorIs(t, tests[4].err, io.ErrUnexpectedEOF)
}

func TestFailAndMalformed(t *testing.T) {
	business := Fail(ErrAuth, "10016", "sub", "signature", true)
	requireKind(t, ErrAuth, business)
	require.True(t, asOurs(t, business).Retryable())
	require.Equal(t, "sub", asOurs(t, business).SubCode)
	require.EqualError(t, Fail(nil, "", "", "", false), "the provider reported a failure")

	bad := Malformed(io.ErrUnexpectedEOF, true)
	requireKind(t, ErrMalformedResponse, bad)
	require.ErrorIs(t, bad, io.ErrUnexpectedEOF)
	require.True(t, asOurs(t, bad).Retryable())
	require.EqualError(t, bad, "malformed response: unexpected EOF")
	require.EqualError(t, Malformed(nil, false), "malformed response")
	require.False(t, asOurs(t, Malformed(nil, false)).Retryable())
}

func TestAsError(t *testing.T) {
	own := &Error{Op: "Token", kind: ErrAuth, Code: "7", retry: true, RetryAt: time.Unix(1, 0)}
	copied := asError(own)
	require.Equal(t, "Token", copied.Op)
	copied.Op = "changed"
	require.Equal(t, "Token", own.Op, "an error may be shared between callers: it is copied")

	wrapped := asError(fmt.Errorf("outer: %w", own))
	require.EqualError(t, wrapped, "outer: Token: code 7")
	requireKind(t, ErrAuth, wrapped)
	require.True(t, wrapped.Retryable())
	require.Equal(t, own.RetryAt, wrapped.RetryAt)

	other := errors.New("x")
	require.ErrorIs(t, asError(other), other)
	requireKind(t, nil, asError(other))
}
