package exact

import (
	"encoding/json"
	"math"
	"math/big"
	"strings"
	"testing"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/billrecon/billrecon/internal/longtest"
)

// dec reads a decimal that the test wrote itself.
func dec(text string) decimal.Decimal { return decimal.RequireFromString(text) }

// sumOf adds texts up.
func sumOf(texts ...string) (s Sum) {
	for _, text := range texts {
		s.Add(dec(text))
	}
	return s
}

func TestSumTable(t *testing.T) {
	cases := []struct {
		reason string
		add    []string
		want   string
	}{
		{"nothing", nil, "0"},
		{"fen add up without floating point", []string{"0.1", "0.2"}, "0.3"},
		{"refunds take away", []string{"100", "-30"}, "70"},
		{"a total can be negative", []string{"1", "-30.01"}, "-29.01"},
		{"thousandths are kept", []string{"0.001", "0.001"}, "0.002"},
		{"fractions that make a whole fen", []string{"0.005", "0.005"}, "0.01"},
		{"fractions that cancel", []string{"0.005", "-0.005", "1"}, "1"},
		{"one fen past int64", []string{"92233720368547758.07", "0.01"}, "92233720368547758.08"},
		{"one fen below int64", []string{"-92233720368547758.08", "-0.01"}, "-92233720368547758.09"},
		{"back from beyond int64", []string{"92233720368547758.07", "0.02", "-0.02"}, "92233720368547758.07"},
		{"far beyond int64", []string{"1e30", "0.01"}, "1000000000000000000000000000000.01"},
		{"from the largest to the smallest in bounds cancels", []string{"1e100", "1e-100", "-1e100", "-1e-100", "3"}, "3"},
	}
	for _, c := range cases {
		t.Run(c.reason, func(t *testing.T) {
			s := sumOf(c.add...)
			want := dec(c.want)
			if !s.Decimal().Equal(want) {
				t.Errorf("sum is %s, want %s", s.Decimal(), want)
			}
			if s.Sign() != want.Sign() || s.IsZero() != want.IsZero() {
				t.Errorf("sign is %d, zero %v, want those of %s", s.Sign(), s.IsZero(), want)
			}
			for _, text := range c.add {
				s.Sub(dec(text))
			}
			if !s.IsZero() {
				t.Errorf("taking everything away leaves %s", s.Decimal())
			}
		})
	}
}

func TestSumCrossesWords(t *testing.T) {
	for _, fen := range []int64{1, -1, math.MaxInt64, math.MinInt64, 1 << 62, -(1 << 62), 1<<32 + 1} {
		var s Sum
		want := new(big.Int)
		for range 9 {
			s.AddFen(fen)
			want.Add(want, big.NewInt(fen))
			if got := s.Decimal().Shift(2).BigInt(); got.Cmp(want) != 0 {
				t.Fatalf("adding %d gives %s, want %s", fen, got, want)
			}
		}
		for range 18 {
			s.SubFen(fen)
			want.Sub(want, big.NewInt(fen))
			if got := s.Decimal().Shift(2).BigInt(); got.Cmp(want) != 0 {
				t.Fatalf("subtracting %d gives %s, want %s", fen, got, want)
			}
		}
	}
}

// The size that the package promises: 10⁹ rows of about 10¹¹ fen each, added one by one.
func TestSumIsExactAtABillionRows(t *testing.T) {
	if !longtest.On() {
		t.Skip("adds 10⁹ rows")
	}
	const rows, most = 1_000_000_000, 100_000_000_000
	var s Sum
	for i := range int64(rows) {
		s.AddFen(most - i)
	}
	// most·rows − (0 + 1 + … + rows−1)
	want := new(big.Int).Mul(big.NewInt(most), big.NewInt(rows))
	want.Sub(want, new(big.Int).Div(new(big.Int).Mul(big.NewInt(rows), big.NewInt(rows-1)), big.NewInt(2)))
	if got := s.Decimal().Shift(2).BigInt(); got.Cmp(want) != 0 {
		t.Fatalf("sum is %s fen, want %s", got, want)
	}
	s.Unmerge(s)
	if !s.IsZero() {
		t.Errorf("the sum less itself is %s", s.Decimal())
	}
}

// The same promise reached by doubling, at 2³⁰ rows of exactly 10¹¹ fen and a fraction of a fen.
func TestSumMergesLargeTotals(t *testing.T) {
	s := sumOf("1000000000.001")
	for range 30 {
		s.Merge(s)
	}
	want := dec("1000000000.001").Mul(decimal.NewFromInt(1 << 30))
	if !s.Decimal().Equal(want) {
		t.Errorf("sum is %s, want %s", s.Decimal(), want)
	}
}

func TestSumEqualIsAboutTheNumber(t *testing.T) {
	cases := []struct {
		reason string
		a, b   Sum
		want   bool
	}{
		{"same fen", sumOf("1"), sumOf("0.5", "0.50"), true},
		{"fractions and fen", sumOf("0.005", "0.005"), sumOf("0.01"), true},
		{"different fractions", sumOf("0.005"), sumOf("0.004"), false},
		{"large and in two parts", sumOf("1e20"), sumOf("5e19", "5e19"), true},
		{"opposite signs", sumOf("1"), sumOf("-1"), false},
		{"beyond one word", sumOf("92233720368547758.07", "0.01"), sumOf("92233720368547758.08"), true},
	}
	for _, c := range cases {
		if c.a.Equal(c.b) != c.want || c.b.Equal(c.a) != c.want {
			t.Errorf("%s: equal must be %v both ways", c.reason, c.want)
		}
	}
}

