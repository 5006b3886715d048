package contract_test

import (
	"context"
	"runtime"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/billrecon/billrecon"
	"github.com/billrecon/billrecon/billtest"
	"github.com/billrecon/billrecon/internal/longtest"
)

// crowd is how many goroutines share one client.
const crowd = 64

// together runs f in as many goroutines and waits for them.
func together(n int, f func(i int)) {
	var all sync.WaitGroup
	for i := range n {
		all.Go(func() { f(i) })
	}
	all.Wait()
}

// TestOneClientForMany lets 64 goroutines make every call on one client at the same time, while one answer in ten fails, is late
// or is cut off. In the plain form each goroutine makes three of the calls. Under -race this is the proof that a client can be shared.
func TestOneClientForMany(t *testing.T) {
	script := billtest.Script{
		{On: billtest.Random(0.03, 1), Fault: billtest.Status(503)},
		{On: billtest.Random(0.03, 2), Fault: billtest.Truncate()},
		{On: billtest.Random(0.02, 3), Fault: billtest.CutShort()},
		{On: billtest.Random(0.02, 4), Fault: billtest.Delay(time.Second)},
	}
	for _, p := range providers() {
		t.Run(p.name, func(t *testing.T) {
			bubble(t, func(t *testing.T) {
				l := newLab(t, p, p.serve(t, script), generous, func(s *settings) { s.ahead = 3 })
				together(crowd, func(i int) {
					for j := range min(len(p.ops), longtest.Or(3, len(p.ops))) {
						o := p.ops[(i+j)%len(p.ops)]
						out := o.run(t.Context(), l.client, runtime.Gosched)
						if o.once && out.err != nil {
							continue // a write is not repeated, so it may fail
						}
						assert.NoError(t, out.err, o.name)
						assert.Equal(t, o.truth, out.rows, o.name)
					}
				})
				l.requireClean()
				l.requireSilence()
				l.requireQuiet(outcome{})
			})
		})
	}
}

// generous retries whatever happens: the test is not about giving up.
func generous(s *settings) {
	s.retry = billrecon.RetryPolicy{MaxAttempts: 10, BaseDelay: 10 * time.Millisecond, MaxDelay: time.Second, BudgetRatio: 1, BudgetReserve: 10_000}
}

// TestCrowdIsCancelled cancels 64 calls that hang: each ends at once, and nothing is left.
func TestCrowdIsCancelled(t *testing.T) {
	for _, p := range providers() {
		t.Run(p.name, func(t *testing.T) {
			bubble(t, func(t *testing.T) {
				o := p.ops[0]
				l := o.lab(t, p, billtest.Script{{On: billtest.Always().Where(o.hit), Fault: billtest.Hang()}})
				ctx, cancel := context.WithTimeout(t.Context(), time.Second)
				defer cancel()
				start := time.Now()
				together(crowd, func(int) {
					out := o.run(ctx, l.client, func() {})
					assert.ErrorIs(t, out.err, context.DeadlineExceeded)
				})
				assert.Equal(t, time.Second, time.Since(start))
				l.requireClean()
				l.requireSilence()
			})
		})
	}
}

// TestTokenStorm refuses the token that 64 goroutines use: one new token serves them all, and none of them fails.
func TestTokenStorm(t *testing.T) {
	for _, p := range providers() {
		if p.tokens == nil {
			continue
		}
		t.Run(p.name, func(t *testing.T) {
			bubble(t, func(t *testing.T) {
				l := newLab(t, p, p.serve(t, billtest.Script{{Fault: billtest.Delay(100 * time.Millisecond)}}))
				storm := func() {
					together(crowd, func(int) { assert.NoError(t, p.tokens.call(t.Context(), l.client)) })
				}
				storm()
				require.Equal(t, 1, p.tokens.fetched(l.gw), "64 goroutines, no token yet")
				for round := range 3 {
					p.tokens.expire(l.gw)
					storm()
					assert.Equal(t, 2+round, p.tokens.fetched(l.gw), "64 goroutines, one refused token")
				}
				l.requireClean()
				l.requireSilence()
				l.requireQuiet(outcome{})
			})
		})
	}
}

// TestTokenStormWithQuitters cancels most of those who wait for a token: the others still get it.
func TestTokenStormWithQuitters(t *testing.T) {
	for _, p := range providers() {
		if p.tokens == nil {
			continue
		}
		t.Run(p.name, func(t *testing.T) {
			bubble(t, func(t *testing.T) {
				l := newLab(t, p, p.serve(t, billtest.Script{{Fault: billtest.Delay(time.Second)}}))
				ctx, cancel := context.WithTimeout(t.Context(), time.Second/2)
				defer cancel()
				together(crowd, func(i int) {
					if i%4 > 0 {
						assert.ErrorIs(t, p.tokens.call(ctx, l.client), context.DeadlineExceeded)
						return
					}
					assert.NoError(t, p.tokens.call(t.Context(), l.client))
				})
				assert.Equal(t, 1, p.tokens.fetched(l.gw))
				l.requireClean()
				l.requireSilence()
			})
		})
	}
}
