package recon_test

import (
	"errors"
	"math/big"
	"slices"
	"testing"
	"time"

	"github.com/shopspring/decimal"

	"github.com/billrecon/billrecon/internal/longtest"
	"github.com/billrecon/billrecon/recon"
)

// provable is an input with groups of every kind, and rows that all differ.
func provable(seed uint64) input {
	in := manyRows(seed, 12)
	for i := range in.bills {
		in.bills[i].Time = baseDay.Add(time.Duration(i) * time.Second)
	}
	for i := range in.orders {
		in.orders[i].Time = baseDay.Add(time.Duration(i) * time.Second)
	}
	return in
}

// tampering changes the bills after the match; it says false where it cannot.
type tampering struct {
	name   string
	tamper func(rows []recon.Record, at int) ([]recon.Record, bool)
}

var tamperings = []tampering{
	{"a row replaced by the double of another", func(rows []recon.Record, at int) ([]recon.Record, bool) {
		rows[at] = rows[(at+1)%len(rows)]
		return rows, true
	}},
	{"an amount changed by the smallest fraction", func(rows []recon.Record, at int) ([]recon.Record, bool) {
		rows[at].Amount = rows[at].Amount.Add(dec("0.000000001"))
		return rows, true
	}},
	{"the sign of an amount turned", func(rows []recon.Record, at int) ([]recon.Record, bool) {
		rows[at].Amount = rows[at].Amount.Neg()
		return rows, !rows[at].Amount.IsZero()
	}},
	{"two amounts shifted by one fen each", func(rows []recon.Record, at int) ([]recon.Record, bool) {
		next := (at + 1) % len(rows)
		rows[at].Amount = rows[at].Amount.Add(dec("0.01"))
		rows[next].Amount = rows[next].Amount.Sub(dec("0.01"))
		return rows, next != at
	}},
	{"a key changed", func(rows []recon.Record, at int) ([]recon.Record, bool) {
		rows[at].Key += "\x00"
		return rows, true
	}},
	{"two keys swapped", func(rows []recon.Record, at int) ([]recon.Record, bool) {
		next := (at + 1) % len(rows)
		rows[at].Key, rows[next].Key = rows[next].Key, rows[at].Key
		return rows, rows[at].Key != rows[next].Key
	}},
	{"a further number changed", func(rows []recon.Record, at int) ([]recon.Record, bool) {
		rows[at].AltKeys[1] += "more"
		return rows, true
	}},
	{"a state changed", func(rows []recon.Record, at int) ([]recon.Record, bool) {
		rows[at].State = (rows[at].State + 1) % 6
		return rows, true
	}},
	{"a kind changed", func(rows []recon.Record, at int) ([]recon.Record, bool) {
		rows[at].Kind = (rows[at].Kind + 1) % 3
		return rows, true
	}},
	{"a unit changed", func(rows []recon.Record, at int) ([]recon.Record, bool) {
		rows[at].Unit = "other"
		return rows, true
	}},
	{"a fee changed", func(rows []recon.Record, at int) ([]recon.Record, bool) {
		rows[at].Fee = decimal.NewNullDecimal(rows[at].Fee.Decimal.Add(dec("0.01")))
		return rows, true
	}},
	{"an absent fee made zero", func(rows []recon.Record, at int) ([]recon.Record, bool) {
		was := rows[at].Fee.Valid
		rows[at].Fee = some("0")
		return rows, !was
	}},
	{"an income changed", func(rows []recon.Record, at int) ([]recon.Record, bool) {
		rows[at].Income = decimal.NewNullDecimal(rows[at].Income.Decimal.Add(dec("0.01")))
		return rows, true
	}},
	{"a time changed", func(rows []recon.Record, at int) ([]recon.Record, bool) {
		rows[at].Time = rows[at].Time.Add(time.Nanosecond)
		return rows, true
	}},
	{"a row made manual", func(rows []recon.Record, at int) ([]recon.Record, bool) {
		rows[at].Manual = !rows[at].Manual
		return rows, true
	}},
}

func TestVerifyFailsForEveryTampering(t *testing.T) {
	for _, tt := range tamperings {
		t.Run(tt.name, func(t *testing.T) {
			tried := 0
			for seed := range longtest.Or[uint64](3, 6) {
				in := provable(seed)
				res := mustMatch(t, in)
				tried += tamperWith(t, "bills", in.bills, tt, res)
				tried += tamperWith(t, "orders", in.orders, tt, res)
			}
			if tried < 100 {
				t.Errorf("tried only %d times", tried)
			}
		})
	}
}

// tamperWith changes the rows that the result keeps, one by one, and puts them back.
func tamperWith(t *testing.T, name string, rows []recon.Record, tt tampering, res *result) (tried int) {
	t.Helper()
	truth := slices.Clone(rows)
	for at := range rows {
		if changed, ok := tt.tamper(slices.Clone(truth), at); ok {
			tried++
			copy(rows, changed)
			refused(t, name, at, res.Verify())
		}
	}
	copy(rows, truth)
	return tried
}

