package contract_test

import (
	"context"
	"errors"
	"log/slog"
	"math"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/billrecon/billrecon/billtest"
	"github.com/billrecon/billrecon/internal/longtest"
)

// TestCancelAtEveryStep cancels the caller's context at the first step of an operation, at the second, and so on: at every dial,
// read and write of its connections, at every log record (the one before a retry among them) and at every row. The first try
// at the faulty place fails, so that the wait before a retry is among the steps. The plain form takes every third step.
func TestCancelAtEveryStep(t *testing.T) {
	for _, p := range providers() {
		for _, o := range p.ops {
			for _, ahead := range []int{0, 8} {
				t.Run(p.name+"/"+o.name, func(t *testing.T) {
					cancelled, steps := 0, 1
					for reached := true; reached; steps += longtest.Or(3, 1) {
						bubble(t, func(t *testing.T) {
							var err error
							if reached, err = cancelAt(t, p, o, ahead, steps); errors.Is(err, context.Canceled) {
								cancelled++
							}
						})
						require.Less(t, steps, 5_000, "it never ends")
					}
					assert.Positive(t, cancelled, "of %d steps", steps)
				})
			}
		}
	}
}

// cancelAt cancels at the n-th step. reached is false when there are fewer steps.
func cancelAt(t *testing.T, p provider, o op, ahead, n int) (reached bool, err error) {
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	var steps atomic.Int64
	var at atomic.Pointer[time.Time]
	step := func() {
		if steps.Add(1) == int64(n) {
			now := time.Now()
			at.Store(&now)
			cancel()
		}
	}
	script := billtest.Script{{On: billtest.Always().Where(o.hit), Times: 1, Fault: billtest.Status(503)}}
	l := o.lab(t, p, script, func(s *settings) {
		s.logger, s.ahead = slog.New(stepping{s.logger.Handler(), step}), ahead
	})
	l.net.step = step
	out := o.run(ctx, l.client, step)
	ended := time.Now()
	reached = ctx.Err() != nil
	steps.Store(math.MaxInt64 / 2) // closing the connections is no step
	l.requireClean()
	l.requireSilence()
	l.requireQuiet(out)
	if reached {
		assert.Equal(t, *at.Load(), ended, "step %d: it went on waiting", n)
	}
	switch {
	case out.err == nil && !o.once:
		l.requireHonest(o, out)
	case out.err != nil:
		requireTyped(t, p.name, out.err)
		assert.False(t, out.done)
		assert.NoError(t, kept(o.truth, out.rows))
		if !o.once {
			assert.ErrorIs(t, out.err, context.Canceled, "step %d", n)
		}
	}
	return reached, out.err
}

// stepping is a log handler that counts each record as a step.
type stepping struct {
	slog.Handler
	step func()
}

func (h stepping) Handle(ctx context.Context, r slog.Record) error {
	h.step()
	return h.Handler.Handle(ctx, r)
}

// A context that has ended before the call makes no request at all.
func TestCancelledBefore(t *testing.T) {
	for _, p := range providers() {
		for _, o := range p.ops {
			t.Run(p.name+"/"+o.name, func(t *testing.T) {
				bubble(t, func(t *testing.T) {
					ctx, cancel := context.WithCancel(t.Context())
					cancel()
					l := o.lab(t, p, nil)
					out := l.do(ctx, o, func() {})
					require.ErrorIs(t, out.err, context.Canceled)
					assert.Empty(t, out.rows)
					assert.Zero(t, l.sent.Load())
				})
			})
		}
	}
}
