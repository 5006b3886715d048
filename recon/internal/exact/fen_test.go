package exact

import (
	"math"
	"math/big"
	"strings"
	"testing"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"
)

func TestFenTable(t *testing.T) {
	const much = "00000000000000000000000000000000"
	cases := []struct {
		reason, text string
		fen          int64
		ok           bool
	}{
		{"zero", "0", 0, true},
		{"zero with decimals", "0.000", 0, true},
		{"zero with an exponent", "0e90", 0, true},
		{"zero with an exponent at the limit", "0e-100", 0, true},
		{"a hundred and one digits that are 1", "1." + strings.Repeat("0", 100), 0, false},
		{"one decimal", "1.5", 150, true},
		{"two decimals", "1.50", 150, true},
		{"three decimals, the last one zero", "1.500", 150, true},
		{"three decimals", "1.505", 0, false},
		{"whole yuan", "12", 1200, true},
		{"negative", "-70.01", -7001, true},
		{"an exponent that only repeats zeros", "12e3", 1200000, true},
		{"twenty decimals, all zero", "3." + much, 300, true},
		{"twenty decimals, the last one not", "3." + much + "1", 0, false},
		{"the largest", "92233720368547758.07", math.MaxInt64, true},
		{"the largest, with a zero", "92233720368547758.070", math.MaxInt64, true},
		{"the largest, with many zeros", "92233720368547758.07" + much, math.MaxInt64, true},
		{"one past the largest", "92233720368547758.08", 0, false},
		{"one past the largest, with many zeros", "92233720368547758.08" + much, 0, false},
		{"the smallest", "-92233720368547758.08", math.MinInt64, true},
		{"one below the smallest", "-92233720368547758.09", 0, false},
		{"nineteen digits beyond int64", "99999999999999999.99", 0, false},
		{"nineteen digits beyond int64, negative", "-99999999999999999.99", 0, false},
		{"the lower 64 bits alone would be 5", "184467440737095516.21", 0, false},
		{"the lower 64 bits alone would be 0", "184467440737095516.16", 0, false},
		{"too large only once in fen", "92233720368547759", 0, false},
		{"ten to the seventeenth", "1e17", 0, false},
		{"ten to the sixteenth", "1e16", 1e18, true},
		{"ten to the hundredth", "1e100", 0, false},
		{"ten to the minus hundredth", "1e-100", 0, false},
		{"a hundred digits that are 1", "1." + strings.Repeat("0", 99), 100, true},
	}
	for _, c := range cases {
		t.Run(c.reason, func(t *testing.T) {
			fen, ok := Fen(dec(c.text))
			if ok != c.ok || ok && fen != c.fen {
				t.Errorf("Fen is %d, %v, want %d, %v", fen, ok, c.fen, c.ok)
			}
		})
	}
}

// TestFenOutOfBounds: a zero can have any exponent, and to compare one with another amount writes that exponent out.
func TestFenOutOfBounds(t *testing.T) {
	for _, exponent := range []int32{101, -101, math.MaxInt32, math.MinInt32} {
		if fen, ok := Fen(decimal.New(0, exponent)); ok {
			t.Errorf("zero with exponent %d is %d fen", exponent, fen)
		}
	}
}

func TestFenZeroDecimal(t *testing.T) {
	if fen, ok := Fen(decimal.Decimal{}); fen != 0 || !ok {
		t.Errorf("the zero Decimal is %d, %v fen", fen, ok)
	}
}

// fenOracle says the same with rational numbers.
func fenOracle(d decimal.Decimal) (int64, bool) {
	r := new(big.Rat).Mul(d.Rat(), big.NewRat(100, 1))
	if !r.IsInt() || !r.Num().IsInt64() {
		return 0, false
	}
	return r.Num().Int64(), true
}

