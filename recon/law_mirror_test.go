package recon_test

import (
	"fmt"
	"slices"
	"sort"
	"testing"
	"time"

	"github.com/billrecon/billrecon/internal/longtest"
	"github.com/billrecon/billrecon/recon"
)

// mirrored swaps the sides.
func (in input) mirrored() input {
	in.bills, in.orders = in.orders, in.bills
	in.rules.Pool.Bills, in.rules.Pool.Orders = in.rules.Pool.Orders, in.rules.Pool.Bills
	for _, t := range []*recon.Tolerance{&in.rules.AmountTolerance, &in.rules.FeeTolerance, &in.rules.IncomeTolerance} {
		t.Base = []recon.Base{recon.BaseBill, recon.BaseOrder, recon.BaseLarger}[t.Base]
	}
	return in
}

// rowsByClass writes each row with the class of its group, as it would be named with the sides swapped or not. Rows of one side that are
// over are one class: bills that came and went are Reversed, orders are OrderOnly. So are rows beside nothing but unpaid ones.
func rowsByClass(t *testing.T, in input, mirror bool) (out []string) {
	t.Helper()
	groups, err := resolve(in, slices.Collect(mustMatch(t, in).Groups()))
	if err != nil {
		t.Fatal(err)
	}
	names := map[recon.Outcome]string{recon.AmountOver: "bills", recon.AmountShort: "orders"}
	if mirror {
		names = map[recon.Outcome]string{recon.AmountOver: "orders", recon.AmountShort: "bills"}
	}
	for _, f := range groups {
		class := f.Outcome.String()
		if name := names[f.Outcome]; name != "" {
			class = name + " above"
		}
		oneSided := len(f.bills) == 0 || len(f.orders) == 0
		if f.Outcome != recon.NotDue && (oneSided || !anyRow(f.bills, row.alive) || !anyRow(f.orders, row.alive)) {
			class = "without a partner"
		}
		for _, r := range append(f.bills, f.orders...) {
			if mirror {
				r.side = 1 - r.side
			}
			r.at = 0
			out = append(out, class+" "+r.content())
		}
	}
	sort.Strings(out)
	return out
}

// TestLawMirror swaps the sides. The law is claimed when every wait is over, without a schedule, which prices one side, and without the
// amount-and-time pass, whose window is the order's.
func TestLawMirror(t *testing.T) {
	eachInput(t, 3000, 9, func(t *testing.T, seed uint64, in input) {
		in.rules.BillsUntil, in.rules.Hold, in.rules.Fees, in.rules.AmountTime = proven, 0, nil, nil
		separate(&in)
		sameLines(t, "rows after swapping the sides", rowsByClass(t, in.mirrored(), true), rowsByClass(t, in, false))
	})
}

// TestLawAgreeingPair adds a payment that both sides have to a bucket of payments of one unit: no other row's Status changes.
func TestLawAgreeingPair(t *testing.T) {
	statuses := map[recon.Status]int{}
	for seed := range longtest.Or[uint64](1500, 4000) {
		choose := seededChooser(seed)
		in := input{rules: recon.Rules{BillsUntil: until(baseDay.AddDate(0, 0, 2)), Hold: choose(3)}}
		draw := func() (rows []recon.Record) {
			for i := range choose(5) {
				r := recon.Record{Key: "A", Amount: pick(choose, dec("100"), dec("100"), dec("60"), dec("40"), dec("99"))}
				r.State = pick(choose, recon.Succeeded, recon.Succeeded, recon.Succeeded, recon.Pending, recon.Refunded, recon.Unknown)
				r.Time = baseDay.AddDate(0, 0, choose(3)).Add(time.Duration(choose(20)*10+i) * time.Minute)
				rows = append(rows, r)
			}
			return rows
		}
		in.bills, in.orders = draw(), draw()
		added := recon.Record{Key: "A", Amount: pick(choose, dec("100"), dec("7"), dec("60")), Time: baseDay.AddDate(0, 0, choose(3)).Add(20 * time.Hour)}
		more := in
		more.bills, more.orders = append(slices.Clone(in.bills), added), append(slices.Clone(in.orders), added)
		before, after := statusOfRows(t, in), statusOfRows(t, more)
		for name, status := range before {
			statuses[status]++
			if after[name] != status {
				t.Fatal(report(in, fmt.Sprintf("seed %d: with a pair of %v, %s is %v, not %v", seed, added, name, after[name], status)))
			}
		}
	}
	for status := recon.StatusReconciled; status <= recon.StatusDoubtful; status++ {
		if statuses[status] < 100 {
			t.Errorf("only %d rows are %v", statuses[status], status)
		}
	}
}

// statusOfRows is the Status of each row of an input, by side and place.
func statusOfRows(t *testing.T, in input) map[string]recon.Status {
	t.Helper()
	groups, err := resolve(in, slices.Collect(mustMatch(t, in).Groups()))
	if err != nil {
		t.Fatal(err)
	}
	of := map[string]recon.Status{}
	for _, f := range groups {
		for _, r := range append(f.bills, f.orders...) {
			of[fmt.Sprint(r.side, r.at)] = f.Status()
		}
	}
	return of
}

// TestLawFreshOrHeld: the same rows give the same answer whether they come fresh or from the pool.
func TestLawFreshOrHeld(t *testing.T) {
	held := 0
	eachInput(t, 3000, 9, func(t *testing.T, seed uint64, in input) {
		choose := seededChooser(seed)
		in.rules.Pool = recon.Pool{Version: recon.PoolVersion}
		for _, rows := range [][]recon.Record{in.bills, in.orders} {
			for i := range rows {
				rows[i].Time = baseDay.AddDate(0, 0, choose(4)).Add(time.Duration(i) * time.Minute) // no two are like each other
			}
		}
		fresh := in
		move := func(rows []recon.Record, name string) (left []recon.Record, pool []recon.PoolRow) {
			for i, r := range rows {
				if choose.oneIn(2) {
					pool = append(pool, recon.PoolRow{ID: fmt.Sprint(name, i), Record: r})
				} else {
					left = append(left, r)
				}
			}
			return left, pool
		}
		in.bills, in.rules.Pool.Bills = move(in.bills, "b")
		in.orders, in.rules.Pool.Orders = move(in.orders, "o")
		held += len(in.rules.Pool.Bills) + len(in.rules.Pool.Orders)
		sameLines(t, "groups with some of the rows held", groupsByContent(t, in), groupsByContent(t, fresh))
	})
	if held < 4000 {
		t.Errorf("only %d rows were held", held)
	}
}

func groupsByContent(t *testing.T, in input) (out []string) {
	t.Helper()
	groups, err := resolve(in, slices.Collect(mustMatch(t, in).Groups()))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range groups {
		out = append(out, fmt.Sprint(f.Outcome, f.Codes(), members(unpooled(f.bills), unpooled(f.orders))))
	}
	sort.Strings(out)
	return out
}
