package transport

import (
	"sync"
	"sync/atomic"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/billrecon/billrecon"
)

func TestBudget(t *testing.T) {
	tests := []struct {
		reason  string
		reserve int
		ratio   float64
		refills int // after the reserve was spent
		spends  int // how many retries that gives
	}{
		{"nothing is refilled without a success", 2, 0.1, 0, 0},
		{"nine successes at 0.1 are not enough", 2, 0.1, 9, 0},
		{"ten successes at 0.1 pay for one retry", 2, 0.1, 10, 1},
		{"twenty pay for two", 3, 0.1, 20, 2},
		{"the reserve is the upper bound", 3, 1, 100, 3},
		{"a ratio of 1 pays for each", 3, 1, 2, 2},
	}
	for _, tt := range tests {
		b := newBudget(billrecon.RetryPolicy{BudgetReserve: tt.reserve, BudgetRatio: tt.ratio})
		for range tt.reserve {
			require.True(t, b.spend(), tt.reason)
		}
		require.False(t, b.spend(), tt.reason)
		for range tt.refills {
			b.refill()
		}
		for range tt.spends {
			require.True(t, b.spend(), tt.reason)
		}
		require.False(t, b.spend(), tt.reason)
		require.GreaterOrEqual(t, b.left(), 0.0, tt.reason)
	}
}

func TestBudgetConcurrent(t *testing.T) {
	b := newBudget(billrecon.RetryPolicy{BudgetReserve: 50, BudgetRatio: 0.1})
	var spent atomic.Int64
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for range 100 {
				if b.spend() {
					spent.Add(1)
				}
			}
		})
	}
	wg.Wait()
	require.EqualValues(t, 50, spent.Load())
}
