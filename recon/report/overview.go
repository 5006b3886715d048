package report

import (
	"time"

	"github.com/shopspring/decimal"

	"github.com/billrecon/billrecon/recon"
)

// Overview is what the groups of a result add up to. Groups that agree are counted whether they are listed or not.
type Overview struct {
	// First and Last are the bill days of the earliest and the latest row, of both sides and of the pool; zero when none has a time.
	First, Last recon.Day
	// BillDate is the last complete bill day that the run knew of; zero when there was none.
	BillDate recon.Day
	// Bills and Orders are the rows that were read, of the pool too.
	Bills, Orders recon.RowSummary
	// Digest is Result.Digest.
	Digest recon.Digest
	// Total is all groups.
	Total Total
	// Statuses has all five statuses, in the console's order.
	Statuses []StatusTotal
	// Outcomes has the outcomes that occurred, in the order of recon's constants.
	Outcomes []OutcomeTotal
	// Days has the groups whose nets differ, by bill day, ascending; the zero Day is of groups without a time.
	Days []DayTotal
	// Control has the provider's control totals, and what the bills have.
	Control []Control
	// Money is what all rows come to, per unit and side. Channels, Labels and BillDays are the same by the rows'
	// Channel, by the caller's labels, and by the bill day of the row itself (not of its group); each adds up to Money.
	Money    []Money
	Channels []MoneyOf
	Labels   []LabelMoney
	BillDays []MoneyOf
	// Statistics are Result.Statistics.
	Statistics recon.Statistics
	// PoolBills and PoolOrders count the rows left for the next run.
	PoolBills, PoolOrders int
}

// Total is what some groups add up to.
type Total struct {
	Groups, Bills, Orders int64
	// Units has what moved, per unit: CNY first, then by name.
	Units []recon.UnitSummary
}

// StatusTotal is the groups of one status.
type StatusTotal struct {
	Status recon.Status
	Total
}

// OutcomeTotal is the groups of one outcome.
type OutcomeTotal struct {
	Outcome recon.Outcome
	Total
}

// DayTotal is the groups of one bill day whose nets differ. See package report for which day a group belongs to.
type DayTotal struct {
	Day recon.Day
	Total
}

// Control is one control figure: what the provider declared, and what the caller's bill rows have.
type Control struct {
	// Figure is "count", "amount" or "fee".
	Figure string
	// Unit is what is counted, as in recon.ControlTotals; "CNY" when that names none.
	Unit            string
	Declared, Found decimal.Decimal
}

func (r *Report) newOverview(sum recon.Summary, statistics recon.Statistics, pool recon.Pool) Overview {
	o := Overview{
		BillDate: pool.BillDate, Bills: sum.Bills, Orders: sum.Orders, Digest: sum.Digest, Statistics: statistics,
		PoolBills: len(pool.Bills), PoolOrders: len(pool.Orders), Control: r.control(),
	}
	var t tallies
	moved := [2]map[int]bool{{}, {}}
	for g := range r.rows.judged() {
		t.add(&g, r)
		for side, places := range [...][]int{g.MovedBills, g.MovedOrders} {
			for _, place := range places {
				moved[side][place] = true
			}
		}
	}
	t.addRest(&sum)
	t.into(&o)
	f := r.moneyFigures(moved)
	f.into(&o)
	o.First, o.Last = r.rules.DayOf(f.first), r.rules.DayOf(f.last)
	return o
}

// earlier is the earlier of two times. A time without a bill day is none: the zero time, and what an absent epoch time decodes to.
func (r *Report) earlier(first, t time.Time) time.Time {
	if t.IsZero() || !first.IsZero() && !t.Before(first) || t.Unix() < secondOfJanuary && r.rules.DayOf(t).IsZero() {
		return first
	}
	return t
}

// secondOfJanuary 1970 has a bill day everywhere, and so has what is later.
const secondOfJanuary = 2 * 24 * 60 * 60

// dayOf is the bill day that a group is shown under: that of its earliest bill row; where no bill row has a time, of its earliest order.
func (r *Report) dayOf(g *recon.Group) recon.Day { return r.rules.DayOf(r.timeOf(g)) }

// timeOf is the earliest time of the group's bill rows; where none has one, of its orders.
func (r *Report) timeOf(g *recon.Group) time.Time {
	for _, side := range [...]side{billSide, orderSide} {
		var first time.Time
		for b := range r.records(side, g) {
			first = r.earlier(first, b.Time)
		}
		if !first.IsZero() {
			return first
		}
	}
	return time.Time{}
}

// places are a group's rows of one side.
func (r *Report) places(side side, g *recon.Group) (own, pool []int) {
	if side == billSide {
		return g.Bills, g.PoolBills
	}
	return g.Orders, g.PoolOrders
}

// records are a group's rows of one side.
func (r *Report) records(side side, g *recon.Group) func(func(recon.Record) bool) {
	own, pool := r.places(side, g)
	return func(yield func(recon.Record) bool) {
		for _, place := range own {
			if !yield(r.rows.record(side, place)) {
				return
			}
		}
		for _, at := range pool {
			if !yield(r.rows.record(side, r.rows.callers(side)+at)) {
				return
			}
		}
	}
}