func TestFenAgainstRationals(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := new(big.Int).SetBytes(rapid.SliceOfN(rapid.Byte(), 0, 12).Draw(t, "coefficient"))
		if rapid.Bool().Draw(t, "negative") {
			c.Neg(c)
		}
		zeros := rapid.IntRange(0, 24).Draw(t, "zeros")
		c.Mul(c, new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(zeros)), nil))
		d := decimal.NewFromBigInt(c, rapid.Int32Range(-30, 20).Draw(t, "exponent"))
		fen, ok := Fen(d)
		wantFen, wantOK := fenOracle(d)
		if ok != wantOK || ok && fen != wantFen {
			t.Fatalf("Fen(%s) is %d, %v, want %d, %v", d, fen, ok, wantFen, wantOK)
		}
	})
}

func TestFenAtTheEdgesOfDigits(t *testing.T) {
	for exp := int32(-25); exp <= 20; exp++ {
		for _, p := range powersOfTen {
			for _, c := range []int64{p - 1, p, p + 1, -p, math.MaxInt64, math.MinInt64, math.MaxInt64 / p, p * (math.MaxInt64 / p)} {
				d := decimal.New(c, exp)
				fen, ok := Fen(d)
				wantFen, wantOK := fenOracle(d)
				if ok != wantOK || ok && fen != wantFen {
					t.Fatalf("Fen(%d·10^%d) is %d, %v, want %d, %v", c, exp, fen, ok, wantFen, wantOK)
				}
			}
		}
	}
}

func TestFenDoesNotAllocate(t *testing.T) {
	for _, text := range []string{"1.50", "12", "1.5", "-7.001", "92233720368547758.07", "92233720368547758.08", "123456789012345678901234567890.12", "1e17", "123456789012345678901234567890.123"} {
		d := dec(text)
		if n := testing.AllocsPerRun(100, func() { Fen(d) }); n != 0 {
			t.Errorf("Fen(%s) allocates %v times", text, n)
		}
	}
}

func TestInBounds(t *testing.T) {
	cases := []struct {
		reason string
		d      decimal.Decimal
		want   bool
	}{
		{"money", dec("19.99"), true},
		{"the largest exponent", decimal.New(1, 100), true},
		{"past the largest exponent", decimal.New(1, 101), false},
		{"the smallest exponent", decimal.New(1, -100), true},
		{"below the smallest exponent", decimal.New(1, -101), false},
		{"the lowest exponent of all", decimal.New(1, math.MinInt32), false},
		{"a hundred digits", dec(strings.Repeat("9", 100)), true},
		{"one digit more", dec(strings.Repeat("9", 101)), false},
	}
	for _, c := range cases {
		if InBounds(c.d) != c.want {
			t.Errorf("%s: InBounds must be %v", c.reason, c.want)
		}
	}
}

// BenchmarkFen compares with the unguarded coefficient, which is wrong beyond 64 bits and the least that is possible.
func BenchmarkFen(b *testing.B) {
	prices := make([]decimal.Decimal, 1024)
	for i := range prices {
		prices[i] = decimal.New(int64(i*7919%1_000_000), []int32{-2, -2, -2, -1, 0}[i%5])
	}
	b.Run("unguarded", func(b *testing.B) {
		var total int64
		for i := 0; b.Loop(); i++ {
			total += prices[i&1023].CoefficientInt64() + int64(prices[i&1023].Exponent())
		}
	})
	b.Run("Fen", func(b *testing.B) {
		b.ReportAllocs()
		for i := 0; b.Loop(); i++ {
			Fen(prices[i&1023])
		}
	})
}

// BenchmarkSum compares adding up in fen, from decimals, and with decimal's own Add.
func BenchmarkSum(b *testing.B) {
	d := dec("19.99")
	b.Run("addFen", func(b *testing.B) {
		var s Sum
		for b.Loop() {
			s.AddFen(1999)
		}
	})
	b.Run("add", func(b *testing.B) {
		b.ReportAllocs()
		var s Sum
		for b.Loop() {
			s.Add(d)
		}
	})
	b.Run("decimal.Add", func(b *testing.B) {
		b.ReportAllocs()
		var s decimal.Decimal
		for b.Loop() {
			s = s.Add(d)
		}
	})
}
