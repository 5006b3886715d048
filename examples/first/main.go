// Command first is the program of the README: it fetches the bill of a day and matches it against orders.csv.
package main

import (
	"context"
	"fmt"
	"log"
	"os"

	"github.com/billrecon/billrecon/fubei"
	"github.com/billrecon/billrecon/recon"
	"github.com/billrecon/billrecon/recon/orders"
)

func main() {
	ctx := context.Background()
	client, err := fubei.New(fubei.Config{AppID: os.Getenv("FUBEI_APP_ID"), AppSecret: os.Getenv("FUBEI_APP_SECRET"), BaseURL: os.Getenv("FUBEI_BASE_URL")})
	check(err)
	bills, audit, err := client.CollectBills(ctx, fubei.Day(2026, 11, 22)) // the whole day, or an error
	check(err)
	rules := recon.Rules{BillsUntil: audit.Until, Hold: 1} // what has no partner waits one day for it
	shop, _, err := orders.File("orders.csv", orders.Options{Day: rules.LastBillDay()}).Collect(ctx)
	check(err)
	result, err := recon.Match(bills, fubei.Bill.Record, shop, orders.RecordOf, rules)
	check(err)
	check(result.Verify()) // every row is in exactly one group, and the differences add up
	for group := range result.Differences() {
		fmt.Println(group.Explain(recon.English)) // or recon.Chinese
	}
}

func check(err error) {
	if err != nil {
		log.Fatal(err)
	}
}
