package daily_test

import (
	"context"
	"fmt"
	"iter"
	"maps"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/billrecon/billrecon/recon"
	"github.com/billrecon/billrecon/recon/daily"
	"github.com/billrecon/billrecon/recon/daily/internal/storetest"
)

// memory is a Store that forgets when the test ends.
type memory map[string]map[daily.Part][]byte

func (m memory) Lock(context.Context) (daily.Writer, error) { return m, nil }

func (m memory) Names(context.Context) ([]string, error) { return slices.Collect(maps.Keys(m)), nil }

func (m memory) Load(_ context.Context, name string, part daily.Part) ([]byte, error) {
	return m[name][part], nil
}

func (m memory) Save(_ context.Context, name string, parts map[daily.Part][]byte) error {
	m[name] = maps.Clone(parts)
	return nil
}

func (m memory) Close() error { return nil }

// randomShop is some days of payments and refunds: bills that are late or missing, orders that are missing, equal rows.
func randomShop(t *rapid.T) (bills, orders []daily.Row) {
	for i := range rapid.IntRange(0, 25).Draw(t, "rows") {
		name := fmt.Sprint(i)
		d := rapid.IntRange(10, 14).Draw(t, "day "+name)
		hour := rapid.IntRange(8, 10).Draw(t, "hour "+name)
		key := rapid.SampledFrom([]string{"A", "B", "C", "D", ""}).Draw(t, "key "+name)
		amount := rapid.SampledFrom([]string{"10", "20", "-10"}).Draw(t, "amount "+name)
		switch rapid.SampledFrom([]string{"both", "both", "both", "late", "bill", "order"}).Draw(t, "sides "+name) {
		case "both":
			bills, orders = append(bills, row(d, hour, key, amount)), append(orders, row(d, hour, key, amount))
		case "late":
			bills, orders = append(bills, row(d+1, hour, key, amount)), append(orders, row(d, hour, key, amount))
		case "bill":
			bills = append(bills, row(d, hour, key, amount))
		case "order":
			orders = append(orders, row(d, hour, key, amount))
		}
	}
	return bills, orders
}

// lawJob is a job over the rows; export chooses the orders that a day's export has.
func lawJob(bills, orders []daily.Row, export func(day daily.Request, order daily.Row) bool) daily.Job {
	return daily.Job{
		Shop: "law", Store: memory{}, Rules: recon.Rules{Hold: 2}, AllowNoOrders: true,
		First: on(10), Now: func() time.Time { return at(30, 7) },
		Bills: func(_ context.Context, day daily.Request) (daily.Answer, error) {
			answer := daily.Answer{Until: day.End}
			for _, b := range bills {
				if t := b.Record.Time; !t.Before(day.Start) && t.Before(day.End) {
					answer.Rows = append(answer.Rows, b)
				}
			}
			return answer, nil
		},
		Orders: daily.OrdersFunc(func(_ context.Context, day daily.Request) iter.Seq2[daily.Row, error] {
			return yield(slices.DeleteFunc(slices.Clone(orders), func(o daily.Row) bool { return !export(day, o) })...)
		}),
	}
}

func days(t *rapid.T, job daily.Job) (all []daily.Head) {
	all, err := job.CatchUp(context.Background(), on(18))
	require.NoError(t, err)
	return all
}

// TestAnExportOfManyDaysIsAsGoodAsOneOfTheDay: what comes again changes nothing, neither held nor settled, however many days the export has.
func TestAnExportOfManyDaysIsAsGoodAsOneOfTheDay(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		bills, orders := randomShop(t)
		alone := days(t, lawJob(bills, orders, func(day daily.Request, o daily.Row) bool {
			return !o.Record.Time.Before(day.Start) && o.Record.Time.Before(day.End)
		}))
		back := rapid.IntRange(1, 9).Draw(t, "days in the export")
		many := days(t, lawJob(bills, orders, func(day daily.Request, o daily.Row) bool {
			return !o.Record.Time.Before(day.Start.AddDate(0, 0, -back))
		}))
		for i := range alone {
			require.Equal(t, alone[i].Summary.Digest, many[i].Summary.Digest, alone[i].Day.String())
			require.Equal(t, alone[i].Held, many[i].Held)
			require.Zero(t, many[i].Changed)
		}
	})
}

// TestCorrectionsAndRerunsEndAlike: days that were run with mistakes, and are run again when the rows are right, end as if they never had been wrong.
func TestCorrectionsAndRerunsEndAlike(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		bills, orders := randomShop(t)
		everything := func(daily.Request, daily.Row) bool { return true }
		right := lawJob(bills, orders, everything)
		days(t, right)
		wrongBills, wrongOrders := randomShop(t)
		job := lawJob(wrongBills, wrongOrders, everything)
		days(t, job)
		store := job.Store
		job = lawJob(bills, orders, everything)
		job.Store = store
		for d := 10; d <= 18; d++ {
			_, err := job.Run(context.Background(), on(d))
			require.NoError(t, err)
		}
		require.Empty(t, days(t, job), "nothing is left to run again")
		for d := 10; d <= 18; d++ {
			want, got := storetest.Kept(t, right.Store, on(d)), storetest.Kept(t, store, on(d))
			for _, part := range []daily.Part{daily.PartHead, daily.PartPool, daily.PartDone} {
				require.Equal(t, want[part], got[part], "%s of %s", part, on(d))
			}
		}
	})
}