func TestSumOrderAndPartitionDoNotMatter(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		amounts := rapid.SliceOfN(rapid.Custom(drawAmount), 1, 40).Draw(t, "amounts")
		cut := rapid.IntRange(0, len(amounts)).Draw(t, "cut")
		var whole, left, right Sum
		exact := new(big.Rat)
		for i, d := range amounts {
			whole.Add(d)
			exact.Add(exact, d.Rat())
			if i < cut {
				left.Add(d)
				continue
			}
			right.Add(d)
		}
		if whole.Decimal().Rat().Cmp(exact) != 0 {
			t.Fatalf("sum is %s, want %s", whole.Decimal(), exact)
		}
		ab, ba := left, right
		ab.Merge(right)
		ba.Merge(left)
		if !ab.Equal(whole) || !ba.Equal(whole) {
			t.Fatalf("parts give %s and %s, the whole is %s", ab.Decimal(), ba.Decimal(), whole.Decimal())
		}
		ab.Unmerge(right)
		if !ab.Equal(left) {
			t.Fatalf("taking a part away leaves %s, want %s", ab.Decimal(), left.Decimal())
		}
	})
}

// drawAmount draws whole fen mostly, and any exponent sometimes.
func drawAmount(t *rapid.T) decimal.Decimal {
	exp := rapid.SampledFrom([]int32{-2, -2, -1, 0, -3, -8, -20, 5, 16, 17, 30}).Draw(t, "exponent")
	return decimal.New(rapid.Int64().Draw(t, "coefficient"), exp)
}

func TestSumText(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var s, back Sum
		for _, d := range rapid.SliceOfN(rapid.Custom(drawAmount), 0, 5).Draw(t, "amounts") {
			s.Add(d)
		}
		text, err := json.Marshal(s)
		if err != nil {
			t.Fatal(err)
		}
		if err := json.Unmarshal(text, &back); err != nil {
			t.Fatalf("%s: %v", text, err)
		}
		if !back.Equal(s) {
			t.Fatalf("%s reads back as %s", text, back.Decimal())
		}
	})
}

func TestSumTextRefusals(t *testing.T) {
	for _, text := range []string{"", " 1", "1 ", "+1", ".5", "1.", "1,000", "0x1", "NaN", "１", "1e101", "true", `""`} {
		s := sumOf("7")
		err := s.UnmarshalText([]byte(text))
		if err == nil || text != "" && strings.Contains(err.Error(), text) {
			t.Errorf("%q: error is %v, want one that does not repeat the text", text, err)
		}
		if !s.Equal(sumOf("7")) {
			t.Errorf("%q: a refused text changed the sum", text)
		}
	}
}

func TestSumOfLargestRangeReadsBack(t *testing.T) {
	s := sumOf("9e100", "1e-100")
	text, err := s.MarshalText()
	if err != nil {
		t.Fatal(err)
	}
	var back Sum
	if err := back.UnmarshalText(text); err != nil || !back.Equal(s) {
		t.Errorf("%d characters do not read back: %v", len(text), err)
	}
}

// FuzzSum plays additions and subtractions and compares with big.Int at 10⁻²⁰. Each 11 bytes are one step.
func FuzzSum(f *testing.F) {
	f.Add([]byte("\x00\x02\xff\xff\xff\xff\xff\xff\xff\x7f\x01"))
	f.Add([]byte("\x01\x03\x01\x00\x00\x00\x00\x00\x00\x00\x00\x02\x03\x00\x00\x00\x00\x00\x00\x00\x80\x00"))
	f.Fuzz(func(t *testing.T, steps []byte) {
		const places, most = 20, 60 // so few that doubling stays within 2⁶⁴ rows
		var s Sum
		want := new(big.Int)
		for n := 0; n < most && len(steps) >= 11; n, steps = n+1, steps[11:] {
			var c int64
			for i, b := range steps[2:10] {
				c |= int64(b) << (8 * i)
			}
			exp := int32(steps[1]%41) - places
			scaled := new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(exp+places)), nil)
			scaled.Mul(scaled, big.NewInt(c))
			switch steps[0] % 5 {
			case 0:
				s.Add(decimal.New(c, exp))
				want.Add(want, scaled)
			case 1:
				s.Sub(decimal.New(c, exp))
				want.Sub(want, scaled)
			case 2:
				s.AddFen(c)
				want.Add(want, atPlace(c))
			case 3:
				s.SubFen(c)
				want.Sub(want, atPlace(c))
			case 4:
				s.Merge(s)
				want.Add(want, want)
			}
		}
		compareSum(t, s, decimal.NewFromBigInt(want, -places))
	})
}

// atPlace is whole fen at 10⁻²⁰.
func atPlace(fen int64) *big.Int {
	unit := new(big.Int).Exp(big.NewInt(10), big.NewInt(18), nil)
	return unit.Mul(unit, big.NewInt(fen))
}

func compareSum(t *testing.T, s Sum, want decimal.Decimal) {
	t.Helper()
	if !s.Decimal().Equal(want) || s.Sign() != want.Sign() {
		t.Fatalf("sum is %s (sign %d), want %s", s.Decimal(), s.Sign(), want)
	}
	var same Sum
	same.Add(want)
	if !same.Equal(s) {
		t.Fatalf("sum is %s, and not equal to the same number added at once", s.Decimal())
	}
}
