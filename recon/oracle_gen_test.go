package recon_test

import (
	"fmt"
	"strings"
	"time"

	"github.com/shopspring/decimal"

	"github.com/billrecon/billrecon/recon"
)

// This file draws small adversarial inputs: few keys, few amounts, several days, so that rows collide in every way.

// oracleFlavour says which parts of a record vary in one input, so that simple findings are not drowned by others.
type oracleFlavour struct {
	fees, alts, units, states, signs, manual, noTimes, farTimes, emptyKeys, oneKey bool
	amounts                                                                        string
	mirror                                                                         bool // most orders are like a bill
	days                                                                           int  // times lie on this many days
}

func oracleFlavourOf(choose chooser) oracleFlavour {
	return oracleFlavour{
		fees: choose.oneIn(3), alts: choose.oneIn(3), units: choose.oneIn(6), states: choose.oneIn(3),
		signs: choose.oneIn(8), manual: choose.oneIn(10), noTimes: choose.oneIn(4), farTimes: choose.oneIn(8),
		emptyKeys: choose.oneIn(6), oneKey: choose.oneIn(3), mirror: choose.oneIn(2), days: 4,
		amounts: pick(choose, oracleAmounts, oracleAmounts, oracleFewAmounts, oracleSumAmounts),
	}
}

// Amounts that collide: any, few, and such as add up to one another in several ways.
const (
	oracleAmounts    = "100 100 100.00 60 40 20 70 30 -30 -100 -40 99.99 90 -90 0.005 0"
	oracleFewAmounts = "100 100 100 -100 40"
	oracleSumAmounts = "10 20 30 40 70 100 -30 -10 9.99"
)

// oracleInput draws one match, in one of three with a pool.
func oracleInput(choose chooser, most int) input {
	f := oracleFlavourOf(choose)
	in := input{rules: oracleRules(choose)}
	in.bills, in.orders = oracleSides(choose, f, most)
	if choose.oneIn(3) {
		in.rules.Pool = oraclePool(choose, f)
	}
	in.tellApart()
	return in
}

// oracleSides draws bills and orders: orders by themselves, or most of them like a bill, with what changed.
func oracleSides(choose chooser, f oracleFlavour, most int) (bills, orders []recon.Record) {
	bills = oracleRecords(choose, f, choose(most+1))
	if !f.mirror {
		return bills, oracleRecords(choose, f, choose(most+1))
	}
	for _, r := range bills {
		if choose.oneIn(6) {
			continue
		}
		like := oracleRecord(choose, f)
		r.Time = pick(choose, r.Time, r.Time, like.Time)
		r.Fee, r.Income = pick(choose, r.Fee, like.Fee), pick(choose, r.Income, like.Income)
		r.State, r.Amount = pick(choose, r.State, r.State, like.State), pick(choose, r.Amount, r.Amount, r.Amount, like.Amount)
		if choose.oneIn(4) { // paid in two parts
			part := r
			part.Amount = dec(pick(choose, "30", "40", "-10"))
			r.Amount = r.Amount.Sub(part.Amount)
			orders = append(orders, part)
		}
		orders = append(orders, r)
	}
	if choose.oneIn(2) {
		bills, orders = orders, bills
	}
	return bills, append(orders, oracleRecords(choose, f, choose(3))...)
}

func oracleRecords(choose chooser, f oracleFlavour, n int) []recon.Record {
	rows := make([]recon.Record, 0, n)
	for range n {
		if len(rows) > 0 && choose.oneIn(5) {
			rows = append(rows, rows[choose(len(rows))]) // a row that says the same once more
			continue
		}
		rows = append(rows, oracleRecord(choose, f))
	}
	return rows
}

func oracleRecord(choose chooser, f oracleFlavour) recon.Record {
	r := recon.Record{Key: pick(choose, "A", "A", "B", "B", "C", "D"), Amount: oracleAmount(choose, f)}
	if r.Amount.Sign() < 0 {
		r.Kind = pick(choose, recon.Refund, recon.Refund, recon.Reversal)
	}
	if f.signs && choose.oneIn(3) {
		r.Kind = pick(choose, recon.Payment, recon.Refund, recon.Reversal)
	}
	if f.oneKey {
		r.Key = "A"
	}
	if f.emptyKeys && choose.oneIn(3) {
		r.Key = ""
	}
	if f.alts {
		r.AltKeys = pick(choose, recon.AltKeys{}, recon.AltKeys{}, recon.AltKeys{"X"}, recon.AltKeys{"Y"}, recon.AltKeys{"", "X"}, recon.AltKeys{"X", "Y"}, recon.AltKeys{"A"})
	}
	if f.units {
		r.Unit = pick(choose, "", "CNY", "CNY", "次", "福豆")
	}
	if f.states && choose.oneIn(2) {
		r.State = pick(choose, recon.Succeeded, recon.Pending, recon.Closed, recon.Failed, recon.Refunded, recon.Refunded, recon.Unknown)
	}
	if f.fees {
		r.Fee, r.Income = oracleFeeAndIncome(choose, r.Amount)
	}
	r.Manual = f.manual && choose.oneIn(3)
	if f.alts && choose.oneIn(4) {
		r.Channel = recon.WeChat
	}
	r.Time = oracleTime(choose, f)
	return r
}

