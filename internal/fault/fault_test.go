package fault

import (
	"context"
	"errors"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestUnwrap(t *testing.T) {
	one, two, below := errors.New("one"), errors.New("two"), errors.New("below")
	cause := Hide(below)
	tests := []struct {
		reason string
		fault  Fault
		want   []error
	}{
		{"nothing known", Fault{}, nil},
		{"two kinds", Fault{Kind: one, Also: two}, []error{one, two}},
		{"the same kind twice is told once", Fault{Kind: one, Also: one}, []error{one}},
		{"all of it", Fault{Kind: one, Also: two, Cause: cause, Context: context.Canceled}, []error{one, two, cause, context.Canceled}},
	}
	for _, tt := range tests {
		require.Equal(t, tt.want, tt.fault.Unwrap(), tt.reason)
	}
	require.ErrorIs(t, &Fault{Cause: cause}, below)
}
