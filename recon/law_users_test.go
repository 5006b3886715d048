package recon_test

import (
	"slices"
	"testing"

	"github.com/billrecon/billrecon/recon"
)

// TestToleranceIsNoneOfCounts: 200 of 201 equal bills are paired, and one is open, although the sums are within a tolerance of 1 %.
func TestToleranceIsNoneOfCounts(t *testing.T) {
	in := input{rules: recon.Rules{BillsUntil: proven, AmountTolerance: recon.Tolerance{PPM: 10_000}}}
	for i := range 201 {
		r := recon.Record{Key: "A", Amount: dec("10")}
		in.bills = append(in.bills, r)
		if i > 0 {
			in.orders = append(in.orders, r)
		}
	}
	res := mustMatch(t, in)
	for g := range res.Groups() {
		switch g.Outcome {
		case recon.Matched:
			if len(g.Bills) != 200 || len(g.Orders) != 200 {
				t.Errorf("%d bills and %d orders are settled", len(g.Bills), len(g.Orders))
			}
		case recon.DuplicateBill:
			if len(g.Bills) != 1 || len(g.Excess) != 1 {
				t.Errorf("%d bills are surplus", len(g.Bills))
			}
		default:
			t.Errorf("%v %s", g.Outcome, g.Codes())
		}
	}
}

// TestVerifyNamesATamperedPool: whatever is changed in the pool that a result leaves, the proof says so.
func TestVerifyNamesATamperedPool(t *testing.T) {
	in := input{rules: recon.Rules{Hold: 3, BillsUntil: until(baseDay)}}
	for _, amount := range []string{"1", "2", "3"} {
		in.bills = append(in.bills, recon.Record{Key: "A", Amount: dec(amount), Time: baseDay})
		in.orders = append(in.orders, recon.Record{Key: "B", Amount: dec(amount)})
	}
	for _, tt := range []struct {
		reason string
		tamper func(p *recon.Pool)
	}{
		{"a bill dropped", func(p *recon.Pool) { p.Bills = p.Bills[1:] }},
		{"an order dropped", func(p *recon.Pool) { p.Orders = p.Orders[:2] }},
		{"a fen more", func(p *recon.Pool) { p.Bills[0].Record.Amount = p.Bills[0].Record.Amount.Add(dec("0.01")) }},
		{"a bill doubled", func(p *recon.Pool) {
			p.Bills = append(p.Bills, p.Bills[0])
			p.Bills[3].ID += "0"
		}},
		{"a day later", func(p *recon.Pool) { p.Orders[0].Since++ }},
		{"a row that counts otherwise", func(p *recon.Pool) { p.Bills[0].Moved = true }},
		{"another day", func(p *recon.Pool) { p.BillDate-- }},
		{"another version", func(p *recon.Pool) { p.Version = 0 }},
		{"another ID", func(p *recon.Pool) { p.Bills[0].ID = "b" }},
		{"the sides swapped", func(p *recon.Pool) { p.Bills, p.Orders = p.Orders, p.Bills }},
	} {
		res := mustMatch(t, in)
		if err := res.Verify(); err != nil {
			t.Fatal(err)
		}
		res.Pool.Bills, res.Pool.Orders = slices.Clone(res.Pool.Bills), slices.Clone(res.Pool.Orders)
		tt.tamper(&res.Pool)
		refused(t, tt.reason, 0, res.Verify())
	}
}
