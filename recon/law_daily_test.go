package recon_test

import (
	"bytes"
	"fmt"
	"slices"
	"sort"
	"testing"
	"time"

	"github.com/shopspring/decimal"

	"github.com/billrecon/billrecon/internal/longtest"
	"github.com/billrecon/billrecon/recon"
)

// The law: daily runs, each with the pool of the day before, end as one run over the month would. Per key, side and amount the same number
// of rows are exceptions. It is claimed where a key is one piece of business, and equal amounts of a key lie further apart than anything
// waits: here every payment of a key has an amount of its own, and its refund is the only row of that amount on its side.

const monthDays = 30

// clean is the first of the payments that are not odd; the one before lacks the refund on one side.
const clean = 8

// delivery is a row and the daily run that it comes in.
type delivery struct {
	day int
	rec recon.Record
}

// month is a month of business.
type month struct {
	bills, orders []delivery
	hold          int
}

var monthStart = time.Date(2026, 11, 1, 0, 0, 0, 0, time.FixedZone("UTC+8", 8*3600))

// genMonth draws keys with several payments each, on any days.
func genMonth(choose chooser, keys int) month {
	m := month{hold: 1 + choose(4)}
	for k := range keys {
		n := 1 + choose(3)
		for i := range n {
			odd := clean
			if i == 0 {
				odd = choose(16)
			}
			m.payment(choose, fmt.Sprintf("K%03d", k), choose(monthDays), odd, n == 1)
		}
	}
	return m
}

// payment draws one payment of a key, and perhaps its refund: booked on day d, on the bill on that day or the next, and late by up to Hold.
//
// One payment of a key may be odd: several that are not paired are one difference to one run over the month, and several to daily runs.
// A payment in State Refunded is the only one of its key, and its refund is in rows on both sides or on none: with several, rows of a refund
// say of each of them what went back.
func (m *month) payment(choose chooser, key string, d, odd int, only bool) {
	amount := decimal.New(int64(1000+choose(256)*256+choose(256)), -2).Add(dec(key[1:]))
	bill, order := recon.Record{Key: key, Amount: amount}, recon.Record{Key: key, Amount: amount}
	switch odd {
	case 0:
		m.put(choose, d, &bill, nil)
		return
	case 1:
		m.put(choose, d, nil, &order)
		return
	case 2:
		bill.Amount = amount.Sub(dec("0.01"))
	case 3:
		order.State = pick(choose, recon.Pending, recon.Closed)
	case 4:
		bill.State = recon.Unknown
	case 5:
		if only {
			bill.State, order.State = recon.Refunded, recon.Refunded
		}
	case 6: // in two parts, both on the day's bill
		part := bill
		part.Amount = amount.Mul(dec("0.37"))
		bill.Amount = amount.Sub(part.Amount)
		m.put(choose, d, &part, nil)
		m.bills[len(m.bills)-1].day = d
	}
	m.put(choose, d, &bill, &order)
	if choose(3) > 0 || !bill.Amount.Equal(amount) || order.State == recon.Pending || order.State == recon.Closed {
		return
	}
	back := func(r recon.Record) *recon.Record {
		r.Amount, r.Kind, r.State = r.Amount.Neg(), recon.Refund, recon.Succeeded
		return &r
	}
	later := d + choose(monthDays-d)
	lost := -1
	if odd == clean-1 {
		lost = choose(2)
	}
	switch {
	case lost == 0 && order.State != recon.Refunded:
		m.put(choose, later, back(bill), nil)
	case lost == 1 && order.State != recon.Refunded:
		m.put(choose, later, nil, back(order))
	default:
		paid := m.bills[len(m.bills)-1].day
		m.put(choose, later, back(bill), back(order))
		back := &m.bills[len(m.bills)-1]
		back.day = max(back.day, paid) // a refund does not come before its payment
		if order.State == recon.Refunded {
			back.day = max(later+1, paid) // nor late after a state that has waited for it already
		}
	}
}

