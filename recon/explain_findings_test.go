package recon

import (
	"strings"
	"testing"
)

func TestEveryPlainFindingIsTold(t *testing.T) {
	for _, f := range plainFindings {
		g := explained(Group{Verdict: f.bit, Key: "A100", Nets: net("1", "1")})
		if text := g.Explain(Chinese); !strings.Contains(text, f.text.chinese) {
			t.Errorf("%v is not told: %s", f.bit.Codes(), text)
		}
		if text := g.Explain(English); !strings.Contains(text, f.text.english) {
			t.Errorf("%v is not told: %s", f.bit.Codes(), text)
		}
	}
}

func TestRowListKeepsCallersAndPoolApart(t *testing.T) {
	own := []int{0, 2, 5}
	cases := []struct {
		reason string
		rows   []int
		want   string
	}{
		{"the caller's", []int{0, 5}, "rows 1, 6"},
		{"the pool's", []int{7, 8}, "2 of the pool"},
		{"both", []int{2, 7}, "row 3 and 1 of the pool"},
		{"none", nil, ""},
	}
	for _, c := range cases {
		if got := (&explainer{lang: English}).rowList(c.rows, own); got != c.want {
			t.Errorf("%s: %q, want %q", c.reason, got, c.want)
		}
	}
}

func TestAlternativesNameTheirSide(t *testing.T) {
	g := explained(Group{
		Verdict: AmbiguousMatch, Key: "A100", Bills: []int{0, 1}, Orders: []int{0, 1}, Nets: net("3", "2"),
		Alternatives: [2][]int{{1}, {1}}, AlternativeBills: [2]bool{true, false},
	})
	if text := g.Explain(Chinese); !strings.Contains(text, "例如账单第 2 行，或者订单第 2 行。") {
		t.Errorf("the sides are not told apart: %s", text)
	}
	g.Alternatives[1] = nil
	if text := g.Explain(English); strings.Contains(text, "For example") {
		t.Errorf("one answer is no choice: %s", text)
	}
}

func TestFeesThatAgreeAreNotTold(t *testing.T) {
	g := explained(Group{Key: "A100", Nets: net("1", "1"), FeeNet: netPtr("0.6", "0.60"), IncomeNet: netPtr("99.4", "99.4")})
	if text := g.Explain(English); strings.Contains(text, "fee") || strings.Contains(text, "income") {
		t.Errorf("it tells of fees that agree: %s", text)
	}
}

func TestFindingWithoutTheComparisonIsNoPanic(t *testing.T) {
	g := explained(Group{Verdict: FoundFee | FoundIncome, Key: "A100"})
	if text := g.Explain(English); !strings.HasPrefix(text, "Exception: fee mismatch.") {
		t.Errorf("it is %s", text)
	}
}
