package console

import (
	"encoding/json"
	"fmt"
	"log/slog"

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
		AltKeys: []string{o.Code},
		Amount:  o.TotalFee.Yuan(),
		Kind:    recon.Payment,
		State:   state,
		Channel: o.PayMethod.channel(),
	}
}

// String shows the row without personal data.
func (o DetailOrder) String() string {
	return fmt.Sprintf("console.DetailOrder{%q, %d fen, %v, %v, %v}", o.Code, o.TotalFee, o.PayMethod, o.Status, o.ReconciliationStatus)
}

// GoString is String.
func (o DetailOrder) GoString() string { return o.String() }

// Format writes String for every verb.
func (o DetailOrder) Format(f fmt.State, _ rune) { _, _ = f.Write([]byte(o.String())) }

// LogValue is String.
func (o DetailOrder) LogValue() slog.Value { return slog.StringValue(o.String()) }

// detailRow is a row of bill_data, in the order of the page's sample.
var detailRow = row.Of(
	row.Text("code", func(o *DetailOrder) *string { return &o.Code }).Identity().Absent(`""`),
	row.Text("equipment_no", func(o *DetailOrder) *string { return &o.EquipmentNo }).Bare(),
	row.Fen("total_fee", func(o *DetailOrder) *Fen { return &o.TotalFee }),
	row.Text("name__nick_name", func(o *DetailOrder) *string { return &o.NickName }).Absent(`""`),
	row.Enum("reconciliation_status", StatusAbsent, ReconciliationStatus.known,
		func(o *DetailOrder) *ReconciliationStatus { return &o.ReconciliationStatus }).Bare(),
	row.Text("platform_code", func(o *DetailOrder) *string { return &o.PlatformCode }).OrderNumber().Absent(`""`),
	row.Enum("pay_method", PayMethodAbsent, PayMethod.known, func(o *DetailOrder) *PayMethod { return &o.PayMethod }).Bare(),
	row.Enum("status", OrderStatusAbsent, OrderStatus.known, func(o *DetailOrder) *OrderStatus { return &o.Status }).Bare(),
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
