package contract_test

import (
	"testing"
	"testing/synctest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/billrecon/billrecon/billtest"
)

// TestOpenPeriod reads the bill of today: refused by default, as TestFaults shows, it comes when it is asked for as open, and is
// never complete then, however late it is. Without that the same client proves it once the period is over.
func TestOpenPeriod(t *testing.T) {
	for _, p := range providers() {
		if !p.days {
			continue
		}
		synctest.Test(t, func(t *testing.T) {
			billtest.SleepPast(2026, 11, 21)
			l := newLab(t, p, p.serve(t, nil), func(s *settings) { s.twice = true })
			for range 2 {
				out := p.open(t.Context(), l.client)
				require.NoError(t, out.err, p.name)
				assert.Equal(t, p.collect().truth, out.rows, p.name)
				assert.False(t, out.done, "%s: rows may still come", p.name)
				billtest.SleepPast(2026, 12, 31)
			}
			out := p.collect().run(t.Context(), l.client, func() {})
			require.NoError(t, out.err, p.name)
			assert.True(t, out.done, p.name)
		})
	}
}
