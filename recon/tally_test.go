package recon

import (
	"testing"
)

func TestTally(t *testing.T) {
	cases := []struct {
		reason string
		fill   func(*Tally)
		count  int64
		sum    string // "" for absent
	}{
		{"nothing", func(*Tally) {}, 0, ""},
		{"a row", func(x *Tally) { x.add("", dec("1.5")) }, 1, "1.5"},
		{"a row of zero is not nothing", func(x *Tally) { x.add(CNY, dec("0")) }, 1, "0"},
		{"rows that cancel are not nothing", func(x *Tally) { x.addFen(5); x.addFen(-5) }, 2, "0"},
		{"points are counted, not summed", func(x *Tally) { x.add("福豆", dec("7")) }, 1, ""},
		{"points beside yuan", func(x *Tally) { x.add("福豆", dec("7")); x.addFen(100) }, 2, "1"},
		{"merged with nothing", func(x *Tally) { x.addFen(1); x.merge(Tally{}) }, 1, "0.01"},
		{"merged into nothing", func(x *Tally) { x.merge(Tally{Count: 2, priced: true, total: sumOf("3")}) }, 2, "3"},
	}
	for _, c := range cases {
		var got Tally
		c.fill(&got)
		sum := got.Sum()
		if got.Count != c.count || sum.Valid != (c.sum != "") || sum.Valid && !sum.Decimal.Equal(dec(c.sum)) {
			t.Errorf("%s: %d rows, sum %v, want %d and %q", c.reason, got.Count, sum, c.count, c.sum)
		}
	}
}

func TestTallyEqual(t *testing.T) {
	zero := Tally{Count: 1, priced: true}
	cases := []struct {
		reason string
		a, b   Tally
		want   bool
	}{
		{"nothing", Tally{}, Tally{}, true},
		{"another count", Tally{Count: 1}, Tally{Count: 2}, false},
		{"a sum of zero and none", zero, Tally{Count: 1}, false},
		{"another sum", zero, Tally{Count: 1, priced: true, total: sumOf("1")}, false},
		{"the same sum in other parts", Tally{priced: true, total: sumOf("0.005", "0.005")}, Tally{priced: true, total: sumOf("0.01")}, true},
	}
	for _, c := range cases {
		if c.a.Equal(c.b) != c.want || c.b.Equal(c.a) != c.want {
			t.Errorf("%s: equal must be %v both ways", c.reason, c.want)
		}
	}
}
