package daily_test

import (
	"bytes"
	"context"
	"errors"
	"io/fs"
	"iter"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/billrecon/billrecon/recon"
	"github.com/billrecon/billrecon/recon/daily"
	"github.com/billrecon/billrecon/recon/report"
)

// busyWeek is days 20 to 26: refunds and bills of the day after, a bill without an order, an order without a bill.
func busyWeek(s *shop) {
	for d := 20; d <= 26; d++ {
		s.orders = append(s.orders, row(d, 9, "A", "100"), row(d, 10, "B", "20"), row(d, 11, "C", "-5"), row(d, 12, "late", "8"))
		s.bills = append(s.bills, row(d, 9, "A", "100"), row(d, 10, "B", "20"), row(d+1, 0, "late", "8"))
	}
	s.bills = append(s.bills, row(22, 5, "nobody", "66"))
}

func TestAWeeksCatchUpEqualsSevenMornings(t *testing.T) {
	mornings, once := newShop(t), newShop(t)
	busyWeek(mornings)
	busyWeek(once)
	for d := 20; d <= 26; d++ {
		mornings.clock = at(d+1, 7)
		heads, err := mornings.job.CatchUp(t.Context(), mornings.job.Yesterday())
		require.NoError(t, err)
		require.Len(t, heads, 1)
	}
	once.job.First = on(20)
	heads, err := once.job.CatchUp(t.Context(), on(26))
	require.NoError(t, err)
	require.Len(t, heads, 7)
	assert.Equal(t, mornings.kept(), once.kept())
	assert.EqualValues(t, 2, heads[6].Exceptions()+heads[5].Exceptions(), "C of the two days before each")

	heads, err = once.job.CatchUp(t.Context(), on(26))
	require.NoError(t, err)
	assert.Empty(t, heads, "there is nothing left to do")
}

func TestADayRunAgainGivesTheSame(t *testing.T) {
	s := newShop(t)
	busyWeek(s)
	for d := 20; d <= 23; d++ {
		s.run(d)
	}
	before, files := s.kept(), listed(t, s)
	for d := 23; d >= 20; d-- {
		r := s.run(d)
		assert.True(t, r.Again && r.Same)
		assert.Empty(t, r.Stale)
	}
	assert.Equal(t, before, s.kept())
	assert.Equal(t, files, listed(t, s), "nothing is written")
}

func listed(t *testing.T, s *shop) []string {
	t.Helper()
	names, err := filepath.Glob(filepath.Join(s.folder, "*.*"))
	require.NoError(t, err)
	return names
}

// TestACorrectedDay: the days after it must be run again, CatchUp does so, and the end is that of a job that never was wrong.
func TestACorrectedDay(t *testing.T) {
	s, right := newShop(t), newShop(t)
	busyWeek(s)
	busyWeek(right)
	s.bills[3].Record.Key = "typo" // late, of the 20th, billed on the 21st
	s.bills = s.bills[1:]          // and A of the 20th
	s.run(20)
	s.run(21)
	s.run(22)
	s.bills = right.bills
	files := len(listed(t, s))
	r := s.run(20)
	assert.True(t, r.Again)
	assert.False(t, r.Same)
	assert.Equal(t, []recon.Day{on(21), on(22)}, r.Stale)
	assert.Equal(t, files+5, len(listed(t, s)), "the old answer is kept beside the new one")

	err := s.refused(22)
	assert.ErrorIs(t, err, daily.ErrGap)
	assert.ErrorContains(t, err, "2026-11-21 must be run before 2026-11-22")
	assert.ErrorIs(t, s.refused(23), daily.ErrGap, "it would start from a day that started from the old one")

	heads, err := s.job.CatchUp(t.Context(), on(23))
	require.NoError(t, err)
	assert.Len(t, heads, 3)
	right.job.First = on(20)
	_, err = right.job.CatchUp(t.Context(), on(23))
	require.NoError(t, err)
	assert.Equal(t, right.kept(), s.kept())
}

