//go:build linux || darwin

package storetest

import (
	"context"
	"fmt"
	"iter"
	"math/rand/v2"
	"time"

	"github.com/shopspring/decimal"

	"github.com/billrecon/billrecon/recon"
	"github.com/billrecon/billrecon/recon/daily"
)

var shopZone = time.FixedZone("UTC+8", 8*3600)

func day(d int) recon.Day { return recon.Rules{}.DayOf(time.Date(2026, 11, d, 12, 0, 0, 0, shopZone)) }

func rngOf(a, b uint64) *rand.Rand { return rand.New(rand.NewPCG(a, b)) }

// rowsOf is 120 payments of a day.
func rowsOf(start time.Time) (rows []daily.Row) {
	for i := range 120 {
		rows = append(rows, daily.Row{Record: recon.Record{
			Key: fmt.Sprintf("%s-%04d", start.Format("0102"), i), Amount: decimal.New(int64(100+i), -2), Time: start.Add(time.Duration(i) * time.Minute),
		}})
	}
	return rows
}

// Job is a shop of 120 orders a day. The mistake is in ten of the 22nd's orders: they say another amount, or are not there.
func Job(store daily.Store, mistake bool) daily.Job {
	return daily.Job{
		Shop: "shop-7", Store: store, Rules: recon.Rules{Hold: 1}, Now: func() time.Time { return time.Date(2026, 11, 23, 7, 0, 0, 0, shopZone) },
		Bills: func(_ context.Context, day daily.Request) (daily.Answer, error) {
			return daily.Answer{Rows: rowsOf(day.Start), Until: day.End}, nil
		},
		Orders: daily.OrdersFunc(func(_ context.Context, day daily.Request) iter.Seq2[daily.Row, error] {
			return func(yield func(daily.Row, error) bool) {
				for i, row := range rowsOf(day.Start) {
					if mistake && day.Start.Day() == 22 && i < 10 {
						if row.Record.Amount = row.Record.Amount.Add(decimal.New(1, 0)); i%2 == 0 {
							continue
						}
					}
					if !yield(row, nil) {
						return
					}
				}
			}
		}),
	}
}
