package recon

import (
	"strings"
	"testing"
)

func TestEveryPlainFindingIsTold(t *testing.T) {
	for _, f := range plainFindings {
		g := explained(Group{Verdict: f.bit, Key: "A100", Nets: net("1", "1")})
		if text := g.Explain(Chinese); !strings.Contains(text, f.text.In(Chinese)) {
			t.Errorf("%v is not told: %s", f.bit.Codes(), text)
		}
		if text := g.Explain(English); !strings.Contains(text, f.text.In(English)) {
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
		{"the caller's", []int{0, 5}, "order rows 1, 6"},
		{"the pool's", []int{7, 8}, "2 orders of the pool"},
		{"both", []int{2, 7}, "order row 3 and 1 order of the pool"},
		{"none", nil, ""},
	}
	for _, c := range cases {
		if got := (&explainer{group: Group{Orders: own}, lang: English}).rowList(false, c.rows); got != c.want {
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

// TestIncomeShowsWhatFails: where the bill's income is not amount − fee, two sides that agree on it are not what the sentence is about.
func TestIncomeShowsWhatFails(t *testing.T) {
	bill := Record{Key: "A", Amount: dec("100"), Fee: some("1"), Income: some("98")}
	for _, c := range []struct{ reason, order, tolerance, want string }{
		{"the sides agree", "98", "0", "bill CNY 98.00, expected CNY 99.00, lower by CNY 1.00"},
		{"the sides agree within the tolerance", "98.2", "0.5", "bill CNY 98.00, expected CNY 99.00, lower by CNY 1.00"},
		{"only the sides differ by too much", "99.6", "1", "bill CNY 98.00, expected CNY 99.60, lower by CNY 1.60"},
	} {
		order := Record{Key: "A", Amount: dec("100"), Income: some(c.order)}
		res, err := Match([]Record{bill}, itself, []Record{order}, itself, Rules{BillsUntil: proven, IncomeTolerance: Tolerance{Absolute: dec(c.tolerance)}})
		if err != nil {
			t.Fatal(err)
		}
		for g := range res.Groups() {
			if text := g.Explain(English); g.Outcome != IncomeMismatch || !strings.Contains(text, c.want) {
				t.Errorf("%s: %s", c.reason, text)
			}
		}
	}
}
