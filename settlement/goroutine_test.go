package settlement_test

import (
	"context"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/billrecon/billrecon/settlement"
	"github.com/billrecon/billrecon/settlement/settlementtest"
)

// A synctest bubble fails when a goroutine is left over, so each of these is a leak test as well.
func TestNoGoroutineIsLeft(t *testing.T) {
	for _, test := range []struct {
		name string
		run  func(t *testing.T, c *settlement.Client)
	}{
		{"the loop ends by itself", func(t *testing.T, c *settlement.Client) {
			rows, err := rangeAll(t.Context(), c, tens)
			require.NoError(t, err)
			assert.Len(t, rows, 250)
		}},
		{"the loop is left at once", func(t *testing.T, c *settlement.Client) {
			for range c.Items(t.Context(), tens) {
				break
			}
		}},
		{"the loop is left while pages are on their way", func(t *testing.T, c *settlement.Client) {
			n := 0
			for range c.Items(t.Context(), tens) {
				if n++; n == 25 {
					break
				}
			}
		}},
		{"the context ends", func(t *testing.T, c *settlement.Client) {
			ctx, cancel := context.WithCancel(t.Context())
			n := 0
			for _, err := range c.Items(ctx, tens) {
				if err != nil {
					assert.ErrorIs(t, err, context.Canceled)
					break
				}
				if n++; n == 25 {
					cancel()
				}
			}
			cancel()
			assert.GreaterOrEqual(t, n, 25)
		}},
		{"the deadline passes", func(t *testing.T, c *settlement.Client) {
			ctx, cancel := context.WithTimeout(t.Context(), 3*time.Second)
			defer cancel()
			_, _, err := c.CollectItems(ctx, tens)
			assert.ErrorIs(t, err, context.DeadlineExceeded)
		}},
	} {
		t.Run(test.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				script := settlementtest.Script{{Fault: settlementtest.Delay(time.Second)}}
				c, gw := setup(t, 250, script, func(cfg *settlement.Config) { cfg.Prefetch = 8 })
				test.run(t, c)
				count := gw.Count()
				time.Sleep(time.Minute)
				assert.Equal(t, count, gw.Count(), "a request came after the end")
			})
		})
	}
}

func TestNoGoroutineIsLeftAfterAnError(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		script := settlementtest.Script{
			{On: settlementtest.Page(3), Fault: settlementtest.Business("9999", "")},
			{Fault: settlementtest.Delay(time.Second)},
		}
		c, _ := setup(t, 250, script, func(cfg *settlement.Config) { cfg.Prefetch = 8 })
		rows, err := rangeAll(t.Context(), c, tens)
		require.Error(t, err)
		assert.Len(t, rows, 20, "the first error in page order ends it")
	})
}

func TestPrefetchIsBounded(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c, gw := setup(t, 250, settlementtest.Script{{Fault: settlementtest.Delay(time.Second)}}, func(cfg *settlement.Config) { cfg.Prefetch = 8 })
		n := 0
		for _, err := range c.Items(t.Context(), tens) {
			require.NoError(t, err)
			if n++; n == 1 {
				time.Sleep(time.Minute)
				assert.LessOrEqual(t, gw.Count(), 1+8)
				assert.Greater(t, gw.Count(), 1, "pages are fetched ahead of the consumer")
			}
		}
		assert.Equal(t, 250, n)
	})
}

func TestRateLimit(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c, _ := setup(t, 250, nil, func(cfg *settlement.Config) { cfg.RateLimit = settlement.RateLimit{PerSecond: 2} })
		start := time.Now()
		_, err := rangeAll(t.Context(), c, day)
		require.NoError(t, err)
		assert.Equal(t, 1500*time.Millisecond, time.Since(start), "four requests, two a second, the first one at once")
	})
}
