package main

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"time"

	"github.com/billrecon/billrecon/recon"
	"github.com/shopspring/decimal"
)

// orderColumns is the first line of an order file. Amounts are in fen.
var orderColumns = []string{"order_no", "trade_no", "amount_fen", "state", "paid_at"}

// orderStates are the shop's own words.
var orderStates = map[string]recon.State{
	"paid": recon.Succeeded, "unpaid": recon.Pending, "closed": recon.Closed, "refunded": recon.Refunded,
}

// readOrders reads an order file row by row.
func readOrders(r io.Reader, row func(recon.Record) error) error {
	lines := csv.NewReader(r)
	lines.ReuseRecord = true
	head, err := lines.Read()
	if err != nil || !slices.Equal(head, orderColumns) {
		return fmt.Errorf("the first line of an order file must be %v", orderColumns)
	}
	for n := 2; ; n++ {
		fields, err := lines.Read()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return fmt.Errorf("order line %d is not CSV of %d columns", n, len(orderColumns))
		}
		record, err := orderRecord(fields)
		if err != nil {
			return fmt.Errorf("order line %d: %w", n, err)
		}
		if err := row(record); err != nil {
			return err
		}
	}
}

// orderRecord is what matching sees of an order. The fields are only valid until the next line is read: texts are cut out of
// a string that belongs to the line alone.
func orderRecord(fields []string) (recon.Record, error) {
	r := recon.Record{Key: fields[0]}
	if fields[1] != "" {
		r.AltKeys = recon.AltKeys{fields[1]}
	}
	fen, err := strconv.ParseInt(fields[2], 10, 64)
	if err != nil {
		return r, errors.New("amount_fen must be a whole number")
	}
	r.Amount = decimal.New(fen, -2)
	state, ok := orderStates[fields[3]]
	if !ok {
		return r, errors.New("state must be paid, unpaid, closed or refunded")
	}
	r.State = state
	if r.Time, err = time.Parse(time.RFC3339, fields[4]); err != nil {
		return r, errors.New("paid_at must be a time as in RFC 3339")
	}
	return r, nil
}
