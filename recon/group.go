package recon

import (
	"slices"

	"github.com/shopspring/decimal"
)

// Group is the rows that were judged together, and the judgement. Every row given to Match, of the pool too, is in exactly one Group.
type Group struct {
	Outcome Outcome
	Verdict Verdict
	// Pass is what brought the rows together: PassKey, PassAltKey+i for AltKeys[i], or PassAmountTime.
	Pass Pass
	// Key is the common key of that pass; for PassAmountTime the first order's Key; of a one-sided group the rows' own Key.
	Key string
	// Bills and Orders are indexes into the slices given to Match, ascending.
	Bills, Orders []int
	// PoolBills and PoolOrders are indexes into Rules.Pool.Bills and Rules.Pool.Orders, ascending.
	PoolBills, PoolOrders []int
	// Excess names the surplus rows of FoundDuplicateBill and FoundDuplicateOrder, which are all rows of their group, as indexes into
	// all rows of that side: i < len(side) is the caller's row i, and i − len(side) is the pool's.
	Excess []int
	// MovedBills and MovedOrders name the payments in State Refunded that count as moved, because rows of refunds of their side say
	// what went back: indexes as in Excess. A payment in State Refunded that is not named came and went, and counts zero.
	MovedBills, MovedOrders []int
	// Nets has one element per unit, sorted by unit; more than one only with FoundUnit.
	Nets []Net
	// Unpaid is the nominal amount of the rows that moved nothing, being pending, closed or failed: one element per unit, sorted by unit,
	// nil when there are none. It is in no other figure.
	Unpaid []Net
	// Gross is what was paid in on each side, payments that came and went too; nil but for GrossDiffers.
	Gross *Net
	// FeeNet and IncomeNet add up the fees and incomes that were compared, where both sides, or a fee schedule, give them; nil otherwise.
	// IncomeOf says what IncomeNet compares.
	FeeNet, IncomeNet *Net
	IncomeOf          IncomeCheck
	// Threshold is the amount tolerance in force, of several settled pairs the sum of theirs; zero when none was.
	Threshold decimal.Decimal
	// BillStates and OrderStates are the states seen on each side.
	BillStates, OrderStates StateSet
	// Alternatives shows, with AmbiguousMatch out of a subset search, two answers that fit equally: indexes as in Excess,
	// of orders, or of bills where AlternativeBills says so.
	Alternatives     [2][]int
	AlternativeBills [2]bool
}

// Net is what moved in one unit.
type Net struct {
	Unit        string
	Bill, Order decimal.Decimal
}

// Difference is Bill − Order: positive when the provider's side is higher.
func (n Net) Difference() decimal.Decimal { return n.Bill.Sub(n.Order) }

// StateSet is a set of states, bit 1<<State each.
type StateSet uint8

// Has reports whether s is in the set.
func (set StateSet) Has(s State) bool { return set&(1<<s) != 0 }

// Pass names what brought a group together, in the order of strength.
type Pass uint8

// The passes.
const (
	PassKey        Pass = 0
	PassAltKey     Pass = 1 // PassAltKey+i is AltKeys[i]
	PassAmountTime Pass = 255
)

// rowsOf are the caller's rows and the pool's of one side: 0 is the bills.
func (g *Group) rowsOf(side int) (own, pool []int) {
	if side == 0 {
		return g.Bills, g.PoolBills
	}
	return g.Orders, g.PoolOrders
}

// clone shares no memory with the group.
func (g *Group) clone() Group {
	c := *g
	for _, s := range c.places() {
		*s = slices.Clone(*s)
	}
	c.Nets, c.Unpaid = slices.Clone(c.Nets), slices.Clone(c.Unpaid)
	for _, net := range [...]**Net{&c.Gross, &c.FeeNet, &c.IncomeNet} {
		if *net != nil {
			own := **net
			*net = &own
		}
	}
	return c
}

// places are the group's lists of rows.
func (g *Group) places() [9]*[]int {
	return [...]*[]int{
		&g.Bills, &g.Orders, &g.PoolBills, &g.PoolOrders, &g.Excess, &g.MovedBills, &g.MovedOrders, &g.Alternatives[0], &g.Alternatives[1],
	}
}

// IncomeCheck says what Group.IncomeNet compares.
type IncomeCheck uint8

// The checks.
const (
	IncomeBetween  IncomeCheck = iota // Bill is the bills' income, Order the orders'
	IncomeOfBills                     // Bill is the bills' income, Order their amount − fee
	IncomeOfOrders                    // Bill is the orders' amount − fee, Order their income
)

// Status is the console's status of the group.
func (g Group) Status() Status { return g.Outcome.Status() }
