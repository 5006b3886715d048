package exact

import (
	"strings"
	"testing"

	"github.com/shopspring/decimal"
)

// textsOf are the amounts of the parts found.
func textsOf(amounts []decimal.Decimal, parts [][]int) string {
	var all []string
	for _, part := range parts {
		var texts []string
		for _, i := range part {
			texts = append(texts, amounts[i].String())
		}
		all = append(all, strings.Join(texts, "+"))
	}
	return strings.Join(all, " ")
}

// decs reads decimals that the test wrote itself.
func decs(texts ...string) (all []decimal.Decimal) {
	for _, text := range texts {
		all = append(all, dec(text))
	}
	return all
}

func TestSubset(t *testing.T) {
	for _, tt := range []struct {
		reason  string
		amounts string
		want    string
		found   string
	}{
		{"the greedy miss", "20 25 40", "60", "40+20"},
		{"a refund among them", "100 -30 50", "70", "100+-30"},
		{"two answers", "10 20 30", "30", "30 20+10"},
		{"equal rows are one answer", "10 10 10", "20", "10+10"},
		{"all of them is no part", "10 20", "30", ""},
		{"none of them is no part", "10 20", "0", ""},
		{"a part that comes to nothing", "10 -10 5", "0", "-10+10"},
		{"no answer", "20 40 60", "50", ""},
		{"one row is no choice", "10", "10", ""},
		{"fractions of a fen", "0.001 0.002 7", "0.003", "0.002+0.001"},
	} {
		steps := 1 << 16
		amounts := decs(strings.Fields(tt.amounts)...)
		found, all := Subset(amounts, dec(tt.want), &steps)
		if !all || textsOf(amounts, found) != tt.found {
			t.Errorf("%s: found %q (all %v), want %q", tt.reason, textsOf(amounts, found), all, tt.found)
		}
	}
}

// TestSubsetTakesTheFirst: equal amounts are taken from the front.
func TestSubsetTakesTheFirst(t *testing.T) {
	steps := 1 << 16
	found, _ := Subset(decs("5", "7", "5", "5"), dec("10"), &steps)
	if len(found) != 1 || found[0][0] != 0 || found[0][1] != 2 {
		t.Errorf("found %v", found)
	}
}

func TestSubsetGivesUp(t *testing.T) {
	steps := 3
	found, all := Subset(decs("2", "4", "8", "16", "32", "64"), dec("33"), &steps)
	if all || len(found) != 0 || steps > 0 {
		t.Errorf("after %d steps of 3: found %v, all %v", 3-steps, found, all)
	}
}
