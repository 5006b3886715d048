package snippets

import (
	"context"
	"fmt"
	"iter"
	"os"
	"path/filepath"

	"github.com/billrecon/billrecon/fubei"
	"github.com/billrecon/billrecon/fubei/fubeitest"
	"github.com/billrecon/billrecon/recon"
	"github.com/billrecon/billrecon/recon/daily"
	"github.com/billrecon/billrecon/recon/orders"
)

// [daily]
// jobOf is the job of a shop: the bills of 付呗, and the orders of an export that is written anew every morning.
func jobOf(client *fubei.Client, export, state string) daily.Job {
	return daily.Job{
		Shop: "shop-7 fubei",
		Bills: func(ctx context.Context, day daily.Request) (daily.Answer, error) {
			year, month, date := day.Day.Date()
			bills, audit, err := client.CollectBills(ctx, fubei.Day(year, int(month), date))
			answer := daily.Answer{Until: audit.Until}
			for _, bill := range bills {
				answer.Rows = append(answer.Rows, daily.Row{Record: bill.Record()})
			}
			return answer, err
		},
		Orders: daily.OrdersFunc(func(ctx context.Context, _ daily.Request) iter.Seq2[daily.Row, error] {
			return func(yield func(daily.Row, error) bool) {
				for row, err := range orders.File(export, orders.Options{}).Rows(ctx) {
					if !yield(daily.Row{Record: row.Record, File: row.File, Line: row.Line}, err) {
						return
					}
				}
			}
		}),
		Store: daily.Folder(state), // on a local disk
		Rules: recon.Rules{Hold: 1},
	}
}

// [/daily]

func Example_daily() {
	folder, err := os.MkdirTemp("", "daily")
	if err != nil {
		fmt.Println(err)
		return
	}
	defer os.RemoveAll(folder)
	bills := fubeitest.Bills(2, 2026, 11, 22)
	gateway := fubeitest.New(nil, fubeitest.Options{Bills: bills})
	defer gateway.Close()
	client, err := fubei.New(gateway.Config())
	if err != nil {
		fmt.Println(err)
		return
	}
	export := "order_no,amount,status,created_at\n"
	for _, bill := range bills {
		export += fmt.Sprintf("%s,%s,paid,2026-11-22 09:00:00\n", bill.MerchantOrderSN, bill.TotalFee)
	}
	path := filepath.Join(folder, "orders.csv")
	if err := os.WriteFile(path, []byte(export), 0o600); err != nil {
		fmt.Println(err)
		return
	}
	day, _ := recon.ParseDay("2026-11-22")
	heads, err := jobOf(client, path, filepath.Join(folder, "state")).CatchUp(context.Background(), day)
	for _, head := range heads {
		fmt.Println(head.Day, "exceptions:", head.Exceptions(), "waiting:", head.Held)
	}
	fmt.Println(err)
	// Output:
	// 2026-11-22 exceptions: 0 waiting: 0
	// <nil>
}
