package fubeitest

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/billrecon/billrecon/fubei"
)

func TestBills(t *testing.T) {
	bills := Bills(100_000, 2026, 11, 22)
	assert.Len(t, bills, 100_000)
	orders, merchants := map[string]bool{}, map[string]bool{}
	for i, b := range bills {
		orders[b.OrderSN], merchants[b.MerchantOrderSN] = true, true
		year, month, day := b.CreateTime.In(china).Date()
		if year != 2026 || month != 11 || day != 22 || !b.TotalFee.IsPositive() || b.PayStatus != fubei.PayStatusPaid {
			t.Fatalf("row %d: %+v", i, b)
		}
		if difference, ok := b.IncomeDifference(); !ok || !difference.IsZero() {
			t.Fatalf("row %d: income differs", i)
		}
	}
	assert.Len(t, orders, 100_000)
	assert.Len(t, merchants, 100_000)
	assert.Equal(t, Bills(3, 2026, 11, 22), bills[:3], "the same ones every time")
	assert.Empty(t, Bills(0, 2026, 11, 22))
}
