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
	// 300 items, proven up to 2026-11-23 00:00:00 +0800 UTC+8
	// <nil>
}

func fetchItems(ctx context.Context, baseURL, token, secret string) error {
	// [settlement]
	client, err := settlement.New(settlement.Config{
		BaseURL:   baseURL,
		Token:     settlement.StaticToken(token),
		Signer:    settlement.SortedSecretParamMD5(secret), // the rule is not public: settlement.FindSigner asks the provider
		ReadTwice: true,                                    // no total is declared: a second reading is the only proof against rows that are missing
	})
	if err != nil {
		return err
	}
	items, audit, err := client.CollectItems(ctx, settlement.Day(2026, 11, 22))
	if err != nil {
		return err
	}
	fmt.Printf("%d items, proven up to %v\n", len(items), audit.Until)
	// [/settlement]
	return nil
}

func Example_signer() {
	gateway := settlementtest.New(nil, settlementtest.Options{})
	defer gateway.Close()
	fmt.Println(findSigner(context.Background(), gateway.URL(), settlementtest.Token, settlementtest.Secret))
	// Output:
	// SortedSecretParamMD5
	// <nil>
}

func findSigner(ctx context.Context, baseURL, token, secret string) error {
	// [signer]
	config := settlement.Config{BaseURL: baseURL, Token: settlement.StaticToken(token)}
	found, err := settlement.FindSigner(ctx, config, secret) // once, when you set up: at most eight requests, one a second
	if err != nil {
		return err // billrecon.ErrAuth: all eight were refused
	}
	fmt.Println(found.Name)
	config.Signer = found.Signer
	// [/signer]
	return nil
}
