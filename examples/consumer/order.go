package consumer

import (
	"time"

	"github.com/shopspring/decimal"

	"github.com/billrecon/billrecon/recon"
)

// Order is an order as this service keeps it: in fen, as many shops do.
type Order struct {
	Number  string
	Fen     int64
	Paid    bool
	Created time.Time
}

// Record is the order as recon sees it.
func (o Order) Record() recon.Record {
	r := recon.Record{Key: o.Number, Amount: decimal.New(o.Fen, -2), Time: o.Created}
	if !o.Paid {
		r.State = recon.Pending
	}
	return r
}
