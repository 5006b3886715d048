package recon

import (
	"strings"
	"testing"
)

// texts are the amounts of the parts found.
func textsOf(parts [][]*row) string {
	var all []string
	for _, part := range parts {
		var amounts []string
		for _, r := range part {
			amounts = append(amounts, r.Amount.String())
		}
		all = append(all, strings.Join(amounts, "+"))
	}
	return strings.Join(all, " ")
}

func TestSearchSubset(t *testing.T) {
	for _, tt := range []struct {
		reason string
		rows   string
		want   string
		found  string
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
		steps := defaultSteps
		found, all := searchSubset(rowsOfAmounts(strings.Fields(tt.rows)...), amountOf(tt.want), &steps)
		if !all || textsOf(found) != tt.found {
			t.Errorf("%s: found %q (all %v), want %q", tt.reason, textsOf(found), all, tt.found)
		}
	}
}

// TestSearchSubsetTakesTheOldest: rows come oldest first, and equal ones are taken from there.
func TestSearchSubsetTakesTheOldest(t *testing.T) {
	steps := defaultSteps
	found, _ := searchSubset(rowsOfAmounts("5", "7", "5", "5"), amountOf("10"), &steps)
	if len(found) != 1 || found[0][0].at != 0 || found[0][1].at != 2 {
		t.Errorf("found %v", textsOf(found))
	}
}

func TestSearchSubsetGivesUp(t *testing.T) {
	steps := 3
	found, all := searchSubset(rowsOfAmounts("2", "4", "8", "16", "32", "64"), amountOf("33"), &steps)
	if all || len(found) != 0 || steps > 0 {
		t.Errorf("after %d steps of 3: found %q, all %v", 3-steps, textsOf(found), all)
	}
}
