package recon_test

import (
	"bytes"
	"fmt"
	"slices"
	"sort"
	"testing"
	"time"

	"github.com/billrecon/billrecon/recon"
)

// The law: a run every day, each with the pool of the day before, comes to the same terminal outcomes as one run over the month.
//
// It is claimed for this data, and month draws nothing else:
//   - every row has a time, a key and one unit; bill days are at UTC+8, cut at 23:00;
//   - all rows of one side of a key come in one daily run, that of their own bill day or up to three days later;
//   - the two sides of a key come at most Hold (three) bill days apart, counted from the day of the side that waits: what comes later
//     meets an exception that was already told, and told once;
//   - a key is used for one payment: a number used again months later is judged apart by daily runs, and together by one run;
//   - a bill that came and went does not come before its order: alone it is Reversed at once, and does not wait;
//   - further numbers belong to one payment too, and the amount-and-time pass is off: a daily run cannot know of a better partner to come.
//
// Terminal means not in the pool. Days whose bills are not complete may lie anywhere before the last.

const monthDays = 30

// delivery is a row and the daily run that it comes in.
type delivery struct {
	day int
	rec recon.Record
}

// month is a month of payments.
type month struct{ bills, orders []delivery }

var monthStart = time.Date(2026, 11, 1, 0, 0, 0, 0, time.FixedZone("UTC+8", 8*3600))

// onBillDay is an instant of bill day d (0 is the first), often right at the cut.
func onBillDay(choose chooser, d int) time.Time {
	start := monthStart.AddDate(0, 0, d).Add(-time.Hour) // bill day d starts at 23:00 of the evening before
	return start.Add(pick(choose, 0, 1, time.Hour-time.Second, time.Hour+2*time.Second, 12*time.Hour, 23*time.Hour, 24*time.Hour-1))
}

func genMonth(choose chooser, payments int) month {
	var m month
	for i := range payments {
		m.add(choose, fmt.Sprintf("K%03d", i), choose(monthDays))
	}
	return m
}

// add draws one payment: its orders of day d, its bills up to three days later, in the shapes that give different outcomes.
func (m *month) add(choose chooser, key string, d int) {
	shape := pick(choose,
		[2][]string{{"100"}, {"100"}}, [2][]string{{"100"}, {"100"}}, [2][]string{{"60", "40"}, {"100"}}, [2][]string{{"100"}, {"60", "40"}},
		[2][]string{{"90"}, {"100"}}, [2][]string{{"110"}, {"100"}}, [2][]string{{"100", "100"}, {"100"}}, [2][]string{{"100"}, {"100", "100"}},
		[2][]string{{"60"}, {"20", "25", "40"}}, [2][]string{{"60"}, {"20", "40", "60"}}, [2][]string{{"100", "-100"}, {"100", "-100"}},
		[2][]string{{"100", "-100"}, {"100"}}, [2][]string{{"100"}, nil}, [2][]string{nil, {"100"}}, [2][]string{{"100", "-100"}, nil},
		[2][]string{{"-30"}, {"-30"}})
	late := choose(4)
	orderState := pick(choose, recon.Succeeded, recon.Succeeded, recon.Succeeded, recon.Pending, recon.Closed)
	manual := choose.oneIn(8)
	billDay, arrives, ordered := d, d+late, d
	if choose.oneIn(4) && !(len(shape[0]) == 2 && shape[0][1] == "-100") {
		arrives, ordered = d, d+late // the order comes late, and the bill waits
	}
	if arrives > d && choose.oneIn(2) {
		billDay = d + late // the bill is of a later day; otherwise it is of the same day, and comes late
	}
	alt := ""
	if choose.oneIn(5) {
		alt = "T" + key
	}
	for n, amount := range shape[0] {
		r := rowOfMonth(amount, onBillDay(choose, billDay).Add(time.Duration(n)), alt)
		r.Key = key
		if alt != "" {
			r.Key = "P" + key
		}
		r.State = pick(choose, recon.Succeeded, recon.Succeeded, recon.Succeeded, recon.Succeeded, recon.Unknown)
		m.bills = append(m.bills, delivery{arrives, r})
	}
	for n, amount := range shape[1] {
		r := rowOfMonth(amount, onBillDay(choose, d).Add(time.Duration(n)), alt)
		r.Key, r.State, r.Manual = key, orderState, manual
		m.orders = append(m.orders, delivery{ordered, r})
	}
}

func rowOfMonth(amount string, at time.Time, alt string) recon.Record {
	r := recon.Record{Amount: dec(amount), Time: at}
	if r.Amount.Sign() < 0 {
		r.Kind = recon.Refund
	}
	if alt != "" {
		r.AltKeys = []string{alt}
	}
	return r
}

func monthRules() recon.Rules {
	return recon.Rules{BillsUntil: proven, Hold: 3, CutOff: 23 * time.Hour, Location: time.FixedZone("UTC+8", 8*3600)}
}

// on picks the rows that come on one day.
func on(day int, rows []delivery) []recon.Record {
	var out []recon.Record
	for _, r := range rows {
		if r.day == day {
			out = append(out, r.rec)
		}
	}
	return out
}

func all(rows []delivery) []recon.Record {
	var out []recon.Record
	for _, r := range rows {
		out = append(out, r.rec)
	}
	return out
}

