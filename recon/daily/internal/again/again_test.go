package again_test

import (
	"encoding/json"
	"fmt"
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/billrecon/billrecon/recon"
	"github.com/billrecon/billrecon/recon/daily/internal/again"
)

// order is one of a day of November 2026.
func order(day int, key, amount string) recon.Record {
	r := recon.Record{Key: key, Amount: decimal.RequireFromString(amount)}
	if day > 0 {
		r.Time = time.Date(2026, 11, day, 12, 0, 0, 0, recon.Rules{}.Zone())
	}
	if r.Amount.IsNegative() {
		r.Kind = recon.Refund
	}
	return r
}

func in(state recon.State, r recon.Record) recon.Record {
	r.State = state
	return r
}

// shop is a bill day, and what is known of the days before.
type shop struct {
	waiting []recon.Record
	done    [][]recon.Record // of one day each
	kept    []again.Done
}

// sort sorts orders that come on the 22nd, when the days since the 15th are known.
func (s shop) sort(orders ...recon.Record) (o *again.Orders, first int) {
	day := func(n int) recon.Day { return recon.Rules{}.DayOf(order(n, "", "0").Time) }
	days := again.Days{Today: day(22), Oldest: day(15)}
	take := func(rows []recon.Record, held []recon.PoolRow) (*again.Orders, recon.Day) {
		return again.Take(len(rows), func(at int) recon.Record { return rows[at] }, held, days)
	}
	var held []recon.PoolRow
	for _, r := range s.waiting {
		held = append(held, recon.PoolRow{Record: r})
	}
	o, from := take(orders, held)
	for _, rows := range s.done {
		before, _ := take(rows, nil)
		for _, r := range rows {
			before.Finish(r, 1)
		}
		s.kept = append(s.kept, before.Done)
	}
	for _, done := range s.kept {
		text, err := json.Marshal(done)
		var kept again.Done
		if err != nil || json.Unmarshal(text, &kept) != nil {
			panic(err)
		}
		o.Know(kept)
	}
	o.Sort()
	if from > 0 {
		first = 22 + int(from-day(22))
	}
	return o, first
}

