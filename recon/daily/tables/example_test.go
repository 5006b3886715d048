package tables_test

import (
	"context"
	"fmt"
	"io"
	"iter"
	"os"
	"path/filepath"
	"time"

	"github.com/shopspring/decimal"

	"github.com/billrecon/billrecon/recon"
	"github.com/billrecon/billrecon/recon/daily"
	"github.com/billrecon/billrecon/recon/daily/tables"
	"github.com/billrecon/billrecon/recon/report"
)

// One of a job's reports: a day with the open differences of all days and the totals of each. The page would go to a file.
func ExampleOf() {
	folder, err := os.MkdirTemp("", "daily")
	if err != nil {
		panic(err)
	}
	defer os.RemoveAll(folder)
	noon := time.Date(2026, 11, 22, 12, 0, 0, 0, zone)
	sale := daily.Row{Record: recon.Record{Key: "A2", Amount: decimal.New(850, -2), Time: noon}}
	job := daily.Job{
		Shop:  "shop-7 fubei",
		Store: daily.Folder(filepath.Join(folder, "state")),
		Bills: func(ctx context.Context, day daily.Request) (daily.Answer, error) {
			return daily.Answer{Until: day.End}, nil
		},
		Orders: daily.OrdersFunc(func(ctx context.Context, day daily.Request) iter.Seq2[daily.Row, error] {
			return func(yield func(daily.Row, error) bool) { yield(sale, nil) }
		}),
		Now: func() time.Time { return noon.AddDate(0, 0, 1) },
	}
	job.Reports = append(job.Reports, func(ctx context.Context, day *daily.Result) error {
		sections, err := tables.Of(ctx, day, recon.English)
		if err != nil {
			return err
		}
		r, err := report.New(day.Match, report.Options{Sections: sections, Language: recon.English})
		if err != nil {
			return err
		}
		for _, s := range sections {
			fmt.Println(s.Title, len(s.Lines))
		}
		return r.HTML(io.Discard)
	})
	if _, err := job.CatchUp(context.Background(), job.Yesterday()); err != nil {
		panic(err)
	}
	// Output:
	// Open differences of all days 1
	// Totals per day 1
}

// What is open is listed with the day that found it first and its age; what was closed is not.
func ExampleOpen() {
	found := daily.Difference{ID: "5d41402abc4b2a76-1", Outcome: recon.OrderOnly, Key: "A2", Text: "Order A2, CNY 8.50, has no bill row."}
	day := recon.Rules{}.DayOf(time.Date(2026, 11, 22, 4, 0, 0, 0, time.UTC))
	all := []daily.Followed{
		{Difference: found, First: day, Age: 3, Fate: daily.StillOpen},
		{Difference: daily.Difference{ID: "7d793037a0760186-1"}, Fate: daily.Decided},
	}
	for _, line := range tables.Open(all, time.UTC, recon.English).Lines {
		fmt.Println(line.Cells[1:6])
	}
	// Output: [2026-11-22 3 order only A2 Order A2, CNY 8.50, has no bill row.]
}

// Each day has a line: rows, exceptions, what waits, and the sums of both sides.
func ExampleDays() {
	day := daily.Head{Day: recon.Rules{}.DayOf(time.Date(2026, 11, 22, 4, 0, 0, 0, time.UTC)), Held: 1}
	day.Summary.Units = []recon.UnitSummary{{Unit: recon.CNY, Bills: decimal.New(1200, -2), Orders: decimal.New(2050, -2), Difference: decimal.New(-850, -2)}}
	for _, line := range tables.Days([]daily.Head{day}, recon.English).Lines {
		fmt.Println(line.Cells)
	}
	// Output: [2026-11-22 0 0 0 1 CNY 12.00 20.50 -8.50 0.00]
}
