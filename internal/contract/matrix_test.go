package contract_test

import (
	"context"
	"fmt"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/billrecon/billrecon/billtest"
	"github.com/billrecon/billrecon/internal/longtest"
)

// allFaults are those that p's operations go through.
func allFaults(p provider) []fault {
	all := append(faults(), business(p))
	if p.paged {
		all = append(all, drifts()...)
	}
	if p.days {
		all = append(all, periods()...)
	}
	return append(all, p.own...)
}

// TestFaults plays every fault at one place of every operation, and writes down what came of it.
func TestFaults(t *testing.T) {
	withoutRaces(t)
	seen := report{}
	for _, p := range providers() {
		for _, o := range p.ops {
			for _, f := range allFaults(p) {
				t.Run(p.name+"/"+o.name+"/"+f.name, func(t *testing.T) {
					cell := playOnce(t, p, o, f)
					if !p.invented {
						seen.add(p.name, o.name, f.name, cell)
					}
				})
			}
		}
	}
	seen.compare(t)
}

// playOnce runs the operation with the fault in its way and says what came of it.
func playOnce(t *testing.T, p provider, o op, f fault) (cell string) {
	f.bubble(t, func(t *testing.T) {
		l := newFaultyLab(t, p, o, f)
		start := time.Now()
		out := l.do(t.Context(), o.facing(f), func() {})
		took := time.Since(start) - time.Minute // requireClean looks on for a minute
		assert.LessOrEqual(t, took, always*attemptTimeout+(always-1)*10*time.Second)
		l.requireQuiet(out)
		cell = l.verdict(o, f, out)
	})
	return cell
}

// bubble runs test where f's clock stands.
func (f fault) bubble(t *testing.T, test func(*testing.T)) {
	t.Helper()
	if f.early == nil {
		bubble(t, test)
		return
	}
	synctest.Test(t, func(t *testing.T) {
		f.early()
		test(t)
	})
}

// facing is o with what it can promise when f goes wrong.
func (o op) facing(f fault) op {
	o.complete = o.complete && o.blind[f.name] == ""
	return o
}

// lab is a lab for the operation.
func (o op) lab(t *testing.T, p provider, script billtest.Script, change ...func(*settings)) *lab {
	t.Helper()
	change = append(change, func(s *settings) { s.trusting, s.twice = o.trusting, o.twice })
	return newLab(t, p, p.serve(t, script), change...)
}

// newFaultyLab is a lab in which f goes wrong wherever o is hit.
func newFaultyLab(t *testing.T, p provider, o op, f fault, change ...func(*settings)) *lab {
	t.Helper()
	if f.tls {
		change = append(change, overTLS)
	}
	l := o.lab(t, p, f.script(o), change...)
	if f.trouble != nil {
		first := int64(o.before)
		last := first + int64(f.expected(o).times)
		l.bad = f.trouble(l)
		l.badAt = func(n int64) bool { return n > first && n <= last }
		l.settle()
	}
	return l
}

// none is the cell of a fault that cannot happen.
const none = "–"

// verdict checks what the fault became, and words it for the table.
func (l *lab) verdict(o op, f fault, out outcome) string {
	l.t.Helper()
	sent := int(l.sent.Load())
	if f.early != nil {
		l.requirePeriodOpen(o, out, sent)
		return o.word(f, out, sent)
	}
	if f.trouble == nil && len(l.gw.Unplayed()) > 0 {
		require.NoError(l.t, out.err)
		return none // the fault finds nothing to do here
	}
	want := f.expected(o)
	if want == (expect{}) {
		l.requireDrift(o, out)
		return o.word(f, out, sent)
	}
	require.NoError(l.t, kept(o.truth, out.rows))
	assert.Equal(l.t, want.kind, kindOf(out.err), "%v", out.err)
	if want.kind == "" {
		assert.Equal(l.t, o.before+want.times+o.left, sent, "requests")
		assert.Equal(l.t, o.truth, out.rows)
		return o.word(f, out, sent)
	}
	assert.Equal(l.t, o.before+want.times+o.after, sent, "requests")
	assert.Len(l.t, out.rows, o.sound)
	return o.word(f, out, sent)
}

