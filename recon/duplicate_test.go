package recon

import (
	"strings"
	"testing"
)

func TestSmallestSurplus(t *testing.T) {
	for _, tt := range []struct {
		reason     string
		rows       string
		difference string
		found      string
	}{
		{"a double charge", "100 100", "100", "1"},
		{"one has to stay", "100 100", "200", ""},
		{"the smallest surplus", "10 10 10 20 20", "20", "4"},
		{"two kinds together", "10 10 7 7 3", "17", "3 1"},
		{"refunds given twice", "100 -30 -30", "-30", "2"},
		{"a payment and a refund given twice", "100 100 -30 -30", "70", "3 1"},
		{"nothing is there twice", "10 20 30", "30", ""},
	} {
		steps := defaultSteps
		var at []string
		for _, r := range smallestSurplus(rowsOfAmounts(strings.Fields(tt.rows)...), amountOf(tt.difference), &steps) {
			at = append(at, string(rune('0'+r.at)))
		}
		if strings.Join(at, " ") != tt.found {
			t.Errorf("%s: rows %v are surplus, want %q", tt.reason, at, tt.found)
		}
	}
}

// TestSmallestSurplusIsTheNewest: 30 is 10 + 20 or 15 + 15, and the fifteens are the newest.
func TestSmallestSurplusIsTheNewest(t *testing.T) {
	steps := defaultSteps
	surplus := smallestSurplus(rowsOfAmounts("10", "20", "10", "20", "15", "15", "15"), amountOf("30"), &steps)
	if len(surplus) != 2 || surplus[0].at != 6 || surplus[1].at != 5 {
		t.Errorf("%s are surplus", textsOf([][]*row{surplus}))
	}
}
