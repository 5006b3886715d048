package transport

import (
	"context"
	"math"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/billrecon/billrecon"
)

func TestCeiling(t *testing.T) {
	tests := []struct {
		reason    string
		base, max time.Duration
		attempts  int
		want      time.Duration
	}{
		{"after the first attempt", 200, 10_000, 1, 200},
		{"it doubles", 200, 10_000, 4, 1600},
		{"up to the cap", 200, 10_000, 7, 10_000},
		{"a cap that is no power of two", 200, 350, 2, 350},
		{"an odd cap is reached, not passed", 1, 3, 2, 2},
		{"base and cap are the same", 5, 5, 9, 5},
		{"no overflow", math.MaxInt64 / 3, math.MaxInt64, 10, math.MaxInt64},
		{"no overflow at the very end", math.MaxInt64, math.MaxInt64, 10, math.MaxInt64},
	}
	for _, tt := range tests {
		require.Equal(t, tt.want, ceiling(billrecon.RetryPolicy{BaseDelay: tt.base, MaxDelay: tt.max}, tt.attempts), tt.reason)
	}
}

// TestJitterUsesTheWholeRange: a jitter that always waits at least half keeps
// clients in step.
func TestJitterUsesTheWholeRange(t *testing.T) {
	const limit = 4
	seen := map[time.Duration]int{}
	for range 2000 {
		d := jitter(limit)
		require.True(t, d >= 0 && d <= limit, d)
		seen[d]++
	}
	require.Len(t, seen, limit+1, "from 0 to the limit, both included")
	require.Zero(t, jitter(0))
	require.GreaterOrEqual(t, jitter(math.MaxInt64), time.Duration(0))
}

// TestRealJitterStaysInBounds runs the jitter that clients use.
func TestRealJitterStaysInBounds(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		distinct := map[time.Duration]bool{}
		for range 20 {
			s := play(answer(500, ""))
			c, err := New(config(s))
			require.NoError(t, err)
			_, err = c.Do(t.Context(), get())
			require.ErrorIs(t, err, billrecon.ErrUnavailable)
			require.Len(t, s.gaps(), 3)
			for i, gap := range s.gaps() {
				require.LessOrEqual(t, gap, ms(200, 400, 800)[i])
				distinct[gap] = true
			}
		}
		require.Greater(t, len(distinct), 30, "delays differ")
	})
}

func TestPause(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		start := time.Now()
		require.NoError(t, pause(t.Context(), time.Minute))
		require.Equal(t, time.Minute, time.Since(start))

		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		require.ErrorIs(t, pause(ctx, time.Minute), context.DeadlineExceeded)
		require.Equal(t, time.Minute+time.Second, time.Since(start))
		require.ErrorIs(t, pause(ctx, 0), context.DeadlineExceeded, "an ended context wins over a delay of 0")
	})
}
