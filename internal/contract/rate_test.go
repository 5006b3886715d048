package contract_test

import (
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/billrecon/billrecon"
	"github.com/billrecon/billrecon/billtest"
	"github.com/billrecon/billrecon/internal/longtest"
)

// TestRateLimit lets 64 goroutines send as fast as they may, failures and retries included, and looks at when the requests
// arrived: never faster than the limit by more than 5 %, over every stretch of time, and not slower by more than 5 % either.
// The clock is the bubble's, so the figures are exact.
func TestRateLimit(t *testing.T) {
	const perSecond, burst = 50.0, 5
	rounds := longtest.Or(4, 10)
	for _, p := range providers() {
		t.Run(p.name, func(t *testing.T) {
			bubble(t, func(t *testing.T) {
				script := billtest.Script{{On: billtest.Random(0.1, 7), Fault: billtest.Status(503)}}
				l := newLab(t, p, p.serve(t, script), generous, func(s *settings) {
					s.rate = billrecon.RateLimit{PerSecond: perSecond, Burst: burst}
				})
				o := p.ops[0]
				require.NoError(t, o.run(t.Context(), l.client, func() {}).err) // tokens are there now
				time.Sleep(time.Minute)
				warm := len(l.gw.Requests())
				start := time.Now()
				together(crowd, func(int) {
					for range rounds {
						assert.NoError(t, o.run(t.Context(), l.client, func() {}).err)
					}
				})
				took := time.Since(start)
				l.requireClean()
				at := arrivals(l.gw)[warm:]
				requireRate(t, at, perSecond, burst)
				least := time.Duration(float64(len(at)-burst) / perSecond * float64(time.Second))
				assert.LessOrEqual(t, took, least*105/100, "slower than it may be, for %d requests", len(at))
			})
		})
	}
}

// TestRateLimitWhileATokenIsFetched makes 64 calls wait for a token that takes 3 s. What the rate limit let through meanwhile must
// not leave in one burst when the token is there.
func TestRateLimitWhileATokenIsFetched(t *testing.T) {
	const perSecond, burst = 50.0, 5
	for _, p := range providers() {
		if p.tokens == nil {
			continue
		}
		t.Run(p.name, func(t *testing.T) {
			bubble(t, func(t *testing.T) {
				var script billtest.Script
				if p.tokens.slow != nil {
					script = p.tokens.slow(3 * time.Second)
				}
				l := newLab(t, p, p.serve(t, script), func(s *settings) {
					s.rate, s.tokenTakes = billrecon.RateLimit{PerSecond: perSecond, Burst: burst}, 3*time.Second
				})
				together(crowd, func(int) { assert.NoError(t, p.tokens.call(t.Context(), l.client)) })
				l.requireClean()
				requireRate(t, arrivals(l.gw), perSecond, burst)
			})
		})
	}
}

func arrivals(gw gateway) []time.Time {
	var at []time.Time
	for _, r := range gw.Requests() {
		at = append(at, r.Time)
	}
	slices.SortFunc(at, time.Time.Compare)
	return at
}

// requireRate wants that no stretch of time holds more requests than burst and rate allow.
func requireRate(t *testing.T, at []time.Time, perSecond float64, burst int) {
	t.Helper()
	for _, stretch := range []int{burst + 1, 10, 25, 50, 100, 500, len(at)} {
		for i := 0; i+stretch <= len(at); i++ {
			took := at[i+stretch-1].Sub(at[i]).Seconds()
			allowed := float64(burst) + perSecond*1.05*took + 1e-6
			if float64(stretch) > allowed {
				assert.Fail(t, "too fast", "%d requests within %.3f s: at most %.1f were allowed", stretch, took, allowed)
				return
			}
		}
	}
}