func refused(t *testing.T, name string, at int, err error) {
	t.Helper()
	if err == nil {
		t.Fatalf("Verify passes with %s[%d] tampered with", name, at)
	}
	if !errors.Is(err, recon.ErrProof) {
		t.Fatalf("Verify fails with %v, which is no ErrProof", err)
	}
}

func TestVerifyPassesOnTheTruth(t *testing.T) {
	for seed := range uint64(20) {
		in := provable(seed)
		res := mustMatch(t, in)
		for range 2 {
			if err := res.Verify(); err != nil {
				t.Fatalf("seed %d: %v", seed, err)
			}
		}
	}
}

// TestVerifyFailsForForgedGroups: a result is forged by making it of other rows, which have the same numbers of rows and the same sums.
func TestVerifyFailsForForgedGroups(t *testing.T) {
	truth := input{
		bills:  []recon.Record{{Key: "A", Amount: dec("100")}, {Key: "B", Amount: dec("90")}},
		orders: []recon.Record{{Key: "A", Amount: dec("100")}, {Key: "B", Amount: dec("90")}},
		rules:  recon.Rules{BillsUntil: until(baseDay)},
	}
	for _, tt := range []struct {
		reason string
		forge  func(in *input)
	}{
		{"a mismatch shown as a match", func(in *input) { in.bills[1].Amount = dec("100"); in.orders[1].Amount = dec("100") }},
		{"partners exchanged", func(in *input) { in.orders[0].Key, in.orders[1].Key = "B", "A" }},
		{"two groups made one", func(in *input) {
			for _, rows := range [][]recon.Record{in.bills, in.orders} {
				rows[0].Key, rows[1].Key = "A", "A"
			}
		}},
		{"one group made two", func(in *input) { in.orders[1].Key = "C" }},
		{"a closed row counted", func(in *input) { in.bills[0].State = recon.Closed; in.orders[0].State = recon.Closed }},
	} {
		t.Run(tt.reason, func(t *testing.T) {
			forged := truth
			forged.bills, forged.orders = slices.Clone(truth.bills), slices.Clone(truth.orders)
			tt.forge(&forged)
			res := mustMatch(t, forged)
			if err := res.Verify(); err != nil {
				t.Fatalf("the forged rows prove their own result: %v", err)
			}
			copy(forged.bills, truth.bills)
			copy(forged.orders, truth.orders)
			refused(t, "rows", 0, res.Verify())
		})
	}
}

// TestLawConservation: per unit, the sum of the bills less that of the orders is the sum of the groups' differences.
func TestLawConservation(t *testing.T) {
	eachInput(t, 1500, 10, func(t *testing.T, seed uint64, in input) {
		u := universeOf(in)
		res := mustMatch(t, in)
		summary := res.Summary()
		sides, absolute := [2]map[string]*big.Rat{sumsOf(t, in, res, billSide), sumsOf(t, in, res, orderSide)}, absoluteOf(res)
		for _, s := range summary.Units {
			if s.Absolute.Rat().Cmp(absolute[s.Unit]) != 0 {
				t.Errorf("%s: differences without signs %v, want %v", s.Unit, s.Absolute, absolute[s.Unit])
			}
			if s.Bills.Rat().Cmp(sides[0][s.Unit]) != 0 || s.Orders.Rat().Cmp(sides[1][s.Unit]) != 0 || !s.Bills.Sub(s.Orders).Equal(s.Difference) {
				t.Errorf("%s: bills %v less orders %v is not %v", s.Unit, s.Bills, s.Orders, s.Difference)
			}
		}
		if summary.Bills.Count != int64(len(u[billSide])) || summary.Orders.Count != int64(len(u[orderSide])) {
			t.Errorf("%d bills and %d orders, want %d and %d", summary.Bills.Count, summary.Orders.Count, len(u[billSide]), len(u[orderSide]))
		}
	})
}

// sumsOf adds up, row by row, what moved on one side: the payments in State Refunded where their group names them.
func sumsOf(t *testing.T, in input, res *result, s side) map[string]*big.Rat {
	t.Helper()
	sums := noSums()
	groups, err := resolve(in, slices.Collect(res.Groups()))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range groups {
		rows, moved := f.bills, f.MovedBills
		if s == orderSide {
			rows, moved = f.orders, f.MovedOrders
		}
		for _, r := range rows {
			if r.moved() || slices.Contains(moved, r.at) {
				sums[r.unit()].Add(sums[r.unit()], r.rec.Amount.Rat())
			}
		}
	}
	return sums
}

// absoluteOf adds up the groups' differences without their signs.
func absoluteOf(res *result) map[string]*big.Rat {
	sums := noSums()
	for g := range res.Groups() {
		for _, n := range g.Nets {
			sums[n.Unit].Add(sums[n.Unit], n.Difference().Abs().Rat())
		}
	}
	return sums
}

func noSums() map[string]*big.Rat {
	return map[string]*big.Rat{"CNY": new(big.Rat), "次": new(big.Rat), "福豆": new(big.Rat)}
}
