package console

import (
	"encoding/json"
	"fmt"
	"log/slog"
	"time"

	"github.com/billrecon/billrecon/internal/row"
	"github.com/billrecon/billrecon/internal/wire"
	"github.com/billrecon/billrecon/recon"
)

// Order is one row of the console's list (GET /pay/consume_order).
//
// It prints and logs without Extra and Raw, which can be personal data; MarshalJSON writes Extra. It is a plain value: copying is
// safe as long as Extra and Raw are not written to.
type Order struct {
	// Code is the serial number (流水号, code): the identity of the row, always there.
	Code string
	// MerchantName is the merchant's name (商户名称, merchant__name), empty when absent.
	MerchantName string
	// EquipmentNo is the device (设备编号, equipment_no), a number in the page's sample. Empty when absent.
	EquipmentNo string
	// TotalFee is the amount (交易金额, total_fee) in fen, always there. TotalFee.Yuan() is the same in yuan.
	TotalFee Fen
	// PayMethod is how it was paid (支付方式, pay_method), PayMethodAbsent when absent.
	PayMethod PayMethod
	// CreateTime is when the order was created (create_time; UTC+8 on the wire, with microseconds), in Config.Location.
	// Zero when absent.
	CreateTime time.Time
	// ReconciliationStatus is what came of its reconciliation (对账状态, reconciliation_status), StatusAbsent when absent.
	ReconciliationStatus ReconciliationStatus
	// Auto reports whether it is reconciled automatically (是否自动对账, auto). False when absent.
	Auto bool
	// Extra holds the members that this package does not know, as they came, and under its own name the JSON text of a value
	// that could not be read. Nil when there are none.
	Extra map[string]json.RawMessage
	// Raw is the JSON text of the row as it came, nil without Config.KeepRaw. MarshalJSON does not use it.
	Raw json.RawMessage
}

// Record is what recon.Match sees of the order: pass the method expression console.Order.Record.
//
// Key is Code. Amount is TotalFee in yuan. State is Pending for an unpaid order, Succeeded for one paid by WeChat Pay or
// Alipay, Unknown otherwise: the list says no more. Time is CreateTime. Channel is recon's, or "console:7" for a pay method
// without a name. Manual is the opposite of Auto. The list knows neither fees nor refunds.
func (o Order) Record() recon.Record {
	return recon.Record{
		Key:     o.Code,
		Amount:  o.TotalFee.Yuan(),
		Kind:    recon.Payment,
		State:   o.PayMethod.state(),
		Time:    o.CreateTime,
		Channel: o.PayMethod.channel(),
		Manual:  !o.Auto,
	}
}

// orderRow is a row of the list, in the order of the page's sample: numbers without quotes.
var orderRow = row.Of(
	row.Text("code", func(o *Order) *string { return &o.Code }).Identity().Absent(`""`),
	row.Text("merchant__name", func(o *Order) *string { return &o.MerchantName }).Absent(`""`),
	row.Text("equipment_no", func(o *Order) *string { return &o.EquipmentNo }).Bare(),
	row.Fen("total_fee", func(o *Order) *Fen { return &o.TotalFee }),
	row.Enum("pay_method", PayMethodAbsent, payMethods.Known, func(o *Order) *PayMethod { return &o.PayMethod }).Bare(),
	row.Time("create_time", rowClock, func(o *Order) *time.Time { return &o.CreateTime }),
	row.Enum("reconciliation_status", StatusAbsent, reconciliationStatuses.Known, func(o *Order) *ReconciliationStatus { return &o.ReconciliationStatus }).Bare(),
	row.Bool("auto", func(o *Order) *bool { return &o.Auto }),
	row.Extra(func(o *Order) *map[string]json.RawMessage { return &o.Extra }),
	row.Raw(func(o *Order) *json.RawMessage { return &o.Raw }),
)

// Equal reports whether both orders say the same: times by instant, Extra as JSON text without regard to white space and the
// escapes of <, > and &. Raw is not compared. Packages that compare values in tests use this method by themselves.
func (o Order) Equal(other Order) bool { return orderRow.Equal(&o, &other) }

// MarshalJSON returns the row in the console's shape: fen and enums as numbers, the time at UTC+8 without a zone. What is
// absent is left out. The text of a value that could not be read stands in its place; the rest of Extra follows, sorted by
// name. UnmarshalJSON of it returns an equal row.
func (o Order) MarshalJSON() ([]byte, error) { return orderRow.Marshal(&o) }

// UnmarshalJSON reads a row, times in UTC+8. The whole Order is replaced; Raw stays nil. A row that breaks a rule is
// [ErrMalformedResponse].
func (o *Order) UnmarshalJSON(data []byte) error { return orderRow.Unmarshal(data, o) }

// String returns the order without Extra and Raw, which can be personal data.
func (o Order) String() string {
	return fmt.Sprintf("console.Order{%q, %d fen, %v, %v}", o.Code, o.TotalFee, o.PayMethod, o.ReconciliationStatus)
}

// GoString returns String.
func (o Order) GoString() string { return o.String() }

// Format writes String for every verb.
func (o Order) Format(f fmt.State, _ rune) { _, _ = f.Write([]byte(o.String())) }

// LogValue returns String.
func (o Order) LogValue() slog.Value { return slog.StringValue(o.String()) }

// rowClock is the form of the page, at UTC+8 unless a time names a zone itself.
var rowClock = row.Clock{Layouts: []string{wire.LayoutISO, wire.LayoutISOZone}, Write: timeText}

// layout of a time without its fraction, at UTC+8.
const layout = "2006-01-02T15:04:05"

// timeText writes a time as the console does: microseconds, none if they are zero, and finer digits only where there are.
func timeText(t time.Time) string {
	t = t.In(wire.ChinaZone)
	switch ns := t.Nanosecond(); {
	case ns == 0:
		return t.Format(layout)
	case ns%1000 == 0:
		return t.Format(layout + ".000000")
	}
	return t.Format(layout + ".000000000")
}
