package fubei_test

import (
	"context"
	"fmt"

	"github.com/billrecon/billrecon/fubei"
	"github.com/billrecon/billrecon/fubei/fubeitest"
)

// Exactly one pair of credentials. What is wrong is named, and never a secret.
func ExampleNew() {
	_, err := fubei.New(fubei.Config{AppID: fubeitest.AppID})
	fmt.Println(err)
	client, err := fubei.New(fubei.Config{AppID: fubeitest.AppID, AppSecret: fubeitest.AppSecret})
	fmt.Println(client, err)
	// Output:
	// fubei: Config.AppSecret is empty: it is required at merchant level
	// fubei.Client{app_id: "20260101000000000001"} <nil>
}

// A month in one bill.
func ExampleMonth() {
	gateway := fubeitest.New(nil, fubeitest.Options{Bills: fubeitest.Bills(250, 2026, 10, 7)})
	defer gateway.Close()
	client, _ := fubei.New(gateway.Config())
	bills, audit, err := client.CollectBills(context.Background(), fubei.Month(2026, 10))
	fmt.Println(len(bills), "bills, proven up to", audit.Until.Format("2006-01-02 15:04"), err)
	// Output: 250 bills, proven up to 2026-11-01 00:00 <nil>
}
