package recon_test

import (
	"fmt"
	"math/big"
	"slices"
	"strings"
	"testing"

	"github.com/shopspring/decimal"

	"github.com/billrecon/billrecon/recon"
)

// batch is one bill against many orders under one key.
func batch(bill string, orders ...string) input {
	in := input{rules: recon.Rules{BillsUntil: until(baseDay)}, bills: []recon.Record{{Key: "S", Amount: dec(bill)}}}
	for _, amount := range orders {
		in.orders = append(in.orders, recon.Record{Key: "S", Amount: dec(amount)})
	}
	return in
}

// verdictOf is what was found in the group of the first bill.
func verdictOf(res *result) recon.Verdict { return groupOf(res, 0).Verdict }

// TestSearchIsExactAtAnySize: what bounds the search is its number of steps, not the size of the amounts.
func TestSearchIsExactAtAnySize(t *testing.T) {
	for _, tt := range []struct{ reason, factor string }{
		{"fen", "0.01"},
		{"fractions of a fen", "0.0001"},
		{"thirteen decimals", "0.0000000000001"},
		{"thirty decimals", "1e-30"},
		{"a thousand million", "1e9"},
		{"more than 64 bits of fen", "1e18"},
		{"thirty digits", "1e30"},
		{"thirty digits, none of them zero", "123456789123456789123456789123"},
		{"many digits on both sides of the point", "123456789.000000007"},
		{"ninety digits", strings.Repeat("7", 90)},
	} {
		t.Run(tt.reason, func(t *testing.T) {
			factor := dec(tt.factor)
			unique := batch("60", "20", "25", "40").scaled(factor)
			if v := verdictOf(mustMatch(t, unique)); v != recon.BySubset {
				t.Errorf("60 of {20, 25, 40}: %s, want the subset and nothing else", v.Codes())
			}
			several := batch("60", "20", "40", "25", "35").scaled(factor)
			if v := verdictOf(mustMatch(t, several)); v != recon.FoundAmountShort|recon.AmbiguousMatch {
				t.Errorf("60 of {20, 40, 25, 35}: %s, want a tie", v.Codes())
			}
			none := batch("61", "20", "25", "40").scaled(factor)
			if v := verdictOf(mustMatch(t, none)); v != recon.FoundAmountShort {
				t.Errorf("61 of {20, 25, 40}: %s, want the amount finding alone", v.Codes())
			}
			twice := mustMatch(t, batch("60", "60", "60").scaled(factor))
			if v := verdictOf(twice); v != 0 || twice.Count(recon.DuplicateOrder) != 1 {
				t.Errorf("60 of {60, 60}: %s, want a pair and a duplicate order", v.Codes())
			}
		})
	}
}

// TestNothingToSearch: one row against one row has no part to single out, so that no search can be exhausted.
func TestNothingToSearch(t *testing.T) {
	for _, pair := range [][2]string{{"13.200000000068", "70"}, {"1e100", "1e-100"}, {"92233720368547758.08", "-92233720368547758.08"}} {
		if v := verdictOf(mustMatch(t, single(pair[0], pair[1]))); v&recon.SearchExhausted != 0 {
			t.Errorf("%v: %s", pair, v.Codes())
		}
	}
}

// hardBatch has so many subsets that few steps cannot go through them, and no answer: all orders are even, the bill is not.
func hardBatch(n int) input {
	in := batch("100001")
	for i := range n {
		in.orders = append(in.orders, recon.Record{Key: "S", Amount: decimal.NewFromInt(int64(2*i*i + 4001*2))})
	}
	return in
}

// TestSearchIsBounded: with few steps the answer is the right one, or the amount finding with the word that the search was cut short.
func TestSearchIsBounded(t *testing.T) {
	exhausted, answered := 0, 0
	for seed := range uint64(400) {
		in := genInput(seededChooser(seed), 9)
		in.rules.AmountTime = nil
		full := mustMatch(t, in)
		for _, steps := range []int{1, 3, 10, 40} {
			in.rules.SubsetSteps = steps
			res := mustMatch(t, in)
			if err := res.Verify(); err != nil {
				t.Fatal(err)
			}
			cut := false
			for g := range res.Groups() {
				if g.Verdict&recon.SearchExhausted == 0 {
					continue
				}
				cut = true
				const findings = recon.FoundAmountOver | recon.FoundAmountShort | recon.FoundState | recon.StateUnknown | recon.NoBill | recon.NoOrder
				if g.Verdict&findings == 0 || g.Verdict&(recon.BySubset|recon.AmbiguousMatch) != 0 {
					t.Fatalf("seed %d, %d steps: %s", seed, steps, g.Codes())
				}
			}
			if cut {
				exhausted++
				continue
			}
			answered++
			if res.Digest() != full.Digest() {
				t.Fatalf("seed %d: %d steps were enough, and the result is another", seed, steps)
			}
		}
	}
	if exhausted < 20 || answered < 20 {
		t.Errorf("%d searches cut short and %d not: the bounds are not on both sides", exhausted, answered)
	}
}

