package recon

import (
	"testing"
	"time"

	"github.com/shopspring/decimal"
)

// held is a pool row of a payment.
func held(id, since, key, amount string) PoolRow {
	d, err := ParseDay(since)
	if err != nil {
		panic(err)
	}
	return PoolRow{ID: id, Since: d, Record: Record{Key: key, Amount: dec(amount)}}
}

func TestPoolCheck(t *testing.T) {
	huge := held("b1", "2026-11-20", "A100", "1")
	huge.Record.Amount = decimal.New(1, 101)
	hugeFee := held("b1", "2026-11-20", "A100", "1")
	hugeFee.Record.Fee = decimal.NewNullDecimal(decimal.New(1, -101))
	hugeIncome := held("b1", "2026-11-20", "A100", "1")
	hugeIncome.Record.Income = decimal.NewNullDecimal(decimal.New(1, 101))
	one, two := held("x1", "2026-11-20", "A100", "1"), held("x2", "2026-11-20", "A100", "1")
	cases := []struct {
		reason string
		p      Pool
		field  string
	}{
		{"the zero value", Pool{}, ""},
		{"empty and versioned", Pool{Version: PoolVersion}, ""},
		{"rows on both sides", Pool{Version: PoolVersion, BillDate: day(t, "2026-11-22"), Bills: []PoolRow{one, two}, Orders: []PoolRow{one}}, ""},
		{"a run of the same day", Pool{Version: PoolVersion, BillDate: day(t, "2026-11-23")}, "Pool.BillDate"},
		{"a row that cannot count as moved", Pool{Version: PoolVersion, Bills: []PoolRow{{ID: "a", Moved: true}}}, "Pool.Bills[0].Moved"},
		{"rows without a version", Pool{Bills: []PoolRow{one}}, "Pool.Version"},
		{"a later version", Pool{Version: 3}, "Pool.Version"},
		{"an earlier version", Pool{Version: 1}, "Pool.Version"},
		{"a negative version", Pool{Version: -1}, "Pool.Version"},
		{"from the future", Pool{Version: PoolVersion, BillDate: day(t, "2026-11-24")}, "Pool.BillDate"},
		{"a row without an ID", Pool{Version: PoolVersion, Bills: []PoolRow{one, {}}}, "Pool.Bills[1].ID"},
		{"a bill twice", Pool{Version: PoolVersion, Bills: []PoolRow{one, two, one}}, "Pool.Bills[2].ID"},
		{"an order twice", Pool{Version: PoolVersion, Orders: []PoolRow{one, one}}, "Pool.Orders[1].ID"},
		{"an endless amount", Pool{Version: PoolVersion, Bills: []PoolRow{huge}}, "Pool.Bills[0].Record.Amount"},
		{"an endless fee", Pool{Version: PoolVersion, Orders: []PoolRow{one, hugeFee}}, "Pool.Orders[1].Record.Fee"},
		{"an endless income", Pool{Version: PoolVersion, Orders: []PoolRow{hugeIncome}}, "Pool.Orders[0].Record.Income"},
	}
	for _, c := range cases {
		t.Run(c.reason, func(t *testing.T) {
			wantError(t, c.p.check(day(t, "2026-11-23")), ErrInvalidRules, c.field)
		})
	}
}

func TestPoolOfAnyDayWhenTheRulesNameNone(t *testing.T) {
	p := Pool{Version: PoolVersion, BillDate: Rules{}.DayOf(time.Date(2099, 1, 1, 0, 0, 0, 0, time.UTC))}
	wantError(t, p.check(0), ErrInvalidRules, "")
}
