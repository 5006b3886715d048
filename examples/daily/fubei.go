package main

import (
	"context"
	"fmt"

	"github.com/shopspring/decimal"

	"github.com/billrecon/billrecon/fubei"
	"github.com/billrecon/billrecon/fubei/fubeitest"
	"github.com/billrecon/billrecon/recon"
)

func fubeiProvider() provider {
	return provider{
		name:      "fubei",
		variables: []string{"FUBEI_APP_ID", "FUBEI_APP_SECRET", "FUBEI_BASE_URL (empty: production)"},
		open:      openFubei,
		fake:      fakeFubei,
	}
}

func openFubei(env environment) (source, error) {
	id, err := env.required("FUBEI_APP_ID")
	if err != nil {
		return nil, err
	}
	secret, err := env.required("FUBEI_APP_SECRET")
	if err != nil {
		return nil, err
	}
	base, err := env.value("FUBEI_BASE_URL")
	if err != nil {
		return nil, err
	}
	c, err := fubei.New(fubei.Config{AppID: id, AppSecret: secret, BaseURL: base, Prefetch: 4, ReadTwice: true})
	return fubeiSource{c}, err
}

type fubeiSource struct{ client *fubei.Client }

// fetch gets every row of the day, unpaid ones too, and reads the bill twice. CollectBills proves that the rows are all, or fails.
func (s fubeiSource) fetch(ctx context.Context, r request, shown progress) (fetched, error) {
	year, month, day := r.day.Date()
	q := fubei.Day(year, int(month), day)
	q.All = true
	shown.start(unknownTotal)
	defer shown.end()
	bills, audit, err := s.client.CollectBills(ctx, q)
	if err != nil {
		return fetched{}, fmt.Errorf("after %d of %d rows: %w", len(bills), audit.DeclaredTotal, err)
	}
	got := fetched{until: audit.Until, pool: r.pool}
	for _, bill := range bills {
		got.bills = append(got.bills, bill.Record())
		shown.add()
	}
	return got, nil
}

func fakeFubei(sales []sale) (environment, func()) {
	var bills []fubei.Bill
	for i, s := range sales {
		fee := s.billed.Mul(decimal.New(38, -4)).Round(2)
		b := fubei.Bill{
			OrderSN: fmt.Sprintf("%s%04d", s.billedAt.Format("20060102150405"), i), MerchantOrderSN: s.order.Number,
			CreateTime: s.billedAt, PayTime: s.billedAt, TotalFee: s.billed,
			Fee: decimal.NewNullDecimal(fee), Income: decimal.NewNullDecimal(s.billed.Sub(fee)),
			PayStatus: fubei.PayStatusPaid, PayType: fubei.PayTypeWeChat,
		}
		if s.order.Channel == recon.Alipay {
			b.PayType = fubei.PayTypeAlipay
		}
		bills = append(bills, b)
	}
	gateway := fubeitest.New(nil, fubeitest.Options{Bills: bills})
	return mapEnvironment(map[string]string{
		"FUBEI_APP_ID": fubeitest.AppID, "FUBEI_APP_SECRET": fubeitest.AppSecret, "FUBEI_BASE_URL": gateway.URL(),
	}), gateway.Close
}