func oracleAmount(choose chooser, f oracleFlavour) decimal.Decimal {
	return dec(pick(choose, strings.Fields(f.amounts)...))
}

func oracleFeeAndIncome(choose chooser, amount decimal.Decimal) (fee, income decimal.NullDecimal) {
	if choose.oneIn(6) {
		return fee, income
	}
	fee = decimal.NewNullDecimal(amount.Mul(pick(choose, dec("0.006"), dec("0.006"), dec("0.01"))))
	switch choose(6) {
	case 0, 1:
	case 2:
		income = decimal.NewNullDecimal(amount)
	default:
		income = decimal.NewNullDecimal(amount.Sub(fee.Decimal))
	}
	return fee, income
}

// oracleTime favours both sides of midnight and of the cut.
func oracleTime(choose chooser, f oracleFlavour) time.Time {
	if f.noTimes && choose.oneIn(3) {
		return time.Time{}
	}
	clock := pick(choose, 0, 2*time.Second, 10*time.Hour, 10*time.Hour, 12*time.Hour, 22*time.Hour+30*time.Minute-1, 23*time.Hour-1, 23*time.Hour, 24*time.Hour-time.Second)
	t := baseDay.AddDate(0, 0, choose(f.days)).Add(clock)
	if f.farTimes && choose.oneIn(4) {
		t = t.AddDate(0, 0, pick(choose, 30, 31, 32, 33, 34, 35, 36, 1000))
	}
	if choose.oneIn(4) {
		return t.UTC()
	}
	return t
}

// oraclePool draws a pool that no run left, of a day before every run's.
func oraclePool(choose chooser, f oracleFlavour) recon.Pool {
	p := recon.Pool{Version: recon.PoolVersion, BillDate: recon.Rules{}.DayOf(baseDay.AddDate(0, 0, choose(2)))}
	if choose.oneIn(6) {
		p.BillDate = 0
	}
	p.Bills = oraclePoolRows(choose, f, p.BillDate, "b")
	p.Orders = oraclePoolRows(choose, f, p.BillDate, "o")
	return p
}

func oraclePoolRows(choose chooser, f oracleFlavour, last recon.Day, name string) []recon.PoolRow {
	var rows []recon.PoolRow
	drawn := input{bills: oracleRecords(choose, f, choose(3))}
	drawn.tellApart()
	for i, rec := range drawn.bills {
		r := recon.PoolRow{ID: fmt.Sprint(name, i), Record: rec}
		if last != 0 && rec.Time.IsZero() {
			r.Since = last - recon.Day(choose(3))
		}
		rows = append(rows, r)
	}
	return rows
}

// tellApart moves rows by seconds that nothing but their content would set apart from others of their side: the page does not
// say in which order contents come. Rows that say the very same stay alike.
func (in *input) tellApart() {
	for _, c := range []struct {
		rows []recon.Record
		pool []recon.PoolRow
	}{{in.bills, in.rules.Pool.Bills}, {in.orders, in.rules.Pool.Orders}} {
		for i := range c.rows {
			others := append([]recon.Record(nil), c.rows[:i]...)
			for _, p := range c.pool {
				others = append(others, p.Record)
			}
			for tiedWithAny(c.rows[i], others, in.amountsMix()) {
				t := c.rows[i].Time
				if t.IsZero() {
					t = baseDay.Add(4 * time.Hour)
				}
				c.rows[i].Time = t.Add(time.Second)
			}
		}
	}
}

// amountsMix says that rows of different amounts compete for a partner: within a tolerance, or to be replaced.
func (in *input) amountsMix() bool {
	t := in.rules.AmountTolerance
	return in.rules.ReplaceHeld || t.PPM > 0 || t.Absolute.IsPositive()
}

// tiedWithAny says whether only content sets a row apart from one of others.
func tiedWithAny(r recon.Record, others []recon.Record, mix bool) bool {
	for _, x := range others {
		tied := x.Time.Equal(r.Time) && (!r.Time.IsZero() || x.Amount.Equal(r.Amount) || mix)
		if tied && oracleRowsOf(billSide, []recon.Record{r}, nil)[0].words != oracleRowsOf(billSide, []recon.Record{x}, nil)[0].words {
			return true
		}
	}
	return false
}
