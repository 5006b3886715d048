package eshouhou_test

import (
	"context"
	"errors"
	"iter"
	"net/http"
	"slices"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/billrecon/billrecon/billtest"
	"github.com/billrecon/billrecon/eshouhou"
	"github.com/billrecon/billrecon/eshouhou/eshouhoutest"
)

// slow makes every statement take 20 ms.
func slow() billtest.Script {
	return billtest.Script{{On: billtest.Always().At(eshouhoutest.StatementPath), Fault: billtest.Delay(20 * time.Millisecond)}}
}

func concurrency(n int) func(*eshouhou.Config) {
	return func(cfg *eshouhou.Config) { cfg.Concurrency = n }
}

func TestStatementsInOrder(t *testing.T) {
	for _, n := range []int{0, 1, 2, 7, 8, 9, 31, 32, 33, 100} {
		for _, at := range []int{1, 2, 8, 64} {
			synctest.Test(t, func(t *testing.T) {
				c, gw := setup(t, n, nil, concurrency(at))
				assert.Equal(t, allOK(n), walk(c.Statements(t.Context(), ids(n))), "%d ids at %d", n, at)
				assert.Equal(t, n, statementRequests(gw))
			})
		}
	}
}

// Answers that overtake each other are still yielded in order.
func TestStatementsThatOvertake(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		const n = 60
		faults := billtest.Script{
			{On: billtest.Every(3).At(eshouhoutest.StatementPath), Fault: billtest.Delay(300 * time.Millisecond)},
			{On: billtest.Every(5).At(eshouhoutest.StatementPath), Fault: billtest.Delay(time.Second)},
		}
		c, _ := setup(t, n, faults)
		assert.Equal(t, allOK(n), walk(c.Statements(t.Context(), ids(n))))
	})
}

func TestStatementsTwiceOver(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c, _ := setup(t, 20, nil)
		seq := c.Statements(t.Context(), ids(20))
		assert.Equal(t, walk(seq), walk(seq))
	})
}

func TestStatementsRunAtTheSameTime(t *testing.T) {
	for _, test := range []struct{ concurrency, rounds int }{{1, 80}, {2, 40}, {8, 10}, {40, 2}} {
		synctest.Test(t, func(t *testing.T) {
			c, _ := setup(t, 80, slow(), concurrency(test.concurrency))
			_, err := c.Statement(t.Context(), eshouhoutest.ID(0)) // gets the token
			require.NoError(t, err)
			start := time.Now()
			assert.Equal(t, allOK(80), walk(c.Statements(t.Context(), ids(80))))
			assert.Equal(t, time.Duration(test.rounds)*20*time.Millisecond, time.Since(start), "concurrency %d", test.concurrency)
		})
	}
}

func TestOneSlowIDHoldsUpNoOther(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		faults := append(billtest.Script{{On: eshouhoutest.WorkOrder(eshouhoutest.ID(0)), Fault: billtest.Delay(60 * time.Millisecond)}}, slow()...)
		c, _ := setup(t, 32, faults)
		_, err := c.Statement(t.Context(), eshouhoutest.ID(1))
		require.NoError(t, err)
		start := time.Now()
		assert.Equal(t, allOK(32), walk(c.Statements(t.Context(), ids(32))))
		assert.Equal(t, 100*time.Millisecond, time.Since(start), "7 others run while the first takes three times as long")
	})
}

func TestEndlessIDs(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		taken := 0
		endless := func(yield func(string) bool) {
			for i := 0; yield(eshouhoutest.ID(i % 10)); i++ {
				taken++
			}
		}
		c, _ := setup(t, 10, slow())
		seen := 0
		for _, err := range c.Statements(t.Context(), endless) {
			require.NoError(t, err)
			seen++
			assert.LessOrEqual(t, taken-seen, 32, "at most 4 × 8 ids are taken ahead")
			if seen == 1000 {
				break
			}
		}
		assert.Equal(t, 1000, seen)
	})
}

func TestOneAtATimeTakesNoIDAhead(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		taken := 0
		c, gw := setup(t, 10, nil, concurrency(1))
		seq := func(yield func(string) bool) {
			for _, id := range eshouhoutest.IDs(10) {
				taken++
				if !yield(id) {
					return
				}
			}
		}
		seen := 0
		for _, err := range c.Statements(t.Context(), seq) {
			require.NoError(t, err)
			seen++
			assert.Equal(t, []int{seen, seen}, []int{taken, statementRequests(gw)})
		}
	})
}

