package daily_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/shopspring/decimal"

	"github.com/billrecon/billrecon/recon"
	"github.com/billrecon/billrecon/recon/daily"
)

// BenchmarkMorning is the run of a day of 20 000 orders, by an export of that day alone, and by one of the six days before too.
func BenchmarkMorning(b *testing.B) {
	const perDay = 20_000
	var rows []daily.Row
	for d := 11; d <= 17; d++ {
		for i := range perDay {
			rows = append(rows, daily.Row{Record: recon.Record{
				Key: fmt.Sprintf("202611%d%08d", d, i), Amount: decimal.New(int64(100+i%9000), -2), Time: at(d, 0).Add(time.Duration(i) * 500 * time.Millisecond),
			}})
		}
	}
	for name, back := range map[string]int{"day": 0, "week": 6} {
		b.Run(name, func(b *testing.B) {
			job := lawJob(rows, rows, func(day daily.Request, o daily.Row) bool {
				return !o.Record.Time.Before(day.Start.AddDate(0, 0, -back)) && o.Record.Time.Before(day.End)
			})
			job.First = on(11)
			if _, err := job.CatchUp(context.Background(), on(16)); err != nil {
				b.Fatal(err)
			}
			b.ReportAllocs()
			for b.Loop() {
				r, err := job.Run(context.Background(), on(17))
				if err != nil || len(r.Differences) > 0 || r.LeftOut.Known != back*perDay {
					b.Fatal(err, r)
				}
			}
		})
	}
}
