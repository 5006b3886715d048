package main

import (
	"context"
	"fmt"
	"io"

	"github.com/billrecon/billrecon/fubei"
)

// fetch gets every row, or fails: Bills proves completeness and never ends early without an error.
func fetch(ctx context.Context, c *fubei.Client, q fubei.BillQuery, status io.Writer) ([]fubei.Bill, error) {
	probe := q
	probe.Limit = 1
	first, err := c.BillPage(ctx, probe) // for the total alone
	if err != nil {
		return nil, err
	}
	shown := progress{status, first.Total}
	defer shown.end()
	var bills []fubei.Bill
	for bill, err := range c.Bills(ctx, q) {
		if err != nil {
			return nil, fmt.Errorf("after %d of %d rows: %w", len(bills), first.Total, err)
		}
		bills = append(bills, bill)
		shown.at(len(bills))
	}
	return bills, nil
}
