package recon

import (
	"slices"
	"testing"
)

// TestUnpaidIsNominal: a group names what its pending, closed and failed rows say, and no sum has it.
func TestUnpaidIsNominal(t *testing.T) {
	row := func(amount string, state State) Record {
		r := Record{Key: "A", Amount: dec(amount), State: state}
		if r.Amount.IsNegative() {
			r.Kind = Refund
		}
		return r
	}
	points := row("9", Failed)
	points.Unit = "福豆"
	for _, c := range []struct {
		reason        string
		bills, orders []Record
		want          []Net
	}{
		{"nothing is unpaid", []Record{row("5", Succeeded)}, []Record{row("6", Succeeded)}, nil},
		{"a payment that came and went", []Record{row("5", Refunded)}, nil, nil},
		{"one order", nil, []Record{row("132", Pending)}, net("0", "132")},
		{"several orders, and a refund that was not paid out", nil, []Record{row("132", Pending), row("48.50", Closed), row("-20", Failed)}, net("0", "160.50")},
		{"both sides", []Record{row("48", Closed)}, []Record{row("48", Pending)}, net("48", "48")},
		{"one side moved", []Record{row("66", Succeeded)}, []Record{row("66", Pending)}, net("0", "66")},
		{"two units", []Record{row("48", Pending)}, []Record{points}, []Net{{CNY, dec("48"), dec("0")}, {"福豆", dec("0"), dec("9")}}},
	} {
		res, err := Match(c.bills, itself, c.orders, itself, Rules{BillsUntil: proven})
		if err != nil {
			t.Fatal(err)
		}
		if err := res.Verify(); err != nil {
			t.Errorf("%s: %v", c.reason, err)
		}
		var got []Net
		for g := range res.Groups() {
			got = append(got, g.Unpaid...)
			if g.Outcome == NotDue && !g.Nets[0].nothing() {
				t.Errorf("%s: it moved %v", c.reason, g.Nets)
			}
		}
		if !slices.EqualFunc(got, c.want, Net.equal) {
			t.Errorf("%s: %v is unpaid, want %v", c.reason, got, c.want)
		}
	}
}
