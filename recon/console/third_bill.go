package console

import (
	"encoding/json"
	"fmt"
	"log/slog"
	"time"

	"github.com/billrecon/billrecon/internal/row"
	"github.com/billrecon/billrecon/recon"
)

// ThirdBill is the third party's side of an order (third_bill, GET /pay/order_details): what WeChat Pay or Alipay billed.
//
// It prints and logs without OpenID, Extra and Raw, which can be personal data; MarshalJSON writes OpenID and Extra. It is a
// plain value: copying is safe as long as Extra and Raw are not written to.
type ThirdBill struct {
	// TradeTime is when it was paid (trade_time; UTC+8 on the wire), in Config.Location. Zero when absent.
	TradeTime time.Time
	// OutTradeNo is the merchant's number (out_trade_no), empty when absent.
	OutTradeNo string
	// Device is the device (device), empty when absent.
	Device string
	// TotalMoney is the amount (total_money) in fen, always there. TotalMoney.Yuan() is the same in yuan.
	TotalMoney Fen
	// OpenID is who paid (openid), for Alipay a masked name and number: personal data. Empty when absent.
	OpenID string
	// TransactionID is the third party's own number (transaction_id), empty when absent.
	TransactionID string
	// Extra holds the members that this package does not know, as they came, and under its own name the JSON text of a value
	// that could not be read. Nil when there are none.
	Extra map[string]json.RawMessage
	// Raw is the JSON text as it came, nil without Config.KeepRaw. MarshalJSON does not use it.
	Raw json.RawMessage
}

// Record is what recon.Match sees of the bill: pass the method expression console.ThirdBill.Record.
//
// Key and AltKeys[0] are OutTradeNo, so that it meets both numbers of [DetailOrder.Record]. Amount is TotalMoney in yuan.
// Time is TradeTime. The bill carries no state: it was paid.
func (b ThirdBill) Record() recon.Record {
	return recon.Record{
		Key:     b.OutTradeNo,
		AltKeys: []string{b.OutTradeNo},
		Amount:  b.TotalMoney.Yuan(),
		Kind:    recon.Payment,
		State:   recon.Succeeded,
		Time:    b.TradeTime,
	}
}

// String shows the bill without personal data.
func (b ThirdBill) String() string {
	return fmt.Sprintf("console.ThirdBill{%q, %d fen}", b.OutTradeNo, b.TotalMoney)
}

// GoString is String.
func (b ThirdBill) GoString() string { return b.String() }

// Format writes String for every verb.
func (b ThirdBill) Format(f fmt.State, _ rune) { _, _ = f.Write([]byte(b.String())) }

// LogValue is String.
func (b ThirdBill) LogValue() slog.Value { return slog.StringValue(b.String()) }

// thirdRow is third_bill, in the order of the page's sample.
var thirdRow = row.Of(
	row.Time("trade_time", rowClock, func(b *ThirdBill) *time.Time { return &b.TradeTime }),
	row.Text("out_trade_no", func(b *ThirdBill) *string { return &b.OutTradeNo }).OrderNumber().Absent(`""`),
	row.Text("device", func(b *ThirdBill) *string { return &b.Device }).Absent(`""`),
	row.Fen("total_money", func(b *ThirdBill) *Fen { return &b.TotalMoney }),
	row.Text("openid", func(b *ThirdBill) *string { return &b.OpenID }).Absent(`""`),
	row.Text("transaction_id", func(b *ThirdBill) *string { return &b.TransactionID }).OrderNumber().Absent(`""`),
	row.Extra(func(b *ThirdBill) *map[string]json.RawMessage { return &b.Extra }),
	row.Raw(func(b *ThirdBill) *json.RawMessage { return &b.Raw }),
)

// Equal reports whether both bills say the same, in the sense of [Order.Equal].
func (b ThirdBill) Equal(other ThirdBill) bool { return thirdRow.Equal(&b, &other) }

// MarshalJSON returns the bill in the console's shape: fen as a number, the time at UTC+8 without a zone. An absent time is
// left out, absent text is ""; Extra is written as by [Order.MarshalJSON]. UnmarshalJSON of it returns an equal bill.
func (b ThirdBill) MarshalJSON() ([]byte, error) { return thirdRow.Marshal(&b) }

// UnmarshalJSON reads a bill, times in UTC+8. The whole ThirdBill is replaced; Raw stays nil. A bill that breaks a rule is
// [ErrMalformedResponse].
func (b *ThirdBill) UnmarshalJSON(data []byte) error { return thirdRow.Unmarshal(data, b) }
