package fubei

import (
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"

	"github.com/billrecon/billrecon/recon"
)

func TestBillRecord(t *testing.T) {
	b := sampleBill()
	b.PayTime, b.PayStatus = at(1478483960), PayStatusPaid
	assert.Equal(t, recon.Record{
		Key:     "201614114702155",
		AltKeys: []string{"20161107095823831740"},
		Amount:  decimal.RequireFromString("9.90"),
		Fee:     amount("0.00"),
		Income:  amount("9.9"),
		Kind:    recon.Payment,
		State:   recon.Succeeded,
		Time:    at(1478483902),
		Channel: recon.WeChat,
	}, b.Record())
}

func TestBillRecordOfOddRows(t *testing.T) {
	for _, test := range []struct {
		reason string
		change func(*Bill)
		check  func(*testing.T, recon.Record)
	}{
		{"the bill day is the create day, not the pay day", func(b *Bill) { b.PayTime = at(1478570302) },
			func(t *testing.T, r recon.Record) { assert.Equal(t, at(1478483902), r.Time) }},
		{"pay time stands in for a missing create time", func(b *Bill) { b.CreateTime, b.PayTime = Bill{}.CreateTime, at(1478570302) },
			func(t *testing.T, r recon.Record) { assert.Equal(t, at(1478570302), r.Time) }},
		{"no time at all", func(b *Bill) { b.CreateTime = Bill{}.CreateTime },
			func(t *testing.T, r recon.Record) { assert.True(t, r.Time.IsZero()) }},
		{"unpaid", func(*Bill) {},
			func(t *testing.T, r recon.Record) { assert.Equal(t, recon.Pending, r.State) }},
		{"status absent is unknown, not unpaid", func(b *Bill) { b.PayStatus = PayStatusAbsent },
			func(t *testing.T, r recon.Record) { assert.Equal(t, recon.Unknown, r.State) }},
		{"status without a name", func(b *Bill) { b.PayStatus = 4 },
			func(t *testing.T, r recon.Record) { assert.Equal(t, recon.Unknown, r.State) }},
		{"pay type without a name", func(b *Bill) { b.PayType = 7 },
			func(t *testing.T, r recon.Record) { assert.Equal(t, recon.Channel("fubei:7"), r.Channel) }},
		{"an absent fee stays absent", func(b *Bill) { b.Fee, b.Income = decimal.NullDecimal{}, decimal.NullDecimal{} },
			func(t *testing.T, r recon.Record) { assert.False(t, r.Fee.Valid || r.Income.Valid) }},
		{"no merchant number: an empty key matches nothing", func(b *Bill) { b.MerchantOrderSN = "" },
			func(t *testing.T, r recon.Record) { assert.Empty(t, r.Key) }},
	} {
		t.Run(test.reason, func(t *testing.T) {
			b := sampleBill()
			test.change(&b)
			test.check(t, b.Record())
		})
	}
}

func TestBillRecordIsAMethodExpression(t *testing.T) {
	key := Bill.Record
	assert.Equal(t, "201614114702155", key(sampleBill()).Key)
}

func TestBillRecordAllocatesItsKeysOnly(t *testing.T) {
	b := sampleBill()
	var r recon.Record
	assert.LessOrEqual(t, testing.AllocsPerRun(100, func() { r = b.Record() }), 1.0)
	assert.NotEmpty(t, r.Key)
}
