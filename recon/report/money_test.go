package report

import (
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/billrecon/billrecon/recon"
)

func labelled(r recon.Record, name, value string) recon.Record {
	r.Labels[0] = recon.Label{Name: name, Value: value}
	return r
}

func TestMoneyOfEverySideAndState(t *testing.T) {
	in := run{
		bills: []recon.Record{
			withFee(paid("A", "100", 1), "0.6"), paid("B", "50", 1), withFee(paid("A", "-30", 2), "-0.18"),
			withState(withFee(paid("C", "20", 2), "0.12"), recon.Refunded), withState(paid("D", "7", 2), recon.Closed),
		},
		orders: []recon.Record{paid("A", "100", 1), withState(paid("E", "9", 1), recon.Pending)},
		rules:  recon.Rules{BillsUntil: proven, Fees: &recon.FeeSchedule{RatePPM: 6000}},
	}
	money := in.report(t, Options{}).Overview().Money
	require.Len(t, money, 2)
	bills, orders := money[0], money[1]
	require.True(t, bills.Bills && !orders.Bills)
	require.Equal(t, []string{"4", "170.00", "-50.00", "120.00", "0.42", "69.58", "0.72", "1", "1", "7.00"}, []string{
		amountText("", decimal.NewFromInt(bills.Rows)), amountText("CNY", bills.Gross), amountText("CNY", bills.Refunds), amountText("CNY", bills.Net),
		nullText(bills.Fee), nullText(bills.Income), nullText(bills.Scheduled), amountText("", decimal.NewFromInt(bills.WithoutFee)),
		amountText("", decimal.NewFromInt(bills.Unpaid)), amountText("CNY", bills.UnpaidAmount),
	})
	require.False(t, orders.Fee.Valid || orders.Income.Valid || orders.Scheduled.Valid, "what nobody gave is absent, not zero")
	require.True(t, orders.UnpaidAmount.Equal(dec("9")) && orders.Net.Equal(dec("100")), "a nominal amount is apart from what moved")
}

func TestRefundedPaymentWithItsRefundCountsOnce(t *testing.T) {
	in := run{bills: []recon.Record{withState(paid("A", "20", 1), recon.Refunded), paid("A", "-20", 1)}, rules: recon.Rules{BillsUntil: proven}}
	m := in.report(t, Options{}).Overview().Money[0]
	require.True(t, m.Gross.Equal(dec("20")) && m.Refunds.Equal(dec("-20")) && m.Net.IsZero())
}

func TestRowsWithoutALabelStandUnderTheEmptyValue(t *testing.T) {
	in := run{bills: []recon.Record{
		labelled(paid("A", "5", 1), "门店", "东门"), labelled(paid("B", "3", 1), "门店", "西门"), paid("C", "2", 1), labelled(paid("D", "1", 1), "门店", ""),
	}}
	labels := in.report(t, Options{}).Overview().Labels
	require.Len(t, labels, 1)
	got := map[string]string{}
	for _, v := range labels[0].Values {
		got[v.Value] = amountText("CNY", v.Net)
	}
	require.Equal(t, map[string]string{"东门": "5.00", "西门": "3.00", "": "3.00"}, got)
}

// drawLabels gives a row a channel and labels.
func drawLabels(t *rapid.T, r recon.Record) recon.Record {
	r.Channel = recon.Channel(rapid.SampledFrom([]string{"", "wechat", "alipay", "other"}).Draw(t, "channel"))
	for i := range rapid.IntRange(0, len(r.Labels)).Draw(t, "labels") {
		r.Labels[i] = recon.Label{
			Name:  rapid.SampledFrom([]string{"", "门店", "cashier"}).Draw(t, "name"),
			Value: rapid.SampledFrom([]string{"", "1", "2"}).Draw(t, "value"),
		}
	}
	return r
}

