package recon

import (
	"strings"
	"testing"
)

func TestDifferenceNamesItsDirection(t *testing.T) {
	cases := []struct {
		reason, bill, order string
		verdict             Verdict
		threshold           string
		chinese, english    string
	}{
		{"equal", "1", "1.00", 0, "5", "金额相等", "the amounts are equal"},
		{"over", "2", "1", FoundAmountOver, "0", "长款（账单多）1.00 元", "the bill is CNY 1.00 higher"},
		{"short", "1", "2", FoundAmountShort, "0", "短款（账单少）1.00 元", "the bill is CNY 1.00 lower"},
		{"a bill that gives back more", "-2", "-1", FoundAmountShort, "0", "短款（账单少）1.00 元", "the bill is CNY 1.00 lower"},
		{"beyond", "2", "1", FoundAmountOver, "0.5", "长款（账单多）1.00 元，超过允许误差（0.50 元）", "the bill is CNY 1.00 higher, beyond the tolerance of CNY 0.50"},
		{"short and beyond", "1", "2", FoundAmountShort, "0.5", "短款（账单少）1.00 元，超过允许误差（0.50 元）", "the bill is CNY 1.00 lower, beyond the tolerance of CNY 0.50"},
		{"within", "1", "2", WithinTolerance, "1", "短款（账单少）1.00 元，在允许误差（1.00 元）以内", "the bill is CNY 1.00 lower, within the tolerance of CNY 1.00"},
		{"a fraction of a fen", "1.001", "1", FoundAmountOver, "0", "长款（账单多）0.001 元", "the bill is CNY 0.001 higher"},
	}
	for _, c := range cases {
		g := Group{Verdict: c.verdict, Threshold: dec(c.threshold)}
		n := net(c.bill, c.order)[0]
		if got := (&explainer{group: g, lang: Chinese}).difference(n); got != c.chinese {
			t.Errorf("%s: %q, want %q", c.reason, got, c.chinese)
		}
		if got := (&explainer{group: g, lang: English}).difference(n); got != c.english {
			t.Errorf("%s: %q, want %q", c.reason, got, c.english)
		}
	}
}

func TestGroupWithoutNetsHasNoAmounts(t *testing.T) {
	if text := explained(Group{Key: "A100"}).Explain(English); strings.Contains(text, "CNY") {
		t.Errorf("it makes up amounts: %s", text)
	}
}
