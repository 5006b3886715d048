package transport

import (
	"context"
	"fmt"
	"math/rand/v2"
	"time"

	"github.com/billrecon/billrecon"
	"github.com/billrecon/billrecon/internal/fault"
)

// again decides whether the failed attempt is repeated, and after which delay.
// It notes on the error why it is not.
func (c *Client) again(ctx context.Context, call Call, e *fault.Fault) (time.Duration, bool) {
	if e.Retry && call.Once && e.Reached {
		e.Retry = false
		e.Note = "not retried because the write may have reached the provider"
	}
	if !e.Retry || e.Class == classBuild || e.Attempts >= c.retry.MaxAttempts {
		return 0, false
	}
	if e.After > c.retry.MaxDelay {
		e.Note = fmt.Sprintf("not retried because Retry-After is longer than %v", c.retry.MaxDelay)
		return 0, false
	}
	delay := max(c.backoff(e.Attempts), e.After)
	if end, ok := ctx.Deadline(); ok && time.Until(end) <= delay {
		e.Context = context.DeadlineExceeded
		e.Note = "not retried because the deadline of the context is too near"
		return 0, false
	}
	if !c.budget.spend() {
		e.Note = "not retried because the retry budget is used up"
		return 0, false
	}
	return delay, true
}

// backoff is full jitter: the whole range is used, so that clients which failed
// together do not come back together.
func (c *Client) backoff(attempts int) time.Duration {
	return c.jitter(ceiling(c.retry, attempts))
}

// ceiling is min(MaxDelay, BaseDelay·2ⁿ⁻¹) after n attempts, without overflow.
func ceiling(p billrecon.RetryPolicy, attempts int) time.Duration {
	limit := p.BaseDelay
	for range attempts - 1 {
		if limit >= p.MaxDelay/2+1 {
			return p.MaxDelay
		}
		limit *= 2
	}
	return min(limit, p.MaxDelay)
}

// jitter returns a random duration from 0 to limit, both included.
func jitter(limit time.Duration) time.Duration {
	if limit <= 0 {
		return 0
	}
	return time.Duration(rand.Uint64N(uint64(limit) + 1))
}

// pause waits, or returns the context's error at once when it ends.
func pause(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return ctx.Err()
	case <-ctx.Done():
		return ctx.Err()
	}
}
