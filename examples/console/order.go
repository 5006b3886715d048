package main

import (
	"time"

	"github.com/shopspring/decimal"

	"github.com/billrecon/billrecon/recon"
)

// order is one line of the shop's own books.
type order struct {
	number   string
	merchant string
	device   string
	amount   decimal.Decimal // yuan, what the customer was to pay
	state    recon.State
	channel  recon.Channel
	created  time.Time
	manual   bool // to be looked at by a person: proposed, never settled
}

// Record is the order as recon sees it.
func (o order) Record() recon.Record {
	return recon.Record{Key: o.number, Amount: o.amount, State: o.state, Time: o.created, Channel: o.channel, Manual: o.manual,
		Labels: [4]recon.Label{{Name: "商户", Value: o.merchant}}}
}
