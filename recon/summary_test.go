package recon

import (
	"encoding/json"
	"testing"
)

func summaryOf(t *testing.T, bills, orders []Record) Summary {
	t.Helper()
	res, err := Match(bills, itself, orders, itself, Rules{BillsUntil: proven})
	if err != nil {
		t.Fatal(err)
	}
	return res.Summary()
}

func TestSummaryAddsUp(t *testing.T) {
	a := summaryOf(t, []Record{{Key: "A", Amount: amountOf("10")}, {Key: "B", Amount: amountOf("1"), Unit: "次"}}, []Record{{Key: "A", Amount: amountOf("9.99")}})
	b := summaryOf(t, []Record{{Key: "C", Amount: amountOf("5")}}, []Record{{Key: "C", Amount: amountOf("5")}, {Key: "D", Amount: amountOf("7")}})
	if !a.Add(b).Equal(b.Add(a)) || !a.Add(Summary{}).Equal(a) || !(Summary{}).Add(a).Equal(a) || !a.Add(b).Add(a).Equal(a.Add(b.Add(a))) {
		t.Error("summaries do not add up")
	}
	if a.Equal(b) || a.Add(a).Equal(a) {
		t.Error("different summaries are equal")
	}
	sum := a.Add(b)
	if sum.Outcomes[AmountOver] != 1 || sum.Outcomes[Matched] != 1 || sum.Bills.Count != 3 || sum.Orders.Count != 3 || len(sum.Units) != 2 {
		t.Errorf("the sum is %+v", sum)
	}
	cny := sum.Units[0]
	if cny.Unit != CNY || !cny.Difference.Equal(amountOf("-6.99")) || !cny.Absolute.Equal(amountOf("7.01")) {
		t.Errorf("CNY: %+v", cny)
	}
}

func TestSummaryJSON(t *testing.T) {
	s := summaryOf(t, []Record{{Key: "A", Amount: amountOf("10")}}, []Record{{Key: "A", Amount: amountOf("9.99")}})
	data, err := json.Marshal(s)
	if err != nil {
		t.Fatal(err)
	}
	var back Summary
	if err := json.Unmarshal(data, &back); err != nil || !back.Equal(s) {
		t.Errorf("%s comes back as %+v (%v)", data, back, err)
	}
}
