package settlement

import (
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
)

func TestClockNeverRepeats(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var c clock
		start := time.Now().UnixMilli()
		assert.Equal(t, start, c.next(), "the time of day")
		assert.Equal(t, start+1, c.next(), "one more in the same millisecond")
		time.Sleep(time.Second)
		assert.Equal(t, start+1000, c.next(), "and the time of day again")
	})
}

func TestClockRunsAheadABitOnly(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var c clock
		now := time.Now().UnixMilli()
		c.last.Store(now + 24*3600*1000) // the time of day was set back by a day
		assert.Equal(t, now, c.next())
	})
}

func TestClockIsSafeForConcurrentUse(t *testing.T) {
	var c clock
	var group sync.WaitGroup
	got := make([][]int64, 8)
	for i := range got {
		group.Go(func() {
			for range 100 {
				got[i] = append(got[i], c.next())
			}
		})
	}
	group.Wait()
	all := slices.Concat(got...)
	slices.Sort(all)
	assert.Len(t, slices.Compact(all), 800, "no timestamp twice")
}
