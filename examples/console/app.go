package main

import (
	"context"
	"fmt"
	"time"

	"github.com/shopspring/decimal"

	"github.com/billrecon/billrecon/fubei"
	"github.com/billrecon/billrecon/fubei/fubeitest"
	"github.com/billrecon/billrecon/recon"
	"github.com/billrecon/billrecon/recon/console"
	"github.com/billrecon/billrecon/recon/console/consoletest"
	"github.com/billrecon/billrecon/recon/daily"
)

// app is one reconciliation, served as a console.
type app struct {
	bills  []fubei.Bill
	orders []order
	result *recon.Result[fubei.Bill, order]
	ledger *console.Ledger      // the result in the console's terms, with the explanations
	api    *consoletest.Console // the console's API
	client *console.Client      // what the page reads the API with
	money  map[recon.Language][]figures
	state  daily.Store // what a daily job keeps, nil for none
}

// newApp fetches the month's bill, reconciles it and proves the result.
func newApp(ctx context.Context, o options) (*app, error) {
	onBill, orders := makeMonth()
	bills, audit, err := fetch(ctx, onBill)
	if err != nil {
		return nil, err
	}
	result, err := recon.Match(bills, fubei.Bill.Record, orders, order.Record, rules(audit.Until))
	if err != nil {
		return nil, err
	}
	if err := result.Verify(); err != nil {
		return nil, fmt.Errorf("THE PROOF FAILED, do not use this result: %w", err)
	}
	a := &app{bills: bills, orders: orders, result: result, money: map[recon.Language][]figures{}}
	if o.state != "" {
		a.state = daily.Folder(o.state)
	}
	for _, language := range []recon.Language{recon.Chinese, recon.English} {
		if a.money[language], err = a.moneyIn(language); err != nil {
			return nil, err
		}
	}
	return a, a.serveAPI()
}

// fetch gets every row of the month out of a fake gateway on loopback, or fails.
func fetch(ctx context.Context, onBill []fubei.Bill) ([]fubei.Bill, fubei.Audit, error) {
	gateway := fubeitest.New(nil, fubeitest.Options{Bills: onBill})
	defer gateway.Close()
	cfg := gateway.Config()
	cfg.BaseURL, cfg.HTTPClient = gateway.URL(), nil
	c, err := fubei.New(cfg)
	if err != nil {
		return nil, fubei.Audit{}, err
	}
	month := fubei.Month(monthYear, monthMonth)
	month.All = true // unpaid ones too
	return c.CollectBills(ctx, month)
}

// rules: the bills are proven whole up to until; an order of the last day may still be billed the day after.
func rules(until time.Time) recon.Rules {
	return recon.Rules{
		BillsUntil: until, Hold: 1,
		Fees:         &recon.FeeSchedule{RatePPM: feePPM},
		FeeTolerance: recon.Tolerance{Absolute: decimal.New(1, -2)}, // a fen: the parts of a split payment are rounded one by one
	}
}

// serveAPI makes the console's API over the result, and a client of it in memory.
func (a *app) serveAPI() (err error) {
	o := console.LedgerOptions{Change: func(i int, _ bool, row *console.Order) {
		row.MerchantName, row.EquipmentNo = a.orders[i].merchant, a.orders[i].device
	}}
	if a.ledger, err = console.NewLedger(a.result, o); err != nil {
		return err
	}
	a.api = consoletest.FromResult(nil, a.result, consoletest.Options{Ledger: o})
	a.client, err = console.New(a.api.Config())
	return err
}

func (a *app) close() { a.api.Close() }
