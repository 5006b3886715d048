package transport

import (
	"errors"
	"fmt"
	"io"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/billrecon/billrecon"
	"github.com/billrecon/billrecon/internal/fault"
)

func TestErrorf(t *testing.T) {
	tests := []struct {
		reason string
		err    error
		want   string
		kind   error
	}{
		{"a kind and a text", Errorf("Bills", billrecon.ErrPageDrift, "total was %d and is %d", 3, 4), "Bills: pages drifted: total was 3 and is 4", billrecon.ErrPageDrift},
		{"no kind", Errorf("Bills", nil, "x"), "Bills: x", nil},
		{"no operation", Errorf("", billrecon.ErrIncomplete, "x"), "incomplete result: x", billrecon.ErrIncomplete},
		{"Invalid names the rule alone", Invalid("fubei", "BillQuery.Limit is %d: it must be 1 to 100", 101), "fubei: BillQuery.Limit is 101: it must be 1 to 100", billrecon.ErrInvalidRequest},
		{"a cause", Errorf("Bills", billrecon.ErrIncomplete, "page 2: %w", io.ErrUnexpectedEOF), "Bills: incomplete result: page 2: unexpected EOF", billrecon.ErrIncomplete},
	}
	for _, tt := range tests {
		require.EqualError(t, tt.err, tt.want, tt.reason)
		requireKind(t, tt.kind, tt.err)
		require.False(t, asOurs(t, tt.err).Retryable(), tt.reason)
	}
	require.ErrorIs(t, tests[4].err, io.ErrUnexpectedEOF)
}

func TestFailAndMalformed(t *testing.T) {
	business := Fail(billrecon.ErrAuth, "10016", "sub", "signature", true)
	requireKind(t, billrecon.ErrAuth, business)
	require.True(t, asOurs(t, business).Retryable())
	require.Equal(t, "sub", asOurs(t, business).SubCode)
	require.EqualError(t, Fail(nil, "", "", "", false), "the provider reported a failure")

	bad := Malformed(io.ErrUnexpectedEOF, true)
	requireKind(t, billrecon.ErrMalformedResponse, bad)
	require.ErrorIs(t, bad, io.ErrUnexpectedEOF)
	require.True(t, asOurs(t, bad).Retryable())
	require.EqualError(t, bad, "malformed response: unexpected EOF")
	require.EqualError(t, Malformed(nil, false), "malformed response")
	require.False(t, asOurs(t, Malformed(nil, false)).Retryable())
}

func TestFaultOf(t *testing.T) {
	own := billrecon.NewError(fault.Fault{Op: "Token", Kind: billrecon.ErrAuth, Code: "7", Retry: true, RetryAt: time.Unix(1, 0)})
	copied := faultOf(own)
	require.Equal(t, "Token", copied.Op)
	copied.Op = "changed"
	require.Equal(t, "Token", own.Op, "an error may be shared between callers: it is copied")

	wrapped := faultOf(fmt.Errorf("outer: %w", own))
	require.EqualError(t, wrapped, "outer: Token: code 7")
	requireKind(t, billrecon.ErrAuth, wrapped)
	require.True(t, wrapped.Retry)
	require.Equal(t, own.RetryAt, wrapped.RetryAt)

	other := errors.New("x")
	require.ErrorIs(t, faultOf(other), other)
	requireKind(t, nil, faultOf(other))
}
