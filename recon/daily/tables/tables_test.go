package tables_test

import (
	"context"
	"iter"
	"path/filepath"
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/billrecon/billrecon/recon"
	"github.com/billrecon/billrecon/recon/daily"
	"github.com/billrecon/billrecon/recon/daily/tables"
	"github.com/billrecon/billrecon/recon/report"
)

var zone = time.FixedZone("UTC+8", 8*3600)

// shop has an order without a bill and a bill that is short on the 21st, and a bill in points besides on the 22nd.
type shop struct {
	t   *testing.T
	job daily.Job
	// sections are those of the last report.
	sections []report.Section
	lang     recon.Language
}

func newShop(t *testing.T) *shop {
	s := &shop{t: t}
	row := func(day int, key, amount, unit string) daily.Row {
		return daily.Row{Record: recon.Record{Key: key, Amount: decimal.RequireFromString(amount), Unit: unit, Time: time.Date(2026, 11, day, 12, 0, 0, 0, zone)}}
	}
	bills := map[int][]daily.Row{21: {row(21, "A", "10", ""), row(21, "B", "4.50", "")}, 22: {row(22, "D", "7", ""), row(22, "P", "300", "积分")}}
	orders := map[int][]daily.Row{21: {row(21, "A", "10", ""), row(21, "B", "5", ""), row(21, "C", "8", "")}, 22: {row(22, "D", "7", "")}}
	s.job = daily.Job{
		Shop: "shop-7 fubei", Store: daily.Folder(filepath.Join(t.TempDir(), "state")),
		Bills: func(_ context.Context, day daily.Request) (daily.Answer, error) {
			_, _, date := day.Day.Date()
			return daily.Answer{Rows: bills[date], Until: day.End}, nil
		},
		Orders: daily.OrdersFunc(func(_ context.Context, day daily.Request) iter.Seq2[daily.Row, error] {
			_, _, date := day.Day.Date()
			return func(yield func(daily.Row, error) bool) {
				for _, row := range orders[date] {
					if !yield(row, nil) {
						return
					}
				}
			}
		}),
		Reports: []daily.Report{func(ctx context.Context, r *daily.Result) (err error) {
			s.sections, err = tables.Of(ctx, r, s.lang)
			return err
		}},
		Now: func() time.Time { return time.Date(2026, 11, 24, 1, 0, 0, 0, time.UTC) },
	}
	return s
}

func (s *shop) run(day int) *daily.Result {
	s.t.Helper()
	r, err := s.job.Run(s.t.Context(), s.job.Rules.DayOf(time.Date(2026, 11, day, 12, 0, 0, 0, zone)))
	require.NoError(s.t, err)
	return r
}

func cells(s report.Section) (all [][]string) {
	for _, line := range s.Lines {
		all = append(all, line.Cells)
	}
	return all
}

// TestOfADayBeforeItIsKept: the report of a day has what that day found, of all days and with the decisions so far.
func TestOfADayBeforeItIsKept(t *testing.T) {
	s := newShop(t)
	first := s.run(21)
	require.Len(t, first.Differences, 2)
	short, missing := first.Differences[0], first.Differences[1]
	assert.Equal(t, "未结差错（各日）", s.sections[0].Title)
	assert.Equal(t, [][]string{
		{"异常", "2026-11-21", "0", short.Outcome.Chinese(), "B", short.Text, "", short.ID},
		{"异常", "2026-11-21", "0", missing.Outcome.Chinese(), "C", missing.Text, "", missing.ID},
	}, cells(s.sections[0]))
	assert.Equal(t, recon.StatusException, s.sections[0].Lines[0].Status)

	at := time.Date(2026, 11, 22, 1, 30, 0, 0, time.UTC)
	decide := func(d daily.Decision) { require.NoError(t, daily.Decide(t.Context(), s.job.Store, d)) }
	decide(daily.Decision{Difference: short.ID, Action: daily.Suspend, Who: "clerk 1", When: at, Note: "asked the provider", Amount: decimal.NewNullDecimal(decimal.New(5, -1))})
	decide(daily.Decision{Difference: short.ID, Action: daily.Suspend, Who: "clerk 2", When: at.Add(time.Hour)})
	decide(daily.Decision{Difference: missing.ID, Action: daily.Confirm, Who: "clerk 2", When: at})

	second := s.run(22)
	require.Len(t, second.Differences, 1)
	points := second.Differences[0]
	assert.Equal(t, [][]string{
		{"异常", "2026-11-21", "1", short.Outcome.Chinese(), "B", short.Text, "2026-11-22 10:30 挂账 clerk 2；2026-11-22 09:30 挂账 clerk 1 0.50 asked the provider", short.ID},
		{"异常", "2026-11-22", "0", points.Outcome.Chinese(), "P", points.Text, "", points.ID},
	}, cells(s.sections[0]), "what was closed is not listed")
	assert.Equal(t, [][]string{
		{"2026-11-21", "2", "3", "2", "0", "CNY", "14.50", "23.00", "-8.50", "8.50"},
		{"2026-11-22", "2", "1", "1", "0", "CNY", "7.00", "7.00", "0.00", "0.00"},
		{"2026-11-22", "", "", "", "", "积分", "300.00", "0.00", "300.00", "300.00"},
	}, cells(s.sections[1]))
	assert.Contains(t, s.sections[1].Note, "各日相加不等于全月")

	s.lang = recon.English
	again := s.run(21)
	assert.True(t, again.Same)
	assert.Contains(t, s.sections[1].Note, "do not add up to a month")
	assert.Len(t, s.sections[1].Lines, 1, "a day that is run again knows no later one")
	assert.Len(t, cells(s.sections[0]), 1)
	assert.Equal(t, ("2026-11-22 10:30 suspend clerk 2; 2026-11-22 09:30 suspend clerk 1 0.50 asked the provider"), s.sections[0].Lines[0].Cells[6])
	assert.Equal(t, "0", s.sections[0].Lines[0].Cells[2])

	_, err := report.New(second.Match, report.Options{Sections: s.sections})
	require.NoError(t, err, "they are sections as a report takes them")
}

// TestWhatTheStoreSays: after the run the open differences are those of daily.Open.
func TestWhatTheStoreSays(t *testing.T) {
	s := newShop(t)
	s.run(21)
	last := s.run(22)
	kept, err := daily.Open(t.Context(), s.job.Store)
	require.NoError(t, err)
	now, err := last.Open(t.Context())
	require.NoError(t, err)
	section := func(all []daily.Followed) [][]string { return cells(tables.Open(all, zone, recon.English)) }
	assert.Equal(t, section(kept), section(now))
	assert.Len(t, last.Days(), 2)
}