func TestSearchExhausted(t *testing.T) {
	in := hardBatch(200)
	in.rules.SubsetSteps = 100
	res := mustMatch(t, in)
	g := only1(t, res)
	if g.Outcome != recon.AmountShort || g.Verdict != recon.FoundAmountShort|recon.SearchExhausted {
		t.Errorf("%v %s, want the amount finding and the word that the search was cut short", g.Outcome, g.Codes())
	}
	in.rules.SubsetSteps = -1
	if g := only1(t, mustMatch(t, in)); g.Verdict != recon.FoundAmountShort {
		t.Errorf("with the search off: %s", g.Codes())
	}
}

// TestSearchDoesNotDependOnOrder: where a search is cut short does not depend on the order of the rows either.
func TestSearchDoesNotDependOnOrder(t *testing.T) {
	for steps := 1; steps < 3000; steps = steps*3 + 1 {
		in := hardBatch(24)
		in.orders[3].Amount = dec("19")
		in.rules.SubsetSteps = steps
		want := mustMatch(t, in).Digest()
		for seed := range uint64(20) {
			if got := mustMatch(t, in.shuffled(seed)).Digest(); got != want {
				t.Fatalf("%d steps: permutation %d has another digest", steps, seed)
			}
		}
	}
}

// TestSearchFindsTheOnlyAnswer among many rows, with the default bound, when sums are small.
func TestSearchFindsTheOnlyAnswer(t *testing.T) {
	in := batch("0.07")
	for i := range 60 {
		in.orders = append(in.orders, recon.Record{Key: "S", Amount: dec("5"), Channel: recon.Channel(fmt.Sprint(i))})
	}
	in.orders = append(in.orders, recon.Record{Key: "S", Amount: dec("0.03")}, recon.Record{Key: "S", Amount: dec("0.04")})
	res := mustMatch(t, in)
	if g := groupOf(res, 0); g.Verdict != recon.BySubset || len(g.Orders) != 2 {
		t.Errorf("0.07 of {60 × 5, 0.03, 0.04}: %s", g.Codes())
	}
}

// TestManyEqualAmountsAreOneStep: 60 000 equal amounts are not tried one by one at each of 65 536 remainders. A search that does goes on for
// minutes where this one takes a moment. All orders are even in fen and the bill is odd, so nothing ever fits.
func TestManyEqualAmountsAreOneStep(t *testing.T) {
	in := batch("500.01")
	for i := range 40 {
		in.orders = append(in.orders, recon.Record{Key: "S", Amount: decimal.New(int64(2*(1000+7*i*i)), -2)})
	}
	for range 60_000 {
		in.orders = append(in.orders, recon.Record{Key: "S", Amount: dec("0.02")})
	}
	if g := only1(t, mustMatch(t, in)); g.Outcome != recon.AmountShort {
		t.Errorf("%v %s", g.Outcome, g.Codes())
	}
}

// TestManyUnitsUnderOneKey: one key whose rows all count something else. The work grows with the rows, not with rows × units, which would take
// minutes.
func TestManyUnitsUnderOneKey(t *testing.T) {
	var in input
	for i := range 20_000 {
		r := recon.Record{Key: "A", Amount: dec("1"), Unit: fmt.Sprint("U", i)}
		in.bills, in.orders = append(in.bills, r), append(in.orders, r)
	}
	res := mustMatch(t, in)
	if res.Count(recon.Matched) != 20_000 {
		t.Errorf("%d groups are Matched", res.Count(recon.Matched))
	}
	for i := range in.orders {
		in.orders[i].Unit = fmt.Sprint("V", i)
	}
	res = mustMatch(t, in)
	if g := only1(t, res); g.Verdict&recon.FoundUnit == 0 || len(g.Nets) != 40_000 {
		t.Errorf("%s with %d nets", g.Codes(), len(g.Nets))
	}
	if err := res.Verify(); err != nil {
		t.Error(err)
	}
}

// TestSurplusBeyond128Bits: the search computes with remainders of 2¹²⁸, which prove nothing about amounts that are larger.
func TestSurplusBeyond128Bits(t *testing.T) {
	power := func(bits uint, more int64) decimal.Decimal {
		v := new(big.Int).Lsh(big.NewInt(1), bits)
		return decimal.NewFromBigInt(v.Add(v, big.NewInt(more)), -2)
	}
	rows := func(amounts ...decimal.Decimal) (out []recon.Record) {
		for _, a := range amounts {
			out = append(out, recon.Record{Key: "S", Amount: a})
		}
		return out
	}
	a, x, y := power(128, 5), power(126, 1), power(125, 0)
	for _, tt := range []struct {
		reason        string
		bills, orders []recon.Record
		outcome       recon.Outcome
		left          int
	}{
		{"2¹²⁸ + 5 fen are not the 5 fen that are too many", rows(a, a), rows(a.Add(a).Sub(dec("0.05"))), recon.AmountOver, 2},
		{"they are when they are", rows(a, x, y), rows(a.Add(x)), recon.BillOnly, 1},
		{"two surplus rows whose remainders add up past the largest", rows(x, x, y, y), rows(x, y), recon.DuplicateBill, 2},
	} {
		in := input{tt.bills, tt.orders, recon.Rules{BillsUntil: until(baseDay)}}
		g := slices.Collect(mustMatch(t, in).Differences())
		if len(g) != 1 || g[0].Outcome != tt.outcome || len(g[0].Bills) != tt.left {
			t.Errorf("%s: %v, want %v with %d bills", tt.reason, g, tt.outcome, tt.left)
		}
	}
}