// TestALateBillRow: it changes the pool alone, and the day after must be run again all the same.
func TestALateBillRow(t *testing.T) {
	s := newShop(t)
	s.run(20)
	s.run(21)
	s.bills = []daily.Row{row(20, 9, "A", "1")}
	assert.Equal(t, []recon.Day{on(21)}, s.run(20).Stale)
	assert.Equal(t, []string{"bill only bill A 1"}, texts(s.run(21)))
}

func TestDaysThatAreRefused(t *testing.T) {
	s := newShop(t)
	busyWeek(s)
	s.clock = at(24, 0)
	s.run(22)
	assert.ErrorIs(t, s.refused(24), daily.ErrDayOpen)
	assert.ErrorIs(t, s.refused(21), daily.ErrGap, "the days begin at the 22nd")
	s.run(23)
	s.clock = at(30, 7)
	err := s.refused(26)
	assert.ErrorIs(t, err, daily.ErrGap)
	assert.ErrorContains(t, err, "2026-11-24 must be run before 2026-11-26")
	_, err = s.job.CatchUp(t.Context(), on(30))
	assert.ErrorIs(t, err, daily.ErrDayOpen)
	_, err = s.job.Run(t.Context(), 0)
	assert.ErrorIs(t, err, daily.ErrDayOpen)
}

// TestTheClockHasGoneBack: a machine that starts with the wrong date does nothing, not even a day that is over for it.
func TestTheClockHasGoneBack(t *testing.T) {
	s := newShop(t)
	busyWeek(s)
	s.run(20)
	s.run(21)
	before := s.kept()
	s.clock = at(21, 7)
	assert.ErrorIs(t, s.refused(20), daily.ErrClock)
	s.clock = at(20, 7)
	assert.ErrorIs(t, s.refused(21), daily.ErrDayOpen)
	heads, err := s.job.CatchUp(t.Context(), s.job.Yesterday())
	assert.Empty(t, heads)
	assert.ErrorIs(t, err, daily.ErrClock, "it does not pass for a morning without work")
	assert.Equal(t, before, s.kept())
}

func TestABillThatIsNotProven(t *testing.T) {
	s := newShop(t)
	busyWeek(s)
	s.job.Bills = func(_ context.Context, day daily.Request) (daily.Answer, error) {
		return daily.Answer{Until: day.End.Add(-time.Second)}, nil
	}
	assert.ErrorIs(t, s.refused(20), daily.ErrNotProven)
	broken := errors.New("the line is down")
	s.job.Bills = func(context.Context, daily.Request) (daily.Answer, error) { return daily.Answer{}, broken }
	assert.ErrorIs(t, s.refused(20), broken)
	assert.Empty(t, s.kept())
}

func TestADayWithoutOrders(t *testing.T) {
	s := newShop(t)
	busyWeek(s)
	s.job.AllowNoOrders = false
	s.run(26)
	assert.ErrorIs(t, s.refused(27), daily.ErrNoOrders)
	s.job.AllowNoOrders = true
	s.run(27)
}

func TestBrokenBooks(t *testing.T) {
	s := newShop(t)
	broken := errors.New("line 7")
	s.job.Orders = daily.OrdersFunc(func(context.Context, daily.Request) iter.Seq2[daily.Row, error] {
		return func(yield func(daily.Row, error) bool) {
			if yield(row(20, 9, "A", "1"), nil) {
				yield(daily.Row{}, broken)
			}
		}
	})
	assert.ErrorIs(t, s.refused(20), broken)
	assert.Empty(t, s.kept())
}

func TestAnotherShopsStore(t *testing.T) {
	s := newShop(t)
	s.run(20)
	s.job.Shop = "shop-8 fubei"
	assert.ErrorIs(t, s.refused(21), daily.ErrOtherShop)
}

func TestReportsComeBeforeTheDayIsKept(t *testing.T) {
	s := newShop(t)
	busyWeek(s)
	var pages []string
	page := func(_ context.Context, r *daily.Result) error {
		p, err := report.New(r.Match, report.Options{Title: r.Head.Shop})
		if err != nil {
			return err
		}
		var out bytes.Buffer
		err = p.Markdown(&out)
		pages = append(pages, out.String())
		return err
	}
	full := errors.New("the printer has no paper")
	s.job.Reports = []daily.Report{page, func(context.Context, *daily.Result) error { return full }}
	assert.ErrorIs(t, s.refused(20), full)
	assert.Empty(t, s.kept())
	s.job.Reports = s.job.Reports[:1]
	s.run(20)
	require.Len(t, pages, 2)
	assert.Equal(t, pages[0], pages[1])
	assert.Contains(t, pages[1], "shop-7 fubei")
}

