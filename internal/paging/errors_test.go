package paging

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/billrecon/billrecon"
	"github.com/billrecon/billrecon/internal/transport"
)

func TestFetchErrorsAreTyped(t *testing.T) {
	own := transport.Errorf("fubei: BillPage", billrecon.ErrAuth, "refused")
	odd := errors.New("https://127.0.0.1/?sign=fictional-secret-1")
	tests := []struct {
		reason string
		err    error
		is     error
		text   string
	}{
		{"an error of the transport passes as it is", own, billrecon.ErrAuth, own.Error()},
		{"a cancelled context", fmt.Errorf("call: %w", context.Canceled), context.Canceled,
			"test: Bills: page 1: context canceled"},
		{"a deadline", context.DeadlineExceeded, context.DeadlineExceeded,
			"test: Bills: page 1: context deadline exceeded"},
		{"an unknown error keeps its text to itself", odd, odd, "test: Bills: page 1: the fetch failed"},
	}
	for _, tt := range tests {
		for _, ahead := range []int{0, 4} {
			t.Run(tt.reason, func(t *testing.T) {
				s := newServer(25, 10)
				s.fail = func(int) error { return tt.err }
				_, _, err := Collect(t.Context(), s.plan(prefetch(ahead)))
				require.ErrorIs(t, err, tt.is)
				require.EqualError(t, err, tt.text)
				var typed *billrecon.Error
				require.ErrorAs(t, err, &typed)
				for _, verb := range []string{"%v", "%+v", "%#v", "%q"} {
					require.NotContains(t, fmt.Sprintf(verb, err), "fictional-secret")
				}
			})
		}
	}
}

func TestRetriesOfAFailedFetchCount(t *testing.T) {
	p := newServer(25, 10).plan(func(p *Plan[bill]) {
		p.Fetch = func(context.Context, int, int) (Page[bill], error) {
			return Page[bill]{Retries: 3}, context.DeadlineExceeded
		}
	})
	_, audit, err := Collect(t.Context(), p)
	require.Error(t, err)
	require.Equal(t, 3, audit.Retries)
}
