package report

import (
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/require"

	"github.com/billrecon/billrecon/recon"
)

func TestOverviewAddsUp(t *testing.T) {
	for name, in := range map[string]run{"shop": shop(), "month": month(3000), "empty": {}, "extreme": extreme()} {
		result := in.result(t)
		v := in.report(t, Options{}).Overview()
		sum := result.Summary()
		require.Equal(t, sum.Bills, v.Bills, name)
		require.Equal(t, sum.Digest, v.Digest, name)
		require.Equal(t, result.Statistics(), v.Statistics, name)
		require.Equal(t, len(result.Pool.Orders), v.PoolOrders, name)
		requireSame(t, name+" total", sum.Units, v.Total.Units)
		var statuses, outcomes, days []recon.UnitSummary
		var groups int64
		for _, s := range v.Statuses {
			statuses = append(statuses, s.Units...)
			groups += s.Groups
		}
		for _, o := range v.Outcomes {
			require.Equal(t, result.Count(o.Outcome), o.Groups, "%s %v", name, o.Outcome)
			outcomes = append(outcomes, o.Units...)
		}
		for _, d := range v.Days {
			days = append(days, d.Units...)
		}
		require.Equal(t, v.Total.Groups, groups, name)
		requireSame(t, name+" statuses", sum.Units, statuses)
		requireSame(t, name+" outcomes", sum.Units, outcomes)
		for _, u := range sum.Units {
			got := added(u.Unit, days)
			require.True(t, got.Difference.Equal(u.Difference) && got.Absolute.Equal(u.Absolute), "%s: the days of %s come to %v, want %v", name, u.Unit, got, u)
		}
	}
}

// requireSame compares the sums per unit with what recon itself has.
func requireSame(t *testing.T, what string, want, parts []recon.UnitSummary) {
	t.Helper()
	for _, u := range want {
		got := added(u.Unit, parts)
		require.True(t, got.Bills.Equal(u.Bills) && got.Orders.Equal(u.Orders) && got.Difference.Equal(u.Difference) && got.Absolute.Equal(u.Absolute),
			"%s: %v, want %v", what, got, u)
	}
}

func added(unit string, parts []recon.UnitSummary) recon.UnitSummary {
	total := recon.UnitSummary{Unit: unit}
	for _, p := range parts {
		if p.Unit == unit {
			total.Bills, total.Orders = total.Bills.Add(p.Bills), total.Orders.Add(p.Orders)
			total.Difference, total.Absolute = total.Difference.Add(p.Difference), total.Absolute.Add(p.Absolute)
		}
	}
	return total
}

func TestUnitsAreInOrder(t *testing.T) {
	var in run
	for _, unit := range []string{"次", "AAA", "", "福豆"} {
		in.orders = append(in.orders, inUnit(paid("K"+unit, "1", 1), unit))
	}
	var got []string
	for _, u := range in.report(t, Options{}).Overview().Total.Units {
		got = append(got, u.Unit)
	}
	require.Equal(t, []string{"CNY", "AAA", "次", "福豆"}, got)
}

