package fubei

import (
	"bytes"
	"encoding/json"
	"fmt"
	"log/slog"
	"strings"
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"pgregory.net/rapid"

	"github.com/billrecon/billrecon/internal/wire"
	"github.com/billrecon/billrecon/recon"
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

func TestBillString(t *testing.T) {
	at := time.Date(2026, 11, 22, 9, 0, 0, 0, time.FixedZone("", 8*3600))
	amount := func(s string) decimal.NullDecimal { return decimal.NewNullDecimal(decimal.RequireFromString(s)) }
	for _, test := range []struct {
		reason string
		bill   Bill
		want   string
	}{
		{"all of it",
			Bill{OrderSN: "1", MerchantOrderSN: "M1", PayStatus: PayStatusPaid, PayType: PayTypeWeChat, TotalFee: amount("9.9").Decimal,
				Fee: amount("0.06"), Income: amount("9.84"), CreateTime: at, PayTime: at.Add(time.Second)},
			`fubei.Bill{OrderSN: "1", MerchantOrderSN: "M1", paid, WeChat Pay, TotalFee: 9.90, Fee: 0.06, Income: 9.84, ` +
				`CreateTime: 2026-11-22T09:00:00+08:00, PayTime: 2026-11-22T09:00:01+08:00}`},
		{"what is absent is not shown", Bill{OrderSN: "1", PayStatus: PayStatusAbsent, PayType: PayTypeAbsent},
			`fubei.Bill{OrderSN: "1", MerchantOrderSN: "", absent, absent, TotalFee: 0.00}`},
		{"an amount that would fill the line", Bill{PayStatus: PayStatusAbsent, PayType: PayTypeAbsent, TotalFee: decimal.New(1, 21)},
			`fubei.Bill{OrderSN: "", MerchantOrderSN: "", absent, absent, TotalFee: out of the ordinary}`},
	} {
		assert.Equal(t, test.want, test.bill.String(), test.reason)
	}
}

// TestBillPrintsNothingUnknown: what this package does not know may be personal, and no verb and no log shows it.
func TestBillPrintsNothingUnknown(t *testing.T) {
	const secret = "13800138000"
	b := Bill{OrderSN: "1", Extra: map[string]json.RawMessage{"mobile": json.RawMessage(`"` + secret + `"`)}, Raw: json.RawMessage(`{"mobile":"` + secret + `"}`)}
	var logged bytes.Buffer
	slog.New(slog.NewTextHandler(&logged, nil)).Info("bill", "bill", b)
	slog.New(slog.NewJSONHandler(&logged, nil)).Info("bill", "bill", b)
	for _, text := range []string{
		fmt.Sprintf("%v %+v %#v %s %q %x %d", b, b, b, b, b, b, b), fmt.Sprint(&b, []Bill{b}, BillPage{Bills: []Bill{b}}), logged.String(),
	} {
		assert.NotContains(t, text, secret)
		assert.NotContains(t, text, fmt.Sprintf("%x", secret))
		assert.True(t, strings.Contains(text, "Extra: ***"), text)
	}
}

func TestBillRecord(t *testing.T) {
	b := sampleBill()
	b.PayTime, b.PayStatus = at(1478483960), PayStatusPaid
	assert.Equal(t, recon.Record{
		Key:     "201614114702155",
		AltKeys: recon.AltKeys{"20161107095823831740"},
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
