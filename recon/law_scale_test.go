package recon_test

import (
	"fmt"
	"slices"
	"sort"
	"testing"

	"github.com/shopspring/decimal"

	"github.com/billrecon/billrecon/recon"
)

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