func TestSort(t *testing.T) {
	paid, refund := order(20, "A", "100"), order(20, "A", "-30")
	nameless := order(20, "", "5")
	for _, c := range []struct {
		reason  string
		shop    shop
		orders  []recon.Record
		match   []int
		changes string // of each: was, is, what is matched for it
		counts  [4]int // fresh, known, earlier, later
		first   int
	}{
		{"orders of the day", shop{}, []recon.Record{order(22, "A", "1"), order(22, "A", "1")}, []int{0, 1}, "", [4]int{2}, 22},
		{"of other days", shop{}, []recon.Record{order(23, "A", "1"), order(14, "B", "1"), order(15, "C", "1")}, []int{2}, "", [4]int{0, 0, 1, 1}, 15},
		{"without a date, and with a wrong one", shop{}, []recon.Record{order(0, "A", "1"), order(22+32, "B", "1")}, []int{0, 1}, "", [4]int{}, 0},
		{"31 days ahead", shop{}, []recon.Record{order(22+31, "A", "1")}, nil, "", [4]int{0, 0, 0, 1}, 22},
		{"the same again", shop{done: [][]recon.Record{{paid}}}, []recon.Record{paid}, nil, "", [4]int{0, 1}, 20},
		{"twice, and known once", shop{done: [][]recon.Record{{paid}}}, []recon.Record{paid, paid}, []int{1}, "", [4]int{0, 1}, 20},
		{"known of two days", shop{done: [][]recon.Record{{paid}, {paid}}}, []recon.Record{paid, paid}, nil, "", [4]int{0, 2}, 20},
		{"it waits: what comes takes its place", shop{waiting: []recon.Record{paid}}, []recon.Record{paid}, []int{0}, "", [4]int{}, 20},
		{"one waits and one is done", shop{waiting: []recon.Record{paid}, done: [][]recon.Record{{paid}}}, []recon.Record{paid}, nil, "", [4]int{0, 1}, 20},
		{"it waits, and says something else now", shop{waiting: []recon.Record{paid}}, []recon.Record{in(recon.Closed, paid)}, []int{0}, "", [4]int{}, 20},
		{"it waits without a key", shop{waiting: []recon.Record{nameless}}, []recon.Record{nameless}, nil, "", [4]int{0, 1}, 20},
		{"now refunded", shop{done: [][]recon.Record{{paid}}}, []recon.Record{in(recon.Refunded, paid)}, nil, "100 0 refund -100", [4]int{}, 20},
		{"refunded, and the refund is a row", shop{done: [][]recon.Record{{paid}}}, []recon.Record{in(recon.Refunded, paid), refund}, []int{1}, "100 100 -", [4]int{}, 20},
		{"the refund waits", shop{waiting: []recon.Record{refund}, done: [][]recon.Record{{paid}}}, []recon.Record{in(recon.Refunded, paid)}, nil, "100 100 -", [4]int{}, 20},
		{"paid after all", shop{done: [][]recon.Record{{in(recon.Closed, paid)}}}, []recon.Record{paid}, nil, "0 100 payment 100", [4]int{}, 20},
		{"another amount", shop{done: [][]recon.Record{{paid}}}, []recon.Record{order(20, "A", "90")}, nil, "100 90 refund -10", [4]int{}, 20},
		{
			"equal amounts first", shop{done: [][]recon.Record{{order(20, "A", "60"), order(20, "A", "40")}}},
			[]recon.Record{order(20, "A", "50"), in(recon.Refunded, order(20, "A", "40"))}, nil, "40 0 refund -40, 60 50 refund -10", [4]int{}, 20,
		},
		{"another day is another order", shop{done: [][]recon.Record{{paid}}}, []recon.Record{order(21, "A", "100")}, []int{0}, "", [4]int{}, 21},
	} {
		t.Run(c.reason, func(t *testing.T) {
			o, first := c.shop.sort(c.orders...)
			assert.Equal(t, c.match, o.Match)
			changes := ""
			for i, change := range o.Changed {
				if i > 0 {
					changes += ", "
				}
				matched := "-"
				if m := change.Matched; m != nil {
					matched = fmt.Sprint(m.Kind, " ", m.Amount)
					assert.Equal(t, "A", m.Key)
					assert.True(t, m.Time.IsZero())
				}
				changes += fmt.Sprint(change.Was, " ", change.Is, " ", matched)
			}
			assert.Equal(t, c.changes, changes)
			assert.Equal(t, c.counts, [4]int{o.Fresh, o.Known, o.Earlier, o.Later})
			assert.Equal(t, c.first, first)
		})
	}
}

// TestAChangeIsKnownTheNextTime: the day on which a change came is done with the order as it is now, and no more with what it was.
func TestAChangeIsKnownTheNextTime(t *testing.T) {
	paid := order(20, "A", "100")
	back := in(recon.Refunded, paid)
	o, _ := shop{done: [][]recon.Record{{paid}}}.sort(back)
	require.Len(t, o.Changed, 1)
	counts := map[int]int{}
	for _, d := range o.Done {
		counts[d.Count]++
	}
	assert.Equal(t, map[int]int{1: 1, -1: 1}, counts)

	next, _ := shop{done: [][]recon.Record{{paid}}, kept: []again.Done{o.Done}}.sort(back, paid)
	assert.Equal(t, 1, next.Known)
	require.Len(t, next.Match, 1, "an order that is new, of the same number")
	assert.Empty(t, next.Changed)
}

// TestWhatWasReleasedIsDoneWith: a decision took it out of the pool.
func TestWhatWasReleasedIsDoneWith(t *testing.T) {
	rows := []recon.Record{order(20, "A", "100")}
	day := recon.Rules{}.DayOf(rows[0].Time)
	o, _ := again.Take(1, func(at int) recon.Record { return rows[at] }, nil, again.Days{Today: day + 1, Oldest: day})
	o.KnowRow(rows[0])
	o.Sort()
	assert.Equal(t, 1, o.Known)
}
