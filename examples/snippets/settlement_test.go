package snippets

import (
	"context"
	"fmt"
	"time"

	"github.com/billrecon/billrecon/settlement"
	"github.com/billrecon/billrecon/settlement/settlementtest"
)

func Example_settlement() {
	start := time.Date(2026, 11, 22, 0, 0, 0, 0, time.FixedZone("UTC+8", 8*3600))
	gateway := settlementtest.New(nil, settlementtest.Options{Items: settlementtest.Items(300, start, time.Minute)})
	defer gateway.Close()
	fmt.Println(fetchItems(context.Background(), gateway.URL(), settlementtest.Token, settlementtest.Secret))
	// Output:
	// 300 items, complete: true
	// <nil>
}

func fetchItems(ctx context.Context, baseURL, token, secret string) error {
	// [settlement]
	client, err := settlement.New(settlement.Config{
		BaseURL: baseURL,
		Token:   settlement.StaticToken(token),
		Signer:  settlement.SortedSecretParamMD5(secret), // the rule is not public: your contract must confirm it
	})
	if err != nil {
		return err
	}
	day := time.Date(2026, 11, 22, 0, 0, 0, 0, time.FixedZone("UTC+8", 8*3600))
	items, audit, err := client.CollectItems(ctx, settlement.ItemQuery{
		PaymentStart: day,
		PaymentEnd:   day.Add(24*time.Hour - time.Second), // both ends included
	})
	if err != nil {
		return err
	}
	fmt.Printf("%d items, complete: %v\n", len(items), audit.Complete)
	// [/settlement]
	return nil
}
