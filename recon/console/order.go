package console

import (
	"encoding/json"
	"math"
	"time"

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
	// Auto says that it is reconciled automatically (是否自动对账, auto). False when absent.
	Auto bool
	// Extra holds the members that this package does not know, as they came. Nil when there are none.
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

// Equal tells whether both orders say the same: times by instant, Extra as JSON text, white space and the escapes of <, > and &
// aside. Raw is not compared. Packages that compare values in tests use this method by themselves.
func (o Order) Equal(other Order) bool {
	return o.Code == other.Code &&
		o.MerchantName == other.MerchantName &&
		o.EquipmentNo == other.EquipmentNo &&
		o.TotalFee == other.TotalFee &&
		o.PayMethod == other.PayMethod &&
		o.CreateTime.Equal(other.CreateTime) &&
		o.ReconciliationStatus == other.ReconciliationStatus &&
		o.Auto == other.Auto &&
		wire.SameExtra(o.Extra, other.Extra)
}

// MarshalJSON gives the row in the console's shape: fen and enums as numbers, the time at UTC+8 without a zone. What is
// absent is left out. Extra is merged in, sorted by name. UnmarshalJSON gives an equal row back.
func (o Order) MarshalJSON() ([]byte, error) {
	w := rowWriter{typeName: "Order", buf: make([]byte, 0, 256)}
	w.text("code", o.Code)
	w.text("merchant__name", o.MerchantName)
	w.number("equipment_no", o.EquipmentNo)
	w.int("total_fee", int64(o.TotalFee))
	w.enum("pay_method", int64(o.PayMethod))
	w.time("create_time", o.CreateTime)
	w.enum("reconciliation_status", int64(o.ReconciliationStatus))
	w.bool("auto", o.Auto)
	return w.close(o.Extra)
}

// UnmarshalJSON reads a row, times in UTC+8. The whole Order is replaced; Raw stays nil. A row that breaks a rule is
// [ErrMalformedResponse].
func (o *Order) UnmarshalJSON(data []byte) error { return unmarshal("Order", data, o, readOrder) }

// Members of a list row, as bits of the ones seen.
const (
	orderCode = 1 << iota
	orderMerchantName
	orderEquipmentNo
	orderTotalFee
	orderPayMethod
	orderCreateTime
	orderStatus
	orderAuto
)

// readOrder reads one row into o, which must be zero, and counts what is not known.
func readOrder(r *wire.Reader, rows rowOptions, o *Order, unknown *wire.Unknown) {
	d := rowReader{Reader: r, rows: rows, unknown: unknown}
	var fee NullFen
	o.Raw = d.read(func() int { return o.member(&d, &fee) })
	o.Extra, o.TotalFee = d.extra, fee.Fen
	switch {
	case o.Code == "":
		r.Fail("has no code")
	case !fee.Valid:
		r.Fail("has no total_fee")
	}
	countUnknown(unknown, "pay_method", o.PayMethod)
	countUnknown(unknown, "reconciliation_status", o.ReconciliationStatus)
}

// member reads one member and answers its bit, 0 for an unknown one.
func (o *Order) member(d *rowReader, fee *NullFen) int {
	switch string(d.Name()) {
	case "code":
		o.Code, _ = d.Text()
		return orderCode
	case "merchant__name":
		o.MerchantName, _ = d.Text()
		return orderMerchantName
	case "equipment_no":
		o.EquipmentNo, _ = d.Text()
		return orderEquipmentNo
	case "total_fee":
		*fee = readFen(d.Reader)
		return orderTotalFee
	case "pay_method":
		o.PayMethod = PayMethod(readEnum(d.Reader))
		return orderPayMethod
	case "create_time":
		o.CreateTime = readTime(d.Reader, d.rows.zone)
		return orderCreateTime
	case "reconciliation_status":
		o.ReconciliationStatus = ReconciliationStatus(readEnum(d.Reader))
		return orderStatus
	case "auto":
		o.Auto, _ = d.Bool()
		return orderAuto
	}
	return 0
}

// readCount reads a number of rows.
func readCount(r *wire.Reader) (int64, bool) { return r.Int(0, math.MaxInt64) }