func TestDayOfAGroup(t *testing.T) {
	late := time.Date(2026, 11, 5, 23, 30, 0, 0, shopZone)
	day := func(d int) recon.Day { return recon.Rules{}.DayOf(noon(d)) }
	undated := recon.Record{Key: "A", Amount: dec("3")}
	epoch := undated
	epoch.Time = time.Unix(0, 0)
	for _, c := range []struct {
		reason        string
		bills, orders []recon.Record
		rules         recon.Rules
		want          recon.Day
	}{
		{"the bill's, not the order's", []recon.Record{paid("A", "2", 4)}, []recon.Record{paid("A", "1", 3)}, recon.Rules{}, day(4)},
		{"the earliest bill's", []recon.Record{paid("A", "2", 6), paid("A", "3", 5)}, []recon.Record{paid("A", "1", 3)}, recon.Rules{}, day(5)},
		{"the order's when no bill has a time", []recon.Record{undated}, []recon.Record{paid("A", "1", 3)}, recon.Rules{}, day(3)},
		{"the order's when there is no bill", nil, []recon.Record{paid("A", "1", 3)}, recon.Rules{}, day(3)},
		{"none", []recon.Record{undated}, nil, recon.Rules{}, 0},
		{"an epoch of zero is no time", []recon.Record{epoch}, []recon.Record{paid("A", "1", 3)}, recon.Rules{}, day(3)},
		{"after the cut-off it is the next day", []recon.Record{{Key: "A", Amount: dec("2"), Time: late}}, nil, recon.Rules{CutOff: 23 * time.Hour}, day(6)},
		{"in the rules' zone", []recon.Record{{Key: "A", Amount: dec("2"), Time: late}}, nil, recon.Rules{Location: time.FixedZone("UTC+9", 9*3600)}, day(6)},
	} {
		r := run{c.bills, c.orders, c.rules}.report(t, Options{})
		days := r.Overview().Days
		require.Len(t, days, 1, c.reason)
		require.Equal(t, c.want, days[0].Day, c.reason)
	}
}

func TestPeriod(t *testing.T) {
	v := run{bills: []recon.Record{paid("A", "1", 9)}, orders: []recon.Record{paid("B", "1", 3), {Key: "C", Time: time.Unix(0, 0)}}}.report(t, Options{}).Overview()
	require.Equal(t, "2026-11-03", v.First.String())
	require.Equal(t, "2026-11-09", v.Last.String())
	v = run{}.report(t, Options{}).Overview()
	require.True(t, v.First.IsZero() && v.Last.IsZero())
}

func TestOffsettingDifferencesDoNotCancel(t *testing.T) {
	r := run{
		bills:  []recon.Record{paid("A", "11", 1), paid("B", "9", 1)},
		orders: []recon.Record{paid("A", "10", 1), paid("B", "10", 1)},
	}.report(t, Options{})
	day := r.Overview().Days[0]
	require.True(t, day.Units[0].Difference.IsZero())
	require.True(t, day.Units[0].Absolute.Equal(dec("2")))
	over, short := overAndShort(day.Units[0])
	require.True(t, over.Equal(dec("1")) && short.Equal(dec("1")))
}

func TestToleratedDifferencesAreInTheDays(t *testing.T) {
	in := run{[]recon.Record{paid("A", "10.01", 1)}, []recon.Record{paid("A", "10", 1)}, recon.Rules{AmountTolerance: recon.Tolerance{Absolute: dec("0.01")}}}
	v := in.report(t, Options{}).Overview()
	require.Equal(t, recon.Matched, v.Outcomes[0].Outcome)
	require.Len(t, v.Days, 1)
	require.True(t, v.Days[0].Units[0].Difference.Equal(dec("0.01")))
}

func TestControl(t *testing.T) {
	count := int64(2)
	in := run{bills: []recon.Record{
		withFee(paid("A", "10", 1), "0.1"), withState(withFee(paid("B", "5", 1), "9"), recon.Pending), inUnit(paid("C", "7", 1), "次"),
	}}
	in.rules.Control = &recon.ControlTotals{Count: &count, Amount: null("10"), Fee: null("0.10")}
	var got [][3]string
	for _, c := range in.report(t, Options{}).Overview().Control {
		got = append(got, [3]string{c.Figure, c.text(c.Declared), c.text(c.Found)})
	}
	require.Equal(t, [][3]string{{"count", "2", "2"}, {"amount", "10.00", "10.00"}, {"fee", "0.10", "0.10"}}, got)
	in.rules.Control = nil
	require.Empty(t, in.report(t, Options{}).Overview().Control)
}

func TestPoolRowsAreNotControlled(t *testing.T) {
	in := shop()
	for _, c := range in.report(t, Options{}).Overview().Control {
		require.True(t, c.Found.Equal(decimal.NewFromInt(*in.rules.Control.Count)))
	}
}
