package settlement

import (
	"sync/atomic"
	"time"
)

// maxAhead is how far the clock may run ahead of the time of day, in milliseconds.
const maxAhead = 1000

// clock gives each attempt a timestamp of its own. The provider takes the timestamp as its guard against replays, and under
// most schemes two pages that leave in the same millisecond would otherwise carry the same sign.
type clock struct{ last atomic.Int64 }

// next is the time in milliseconds since 1970, at least one more than the last time.
func (c *clock) next() int64 {
	for {
		last, now := c.last.Load(), time.Now().UnixMilli()
		// A time of day that was set back must not hold the clock in the future.
		if last >= now && last-now < maxAhead {
			now = last + 1
		}
		if c.last.CompareAndSwap(last, now) {
			return now
		}
	}
}
