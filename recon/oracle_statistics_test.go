package recon_test

import (
	"encoding/json"
	"fmt"
	"math/big"

	"github.com/billrecon/billrecon/recon"
)

// figure is one number of orders and its sum in fen of CNY, of all listed amounts, moved or not.
type figure struct {
	count int64
	sum   *big.Rat // nil for a sum over nothing
}

func (f *figure) add(r row) {
	f.count++
	if r.unit() != "CNY" {
		return
	}
	if f.sum == nil {
		f.sum = new(big.Rat)
	}
	f.sum.Add(f.sum, new(big.Rat).Mul(r.rec.Amount.Rat(), big.NewRat(100, 1)))
}

// figures are the console's figures, by the name each has in JSON: a count and the name of its sum.
func (o *oracle) figures() map[[2]string]figure {
	var all, billOnly figure
	byStatus := map[recon.Status]*figure{}
	for status := recon.StatusReconciled; status <= recon.StatusDoubtful; status++ {
		byStatus[status] = &figure{}
	}
	for _, g := range o.groups {
		for _, r := range g.orders {
			all.add(r)
			byStatus[consoleStatus[g.outcome()]].add(r)
		}
		if len(g.orders) == 0 && exception(g.outcome()) {
			for _, r := range g.bills {
				billOnly.add(r)
			}
		}
	}
	return map[[2]string]figure{
		{"order_num", "count_price"}:                all,
		{"success_bill", "success_price"}:           *byStatus[recon.StatusReconciled],
		{"unreconciled_bill", "unreconciled_price"}: *byStatus[recon.StatusUnreconciled],
		{"fail_bill", "fail_price"}:                 *byStatus[recon.StatusException],
		{"reversed_bill", "reversed_price"}:         *byStatus[recon.StatusReversed],
		{"doubtful_bill", "doubtful_price"}:         *byStatus[recon.StatusDoubtful],
		{"bill_only_num", "bill_only_price"}:        billOnly,
	}
}

// compareStatistics reads the figures as the console's reader would: out of the JSON.
func compareStatistics(s recon.Statistics, o *oracle) string {
	text, err := json.Marshal(s)
	if err != nil {
		return "statistics: " + err.Error()
	}
	var got map[string]json.RawMessage
	if err := json.Unmarshal(text, &got); err != nil {
		return "statistics: " + err.Error()
	}
	for names, want := range o.figures() {
		if string(got[names[0]]) != fmt.Sprint(want.count) {
			return fmt.Sprintf("statistics: %s is %s, the oracle has %d", names[0], got[names[0]], want.count)
		}
		var sum struct {
			Value *json.Number `json:"total_fee__sum"`
		}
		if err := json.Unmarshal(got[names[1]], &sum); err != nil {
			return fmt.Sprintf("statistics: %s: %v in %s", names[1], err, text)
		}
		if (sum.Value == nil) != (want.sum == nil) {
			return fmt.Sprintf("statistics: %s is null or not: %s", names[1], text)
		}
		if sum.Value == nil {
			continue
		}
		if fen, ok := new(big.Rat).SetString(sum.Value.String()); !ok || fen.Cmp(want.sum) != 0 {
			return fmt.Sprintf("statistics: %s is %s, the oracle has %s", names[1], sum.Value, want.sum.RatString())
		}
	}
	return ""
}
