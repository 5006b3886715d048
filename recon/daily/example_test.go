package daily_test

import (
	"context"
	"fmt"
	"iter"
	"os"
	"path/filepath"
	"time"

	"github.com/shopspring/decimal"

	"github.com/billrecon/billrecon/recon"
	"github.com/billrecon/billrecon/recon/daily"
)

// A morning: the day before is run, and what is open is listed. The bill would come from a client, and the orders from a file or a database.
func Example() {
	folder, err := os.MkdirTemp("", "daily")
	if err != nil {
		panic(err)
	}
	defer os.RemoveAll(folder)
	noon := time.Date(2026, 11, 22, 12, 0, 0, 0, time.FixedZone("UTC+8", 8*3600))
	sale := func(number, yuan string) daily.Row {
		return daily.Row{Record: recon.Record{Key: number, Amount: decimal.RequireFromString(yuan), Time: noon}}
	}
	job := daily.Job{
		Shop: "shop-7 fubei",
		Bills: func(ctx context.Context, day daily.Request) (daily.Answer, error) {
			return daily.Answer{Rows: []daily.Row{sale("A1", "12.00")}, Until: day.End}, nil
		},
		Orders: daily.OrdersFunc(func(ctx context.Context, day daily.Request) iter.Seq2[daily.Row, error] {
			return yield(sale("A1", "12.00"), sale("A2", "8.50"))
		}),
		Store: daily.Folder(filepath.Join(folder, "state")),
		Now:   func() time.Time { return noon.AddDate(0, 0, 1) },
	}
	heads, err := job.CatchUp(context.Background(), job.Yesterday())
	if err != nil {
		panic(err)
	}
	fmt.Println(heads[0].Day, "exceptions:", heads[0].Exceptions())
	followed, err := daily.Open(context.Background(), job.Store)
	if err != nil {
		panic(err)
	}
	for _, f := range followed {
		fmt.Println(f.ID, f.Fate, f.Outcome.Chinese(), f.Key)
	}
	// Output:
	// 2026-11-22 exceptions: 1
	// c44819d3c8e15cd0-1 open 有订单无账单 A2
}