// synctest fails a bubble that ends with a goroutine left, so leaving the loop anywhere shows a leak.
func TestStatementsLeaveNothingBehind(t *testing.T) {
	for _, at := range []int{1, 2, 8} {
		for stop := range 12 {
			synctest.Test(t, func(t *testing.T) {
				c, gw := setup(t, 40, slow(), concurrency(at))
				seen := 0
				for _, err := range c.Statements(t.Context(), ids(40)) {
					require.NoError(t, err)
					if seen == stop {
						break
					}
					seen++
				}
				synctest.Wait()
				after := gw.Count()
				time.Sleep(time.Minute)
				assert.Equal(t, after, gw.Count(), "nothing is asked after the loop")
			})
		}
	}
}

// lingering is a transport whose calls take a while to end after their context did. The client waits 100 ms for them.
type lingering struct {
	next     http.RoundTripper
	inFlight atomic.Int64
}

func (l *lingering) RoundTrip(req *http.Request) (*http.Response, error) {
	l.inFlight.Add(1)
	defer l.inFlight.Add(-1)
	resp, err := l.next.RoundTrip(req)
	if req.Context().Err() != nil {
		time.Sleep(50 * time.Millisecond)
	}
	return resp, err
}

func TestLeavingTheLoopWaitsForTheCalls(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var wire lingering
		c, _ := setup(t, 40, slow(), func(cfg *eshouhou.Config) {
			wire.next = cfg.HTTPClient.Transport
			cfg.HTTPClient = &http.Client{Transport: &wire}
		})
		for _, err := range c.Statements(t.Context(), ids(40)) {
			require.NoError(t, err)
			assert.Positive(t, wire.inFlight.Load(), "others are on their way")
			break
		}
		assert.Zero(t, wire.inFlight.Load())
	})
}

func TestATokenThatNeverComesIsLeft(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithTimeout(t.Context(), 5*time.Second)
		defer cancel()
		c, gw := setup(t, 40, billtest.Script{{On: billtest.Always().At(eshouhoutest.TokenPath), Fault: billtest.Hang()}})
		start := time.Now()
		for st, err := range c.Statements(ctx, ids(40)) {
			assert.Nil(t, st)
			assert.ErrorIs(t, err, context.DeadlineExceeded)
		}
		assert.Equal(t, 5*time.Second, time.Since(start))
		assert.Equal(t, 1, gw.Count(), "all calls wait for one token request")
	})
}

func TestAThousandStatements(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		const n = 1000
		var took [2]time.Duration
		for i, at := range []int{8, 1} {
			c, gw := setup(t, n, slow(), concurrency(at))
			start := time.Now()
			assert.Equal(t, allOK(n), walk(c.Statements(t.Context(), ids(n))))
			took[i] = time.Since(start)
			assert.Equal(t, []int{1, n}, []int{gw.TokenRequests(), statementRequests(gw)})
		}
		assert.Equal(t, [2]time.Duration{2500 * time.Millisecond, 20 * time.Second}, took, "on the bubble's clock, eight times as fast")
	})
}

func TestStatementsLeaveNothingBehindAPanic(t *testing.T) {
	for reason, run := range map[string]func(c *eshouhou.Client, ctx context.Context){
		"of the loop": func(c *eshouhou.Client, ctx context.Context) {
			for range c.Statements(ctx, ids(40)) {
				panic("fictional")
			}
		},
		"of the ids": func(c *eshouhou.Client, ctx context.Context) {
			walk(c.Statements(ctx, func(yield func(string) bool) {
				yield(eshouhoutest.ID(0))
				panic("fictional")
			}))
		},
	} {
		synctest.Test(t, func(t *testing.T) {
			c, _ := setup(t, 40, slow())
			assert.PanicsWithValue(t, "fictional", func() { run(c, t.Context()) }, reason)
		})
	}
}

