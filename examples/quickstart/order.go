package main

import (
	"time"

	"github.com/shopspring/decimal"

	"github.com/billrecon/billrecon/recon"
)

// order is one line of the shop's own books.
type order struct {
	Number  string          // the shop's order number, what 付呗 calls merchant_order_sn
	Amount  decimal.Decimal // yuan, what the customer was to pay
	Status  string          // paid, unpaid, closed or refunded
	Channel recon.Channel
	Created time.Time
}

// Record is the order as recon sees it.
func (o order) Record() recon.Record {
	return recon.Record{Key: o.Number, Amount: o.Amount, State: orderStates[o.Status], Time: o.Created, Channel: o.Channel}
}

// orderStates maps the words of the status column.
var orderStates = map[string]recon.State{
	"paid":     recon.Succeeded,
	"unpaid":   recon.Pending,
	"closed":   recon.Closed,
	"refunded": recon.Refunded,
}
