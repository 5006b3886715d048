package main

import (
	"context"
	"errors"
	"fmt"

	"github.com/shopspring/decimal"

	"github.com/billrecon/billrecon/settlement"
	"github.com/billrecon/billrecon/settlement/settlementtest"
)

func settlementProvider() provider {
	return provider{
		name:      "settlement",
		variables: []string{"SETTLEMENT_BASE_URL", "SETTLEMENT_ACCESS_TOKEN", "SETTLEMENT_SECRET", "SETTLEMENT_SIGNER"},
		open:      openSettlement,
		fake:      fakeSettlement,
	}
}

func openSettlement(env environment) (source, error) {
	values := map[string]string{}
	for _, name := range settlementProvider().variables {
		text, err := env.required(name)
		if err != nil {
			return nil, err
		}
		values[name] = text
	}
	signer, err := settlementSigner(values["SETTLEMENT_SIGNER"], values["SETTLEMENT_SECRET"])
	if err != nil {
		return nil, err
	}
	c, err := settlement.New(settlement.Config{
		BaseURL: values["SETTLEMENT_BASE_URL"], Token: settlement.StaticToken(values["SETTLEMENT_ACCESS_TOKEN"]), Signer: signer,
		ReadTwice: true, // the only proof where no total is declared
	})
	return settlementSource{c}, err
}

// settlementSigner makes the signer that the shop's own document of the platform must name: the rule is not public.
func settlementSigner(name, secret string) (settlement.Signer, error) {
	switch name {
	case "sorted-md5":
		return settlement.SortedSecretParamMD5(secret), nil
	case "sorted-sha1":
		return settlement.SortedSecretParamSHA1(secret), nil
	case "timestamp-data-key":
		return settlement.TimestampDataKey(secret), nil
	case "secret-wrapped":
		return settlement.SecretWrapped(secret), nil
	case "sorted-timestamp-key":
		return settlement.SortedThenTimestampKey(secret), nil
	}
	return nil, errors.New("SETTLEMENT_SIGNER must be sorted-md5, sorted-sha1, timestamp-data-key, secret-wrapped or sorted-timestamp-key")
}

type settlementSource struct{ client *settlement.Client }

// fetch gets the items that were paid or refunded on the day, as money; points (福豆/次) are left out.
func (s settlementSource) fetch(ctx context.Context, r request, shown progress) (fetched, error) {
	year, month, day := r.day.Date()
	shown.start(unknownTotal)
	defer shown.end()
	items, audit, err := s.client.CollectItems(ctx, settlement.Day(year, int(month), day))
	if err != nil {
		return fetched{}, fmt.Errorf("after %d rows: %w", len(items), err)
	}
	got := fetched{until: audit.Until, pool: r.pool}
	for _, item := range items {
		got.bills = append(got.bills, item.Record())
		shown.add()
	}
	return got, nil
}

func fakeSettlement(sales []sale) (environment, func()) {
	var items []settlement.Item
	for i, s := range sales {
		items = append(items, settlement.Item{
			OrderNum: s.order.Number, BizOrderNum: fmt.Sprintf("B%s%04d", s.billedAt.Format("20060102"), i),
			PaymentType: "企业积分", PaymentAmount: decimal.NewNullDecimal(s.billed), SettlementAmount: s.billed,
			OrderTime: s.order.Created, PaymentTime: s.billedAt, SettlementType: settlement.SettlementTypePayment,
		})
	}
	gateway := settlementtest.New(nil, settlementtest.Options{Items: items})
	return mapEnvironment(map[string]string{
		"SETTLEMENT_BASE_URL": gateway.URL(), "SETTLEMENT_ACCESS_TOKEN": settlementtest.Token,
		"SETTLEMENT_SECRET": settlementtest.Secret, "SETTLEMENT_SIGNER": "sorted-md5",
	}), gateway.Close
}
