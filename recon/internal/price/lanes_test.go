package price

import (
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestFeeKeepsFenAndIncome(t *testing.T) {
	for _, fen := range []int64{0, 1, -1, 13, MaxFee, -MaxFee} {
		for _, income := range []bool{false, true} {
			f := NewFee(fen, income)
			assert.True(t, f.Given())
			assert.Equal(t, income, f.Income())
			assert.Equal(t, fen, f.Fen())
		}
	}
	assert.False(t, Fee(0).Given())
}

// TestPair: what is compared of two rows, and which of them agree.
func TestPair(t *testing.T) {
	schedule := Schedule{RatePPM: 6000, Max: 1 << 30}
	for _, c := range []struct {
		reason      string
		lanes       *Lanes
		bill, order Fee
		want        Pair
		ok          bool
	}{
		{"neither gives a fee", &Lanes{}, 0, 0, Pair{}, true},
		{"only the bill does, and nothing is asked", &Lanes{}, NewFee(6, false), 0, Pair{}, true},
		{"only the order does", &Lanes{}, 0, NewFee(6, false), Pair{}, true},
		{"only the order does, with its income", &Lanes{}, 0, NewFee(6, true), Pair{}, false},
		{"both give the same", &Lanes{}, NewFee(6, false), NewFee(6, true), Pair{6, 6, true, false}, true},
		{"both give the same, and their incomes", &Lanes{}, NewFee(6, true), NewFee(6, true), Pair{6, 6, true, true}, true},
		{"they differ", &Lanes{}, NewFee(6, false), NewFee(7, false), Pair{6, 7, true, false}, false},
		{"within tolerance", &Lanes{Tolerance: Tolerance{Absolute: 1, Cap: 1}}, NewFee(6, false), NewFee(7, false), Pair{6, 7, true, false}, true},
		{"within tolerance, but the incomes differ then", &Lanes{Tolerance: Tolerance{Absolute: 1, Cap: 1}}, NewFee(6, true), NewFee(7, true), Pair{6, 7, true, true}, false},
		{"the scheduled fee", &Lanes{Asked: true, Priced: true, Schedule: schedule}, NewFee(6, false), 0, Pair{6, 6, true, false}, true},
		{"other than the scheduled fee", &Lanes{Asked: true, Priced: true, Schedule: schedule}, NewFee(5, false), 0, Pair{5, 6, true, false}, false},
		{"the order's own fee counts, not the schedule", &Lanes{Asked: true, Priced: true, Schedule: schedule}, NewFee(5, false), NewFee(5, false), Pair{5, 5, true, false}, true},
		{"a schedule that is not of whole fen", &Lanes{Asked: true}, NewFee(6, false), 0, Pair{}, false},
	} {
		l := c.lanes
		if c.bill.Given() {
			l.Put(0, 3, 5, c.bill)
		}
		if c.order.Given() {
			l.Put(1, 2, 4, c.order)
		}
		got, ok := l.Pair(3, 2, 1000)
		assert.Equal(t, c.ok, ok, c.reason)
		assert.Equal(t, c.want, got, c.reason)
		within, agree := l.Agree(2, 3, 1000)
		assert.Equal(t, ok, agree, c.reason)
		assert.Equal(t, got.Bill != got.Order, within, c.reason)
	}
}

// TestAmountsTooLargeAreSaidToBe: a fee that cannot be computed is none.
func TestAmountsTooLargeAreSaidToBe(t *testing.T) {
	s := Schedule{RatePPM: 1_000_000, Fixed: MaxFixed, Max: 1<<63 - 1}
	for _, fen := range []int64{maxAmount, -maxAmount} {
		fee, ok := s.Fee(fen)
		assert.True(t, ok)
		assert.Equal(t, int64(maxAmount+MaxFixed), size(fee))
	}
	for _, fen := range []int64{maxAmount + 1, -maxAmount - 1, 1<<63 - 1, -1 << 63} {
		_, ok := s.Fee(fen)
		assert.False(t, ok)
	}
}

// TestRowsAreNotedAtTheSameTime by several workers.
func TestRowsAreNotedAtTheSameTime(t *testing.T) {
	var l Lanes
	var group sync.WaitGroup
	for worker := range 4 {
		group.Go(func() {
			for row := worker; row < 400; row += 4 {
				l.Put(row%2, row, 400, NewFee(int64(row), false))
			}
		})
	}
	group.Wait()
	for row := range 400 {
		p, _ := l.Compare(l.Of(row%2, row), NewFee(int64(row), false), 0)
		assert.Equal(t, Pair{int64(row), int64(row), true, false}, p)
	}
}