func TestACancelledRunKeepsNothing(t *testing.T) {
	s := newShop(t)
	ctx, cancel := context.WithCancel(t.Context())
	s.job.Reports = []daily.Report{func(context.Context, *daily.Result) error { cancel(); return nil }}
	_, err := s.job.Run(ctx, on(20))
	assert.ErrorIs(t, err, context.Canceled)
	assert.Empty(t, s.kept())
}

func TestJobsThatAreRefused(t *testing.T) {
	for field, change := range map[string]func(*daily.Job){
		"Shop":             func(j *daily.Job) { j.Shop = "" },
		"Bills":            func(j *daily.Job) { j.Bills = nil },
		"Orders":           func(j *daily.Job) { j.Orders = nil },
		"Store":            func(j *daily.Job) { j.Store = nil },
		"Rules.BillsUntil": func(j *daily.Job) { j.Rules.BillsUntil = at(20, 0) },
		"Rules.Pool":       func(j *daily.Job) { j.Rules.Pool.Orders = []recon.PoolRow{{ID: "a"}} },
		"Rules.CutOff":     func(j *daily.Job) { j.Rules.CutOff = 24 * time.Hour },
		"Remember":         func(j *daily.Job) { j.Remember, j.Rules.Hold = 5, 3 },
	} {
		s := newShop(t)
		change(&s.job)
		err := s.refused(20)
		assert.ErrorIs(t, err, daily.ErrInvalidJob)
		assert.ErrorContains(t, err, field+":")
	}
}

// TestTheDayEndsWhereTheRulesSay: with a cut-off the bill day starts on the evening before.
func TestTheDayEndsWhereTheRulesSay(t *testing.T) {
	s := newShop(t)
	s.job.Rules.CutOff = 23 * time.Hour
	var asked daily.Request
	s.job.Bills = func(ctx context.Context, day daily.Request) (daily.Answer, error) {
		asked = day
		return s.billsOf(ctx, day)
	}
	s.orders = []daily.Row{row(19, 23, "A", "1"), row(20, 22, "B", "1"), row(20, 23, "C", "1")}
	s.bills = s.orders
	r := s.run(20)
	assert.Equal(t, at(19, 23), asked.Start)
	assert.Equal(t, at(20, 23), asked.End)
	assert.EqualValues(t, 2, r.Head.Summary.Orders.Count)
	s.clock = at(22, 22)
	assert.ErrorIs(t, s.refused(22), daily.ErrDayOpen)
	assert.Equal(t, on(21), s.job.Yesterday())
	s.job.Rules.Location = time.UTC
	assert.Equal(t, on(21), s.job.Yesterday(), "14:00 there")
}

func TestProgress(t *testing.T) {
	s := newShop(t)
	busyWeek(s)
	var steps []string
	s.job.Progress = func(step daily.Step) { steps = append(steps, step.Name) }
	s.run(20)
	assert.Equal(t, []string{"orders", "bills", "match", "report", "keep"}, steps)
}

// TestTheInputIsKept: matched again it gives the day's digest.
func TestTheInputIsKept(t *testing.T) {
	s := newShop(t)
	busyWeek(s)
	r := s.run(20)
	bills, orders, err := daily.Input(t.Context(), s.job.Store, on(20))
	require.NoError(t, err)
	record := func(r daily.Row) recon.Record { return r.Record }
	again, err := recon.Match(bills, record, orders, record, r.Match.Rules())
	require.NoError(t, err)
	assert.Equal(t, r.Head.Summary.Digest, again.Digest())
	assert.Equal(t, "orders.csv", orders[0].File)
	assert.Equal(t, "A,100", orders[0].Raw)
	_, _, err = daily.Input(t.Context(), s.job.Store, on(21))
	assert.ErrorIs(t, err, fs.ErrNotExist)
	assert.ErrorContains(t, err, "2026-11-21 was not run")
}
