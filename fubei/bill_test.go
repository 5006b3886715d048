package fubei

import (
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"pgregory.net/rapid"

	"github.com/billrecon/billrecon/internal/wire"
)

// amount parses a literal, "" being absent.
func amount(literal string) decimal.NullDecimal {
	if literal == "" {
		return decimal.NullDecimal{}
	}
	return decimal.NewNullDecimal(decimal.RequireFromString(literal))
}

// at is a time of the provider's sample, in its zone.
func at(seconds int64) time.Time { return time.Unix(seconds, 0).In(wire.ChinaZone) }

// sampleBill is the first row of the provider's sample.
func sampleBill() Bill {
	return Bill{
		OrderSN:         "20161107095823831740",
		MerchantOrderSN: "201614114702155",
		CreateTime:      at(1478483902),
		TotalFee:        decimal.RequireFromString("9.90"),
		Fee:             amount("0.00"),
		Income:          amount("9.9"),
		StoreID:         2299,
		PayStatus:       PayStatusUnpaid,
		PayType:         PayTypeWeChat,
		DeviceNo:        "sn2323277",
	}
}

func TestIncomeDifference(t *testing.T) {
	for _, test := range []struct {
		reason                   string
		total, fee, income, want string
		ok, differs              bool
	}{
		{"the provider's sample", "9.90", "0.00", "9.9", "0", true, false},
		{"a fee", "100.00", "0.38", "99.62", "0", true, false},
		{"one fen too little", "100.00", "0.38", "99.61", "-0.01", true, true},
		{"one fen too much", "100.00", "0.38", "99.63", "0.01", true, true},
		{"beyond the fen", "1.00000001", "0", "1", "-0.00000001", true, true},
		{"too long for the fast way", "123456789012345678", "0", "123456789012345678.00", "0", true, false},
		{"too long for the fast way, differs", "123456789012345678", "0", "123456789012345677.99", "-0.01", true, true},
		{"beyond 64 bits", "100000000000000000000", "0", "100000000000000000000.00", "0", true, false},
		{"a written exponent", "1e2", "0", "100", "0", true, false},
		{"negative", "-5.00", "-0.02", "-4.98", "0", true, false},
		{"no fee", "5.00", "", "5.00", "", false, false},
		{"no income", "5.00", "0.00", "", "", false, false},
	} {
		t.Run(test.reason, func(t *testing.T) {
			b := Bill{TotalFee: decimal.RequireFromString(test.total), Fee: amount(test.fee), Income: amount(test.income)}
			difference, ok := b.IncomeDifference()
			assert.Equal(t, test.ok, ok)
			if ok {
				assert.True(t, difference.Equal(decimal.RequireFromString(test.want)), "got %s", difference)
			}
			assert.Equal(t, test.differs, b.incomeDiffers())
		})
	}
}

func TestIncomeDiffersAgreesWithIncomeDifference(t *testing.T) {
	money := rapid.Custom(func(t *rapid.T) decimal.Decimal {
		return decimal.New(rapid.Int64Range(-2_000_000_000, 2_000_000_000).Draw(t, "coefficient"), rapid.Int32Range(-9, 1).Draw(t, "exp"))
	})
	rapid.Check(t, func(t *rapid.T) {
		b := Bill{TotalFee: money.Draw(t, "total"), Fee: decimal.NewNullDecimal(money.Draw(t, "fee"))}
		b.Income = decimal.NewNullDecimal(b.TotalFee.Sub(b.Fee.Decimal))
		if rapid.Bool().Draw(t, "wrong") {
			b.Income.Decimal = b.Income.Decimal.Add(money.Draw(t, "off"))
		}
		difference, _ := b.IncomeDifference()
		assert.Equal(t, !difference.IsZero(), b.incomeDiffers())
	})
}

func TestIncomeDiffersDoesNotAllocate(t *testing.T) {
	b := sampleBill()
	assert.Zero(t, testing.AllocsPerRun(100, func() { b.incomeDiffers() }))
}
