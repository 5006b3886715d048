package consumer

import (
	"context"
	"slices"
	"time"

	"github.com/billrecon/billrecon/eshouhou"
	"github.com/billrecon/billrecon/fubei"
	"github.com/billrecon/billrecon/recon"
	"github.com/billrecon/billrecon/settlement"
)

// beijing is the zone of the providers' days. A fixed zone needs no zone database.
var beijing = time.FixedZone("UTC+8", 8*3600)

// Fubei is 付呗 as a Provider.
type Fubei struct{ Client *fubei.Client }

// Name is "fubei".
func (Fubei) Name() string { return "fubei" }

// Bills are the rows created on the day, unpaid ones too. CollectBills gives all of them or an error.
func (p Fubei) Bills(ctx context.Context, day time.Time, _ []Order) ([]recon.Record, time.Time, error) {
	year, month, date := day.In(beijing).Date()
	q := fubei.Day(year, int(month), date)
	q.All = true
	bills, audit, err := p.Client.CollectBills(ctx, q)
	if err != nil {
		return nil, time.Time{}, err // the rows beside it are a part of the bill, which must not be reconciled
	}
	return records(bills, fubei.Bill.Record), audit.Until, nil
}

// Settlement is 百福得 as a Provider.
type Settlement struct{ Client *settlement.Client }

// Name is "settlement".
func (Settlement) Name() string { return "settlement" }

// Bills are the items paid or refunded on the day, as money.
func (p Settlement) Bills(ctx context.Context, day time.Time, _ []Order) ([]recon.Record, time.Time, error) {
	year, month, date := day.In(beijing).Date()
	items, audit, err := p.Client.CollectItems(ctx, settlement.Day(year, int(month), date))
	if err != nil {
		return nil, time.Time{}, err
	}
	return records(items, settlement.Item.Record), audit.Until, nil
}

// Eshouhou is e售后 as a Provider. It has no list of a day, so it asks for the statement of every order.
type Eshouhou struct{ Client *eshouhou.Client }

// Name is "eshouhou".
func (Eshouhou) Name() string { return "eshouhou" }

// Bills are the statements of the orders, whose numbers are work order ids. An order without a statement has no row; any other
// failure is an error, since the bill is not whole then. The provider knows no period: that its statements of the day are made by now is
// what this service vouches for.
func (p Eshouhou) Bills(ctx context.Context, day time.Time, orders []Order) ([]recon.Record, time.Time, error) {
	var ids []string
	for _, o := range orders {
		ids = append(ids, o.Number)
	}
	statements, _, err := p.Client.CollectStatements(ctx, slices.Values(ids))
	if err != nil {
		return nil, time.Time{}, err
	}
	year, month, date := day.In(beijing).Date()
	return records(statements, eshouhou.Statement.Record), time.Date(year, month, date+1, 0, 0, 0, 0, beijing), nil
}

func records[B any](bills []B, record func(B) recon.Record) []recon.Record {
	made := make([]recon.Record, len(bills))
	for i, b := range bills {
		made[i] = record(b)
	}
	return made
}