// stored writes the pool down and reads it again, as a run of the next day would.
func stored(t *testing.T, pool recon.Pool) recon.Pool {
	t.Helper()
	var file bytes.Buffer
	if err := pool.Save(&file); err != nil {
		t.Fatal(err)
	}
	loaded, err := recon.LoadPool(&file)
	if err != nil {
		t.Fatal(err)
	}
	return loaded
}

const lastDay = monthDays + 3 // three days more for what comes late

// terminal writes the groups whose rows are not in the pool.
func terminal(t *testing.T, in input, res *result) []string {
	t.Helper()
	groups, err := resolve(in, slices.Collect(res.Groups()))
	if err != nil {
		t.Fatal(err)
	}
	left := map[string]int{}
	for _, s := range []struct {
		side side
		rows []recon.PoolRow
	}{{billSide, res.Pool.Bills}, {orderSide, res.Pool.Orders}} {
		for _, r := range unpooled(rowsOf(s.side, nil, s.rows)) {
			left[r.content()]++
		}
	}
	var out []string
	for _, f := range groups {
		name := members(unpooled(f.bills), unpooled(f.orders))
		if inPool(left, append(unpooled(f.bills), unpooled(f.orders)...)) {
			continue
		}
		out = append(out, fmt.Sprintf("%d %s %s", f.Outcome, f.Verdict.Codes(), name))
	}
	return out
}

// inPool relies on rows of a month having times of their own: what is in the pool once belongs to one group.
func inPool(left map[string]int, rows []row) bool {
	return left[rows[0].content()] > 0
}

func daily(t *testing.T, m month, incomplete func(day int) bool) (lines []string, pool recon.Pool, runs int) {
	t.Helper()
	for day := range lastDay + 1 {
		in := input{on(day, m.bills), on(day, m.orders), monthRules()}
		in.rules.BillsUntil = until(monthStart.AddDate(0, 0, day))
		if incomplete(day) {
			in.rules.BillsUntil = time.Time{}
		}
		in.rules.Pool = pool
		res := mustMatch(t, in)
		if err := res.Verify(); err != nil {
			t.Fatalf("day %d: %v", day, err)
		}
		lines = append(lines, terminal(t, in, res)...)
		runs += len(pool.Bills) + len(pool.Orders)
		pool = stored(t, res.Pool)
	}
	sort.Strings(lines)
	return lines, pool, runs
}

func TestLawDailyRunsAreTheMonth(t *testing.T) {
	months := uint64(60)
	if testing.Short() {
		months = 30
	}
	pooled := 0
	outcomes := map[recon.Outcome]int{}
	for seed := range months {
		choose := seededChooser(seed)
		m := genMonth(choose, 60)
		whole := input{all(m.bills), all(m.orders), monthRules()}
		whole.rules.BillsUntil = until(monthStart.AddDate(0, 0, lastDay))
		res := mustMatch(t, whole)
		for g := range res.Groups() {
			outcomes[g.Outcome]++
		}
		want := terminal(t, whole, res)
		sort.Strings(want)
		incomplete := func(day int) bool { return seed%2 == 1 && day < lastDay && (uint64(day)*7+seed)%5 == 0 }
		got, pool, n := daily(t, m, incomplete)
		pooled += n
		sameLines(t, fmt.Sprintf("seed %d: terminal outcomes of daily runs", seed), got, want)
		sameLines(t, "bills left in the pool", contentLines(billSide, pool.Bills), contentLines(billSide, res.Pool.Bills))
		sameLines(t, "orders left in the pool", contentLines(orderSide, pool.Orders), contentLines(orderSide, res.Pool.Orders))
		if t.Failed() {
			return
		}
	}
	checkMonthIsNotVacuous(t, pooled, outcomes)
}

func contentLines(s side, rows []recon.PoolRow) []string {
	var out []string
	for _, r := range unpooled(rowsOf(s, nil, rows)) {
		out = append(out, r.content())
	}
	sort.Strings(out)
	return out
}

func checkMonthIsNotVacuous(t *testing.T, pooled int, outcomes map[recon.Outcome]int) {
	t.Helper()
	if pooled < 2000 {
		t.Errorf("only %d rows were carried over in the pool", pooled)
	}
	for _, outcome := range []recon.Outcome{
		recon.Matched, recon.AmountOver, recon.AmountShort, recon.StateMismatch, recon.DuplicateBill, recon.DuplicateOrder,
		recon.Reversed, recon.Doubtful, recon.BillOnly, recon.OrderOnly, recon.NotDue,
	} {
		if outcomes[outcome] < 20 {
			t.Errorf("the months reach %v only %d times", outcome, outcomes[outcome])
		}
	}
}

// TestLawDailyNeedsTheCut shows that the generator is not blind: with days cut at midnight in UTC the same rows come to something else.
func TestLawDailyNeedsTheCut(t *testing.T) {
	differ := 0
	for seed := range uint64(10) {
		m := genMonth(seededChooser(seed), 60)
		for day := range monthDays {
			in := input{all(m.bills), all(m.orders), monthRules()}
			in.rules.BillsUntil = until(monthStart.AddDate(0, 0, day))
			right := mustMatch(t, in)
			in.rules.CutOff, in.rules.Location = 0, time.UTC
			if right.Digest() != mustMatch(t, in).Digest() {
				differ++
			}
		}
	}
	if differ < 15 {
		t.Errorf("only %d of 300 runs depend on zone and cut", differ)
	}
}
