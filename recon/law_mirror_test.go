package recon_test

import (
	"fmt"
	"slices"
	"sort"
	"testing"

	"github.com/shopspring/decimal"

	"github.com/billrecon/billrecon/recon"
)

// mirrored swaps the sides of an input, and the rules that name one.
func (in input) mirrored() input {
	in.bills, in.orders = in.orders, in.bills
	in.rules.Pool.Bills, in.rules.Pool.Orders = in.rules.Pool.Orders, in.rules.Pool.Bills
	for _, t := range []*recon.Tolerance{&in.rules.AmountTolerance, &in.rules.FeeTolerance, &in.rules.IncomeTolerance} {
		switch t.Base {
		case recon.BaseOrder:
			t.Base = recon.BaseBill
		case recon.BaseBill:
			t.Base = recon.BaseOrder
		}
	}
	if w := in.rules.AmountTime; w != nil {
		in.rules.AmountTime = &recon.AmountTime{Before: w.After, After: w.Before}
	}
	return in
}

// mirrorBits swaps the findings that name a side.
func mirrorBits(v recon.Verdict) recon.Verdict {
	for _, pair := range [][2]recon.Verdict{
		{recon.FoundAmountOver, recon.FoundAmountShort},
		{recon.FoundDuplicateBill, recon.FoundDuplicateOrder},
		{recon.NoBill, recon.NoOrder},
	} {
		if a, b := v&pair[0] != 0, v&pair[1] != 0; a != b {
			v ^= pair[0] | pair[1]
		}
	}
	return v
}

// TestLawMirror swaps the sides. The law is not claimed for what the two pages give to bills alone: the bill's own
// income = amount − fee, an agreed schedule for orders, incomplete bills, and a side reversed while the other was never paid;
// nor for duplicates that rows of either side could explain, where one side is named first.
func TestLawMirror(t *testing.T) {
	checked := map[recon.Outcome]int{}
	eachInput(t, 3000, 9, func(t *testing.T, seed uint64, in input) {
		in.rules.BillDate, in.rules.BillsComplete, in.rules.Fees = baseDay.AddDate(0, 0, 6), true, nil
		dropIncome(in.bills, in.orders)
		dropPoolIncome(in.rules.Pool.Bills, in.rules.Pool.Orders)
		separate(&in)
		other := in.mirrored()
		want := mirrorLines(t, in, mustMatch(t, in), func(v recon.Verdict) recon.Verdict { return v }, false)
		got := mirrorLines(t, other, mustMatch(t, other), mirrorBits, true)
		sameLines(t, "groups after swapping the sides", got, want)
		for g := range mustMatch(t, in).Groups() {
			checked[g.Outcome]++
		}
	})
	for _, outcome := range []recon.Outcome{recon.Matched, recon.AmountOver, recon.AmountShort, recon.DuplicateBill, recon.DuplicateOrder, recon.BillOnly, recon.OrderOnly} {
		if checked[outcome] < 10 {
			t.Errorf("only %d groups %v", checked[outcome], outcome)
		}
	}
}

func dropIncome(sides ...[]recon.Record) {
	for _, rows := range sides {
		for i := range rows {
			rows[i].Income = decimal.NullDecimal{}
		}
	}
}

func dropPoolIncome(sides ...[]recon.PoolRow) {
	for _, rows := range sides {
		for i := range rows {
			rows[i].Record.Income = decimal.NullDecimal{}
		}
	}
}

// mirrorLines writes bits and rows of each group for which the law is claimed, with the sides as they were before a swap.
func mirrorLines(t *testing.T, in input, res *result, turn func(recon.Verdict) recon.Verdict, swapped bool) []string {
	t.Helper()
	groups, err := resolve(in, slices.Collect(res.Groups()))
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, f := range groups {
		bills, orders := f.bills, f.orders
		if swapped {
			bills, orders = asSide(billSide, orders), asSide(orderSide, bills)
		}
		verdict := turn(f.Verdict)
		if revertedAlone(bills, orders) {
			verdict = 0
		}
		if len(f.Excess) > 0 && twoSidedSurplus(bills, orders) {
			verdict &^= recon.FoundDuplicateBill | recon.FoundDuplicateOrder
		}
		out = append(out, fmt.Sprint(members(bills, orders), verdict.Codes()))
	}
	sort.Strings(out)
	return out
}

func asSide(s side, rows []row) []row {
	rows = slices.Clone(rows)
	for i := range rows {
		rows[i].side = s
	}
	return rows
}

// revertedAlone says that one side came and went while nothing moved on the other.
func revertedAlone(bills, orders []row) bool {
	return revertedSide(bills) && !anyRow(orders, row.alive) || revertedSide(orders) && !anyRow(bills, row.alive)
}

func twoSidedSurplus(bills, orders []row) bool {
	d := difference(bills, orders)
	return len(smallestSurplus(bills, d)) > 0 && len(smallestSurplus(orders, d.Neg(d))) > 0
}

// TestLawScale multiplies every amount, and every amount of the rules, by the same factor.
func TestLawScale(t *testing.T) {
	factors := []decimal.Decimal{dec("3"), dec("0.01"), dec("0.125"), dec("1e30"), dec("1e-30"), dec("123456789.000000007")}
	eachInput(t, 2000, 9, func(t *testing.T, seed uint64, in input) {
		in.rules.Fees = nil // a schedule rounds to fen
		separate(&in)
		factor := factors[seed%uint64(len(factors))]
		res, scaled := mustMatch(t, in), mustMatch(t, in.scaled(factor))
		want, got := outcomesOf(res), outcomesOf(scaled)
		sort.Strings(want)
		sort.Strings(got)
		sameLines(t, "outcomes after scaling by "+factor.String(), got, want)
	})
}