// requirePeriodOpen wants a whole bill to be refused before any request, and a single page to come.
func (l *lab) requirePeriodOpen(o op, out outcome, sent int) {
	l.t.Helper()
	if !o.complete {
		assert.NoError(l.t, out.err)
		assert.Equal(l.t, o.truth, out.rows)
		return
	}
	assert.Equal(l.t, "ErrPeriodOpen", kindOf(out.err), "%v", out.err)
	assert.Zero(l.t, sent)
	assert.Empty(l.t, out.rows)
}

// requireDrift checks a fault of the data: the error, if there is one, speaks of the data, and says so of any operation that
// promises all rows.
func (l *lab) requireDrift(o op, out outcome) {
	l.t.Helper()
	if out.err == nil {
		return
	}
	assert.Contains(l.t, []string{"ErrPageDrift", "ErrPageLoop", "ErrIncomplete", "ErrMalformedResponse", "ErrAuth", "ErrNoStatement"},
		kindOf(out.err), "%v", out.err)
}

// word is the cell of an outcome. "ok" alone stands for the truth.
func (o op) word(f fault, out outcome, sent int) string {
	kind := kindOf(out.err)
	right := slices.Equal(o.truth, out.rows)
	switch {
	case kind != "":
	case out.odd:
		kind = "reported"
	case right:
		kind = "ok"
	case !o.complete:
		kind = "as it came"
	default:
		kind = "ok (rows missing: " + o.blind[f.name] + ")"
	}
	return fmt.Sprintf("%s · %d · %d", kind, sent, len(out.rows))
}

// TestFaultsAndADeadline wants that nothing outlasts the deadline of the caller, whatever goes wrong. The plain form plays every third fault.
func TestFaultsAndADeadline(t *testing.T) {
	each := longtest.Or(3, 1)
	for _, p := range providers() {
		for _, o := range p.ops {
			for i, f := range allFaults(p) {
				if i%each > 0 {
					continue
				}
				t.Run(p.name+"/"+o.name+"/"+f.name, func(t *testing.T) {
					bubble(t, func(t *testing.T) { meetDeadline(t, p, o, f) })
				})
			}
		}
	}
}

func meetDeadline(t *testing.T, p provider, o op, f fault) {
	const limit = 1500 * time.Millisecond
	o = o.facing(f)
	l := newFaultyLab(t, p, o, f)
	ctx, cancel := context.WithTimeout(t.Context(), limit)
	defer cancel()
	start := time.Now()
	out := l.do(ctx, o, func() {})
	assert.LessOrEqual(t, time.Since(start)-time.Minute, limit, "it outlasted the deadline")
	if f.want != (expect{}) {
		assert.NoError(t, kept(o.truth, out.rows))
	}
}

// TestFaultsAhead plays every fault while pages or rows are fetched ahead: the rows are those of a serial run. The plain form
// plays every second fault.
func TestFaultsAhead(t *testing.T) {
	each := longtest.Or(2, 1)
	for _, p := range providers() {
		for _, o := range p.ops {
			if o.before == 0 {
				continue
			}
			for i, f := range allFaults(p) {
				if i%each > 0 || f.trouble != nil || f.early != nil {
					continue // which request is the n-th is not fixed
				}
				t.Run(p.name+"/"+o.name+"/"+f.name, func(t *testing.T) {
					bubble(t, func(t *testing.T) {
						l := newFaultyLab(t, p, o, f, func(s *settings) { s.ahead = 8 })
						out := l.do(t.Context(), o.facing(f), func() {})
						want := f.expected(o)
						if want == (expect{}) || len(l.gw.Unplayed()) > 0 {
							return
						}
						assert.Equal(t, want.kind, kindOf(out.err), "%v", out.err)
						require.NoError(t, kept(o.truth, out.rows))
						if want.kind != "" {
							assert.Len(t, out.rows, o.sound)
						}
					})
				})
			}
		}
	}
}
