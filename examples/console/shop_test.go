package main

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/billrecon/billrecon/recon"
)

func TestTheMonthIsTheSameEveryTime(t *testing.T) {
	bills, orders := makeMonth()
	bills2, orders2 := makeMonth()
	assert.Equal(t, orders, orders2)
	assert.Len(t, bills2, len(bills))
	for i := range bills {
		assert.True(t, bills[i].Equal(bills2[i]))
	}
}

func TestEveryRowOfTheBillIsAnotherOne(t *testing.T) {
	bills, _ := makeMonth()
	seen := map[string]bool{}
	for _, b := range bills {
		assert.False(t, seen[b.OrderSN], b.OrderSN)
		seen[b.OrderSN] = true
		difference, ok := b.IncomeDifference()
		assert.True(t, ok)
		assert.True(t, difference.IsZero())
	}
}

// TestEveryTroubleIsFound: what went wrong is what the reconciliation says.
func TestEveryTroubleIsFound(t *testing.T) {
	a := sharedApp(t)
	for _, want := range []struct {
		reason  string
		outcome recon.Outcome
		groups  int64
	}{
		{"unpaid on both sides, and what is settled by hand", recon.NotDue, 8},
		{"charged twice", recon.DuplicateBill, 1},
		{"unknown to the provider", recon.OrderOnly, 2},
		{"never written down", recon.BillOnly, 2},
		{"fee", recon.FeeMismatch, 1},
		{"lost notices, and what was given back", recon.StateMismatch, 3},
		{"booked twice", recon.DuplicateOrder, 1},
		{"too late for this bill", recon.Doubtful, 3},
	} {
		assert.Equal(t, want.groups, a.result.Count(want.outcome), want.reason)
	}
	assert.EqualValues(t, 2, a.result.Count(recon.AmountOver)+a.result.Count(recon.AmountShort), "wrong amounts")
	assert.EqualValues(t, sales-8-2-2-1-3-2, a.result.Count(recon.Matched), "all others, split payments too")
}

func TestTheAPIHasTheFiguresOfTheResult(t *testing.T) {
	a := sharedApp(t)
	s := a.result.Statistics()
	assert.Equal(t, s.Orders.Count, a.ledger.Statistics.OrderNum)
	assert.Equal(t, s.Orders.Count, s.Success.Count+s.Unreconciled.Count+s.Fail.Count+s.Reversed.Count+s.Doubtful.Count)
	assert.Len(t, a.orders, int(s.Orders.Count))
}
