package console

import (
	"encoding/json"
	"fmt"
	"log/slog"
	"time"

	"github.com/billrecon/billrecon/internal/row"
	"github.com/billrecon/billrecon/recon"
)

// DetailOrder is one row of bill_data (GET /pay/order_details): the console's own side of an order.
//
// It prints and logs without NickName, Extra and Raw, which can be personal data; MarshalJSON writes NickName and Extra. It is
// a plain value: copying is safe as long as Extra and Raw are not written to.
type DetailOrder struct {
	// Code is the order number (订单编号, code), always there.
	Code string
	// EquipmentNo is the device (设备编号, equipment_no), a number in the page's sample. Empty when absent.
	EquipmentNo string
	// TotalFee is the amount (交易金额, total_fee) in fen, always there. TotalFee.Yuan() is the same in yuan.
	TotalFee Fen
	// NickName is who paid (支付人, name__nick_name): personal data. Empty when absent.
	NickName string
	// ReconciliationStatus is what came of its reconciliation (对账状态, reconciliation_status), StatusAbsent when absent.
	ReconciliationStatus ReconciliationStatus
	// PlatformCode is the serial number (流水号, platform_code), which the list calls code. Empty when absent.
	PlatformCode string
	// PayMethod is how it was paid (支付类型, pay_method), PayMethodAbsent when absent.
	PayMethod PayMethod
	// Status is what became of the order (订单状态, status), OrderStatusAbsent when absent.
	Status OrderStatus
	// Extra holds the members that this package does not know, as they came, and under its own name the JSON text of a value
	// that could not be read. Nil when there are none.
	Extra map[string]json.RawMessage
	// Raw is the JSON text of the row as it came, nil without Config.KeepRaw. MarshalJSON does not use it.
	Raw json.RawMessage
}

// Record is what recon.Match sees of the row as an order: pass the method expression console.DetailOrder.Record.
//
// Key is PlatformCode, AltKeys[0] is Code: the page does not say which of them a third party's out_trade_no repeats. Amount
// is TotalFee in yuan. State follows Status: Pending, Succeeded, Closed (expired, cancelled) or Refunded, and Unknown for
// the reviews, of which the page does not say whether money has moved. Without a Status it follows PayMethod. The row has
// no time.
func (o DetailOrder) Record() recon.Record {
	state := o.Status.state()
	if o.Status == OrderStatusAbsent {
		state = o.PayMethod.state()
	}
	return recon.Record{
		Key:     o.PlatformCode,
		AltKeys: recon.AltKeys{o.Code},
		Amount:  o.TotalFee.Yuan(),
		Kind:    recon.Payment,
		State:   state,
		Channel: o.PayMethod.channel(),
	}
}

// String returns the row without personal data.
func (o DetailOrder) String() string {
	return fmt.Sprintf("console.DetailOrder{%q, %d fen, %v, %v, %v}", o.Code, o.TotalFee, o.PayMethod, o.Status, o.ReconciliationStatus)
}

// GoString returns String.
func (o DetailOrder) GoString() string { return o.String() }

// Format writes String for every verb.
func (o DetailOrder) Format(f fmt.State, _ rune) { _, _ = f.Write([]byte(o.String())) }

// LogValue returns String.
func (o DetailOrder) LogValue() slog.Value { return slog.StringValue(o.String()) }

// detailRow is a row of bill_data, in the order of the page's sample.
var detailRow = row.Of(
	row.Text("code", func(o *DetailOrder) *string { return &o.Code }).Identity().Absent(`""`),
	row.Text("equipment_no", func(o *DetailOrder) *string { return &o.EquipmentNo }).Bare(),
	row.Fen("total_fee", func(o *DetailOrder) *Fen { return &o.TotalFee }),
	row.Text("name__nick_name", func(o *DetailOrder) *string { return &o.NickName }).Absent(`""`),
	row.Enum("reconciliation_status", StatusAbsent, reconciliationStatuses.Known, func(o *DetailOrder) *ReconciliationStatus { return &o.ReconciliationStatus }).Bare(),
	row.Text("platform_code", func(o *DetailOrder) *string { return &o.PlatformCode }).OrderNumber().Absent(`""`),
	row.Enum("pay_method", PayMethodAbsent, payMethods.Known, func(o *DetailOrder) *PayMethod { return &o.PayMethod }).Bare(),
	row.Enum("status", OrderStatusAbsent, orderStatuses.Known, func(o *DetailOrder) *OrderStatus { return &o.Status }).Bare(),
	row.Extra(func(o *DetailOrder) *map[string]json.RawMessage { return &o.Extra }),
	row.Raw(func(o *DetailOrder) *json.RawMessage { return &o.Raw }),
)

// Equal reports whether both rows say the same, in the sense of [Order.Equal].
func (o DetailOrder) Equal(other DetailOrder) bool { return detailRow.Equal(&o, &other) }

// MarshalJSON returns the row in the console's shape. What is absent is left out, name__nick_name and platform_code are ""
// then; Extra is written as by [Order.MarshalJSON]. UnmarshalJSON of it returns an equal row.
func (o DetailOrder) MarshalJSON() ([]byte, error) { return detailRow.Marshal(&o) }

// UnmarshalJSON reads a row. The whole DetailOrder is replaced; Raw stays nil. A row that breaks a rule is
// [ErrMalformedResponse].
func (o *DetailOrder) UnmarshalJSON(data []byte) error { return detailRow.Unmarshal(data, o) }

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
		AltKeys: recon.AltKeys{b.OutTradeNo},
		Amount:  b.TotalMoney.Yuan(),
		Kind:    recon.Payment,
		State:   recon.Succeeded,
		Time:    b.TradeTime,
	}
}

// String returns the bill without personal data.
func (b ThirdBill) String() string {
	return fmt.Sprintf("console.ThirdBill{%q, %d fen}", b.OutTradeNo, b.TotalMoney)
}

// GoString returns String.
func (b ThirdBill) GoString() string { return b.String() }

// Format writes String for every verb.
func (b ThirdBill) Format(f fmt.State, _ rune) { _, _ = f.Write([]byte(b.String())) }

// LogValue returns String.
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