// outcomesOf writes the findings and the number of rows of each group.
func outcomesOf(res *result) []string {
	var out []string
	for g := range res.Groups() {
		out = append(out, fmt.Sprint(g.Outcome, g.Verdict.Codes(), g.Pass, g.Key, len(g.Bills), len(g.PoolBills), len(g.Orders), len(g.PoolOrders), len(g.Excess)))
	}
	return out
}

func (in input) scaled(by decimal.Decimal) input {
	in.bills, in.orders = scaledRows(in.bills, by), scaledRows(in.orders, by)
	in.rules.Pool.Bills, in.rules.Pool.Orders = scaledPool(in.rules.Pool.Bills, by), scaledPool(in.rules.Pool.Orders, by)
	for _, t := range []*recon.Tolerance{&in.rules.AmountTolerance, &in.rules.FeeTolerance, &in.rules.IncomeTolerance} {
		t.Absolute = t.Absolute.Mul(by)
		t.Cap = scaledOptional(t.Cap, by)
	}
	return in
}

func scaledOptional(d decimal.NullDecimal, by decimal.Decimal) decimal.NullDecimal {
	d.Decimal = d.Decimal.Mul(by)
	return d
}

func scaledRow(r recon.Record, by decimal.Decimal) recon.Record {
	r.Amount, r.Fee, r.Income = r.Amount.Mul(by), scaledOptional(r.Fee, by), scaledOptional(r.Income, by)
	return r
}

func scaledRows(rows []recon.Record, by decimal.Decimal) []recon.Record {
	rows = slices.Clone(rows)
	for i := range rows {
		rows[i] = scaledRow(rows[i], by)
	}
	return rows
}

func scaledPool(rows []recon.PoolRow, by decimal.Decimal) []recon.PoolRow {
	rows = slices.Clone(rows)
	for i := range rows {
		rows[i].Record = scaledRow(rows[i].Record, by)
	}
	return rows
}

// TestLawSplitBill pays one bill row in two parts. The law is claimed for a row that moved and has no twin on its side, and for parts whose
// amounts nothing else adds up to, in a run without the amount-and-time pass: then every answer that used the row uses both parts.
func TestLawSplitBill(t *testing.T) {
	split := map[recon.Outcome]int{}
	eachInput(t, 2500, 8, func(t *testing.T, seed uint64, in input) {
		in.rules.AmountTime = nil
		separate(&in)
		res := mustMatch(t, in)
		for at, r := range in.bills {
			if splittable(r, in) {
				before := groupOf(res, at)
				split[before.Outcome]++
				checkSplit(t, in, at, before)
			}
		}
	})
	for _, outcome := range []recon.Outcome{recon.Matched, recon.AmountOver, recon.AmountShort, recon.StateMismatch, recon.BillOnly, recon.Doubtful} {
		if split[outcome] < 5 {
			t.Errorf("only %d bills split in groups %v", split[outcome], outcome)
		}
	}
	twice := batch("160", "100", "100", "60") // a double charge of 100 beside a bill of 60
	twice.bills, twice.orders = twice.orders, twice.bills
	if before := groupOf(mustMatch(t, twice), 2); before.Outcome != recon.DuplicateBill {
		t.Errorf("160 for 100, 100 and 60 is %v", before.Outcome)
	} else {
		checkSplit(t, twice, 2, before)
	}
}

// checkSplit wants the same findings in the group of a bill that is paid in two parts.
func checkSplit(t *testing.T, in input, at int, before recon.Group) {
	t.Helper()
	first, second := splitRow(in.bills[at])
	parts := in
	parts.bills = append(slices.Clone(in.bills), second)
	parts.bills[at] = first
	after := groupOf(mustMatch(t, parts), at)
	if before.Outcome != after.Outcome || before.Verdict != after.Verdict {
		t.Errorf("bill %d: the group was %v %s, and is %v %s with the bill paid in two parts", at, before.Outcome, before.Codes(), after.Outcome, after.Codes())
	}
	if !slices.Contains(after.Bills, len(in.bills)) {
		t.Errorf("bill %d: the parts are in different groups", at)
	}
}

func splittable(r recon.Record, in input) bool {
	if r.Key == "" || r.Amount.IsZero() || !(row{rec: r}).moved() || (r.Amount.Sign() < 0) == (r.Kind == recon.Payment) {
		return false
	}
	twins := 0
	for _, x := range rowsOf(billSide, in.bills, in.rules.Pool.Bills) {
		if x.rec.Amount.Equal(r.Amount) {
			twins++
		}
	}
	return twins == 1
}

// splitRow keeps the sums of amount, fee and income.
func splitRow(r recon.Record) (a, b recon.Record) {
	a, b = r, r
	third := dec("0.3300000000017")
	a.Amount = r.Amount.Mul(third)
	b.Amount = r.Amount.Sub(a.Amount)
	a.Fee, a.Income = scaledOptional(r.Fee, third), scaledOptional(r.Income, third)
	b.Fee.Decimal, b.Income.Decimal = r.Fee.Decimal.Sub(a.Fee.Decimal), r.Income.Decimal.Sub(a.Income.Decimal)
	return a, b
}

func groupOf(res *result, bill int) recon.Group {
	for g := range res.Groups() {
		if slices.Contains(g.Bills, bill) {
			return g
		}
	}
	return recon.Group{}
}