func TestStatementsThatHangAreLeft(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		notFirst := func(r billtest.Request) bool { return r.Query.Get("workOrderId") != eshouhoutest.ID(0) }
		c, _ := setup(t, 40, billtest.Script{{On: billtest.Always().At(eshouhoutest.StatementPath).Where(notFirst), Fault: billtest.Hang()}})
		start := time.Now()
		for _, err := range c.Statements(t.Context(), ids(40)) {
			require.NoError(t, err)
			break
		}
		assert.Zero(t, time.Since(start), "hanging calls are ended, not waited for")
	})
}

func TestCancelEndsTheRun(t *testing.T) {
	for _, at := range []int{1, 8} {
		synctest.Test(t, func(t *testing.T) {
			ctx, cancel := context.WithCancel(t.Context())
			defer cancel()
			c, _ := setup(t, 1000, slow(), concurrency(at))
			var steps []got
			var last error
			for st, err := range c.Statements(ctx, ids(1000)) {
				steps, last = append(steps, stepOf(st, err)), err
				if len(steps) == 20 {
					cancel()
				}
			}
			require.ErrorIs(t, last, context.Canceled)
			require.ErrorIs(t, last, eshouhou.ErrIncomplete)
			assert.EqualError(t, last, "eshouhou: Statements: incomplete result: the remaining work orders were not asked for: context canceled")
			_, ok := errors.AsType[*eshouhou.StatementError](last)
			assert.False(t, ok, "it is of no single id")
			assert.Equal(t, allOK(20), steps[:20])
			assert.LessOrEqual(t, len(steps), 20+32+1)
			for i, step := range steps[20 : len(steps)-1] {
				assert.Equal(t, eshouhoutest.ID(20+i), step.id, "still in order, and each with its own outcome")
			}
		})
	}
}

func TestCancelledBeforeTheRun(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	c, gw := setup(t, 3, nil)
	taken := 0
	steps := walk(c.Statements(ctx, func(yield func(string) bool) { taken++ }))
	assert.Equal(t, []got{{"", "canceled"}}, steps)
	assert.Zero(t, taken+gw.Count(), "no id is taken")
}

func TestDeadlineOfTheRun(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithTimeout(t.Context(), 90*time.Millisecond)
		defer cancel()
		c, _ := setup(t, 1000, slow(), concurrency(1))
		steps := walk(c.Statements(ctx, ids(1000)))
		assert.Equal(t, allOK(4), steps[:4])
		require.Len(t, steps, 6)
		assert.Equal(t, eshouhoutest.ID(4), steps[4].id, "the one that was being asked for")
		assert.Equal(t, got{"", "incomplete"}, steps[5])
	})
}

func TestNilIDs(t *testing.T) {
	c, gw := setup(t, 1, nil)
	var none iter.Seq[string]
	assert.Equal(t, []got{{"", "invalid"}}, walk(c.Statements(t.Context(), none)))
	_, _, err := c.CollectStatements(t.Context(), none)
	assert.EqualError(t, err, "eshouhou: workOrderIDs is nil: it must be a sequence of ids")
	assert.Zero(t, gw.Count())
}

func TestMixedIDs(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c, _ := setup(t, 3, billtest.Script{{On: eshouhoutest.WorkOrder(eshouhoutest.ID(1)), Fault: billtest.Status(400)}})
		mixed := []string{eshouhoutest.ID(2), "", "w-unknown", eshouhoutest.ID(0), eshouhoutest.ID(1), eshouhoutest.ID(2)}
		assert.Equal(t, []got{
			{eshouhoutest.ID(2), "ok"}, {"", "invalid"}, {"w-unknown", "none"}, {eshouhoutest.ID(0), "ok"}, {eshouhoutest.ID(1), "other"},
			{eshouhoutest.ID(2), "ok"},
		}, walk(c.Statements(t.Context(), slices.Values(mixed))))
	})
}

func TestWrongCredentialsFailEveryID(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c, gw := setup(t, 3, nil, func(cfg *eshouhou.Config) { cfg.AppSecret = "fictional-other-secret" })
		assert.Equal(t, []string{"other", "other", "other"}, whats(walk(c.Statements(t.Context(), ids(3)))))
		assert.Zero(t, statementRequests(gw))
	})
}

func whats(steps []got) []string {
	var all []string
	for _, step := range steps {
		all = append(all, step.what)
	}
	return all
}
