package recon_test

import (
	"bytes"
	"fmt"
	"os"
	"strings"
	"time"

	"github.com/shopspring/decimal"

	"github.com/billrecon/billrecon/recon"
)

func ExamplePool_Save() {
	pool := recon.Pool{
		Version:  recon.PoolVersion,
		BillDate: 20_779,
		Orders: []recon.PoolRow{{
			ID:     "211c1abaca16e787-1",
			Since:  20_778,
			Record: recon.Record{Key: "A100", Amount: decimal.RequireFromString("1.98")},
		}},
	}
	if err := pool.Save(os.Stdout); err != nil {
		fmt.Println(err)
	}
	// Output:
	// {"version":2,"bill_date":"2026-11-22","bills":[],"orders":[
	// {"id":"211c1abaca16e787-1","since":"2026-11-21","record":{"key":"A100","amount":"1.98","kind":"payment","state":"succeeded"}}],"sum":"7c96e17ae8f96d2cd604a4cb73206676"}
}

func ExampleLoadPool() {
	saved := strings.NewReader(`{"version":1,"orders":[{"id":"a-1","since":"2026-11-20","record":{"key":"A100","amount":"1.98"}}]}`)
	pool, err := recon.LoadPool(saved)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, row := range pool.Orders {
		fmt.Println(row.Since, row.Record.Key, row.Record.Amount.StringFixed(2))
	}
	// Output: 2026-11-20 A100 1.98
}

func ExampleLoadPool_version() {
	_, err := recon.LoadPool(bytes.NewBufferString(`{"version":3}`))
	fmt.Println(err)
	// Output: recon: Pool.Version: it is 3: it must be 1 or 2
}

func ExampleParseDay() {
	day, err := recon.ParseDay("2026-11-22")
	fmt.Println(day, day+1, err)
	_, err = recon.ParseDay("2026-02-30")
	fmt.Println(err)
	// Output:
	// 2026-11-22 2026-11-23 <nil>
	// recon: Day: it must be a date that exists, as yyyy-mm-dd
}

// A bill day that starts on the evening before. A bill that is proven for all of it is proven until the next one starts.
func ExampleRules_StartOf() {
	rules := recon.Rules{CutOff: 23 * time.Hour}
	day, _ := recon.ParseDay("2026-11-22")
	fmt.Println(rules.StartOf(day))
	rules.BillsUntil = rules.StartOf(day + 1)
	fmt.Println(rules.BillsUntil, rules.LastBillDay())
	// Output:
	// 2026-11-21 23:00:00 +0800 UTC+8
	// 2026-11-22 23:00:00 +0800 UTC+8 2026-11-22
}

func ExampleRules_DayOf() {
	rules := recon.Rules{CutOff: 23 * time.Hour}
	fmt.Println(rules.DayOf(time.Date(2026, 11, 22, 14, 59, 59, 0, time.UTC))) // 22:59:59 at UTC+8
	fmt.Println(rules.DayOf(time.Date(2026, 11, 22, 15, 0, 0, 0, time.UTC)))   // 23:00:00
	// Output:
	// 2026-11-22
	// 2026-11-23
}