// put delivers a bill and an order of day d.
func (m *month) put(choose chooser, d int, bill, order *recon.Record) {
	at := func(day int) time.Time {
		return monthStart.AddDate(0, 0, day).Add(pick(choose, 0, time.Second, 12*time.Hour, 24*time.Hour-time.Second))
	}
	if order != nil {
		order.Time = at(d)
		m.orders = append(m.orders, delivery{d, *order})
	}
	if bill != nil {
		day := d + choose(2)
		bill.Time = at(day)
		m.bills = append(m.bills, delivery{day + choose(d+m.hold-day+1), *bill})
	}
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

// exceptions lists side, key and amount of the rows that are exceptions.
func exceptions(t *testing.T, in input, res *result) (out []string) {
	t.Helper()
	groups, err := resolve(in, slices.Collect(res.Groups()))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range groups {
		if f.Status() != recon.StatusException {
			continue
		}
		for _, r := range append(f.bills, f.orders...) {
			out = append(out, fmt.Sprintf("%s %s %s", r.side, r.rec.Key, r.rec.Amount))
		}
	}
	return out
}

// lastDay is later than the wait of the last row.
func (m *month) lastDay() int { return monthDays + 4*m.hold + 2 }

// daily plays the month day by day. No row may wait longer than is allowed.
func daily(t *testing.T, m month) (out []string, carried int) {
	t.Helper()
	var pool recon.Pool
	for day := range m.lastDay() {
		in := input{on(day, m.bills), on(day, m.orders), recon.Rules{Hold: m.hold, Pool: pool}}
		in.rules.BillsUntil = until(monthStart.AddDate(0, 0, day))
		res := mustMatch(t, in)
		if err := res.Verify(); err != nil {
			t.Fatalf("day %d: %v", day, err)
		}
		out = append(out, exceptions(t, in, res)...)
		pool = stored(t, res.Pool)
		for _, r := range slices.Concat(pool.Bills, pool.Orders) {
			if age := int(in.rules.LastBillDay() - in.rules.DayOf(r.Record.Time)); age >= 2*m.hold {
				t.Fatalf("day %d: a row of %v still waits, with a hold of %d", day, r.Record.Time, m.hold)
			}
		}
		carried += len(pool.Bills) + len(pool.Orders)
	}
	if n := len(pool.Bills) + len(pool.Orders); n > 0 {
		t.Fatalf("%d rows wait for ever", n)
	}
	return out, carried
}

func TestLawDailyRunsAreTheMonth(t *testing.T) {
	months := longtest.Or[uint64](60, 1000)
	pooled, found := 0, 0
	outcomes := map[recon.Outcome]int{}
	for seed := range months {
		m := genMonth(seededChooser(seed), 8)
		whole := input{all(m.bills), all(m.orders), recon.Rules{Hold: m.hold, BillsUntil: until(monthStart.AddDate(0, 0, m.lastDay()))}}
		res := mustMatch(t, whole)
		for g := range res.Groups() {
			outcomes[g.Outcome]++
		}
		want := exceptions(t, whole, res)
		got, n := daily(t, m)
		pooled, found = pooled+n, found+len(want)
		sort.Strings(want)
		sort.Strings(got)
		sameLines(t, fmt.Sprintf("seed %d, hold %d: exceptions of daily runs", seed, m.hold), got, want)
		if t.Failed() {
			for _, r := range m.bills {
				t.Logf("bill comes %d: %+v", r.day, r.rec)
			}
			for _, r := range m.orders {
				t.Logf("order comes %d: %+v", r.day, r.rec)
			}
			return
		}
	}
	if pooled < int(months)*20 || found < int(months)*3 {
		t.Errorf("only %d rows were carried, and %d exceptions found", pooled, found)
	}
	for _, outcome := range []recon.Outcome{
		recon.Matched, recon.AmountShort, recon.StateMismatch, recon.Reversed, recon.BillOnly, recon.OrderOnly,
	} {
		if outcomes[outcome] < 20 {
			t.Errorf("the months reach %v only %d times", outcome, outcomes[outcome])
		}
	}
}

// TestLawNothingWaitsForEver: whatever comes, nothing is in the pool once it is past 2 × Hold, or 31 days more with a wrong date.
func TestLawNothingWaitsForEver(t *testing.T) {
	for seed := range uint64(150) {
		choose := seededChooser(seed)
		hold := choose(4)
		var pool recon.Pool
		for day := range 14 {
			in := genLoose(choose, 5)
			in.rules = recon.Rules{Hold: hold, Pool: pool, BillsUntil: until(baseDay.AddDate(0, 0, day))}
			pool = mustMatch(t, in).Pool
			last := in.rules.LastBillDay()
			for _, r := range slices.Concat(pool.Bills, pool.Orders) {
				d := r.Since
				if d == 0 {
					d = in.rules.DayOf(r.Record.Time)
				}
				if int(last-d) >= max(2*hold, 1) || hold == 0 && d <= last {
					t.Fatalf("seed %d, day %v, hold %d: a row of %v waits", seed, last, hold, d)
				}
			}
		}
	}
}
