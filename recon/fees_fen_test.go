package recon

import (
	"slices"
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"pgregory.net/rapid"

	"github.com/billrecon/billrecon/recon/internal/exact"
	"github.com/billrecon/billrecon/recon/internal/price"
)

func yuan(fen int64) decimal.Decimal { return decimal.New(fen, -2) }

func drawFen(t *rapid.T, name string, most int64) int64 {
	return rapid.OneOf(rapid.Int64Range(-100, 100), rapid.Int64Range(-most, most)).Draw(t, name)
}

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

// TestFenSchedule: in integers a schedule asks what it asks in decimals, or says that it cannot.
func TestFenSchedule(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f := drawSchedule(t)
		s, ok := f.fen()
		places, _ := exact.Fen(f.Fixed)
		if whole := yuan(places).Equal(f.Fixed) && f.places() == 2; ok != whole {
			t.Fatalf("%+v in integers: %v, want %v", f, ok, whole)
		}
		fen := drawFen(t, "amount", 1<<42)
		fee, okToo := s.Fee(fen)
		if !ok || !okToo {
			return
		}
		if want := f.fee(yuan(fen)); !want.Equal(yuan(fee)) || !want.Equal(f.Fee(yuan(fen))) {
			t.Fatalf("%+v: the fee of %d fen is %d, want %s", f, fen, fee, want)
		}
	})
}

// TestFenTolerance: in integers a tolerance allows what it allows in decimals.
func TestFenTolerance(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		allowed := Tolerance{
			Absolute: decimal.New(rapid.Int64Range(0, 500).Draw(t, "absolute"), rapid.Int32Range(-4, -1).Draw(t, "exponent")),
			PPM:      rapid.SampledFrom([]int64{0, 1, 6000, 333_333, 1_000_000}).Draw(t, "ppm"),
			Base:     Base(rapid.IntRange(0, 2).Draw(t, "base")),
			Unit:     rapid.SampledFrom([]string{"", CNY, "次"}).Draw(t, "unit"),
		}
		if rapid.Bool().Draw(t, "has a cap") {
			allowed.Cap = decimal.NewNullDecimal(allowed.Absolute.Add(decimal.New(rapid.Int64Range(0, 3000).Draw(t, "cap"), -3)))
		}
		bill := drawFen(t, "bill", price.MaxFee)
		order := bill + rapid.Int64Range(-20, 20).Draw(t, "gap")
		want := allowed.finding(CNY, yuan(bill), yuan(order), FoundFee) != FoundFee
		if got := allowed.fen().Allows(bill, order); got != want {
			t.Fatalf("%+v allows %d beside %d: %v, want %v", allowed, bill, order, got, want)
		}
	})
}

// TestToleranceIncludesItsBounds: what is exactly as far off as is allowed is within tolerance.
func TestToleranceIncludesItsBounds(t *testing.T) {
	for _, c := range []struct {
		reason  string
		allowed Tolerance
		within  int64 // fen beside 500
	}{
		{"a size", Tolerance{Absolute: yuan(4)}, 4},
		{"a share", Tolerance{PPM: 6000}, 3},
		{"a share with a cap", Tolerance{PPM: 100_000, Cap: decimal.NewNullDecimal(yuan(7))}, 7},
	} {
		for _, order := range []int64{500, -500} {
			for gap := int64(-60); gap <= 60; gap++ {
				want := abs(gap) <= c.within
				assert.Equal(t, want, c.allowed.fen().Allows(order+gap, order), "%s: %d beside %d, in integers", c.reason, order+gap, order)
				assert.Equal(t, want, c.allowed.finding(CNY, yuan(order+gap), yuan(order), FoundFee) != FoundFee, "%s: %d beside %d", c.reason, order+gap, order)
			}
		}
	}
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
