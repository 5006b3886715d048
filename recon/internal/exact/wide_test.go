package exact

import (
	"math/big"
	"testing"

	"pgregory.net/rapid"
)

// bigOf is the value of w.
func bigOf(w wide) *big.Int {
	v := new(big.Int).Lsh(big.NewInt(w.hi), 64)
	return v.Add(v, new(big.Int).SetUint64(w.lo))
}

func drawWide(t *rapid.T, name string) *big.Int {
	digits := rapid.StringMatching(`-?[0-9]{1,28}`).Draw(t, name)
	v, _ := new(big.Int).SetString(digits, 10)
	return v
}

func TestWideComputesLikeBig(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := drawWide(t, "a"), drawWide(t, "b")
		n := rapid.IntRange(0, 1<<20).Draw(t, "n")
		x, y := wideOfBig(a), wideOfBig(b)
		for _, tt := range []struct {
			name string
			got  wide
			want *big.Int
		}{
			{"a", x, a},
			{"a + b", x.add(y), new(big.Int).Add(a, b)},
			{"a − b", x.sub(y), new(big.Int).Sub(a, b)},
			{"|a|", x.abs(), new(big.Int).Abs(a)},
			{"a · n", x.times(n), new(big.Int).Mul(a, big.NewInt(int64(n)))},
		} {
			if bigOf(tt.got).Cmp(tt.want) != 0 {
				t.Fatalf("%s = %v, want %v", tt.name, bigOf(tt.got), tt.want)
			}
		}
		if x.compare(y) != a.Cmp(b) {
			t.Fatalf("compare(%v, %v) = %d", a, b, x.compare(y))
		}
	})
}

func TestProblemUnit(t *testing.T) {
	for _, tt := range []struct {
		reason  string
		amounts []string
		want    string
		target  int64
		wrapped bool
	}{
		{"yuan and fen", []string{"1", "2.5"}, "0.01", 1, false},
		{"tenths of a fen", []string{"1.001", "2.5"}, "0.01", 10, false},
		{"zeros at the end do not count", []string{"1.000000", "2.5"}, "0.010000", 1, false},
		{"large amounts count in larger units", []string{"1e30", "3e30"}, "2e30", 2, false},
		{"zero needs no unit", []string{"1e30", "0"}, "0", 0, false},
		{"digits beyond 128 bits", []string{"1e40", "1"}, "0.01", 1, true},
	} {
		p := newProblem(decs(tt.amounts...), dec(tt.want))
		if bigOf(p.target).Int64() != tt.target || p.wrapped != tt.wrapped {
			t.Errorf("%s: the target is %v, wrapped %v", tt.reason, bigOf(p.target), p.wrapped)
		}
	}
}
