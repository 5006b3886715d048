package daily_test

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
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

// A report of a day has the differences of all days up to it, before the day is kept.
func ExampleResult_Open() {
	job, remove := closedDay()
	defer remove()
	job.Reports = []daily.Report{func(ctx context.Context, day *daily.Result) error {
		all, err := day.Open(ctx)
		for _, f := range all {
			fmt.Println(f.Key, f.Fate, f.Age, "days old, of", len(day.Days()), "day")
		}
		return err
	}}
	if _, err := job.Run(context.Background(), job.Yesterday()); err != nil {
		panic(err)
	}
	// Output: A2 open 0 days old, of 1 day
}

// closedDay is a Job over a folder that has run one day with one exception.
func closedDay() (job daily.Job, remove func()) {
	folder, err := os.MkdirTemp("", "daily")
	if err != nil {
		panic(err)
	}
	noon := time.Date(2026, 11, 22, 12, 0, 0, 0, time.FixedZone("UTC+8", 8*3600))
	sold := daily.Row{Record: recon.Record{Key: "A2", Amount: decimal.New(850, -2), Time: noon}}
	job = daily.Job{
		Shop: "shop-7 fubei",
		Bills: func(ctx context.Context, day daily.Request) (daily.Answer, error) {
			return daily.Answer{Until: day.End}, nil
		},
		Orders: daily.OrdersFunc(func(ctx context.Context, day daily.Request) iter.Seq2[daily.Row, error] { return yield(sold) }),
		Store:  daily.Folder(filepath.Join(folder, "state")),
		Now:    func() time.Time { return noon.AddDate(0, 0, 1) },
	}
	return job, func() { os.RemoveAll(folder) }
}

// One day, which may be run again.
func ExampleJob_Run() {
	job, remove := closedDay()
	defer remove()
	for range 2 {
		result, err := job.Run(context.Background(), job.Yesterday())
		if err != nil {
			panic(err)
		}
		fmt.Println(result.Head.Day, result.Head.Exceptions(), len(result.Stale))
	}
	// Output:
	// 2026-11-22 1 0
	// 2026-11-22 1 0
}

// Every day that was not run yet.
func ExampleJob_CatchUp() {
	job, remove := closedDay()
	defer remove()
	ran, err := job.CatchUp(context.Background(), job.Yesterday())
	fmt.Println(len(ran), err)
	ran, err = job.CatchUp(context.Background(), job.Yesterday())
	fmt.Println(len(ran), err)
	// Output:
	// 1 <nil>
	// 0 <nil>
}

// The bill day before today, at UTC+8 whatever the zone of the process.
func ExampleJob_Yesterday() {
	job := daily.Job{Now: func() time.Time { return time.Date(2026, 11, 22, 17, 0, 0, 0, time.UTC) }}
	fmt.Println(job.Yesterday())
	// Output: 2026-11-22
}

// What nobody has closed, oldest first.
func ExampleOpen() {
	job, remove := closedDay()
	defer remove()
	if _, err := job.Run(context.Background(), job.Yesterday()); err != nil {
		panic(err)
	}
	followed, err := daily.Open(context.Background(), job.Store)
	fmt.Println(len(followed), followed[0].Key, followed[0].Outcome, followed[0].IsOpen(), err)
	// Output: 1 A2 order only true <nil>
}

// Somebody closes a difference (差错处理). Nothing is ever deleted.
func ExampleDecide() {
	job, remove := closedDay()
	defer remove()
	result, err := job.Run(context.Background(), job.Yesterday())
	if err != nil {
		panic(err)
	}
	err = daily.Decide(context.Background(), job.Store, daily.Decision{
		Difference: result.Differences[0].ID, Action: daily.Book, Who: "accountant", When: job.Now(), Note: "booked by hand",
	})
	followed, _ := daily.Open(context.Background(), job.Store)
	fmt.Println(followed[0].IsOpen(), followed[0].Decisions[0].Note, err)
	// Output: false booked by hand <nil>
}

// A shop's days as files. One run at a time gets them.
func ExampleFolder() {
	job, remove := closedDay()
	defer remove()
	if _, err := job.Run(context.Background(), job.Yesterday()); err != nil {
		panic(err)
	}
	fmt.Println(job.Store.Names(context.Background()))
	// Output: [2026-11-22.1] <nil>
}

// What is kept of the days, and the rows that one of them matched.
func ExampleDays() {
	job, remove := closedDay()
	defer remove()
	if _, err := job.Run(context.Background(), job.Yesterday()); err != nil {
		panic(err)
	}
	days, err := daily.Days(context.Background(), job.Store)
	if err != nil {
		panic(err)
	}
	for _, h := range days {
		bills, orders, err := daily.Input(context.Background(), job.Store, h.Day)
		fmt.Println(h.Day, "exceptions:", h.Exceptions(), "bills:", len(bills), "orders:", len(orders), err)
	}
	// Output: 2026-11-22 exceptions: 1 bills: 0 orders: 1 <nil>
}

// What a day was matched from, for an auditor: its bill rows and its orders. A day that was not run is no empty day.
func ExampleInput() {
	job, remove := closedDay()
	defer remove()
	day := job.Yesterday()
	if _, err := job.Run(context.Background(), day); err != nil {
		panic(err)
	}
	bills, orders, err := daily.Input(context.Background(), job.Store, day)
	if err != nil {
		panic(err)
	}
	fmt.Println(len(bills), "bill rows")
	for _, row := range orders {
		fmt.Println("order", row.Record.Key, row.Record.Amount.StringFixed(2))
	}
	_, _, err = daily.Input(context.Background(), job.Store, day-1)
	fmt.Println(errors.Is(err, fs.ErrNotExist), err)
	// Output:
	// 0 bill rows
	// order A2 8.50
	// true daily: 2026-11-21 was not run: file does not exist
}
