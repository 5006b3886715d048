package fubei

import (
	"encoding/json"
	"fmt"
	"log/slog"
	"strconv"
	"strings"
	"time"

	"github.com/shopspring/decimal"

	"github.com/billrecon/billrecon/internal/row"
	"github.com/billrecon/billrecon/recon"
)

// Bill is one row of the bill (账单): an order (订单) that went through Fubei. Amounts are in yuan (CNY). Compare amounts with
// their Equal method: 9.9 and 9.90 differ under ==.
//
// It prints and logs without Extra and Raw, which can be personal data; MarshalJSON writes Extra. It is a plain value: copying is
// safe as long as Extra and Raw are not written to.
type Bill struct {
	// OrderSN is Fubei's order number (付呗订单号, order_sn): the identity of the row, always there.
	OrderSN string
	// MerchantOrderSN is the merchant's order number (第三方订单号, merchant_order_sn), empty when absent. It alone does not
	// identify a row.
	MerchantOrderSN string
	// CreateTime is when the order was created (创建时间, create_time; Unix seconds on the wire), in Config.Location. The day of
	// this instant at UTC+8 is the bill day. Zero when absent or 0.
	CreateTime time.Time
	// PayTime is when it was paid (支付时间, pay_time; Unix seconds on the wire), in Config.Location. Zero when absent or 0, that
	// is when it was never paid.
	PayTime time.Time
	// TotalFee is what the merchant received (商家实收金额, total_fee), always there.
	TotalFee decimal.Decimal
	// Fee is the provider's charge (手续费, fee). Not valid when absent, which is not the same as zero.
	Fee decimal.NullDecimal
	// Income is the net income (净收入, income), TotalFee − Fee in the provider's samples. Not valid when absent.
	Income decimal.NullDecimal
	// StoreID is the store (门店ID, store_id), 0 when absent or none.
	StoreID int64
	// CashierID is the cashier (收银员ID, cashier_id), 0 when absent or none.
	CashierID int64
	// PayStatus is whether it was paid (支付状态, pay_status), PayStatusAbsent when absent.
	PayStatus PayStatus
	// PayType is how it was paid (支付方式, pay_type), PayTypeAbsent when absent.
	PayType PayType
	// DeviceNo is the hardware device (硬件设备号, device_no), empty when absent.
	DeviceNo string
	// Extra holds the members that this package does not know, as they came, and under its own name the JSON text of a value
	// that could not be read. Nil when there are none.
	Extra map[string]json.RawMessage
	// Raw is the JSON text of the row as it came, nil without Config.KeepRaw. MarshalJSON does not use it.
	Raw json.RawMessage
}

// IncomeDifference is Income − (TotalFee − Fee): zero in all samples of the provider, which documents no formula.
// ok is false when Fee or Income is absent. A difference is no error; pages count it as "income:differs" in Unknown.
func (b Bill) IncomeDifference() (difference decimal.Decimal, ok bool) {
	if !b.Fee.Valid || !b.Income.Valid {
		return decimal.Decimal{}, false
	}
	return b.Income.Decimal.Sub(b.TotalFee.Sub(b.Fee.Decimal)), true
}

// incomeDiffers is IncomeDifference for every row of every page: without an allocation for amounts of usual size.
func (b *Bill) incomeDiffers() bool {
	if !b.Fee.Valid || !b.Income.Valid {
		return false
	}
	total, ok1 := hundredMillionths(b.TotalFee)
	fee, ok2 := hundredMillionths(b.Fee.Decimal)
	income, ok3 := hundredMillionths(b.Income.Decimal)
	if ok1 && ok2 && ok3 {
		return income != total-fee
	}
	difference, _ := b.IncomeDifference()
	return !difference.IsZero()
}

// hundredMillionths is d in units of 10⁻⁸, when that is exact and its sums cannot overflow.
func hundredMillionths(d decimal.Decimal) (int64, bool) {
	exp := d.Exponent()
	if exp < -8 || exp > 0 {
		return 0, false
	}
	c := d.CoefficientInt64()
	// More than 9 digits, and a coefficient beyond 64 bits, take the slow way.
	if c < -999_999_999 || c > 999_999_999 || d.NumDigits() > 9 {
		return 0, false
	}
	for ; exp > -8; exp-- {
		c *= 10
	}
	return c, true
}

// String shows the bill in one line: numbers, state, amounts and times. Extra and Raw may hold personal data, and are only named.
func (b Bill) String() string {
	var text strings.Builder
	fmt.Fprintf(&text, "fubei.Bill{OrderSN: %q, MerchantOrderSN: %q, %s, %s, TotalFee: %s",
		b.OrderSN, b.MerchantOrderSN, b.PayStatus, b.PayType, shown(b.TotalFee))
	if b.Fee.Valid {
		text.WriteString(", Fee: " + shown(b.Fee.Decimal))
	}
	if b.Income.Valid {
		text.WriteString(", Income: " + shown(b.Income.Decimal))
	}
	for _, at := range [...]struct {
		name string
		time.Time
	}{{"CreateTime", b.CreateTime}, {"PayTime", b.PayTime}} {
		if !at.IsZero() {
			text.WriteString(", " + at.name + ": " + at.Format(time.RFC3339))
		}
	}
	if len(b.Extra) > 0 {
		text.WriteString(", Extra: ***")
	}
	if len(b.Raw) > 0 {
		text.WriteString(", Raw: ***")
	}
	text.WriteByte('}')
	return text.String()
}

// GoString is String.
func (b Bill) GoString() string { return b.String() }

// Format writes String for every verb, quoted for %q: without it %d would print every field.
func (b Bill) Format(f fmt.State, verb rune) {
	text := b.String()
	if verb == 'q' {
		text = strconv.Quote(text)
	}
	_, _ = f.Write([]byte(text))
}

// LogValue is String.
func (b Bill) LogValue() slog.Value { return slog.StringValue(b.String()) }

// shown is an amount for people: one of 10³⁰ would fill the line with zeros.
func shown(d decimal.Decimal) string {
	if d.Exponent() > 20 {
		return "out of the ordinary"
	}
	return row.Decimal(d, 2)
}

// Record is what recon.Match sees of the bill: pass the method expression fubei.Bill.Record.
//
// Key is the merchant's order number, AltKeys[0] Fubei's own. Amount is TotalFee; Fee and Income stay absent when they are.
// State is Pending for an unpaid bill, Succeeded for a paid one, Unknown otherwise. Time is the create time, because it
// makes the bill day, or the pay time when that is missing. Channel is recon's, or "fubei:7" for a pay type without a name.
// The interface reports no refunds, so Kind is always Payment.
func (b Bill) Record() recon.Record {
	when := b.CreateTime
	if when.IsZero() {
		when = b.PayTime
	}
	return recon.Record{
		Key:     b.MerchantOrderSN,
		AltKeys: recon.AltKeys{b.OrderSN},
		Amount:  b.TotalFee,
		Fee:     b.Fee,
		Income:  b.Income,
		Kind:    recon.Payment,
		State:   b.PayStatus.state(),
		Time:    when,
		Channel: b.PayType.channel(),
	}
}
