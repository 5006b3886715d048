package settlementtest_test

import (
	"context"
	"fmt"
	"time"

	"github.com/billrecon/billrecon/settlement"
	"github.com/billrecon/billrecon/settlement/settlementtest"
)

// A gateway with the items of a day. In a test give it t.
func ExampleNew() {
	day := settlement.Day(2022, 11, 2)
	gw := settlementtest.New(nil, settlementtest.Options{Items: settlementtest.Items(250, day.PaymentStart, time.Minute)})
	defer gw.Close()
	c, _ := settlement.New(gw.Config())
	items, audit, err := c.CollectItems(context.Background(), day)
	fmt.Println(len(items), audit.Complete, err)
	// Output: 250 true <nil>
}

// The same items every time; each tenth is a refund.
func ExampleItems() {
	items := settlementtest.Items(10, settlement.Day(2022, 11, 2).PaymentStart, time.Minute)
	for _, item := range []settlement.Item{items[0], items[9]} {
		fmt.Println(item.SettlementType, item.SettlementAmount.StringFixed(2), item.PaymentTime.Format(time.TimeOnly))
	}
	// Output:
	// payment 1.00 00:00:00
	// refund -4.33 00:09:00
}

// Credentials and a transport that need no network.
func ExampleGateway_Config() {
	gw := settlementtest.New(nil, settlementtest.Options{})
	defer gw.Close()
	c, err := settlement.New(gw.Config())
	fmt.Println(c != nil, err)
	// Output: true <nil>
}

// A client that gets a token of its source refused asks for another one, once.
func ExampleGateway_ExpireTokens() {
	gw := settlementtest.New(nil, settlementtest.Options{})
	defer gw.Close()
	config := gw.Config()
	config.Token = gw.TokenSource(time.Hour)
	c, _ := settlement.New(config)
	for range 2 {
		_, err := c.ItemPage(context.Background(), settlement.Day(2022, 11, 2))
		fmt.Println(gw.TokensIssued(), err)
		gw.ExpireTokens()
	}
	// Output:
	// 1 <nil>
	// 2 <nil>
}

// How often the sources were asked.
func ExampleGateway_TokensIssued() {
	gw := settlementtest.New(nil, settlementtest.Options{})
	defer gw.Close()
	_, err := gw.TokenSource(time.Hour).Token(context.Background())
	fmt.Println(gw.TokensIssued(), err)
	// Output: 1 <nil>
}

// A test of every preset.
func ExampleSchemes() {
	for _, scheme := range settlementtest.Schemes() {
		gw := settlementtest.New(nil, settlementtest.Options{Scheme: scheme})
		config := gw.Config()
		config.Signer = scheme.Signer(settlementtest.Secret)
		c, _ := settlement.New(config)
		_, err := c.ItemPage(context.Background(), settlement.Day(2022, 11, 2))
		fmt.Println(scheme, err)
		gw.Close()
	}
	// Output:
	// SortedSecretParamMD5 <nil>
	// SortedSecretParamBodyMD5 <nil>
	// SortedSecretParamSHA1 <nil>
	// SortedSecretParamBodySHA1 <nil>
	// SortedSecretParamBodySHA256 <nil>
	// TimestampDataKey <nil>
	// SecretWrapped <nil>
	// SortedThenTimestampKey <nil>
}
