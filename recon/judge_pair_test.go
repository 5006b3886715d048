package recon

import (
	"slices"
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"pgregory.net/rapid"

	"github.com/billrecon/billrecon/recon/internal/exact"
)

func yuan(fen int64) decimal.Decimal { return decimal.New(fen, -2) }

func drawOptional(t *rapid.T, name string, least int64) decimal.NullDecimal {
	if rapid.Bool().Draw(t, "has "+name) {
		return decimal.NewNullDecimal(yuan(rapid.Int64Range(least, least+1000).Draw(t, name)))
	}
	return decimal.NullDecimal{}
}

func drawSchedule(t *rapid.T) FeeSchedule {
	f := FeeSchedule{
		RatePPM:     rapid.SampledFrom([]int64{0, 1, 3800, 6000, 5000, 250_000, 1_000_000}).Draw(t, "rate"),
		Fixed:       decimal.New(rapid.Int64Range(0, 300).Draw(t, "fixed"), rapid.Int32Range(-3, 0).Draw(t, "exponent")),
		Rounding:    Rounding(rapid.IntRange(0, 3).Draw(t, "rounding")),
		Places:      rapid.SampledFrom([]int32{0, 0, 0, 1, 2, 3, WholeUnits}).Draw(t, "places"),
		Per:         FeePer(rapid.IntRange(0, 2).Draw(t, "per")),
		RefundsFree: rapid.Bool().Draw(t, "refunds are free"),
		Min:         drawOptional(t, "minimum", 0),
		Max:         drawOptional(t, "maximum", 1000),
	}
	if f.check() != nil { // bounds that are not whole in its last place
		f.Min, f.Max = decimal.NullDecimal{}, decimal.NullDecimal{}
	}
	return f
}

// TestPlainPairIsWhatIsJudged: a pair is the same group, and part of the same figures, whether it stays plain, is judged in integers, or is
// looked at.
func TestPlainPairIsWhatIsJudged(t *testing.T) {
	plain, inFen := 0, 0
	check := func(t *rapid.T) {
		rules := Rules{FeeTolerance: Tolerance{Absolute: yuan(rapid.Int64Range(0, 2).Draw(t, "fee tolerance"))}}
		rules.IncomeTolerance.Absolute = yuan(rapid.Int64Range(0, 2).Draw(t, "income tolerance"))
		if rapid.Bool().Draw(t, "has a schedule") {
			f := drawSchedule(t)
			rules.Fees = &f
		}
		if rules.Fees != nil {
			rules.Fees.Per = rapid.SampledFrom([]FeePer{PerPayment, PerOrder, PerGroup}).Draw(t, "per")
		}
		if rapid.IntRange(0, 3).Draw(t, "bills are proven") > 0 {
			rules.BillsUntil, rules.Hold = proven, rapid.IntRange(0, 2).Draw(t, "hold")
		}
		if rapid.IntRange(0, 9).Draw(t, "amounts may differ") == 0 {
			rules.AmountTolerance.Absolute = yuan(1)
		}
		amount := rapid.SampledFrom([]int64{0, 1, 1000, 4999, 123_456, -4999}).Draw(t, "amount")
		rows := [2]Record{}
		for i := range rows {
			amount += rapid.SampledFrom([]int64{0, 0, 0, 1, -1, 500}).Draw(t, "amount off by")
			r := Record{Key: "K", Amount: yuan(amount)}
			if days := rapid.IntRange(-40, 10).Draw(t, "days before the end"); days >= -38 {
				r.Time = proven.Add(-time.Duration(days) * 24 * time.Hour)
			}
			if amount < 0 {
				r.Kind = Refund
			}
			fee := amount * 6 / 1000
			if rules.Fees != nil {
				fee, _ = exact.Fen(rules.Fees.Fee(r.Amount).Round(2))
			}
			fee += rapid.SampledFrom([]int64{0, 0, 0, 0, 1, -1, 2}).Draw(t, "off by")
			if rapid.IntRange(0, 3).Draw(t, "has a fee") > 0 {
				r.Fee = decimal.NewNullDecimal(yuan(fee))
			}
			if rapid.Bool().Draw(t, "has an income") {
				r.Income = decimal.NewNullDecimal(yuan(amount - fee + rapid.SampledFrom([]int64{0, 0, 0, 0, 1}).Draw(t, "income off by")))
			}
			rows[i] = r
		}
		res, err := Match(rows[:1], itself, rows[1:], itself, rules)
		if err != nil {
			t.Fatal(err)
		}
		if err := res.Verify(); err != nil {
			t.Fatal(err)
		}
		switch {
		case len(res.book.pairs) > 0:
			inFen++
		case len(res.book.groups) == 0:
			plain++
		}
		out := &book{}
		newJudge(&rules, out).bucket(bucket{key: "K", sides: sides{judgedRows(rows[:1]), judgedRows(rows[1:])}})
		if len(out.groups) == 0 { // one waits and the other is past all waiting: each is alone
			assert.Empty(t, res.book.pairs)
			return
		}
		want := out.groups[0]
		for got := range res.Groups() {
			same := got.Outcome == want.Outcome && got.Verdict == want.Verdict && sameNet(got.FeeNet, want.FeeNet) && sameNet(got.IncomeNet, want.IncomeNet)
			same = same && slices.EqualFunc(got.Nets, want.Nets, Net.equal) && got.Threshold.Equal(want.Threshold)
			if !same || got.IncomeOf != want.IncomeOf || got.BillStates != want.BillStates || got.OrderStates != want.OrderStates {
				t.Fatalf("it is %+v, want %+v", got, *want)
			}
		}
		if res.Digest() != out.digest {
			t.Fatal("the digests differ")
		}
		if !res.Statistics().Equal(out.statistics) || !slices.EqualFunc(res.Summary().Units, unitSummaries(out.units), UnitSummary.equal) {
			t.Fatal("the figures differ")
		}
	}
	for turns := 0; turns == 0 || turns < 50 && (plain == 0 || inFen == 0); turns++ {
		rapid.Check(t, check) // a short run draws so few pairs that one kind can be missing
	}
	assert.NotZero(t, plain)
	assert.NotZero(t, inFen)
}

func judgedRows(records []Record) (rows []*row) {
	for i, r := range records {
		rows = append(rows, newRow(&r, i))
	}
	return rows
}

func sameNet(a, b *Net) bool {
	if a == nil || b == nil {
		return a == b
	}
	return a.equal(*b)
}
