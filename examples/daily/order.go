package main

import (
	"time"

	"github.com/shopspring/decimal"

	"github.com/billrecon/billrecon/recon"
)

// shopZone is the zone of bill days and of every time in an orders file.
var shopZone = time.FixedZone("UTC+8", 8*3600)

// order is one line of the shop's own books.
type order struct {
	Number  string          // what the provider knows the order by; the work order id for eshouhou
	Amount  decimal.Decimal // yuan, what the customer was to pay; negative for a refund
	Status  string          // paid, unpaid, closed or refunded
	Channel recon.Channel
	Created time.Time
}

// Record is the order as recon sees it.
func (o order) Record() recon.Record {
	r := recon.Record{Key: o.Number, Amount: o.Amount, State: orderStates[o.Status], Time: o.Created, Channel: o.Channel}
	if o.Amount.IsNegative() {
		r.Kind = recon.Refund
	}
	return r
}

// orderStates maps the words of the status column.
var orderStates = map[string]recon.State{
	"paid":     recon.Succeeded,
	"unpaid":   recon.Pending,
	"closed":   recon.Closed,
	"refunded": recon.Refunded,
}

// ordersOf are the orders of one bill day. Those of earlier days were reconciled on their day, or wait in the pool.
func ordersOf(day time.Time, all []order) []order {
	var kept []order
	rules := recon.Rules{}
	for _, o := range all {
		if rules.DayOf(o.Created) == rules.DayOf(day) {
			kept = append(kept, o)
		}
	}
	return kept
}
