package main

import (
	"fmt"
	"io"

	"github.com/billrecon/billrecon/internal/peers"
)

// side is what a key has on one side.
type side struct{ rows, paid, fen, fee int64 }

func (s *side) add(fen, fee int64, paid bool) {
	s.rows++
	if paid {
		s.paid++
		s.fen += fen
		s.fee += fee
	}
}

// plain is the join of a careful programmer: groups by key, sums in fen, fees against the schedule, and the class of each key. It proves nothing,
// and knows neither days nor refunds.
func plain(dir string) (matched, other int64, err error) {
	type group struct {
		bill, order side
		wrongIncome bool
	}
	at, groups, keys := map[string]int32{}, []group{}, []string{}
	find := func(key string) *group {
		i, ok := at[key]
		if !ok {
			i = int32(len(groups))
			at[key], groups, keys = i, append(groups, group{}), append(keys, key)
		}
		return &groups[i]
	}
	for o, err := range readOrders(dir) {
		if err != nil {
			return 0, 0, err
		}
		find(o.Number).order.add(o.Amount, peers.FeeOf(o.Amount), o.Paid)
	}
	for b, err := range readBills(dir) {
		if err != nil {
			return 0, 0, err
		}
		g := find(b.Merchant)
		g.bill.add(b.Total, b.Fee, b.Paid)
		g.wrongIncome = g.wrongIncome || b.Paid && b.Income != b.Total-b.Fee
	}
	err = writeFile(differences(dir), func(w io.Writer) {
		for i, g := range groups {
			fee := g.bill.fee - g.order.fee
			class := ""
			switch {
			case g.bill.paid == 0 && g.order.paid == 0:
				class = "not due"
			case g.bill.rows == 0:
				class = "order only"
			case g.order.rows == 0:
				class = "bill only"
			case g.bill.paid != g.order.paid:
				class = "other count"
			case g.bill.fen != g.order.fen:
				class = "other amount"
			case g.bill.paid > 1 && g.bill.fen == 0:
				class = "reversed"
			case fee > 1 || fee < -1:
				class = "other fee"
			case g.wrongIncome:
				class = "other income"
			}
			if class == "" {
				matched++
				continue
			}
			other++
			fmt.Fprintf(w, "%s,%s,%s,%s\n", keys[i], class, peers.Yuan(g.bill.fen), peers.Yuan(g.order.fen))
		}
	})
	return matched, other, err
}
