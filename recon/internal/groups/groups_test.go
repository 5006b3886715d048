package groups_test

import (
	"slices"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/billrecon/billrecon/recon"
	"github.com/billrecon/billrecon/recon/internal/groups"
)

// full is a group in which every field says something.
func full() *recon.StepGroup {
	zero := decimal.New(0, 0)
	net := func(unit string, n int64) *recon.Net {
		return &recon.Net{Unit: unit, Bill: decimal.New(n, -2), Order: decimal.New(-n, 3)}
	}
	return &recon.StepGroup{
		Group: recon.Group{
			Outcome: recon.DuplicateBill, Verdict: recon.FoundDuplicateBill | recon.PartSettled, Pass: recon.PassAmountTime, Key: "\xff key",
			Bills: []int{0, 1}, Orders: []int{0}, PoolBills: []int{7}, PoolOrders: []int{3, 900}, Excess: []int{0, 2}, MovedBills: []int{1}, MovedOrders: []int{2},
			Nets: []recon.Net{*net("CNY", 1), *net("\x80", 2)}, Unpaid: []recon.Net{*net("CNY", 6)}, Gross: net("CNY", 3), FeeNet: net("CNY", 4), IncomeNet: net("CNY", 5), IncomeOf: recon.IncomeOfOrders,
			Threshold: decimal.New(9, -106), BillStates: 1 << recon.Succeeded, OrderStates: 1 << recon.Unknown,
			Alternatives: [2][]int{{0}, {1, 2}}, AlternativeBills: [2]bool{false, true},
		},
		BillRows: []recon.Record{
			{Key: "A", Amount: decimal.New(150, -2), Labels: [4]recon.Label{{Name: "store", Value: "7"}}},
			{Key: "B", Amount: zero}, {Key: "C", Amount: zero},
		},
		OrderRows:   []recon.Record{{Key: "A", Amount: zero, AltKeys: recon.AltKeys{"", "T"}}, {Amount: zero}, {Amount: zero}},
		BillNumbers: []int{17, 1_000_000}, OrderNumbers: []int{-1},
	}
}

// TestGroups: nothing is lost on the way.
func TestGroups(t *testing.T) {
	for reason, g := range map[string]*recon.StepGroup{"everything": full(), "nothing": {Group: recon.Group{Threshold: decimal.New(0, 0)}}} {
		data, err := groups.Append([]byte("before"), g)
		require.NoError(t, err)
		require.Equal(t, "before", string(data[:6]))
		back, err := groups.Read(data[6:])
		require.NoError(t, err)
		again, err := groups.Append(nil, back)
		require.NoError(t, err)
		assert.Equal(t, data[6:], again, reason)
		assert.Equal(t, g, back, reason)
	}
}

// TestDamagedGroups: what was changed or cut off is refused.
func TestDamagedGroups(t *testing.T) {
	data, err := groups.Append(nil, full())
	require.NoError(t, err)
	for n := range data {
		_, err := groups.Read(data[:n])
		assert.ErrorIs(t, err, recon.ErrInvalidRecord, "the first %d of %d bytes", n, len(data))
	}
	for _, damaged := range [][]byte{append(slices.Clone(data), 0), append([]byte{99}, data[1:]...)} {
		_, err := groups.Read(damaged)
		assert.ErrorIs(t, err, recon.ErrInvalidRecord)
	}
}
