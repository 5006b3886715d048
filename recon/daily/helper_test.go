package daily_test

import (
	"context"
	"fmt"
	"iter"
	"path/filepath"
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/require"

	"github.com/billrecon/billrecon/recon"
	"github.com/billrecon/billrecon/recon/daily"
	"github.com/billrecon/billrecon/recon/daily/internal/storetest"
)

var shopZone = time.FixedZone("UTC+8", 8*3600)

// on is 2026-11-d.
func on(d int) recon.Day { return recon.Rules{}.DayOf(at(d, 12)) }

func at(d, hour int) time.Time { return time.Date(2026, 11, d, hour, 0, 0, 0, shopZone) }

// row is a payment, or, with a negative amount, a refund.
func row(d, hour int, key, amount string, change ...func(*recon.Record)) daily.Row {
	r := daily.Row{Record: recon.Record{Key: key, Amount: decimal.RequireFromString(amount), Time: at(d, hour)}, File: "orders.csv", Raw: key + "," + amount}
	if r.Record.Amount.IsNegative() {
		r.Record.Kind = recon.Refund
	}
	for _, c := range change {
		c(&r.Record)
	}
	return r
}

func in(s recon.State) func(*recon.Record) { return func(r *recon.Record) { r.State = s } }

func timeless(r *recon.Record) { r.Time = time.Time{} }

// shop is a shop whose bills and orders a test changes as the days go by.
type shop struct {
	t      *testing.T
	bills  []daily.Row
	orders []daily.Row // the export: all days
	job    daily.Job
	clock  time.Time
	folder string
}

func newShop(t *testing.T) *shop {
	s := &shop{t: t, clock: at(30, 7), folder: filepath.Join(t.TempDir(), "state")}
	s.job = daily.Job{
		Shop: "shop-7 fubei", Bills: s.billsOf, Orders: daily.OrdersFunc(s.export), Store: daily.Folder(s.folder),
		Rules: recon.Rules{Hold: 1}, AllowNoOrders: true, Now: func() time.Time { return s.clock },
	}
	return s
}

// billsOf are the bill rows of the day; those without a time, or with a wrong one, come with the day that their File names.
func (s *shop) billsOf(_ context.Context, day daily.Request) (daily.Answer, error) {
	answer := daily.Answer{Until: day.End}
	for _, b := range s.bills {
		if t := b.Record.Time; !t.Before(day.Start) && t.Before(day.End) || b.File == day.Day.String() {
			answer.Rows = append(answer.Rows, b)
		}
	}
	return answer, nil
}

func (s *shop) export(context.Context, daily.Request) iter.Seq2[daily.Row, error] {
	return yield(s.orders...)
}

func yield(rows ...daily.Row) iter.Seq2[daily.Row, error] {
	return func(yield func(daily.Row, error) bool) {
		for _, row := range rows {
			if !yield(row, nil) {
				return
			}
		}
	}
}

func (s *shop) run(d int) *daily.Result {
	s.t.Helper()
	result, err := s.job.Run(s.t.Context(), on(d))
	require.NoError(s.t, err)
	return result
}

func (s *shop) refused(d int) error {
	s.t.Helper()
	_, err := s.job.Run(s.t.Context(), on(d))
	require.Error(s.t, err)
	return err
}

// texts are the differences of a result, as "outcome key amount…".
func texts(r *daily.Result) (all []string) {
	for _, d := range r.Differences {
		text := d.Outcome.String()
		for _, row := range d.Rows {
			side := " order "
			if row.Bill {
				side = " bill "
			}
			text += side + row.Record.Key + " " + row.Record.Amount.String()
		}
		all = append(all, text)
	}
	return all
}

// kept is everything that is kept of the days, but for the input.
func (s *shop) kept() map[string]string {
	s.t.Helper()
	all := map[string]string{}
	days, err := daily.Days(s.t.Context(), s.job.Store)
	require.NoError(s.t, err)
	for _, h := range days {
		for part, content := range storetest.Kept(s.t, s.job.Store, h.Day) {
			if part != daily.PartInput {
				all[fmt.Sprintf("%s %s", h.Day, part)] = content
			}
		}
	}
	return all
}
