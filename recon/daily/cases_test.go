package daily_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/billrecon/billrecon/recon"
	"github.com/billrecon/billrecon/recon/daily"
)

// TestAKeyUsedEveryDay: every order is reported when its own window is over, and the pool does not grow.
func TestAKeyUsedEveryDay(t *testing.T) {
	s := newShop(t)
	for d := 11; d <= 20; d++ {
		s.orders = append(s.orders, row(d, 9, "X", fmt.Sprint(d)))
	}
	reported := 0
	for d := 11; d <= 22; d++ {
		r := s.run(d)
		reported += int(r.Head.Exceptions())
		assert.LessOrEqual(t, r.Head.Held, 1)
		if d > 11 && d <= 21 {
			assert.Contains(t, texts(r), fmt.Sprintf("order only order X %d", d-1))
		}
	}
	assert.Equal(t, 10, reported)
}

// TestARowWithoutATime waits from the first run on, and is an exception in the one after.
func TestARowWithoutATime(t *testing.T) {
	s := newShop(t)
	b := row(20, 9, "A", "9", timeless)
	b.File = "2026-11-20"
	s.bills = []daily.Row{b}
	assert.Equal(t, []string{"doubtful bill A 9"}, texts(s.run(20)))
	assert.Equal(t, []string{"bill only bill A 9"}, texts(s.run(21)))
}

// TestDaysWithoutBills: a bill that is proven to be empty ends the wait of an order.
func TestDaysWithoutBills(t *testing.T) {
	s := newShop(t)
	s.orders = []daily.Row{row(11, 9, "A", "99")}
	assert.Equal(t, []string{"doubtful order A 99"}, texts(s.run(11)))
	assert.Equal(t, []string{"order only order A 99"}, texts(s.run(12)))
	for d := 13; d <= 18; d++ {
		assert.Empty(t, texts(s.run(d)))
	}
}

// TestABillRowOfTheYear2099 moves no day, and is an exception on the next.
func TestABillRowOfTheYear2099(t *testing.T) {
	s := newShop(t)
	wrong := row(20, 9, "A", "3")
	wrong.File, wrong.Record.Time = "2026-11-20", wrong.Record.Time.AddDate(73, 0, 0)
	s.bills = []daily.Row{wrong, row(20, 9, "S", "1")}
	s.orders = []daily.Row{row(20, 9, "S", "1"), row(20, 23, "L", "50")}
	r := s.run(20)
	assert.Equal(t, on(20), r.Match.Pool.BillDate)
	assert.Equal(t, 2, r.Head.Held)
	assert.ElementsMatch(t, []string{"order only order L 50", "bill only bill A 3"}, texts(s.run(21)))
}

// TestTheSameDayAgainDoublesNothing: it starts from the day before, and what it had held is held once.
func TestTheSameDayAgainDoublesNothing(t *testing.T) {
	s := newShop(t)
	s.orders = []daily.Row{row(20, 9, "A", "20")}
	s.run(19)
	s.run(20)
	r := s.run(20)
	assert.True(t, r.Same)
	assert.Len(t, r.Match.Pool.Orders, 1)
}

func TestAnOrderPaidTheDayAfter(t *testing.T) {
	s := newShop(t)
	s.orders = []daily.Row{row(20, 23, "A", "100", in(recon.Pending))}
	s.run(20)
	s.bills = []daily.Row{row(21, 0, "A", "100")}
	s.orders = []daily.Row{row(20, 23, "A", "100")}
	r := s.run(21)
	assert.Empty(t, texts(r))
	success := r.Match.Statistics().Success
	assert.EqualValues(t, 1, success.Count)
	assert.Equal(t, "100", success.Sum().Decimal.String())
}
