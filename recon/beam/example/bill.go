package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/billrecon/billrecon/recon"
	"github.com/shopspring/decimal"
)

// billLine is one line of a bill file: JSON lines, amounts in yuan as text, times in RFC 3339.
type billLine struct {
	OrderNo  string              `json:"order_no"`
	TradeNo  string              `json:"trade_no"`
	Amount   decimal.Decimal     `json:"amount"`
	Fee      decimal.NullDecimal `json:"fee"`
	PaidAt   time.Time           `json:"paid_at"`
	Refunded bool                `json:"refunded,omitempty"`
}

// record is what matching sees of it.
func (b billLine) record() recon.Record {
	r := recon.Record{Key: b.OrderNo, AltKeys: recon.AltKeys{b.TradeNo}, Amount: b.Amount, Fee: b.Fee, Time: b.PaidAt}
	if b.Refunded {
		r.State = recon.Refunded
	}
	return r
}

// readBills reads a bill file row by row.
func readBills(r io.Reader, row func(recon.Record) error) error {
	lines := json.NewDecoder(r)
	for n := 1; ; n++ {
		var b billLine
		err := lines.Decode(&b)
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return fmt.Errorf("bill row %d is not JSON of the form that the README shows", n)
		}
		if err := row(b.record()); err != nil {
			return err
		}
	}
}