// TestMoneyAddsUpForAnyRun: the whole is what recon has, every table adds up to the whole, and no row is lost.
func TestMoneyAddsUpForAnyRun(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		in := drawRun(rt)
		for _, rows := range [][]recon.Record{in.bills, in.orders} {
			for i := range rows {
				rows[i] = drawLabels(rt, rows[i])
			}
		}
		if rapid.Bool().Draw(rt, "schedule") {
			in.rules.Fees = &recon.FeeSchedule{RatePPM: 6000, Per: recon.FeePer(rapid.IntRange(0, 2).Draw(rt, "per"))}
		}
		v := in.report(t, Options{}).Overview()
		whole := map[bool]map[string]Money{true: {}, false: {}}
		var rows int64
		for _, m := range v.Money {
			whole[m.Bills][m.Unit] = m
			rows += m.Rows + m.Unpaid
			require.True(rt, m.Net.Equal(m.Gross.Add(m.Refunds)))
		}
		require.Equal(rt, v.Bills.Count+v.Orders.Count, rows)
		for _, u := range v.Total.Units {
			require.True(rt, whole[true][u.Unit].Net.Equal(u.Bills) && whole[false][u.Unit].Net.Equal(u.Orders), "%s", u.Unit)
		}
		tables := [][]MoneyOf{v.Channels, v.BillDays}
		for _, l := range v.Labels {
			tables = append(tables, l.Values)
		}
		for _, table := range tables {
			requireWhole(rt, whole, table)
		}
	})
}

// TestScheduledIsWhatTheScheduleAsks of each row that moved, whatever the schedule says.
func TestScheduledIsWhatTheScheduleAsks(t *testing.T) {
	for _, s := range []recon.FeeSchedule{
		{RatePPM: 6000},
		{RatePPM: 6000, Fixed: dec("0.3")},
		{RatePPM: 6000, Min: null("0.5")},
		{RatePPM: 6000, Max: null("0.5")},
		{RatePPM: 6000, Rounding: recon.Up},
		{RatePPM: 6000, Places: 3},
		{RatePPM: 6000, Places: recon.WholeUnits},
		{RatePPM: 6000, RefundsFree: true},
	} {
		in := run{
			bills: []recon.Record{paid("A", "12.34", 1), paid("B", "199.95", 2), paid("C", "-80", 3), withState(paid("D", "5", 3), recon.Pending)},
			rules: recon.Rules{BillsUntil: noon(30), Fees: &s},
		}
		var want decimal.Decimal
		for _, r := range in.bills[:3] {
			want = want.Add(s.Fee(r.Amount))
		}
		got := in.report(t, Options{}).Overview().Money[0].Scheduled
		require.True(t, got.Valid && got.Decimal.Equal(want), "%+v: %s, want %s", s, got.Decimal, want)
	}
}

func requireWhole(t *rapid.T, whole map[bool]map[string]Money, table []MoneyOf) {
	type key struct {
		bills bool
		unit  string
	}
	total := map[key]*[11]decimal.Decimal{}
	for _, m := range table {
		k := key{m.Bills, m.Unit}
		if total[k] == nil {
			total[k] = &[11]decimal.Decimal{}
		}
		for i, f := range figuresOf(m.Money) {
			total[k][i] = total[k][i].Add(f)
		}
	}
	for _, units := range whole {
		for _, m := range units {
			got := total[key{m.Bills, m.Unit}]
			require.NotNil(t, got)
			for i, want := range figuresOf(m) {
				require.True(t, got[i].Equal(want), "figure %d of %s is %v, want %v", i, m.Unit, got[i], want)
			}
		}
	}
}

func figuresOf(m Money) [11]decimal.Decimal {
	count := decimal.NewFromInt
	return [...]decimal.Decimal{
		m.Gross, m.Refunds, m.Net, m.Fee.Decimal, m.Income.Decimal, m.Scheduled.Decimal, m.UnpaidAmount,
		count(m.Rows), count(m.Unpaid), count(m.WithoutFee), count(m.WithoutIncome),
	}
}
