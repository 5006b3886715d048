package console

import (
	"encoding/json"
	"fmt"
	"log/slog"

	"github.com/billrecon/billrecon/internal/wire"
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
	// Extra holds the members that this package does not know, as they came. Nil when there are none.
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

// Equal tells whether both rows say the same, Extra as JSON text, white space and the escapes of <, > and & aside. Raw is not
// compared.
func (o DetailOrder) Equal(other DetailOrder) bool {
	return o.Code == other.Code &&
		o.EquipmentNo == other.EquipmentNo &&
		o.TotalFee == other.TotalFee &&
		o.NickName == other.NickName &&
		o.ReconciliationStatus == other.ReconciliationStatus &&
		o.PlatformCode == other.PlatformCode &&
		o.PayMethod == other.PayMethod &&
		o.Status == other.Status &&
		wire.SameExtra(o.Extra, other.Extra)
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

// MarshalJSON gives the row in the console's shape. What is absent is left out, name__nick_name and platform_code are ""
// then. Extra is merged in, sorted by name. UnmarshalJSON gives an equal row back.
func (o DetailOrder) MarshalJSON() ([]byte, error) {
	w := rowWriter{typeName: "DetailOrder", buf: make([]byte, 0, 256)}
	w.text("code", o.Code)
	w.number("equipment_no", o.EquipmentNo)
	w.int("total_fee", int64(o.TotalFee))
	w.text("name__nick_name", o.NickName)
	w.enum("reconciliation_status", int64(o.ReconciliationStatus))
	w.text("platform_code", o.PlatformCode)
	w.enum("pay_method", int64(o.PayMethod))
	w.enum("status", int64(o.Status))
	return w.close(o.Extra)
}

// UnmarshalJSON reads a row. The whole DetailOrder is replaced; Raw stays nil. A row that breaks a rule is
// [ErrMalformedResponse].
func (o *DetailOrder) UnmarshalJSON(data []byte) error {
	return unmarshal("DetailOrder", data, o, readDetailOrder)
}

// Members of a row of bill_data, as bits of the ones seen.
const (
	detailCode = 1 << iota
	detailEquipmentNo
	detailTotalFee
	detailNickName
	detailReconciliationStatus
	detailPlatformCode
	detailPayMethod
	detailStatus
)

// readDetailOrder reads one row into o, which must be zero, and counts what is not known.
func readDetailOrder(r *wire.Reader, rows rowOptions, o *DetailOrder, unknown *wire.Unknown) {
	d := rowReader{Reader: r, rows: rows, unknown: unknown}
	var fee NullFen
	o.Raw = d.read(func() int { return o.member(r, &fee) })
	o.Extra, o.TotalFee = d.extra, fee.Fen
	switch {
	case o.Code == "":
		r.Fail("has no code")
	case !fee.Valid:
		r.Fail("has no total_fee")
	}
	countUnknown(unknown, "pay_method", o.PayMethod)
	countUnknown(unknown, "reconciliation_status", o.ReconciliationStatus)
	countUnknown(unknown, "status", o.Status)
}

// member reads one member and answers its bit, 0 for an unknown one.
func (o *DetailOrder) member(r *wire.Reader, fee *NullFen) int {
	switch string(r.Name()) {
	case "code":
		o.Code, _ = r.Text()
		return detailCode
	case "equipment_no":
		o.EquipmentNo, _ = r.Text()
		return detailEquipmentNo
	case "total_fee":
		*fee = readFen(r)
		return detailTotalFee
	case "name__nick_name":
		o.NickName, _ = r.Text()
		return detailNickName
	case "reconciliation_status":
		o.ReconciliationStatus = ReconciliationStatus(readEnum(r))
		return detailReconciliationStatus
	case "platform_code":
		o.PlatformCode, _ = r.Text()
		return detailPlatformCode
	case "pay_method":
		o.PayMethod = PayMethod(readEnum(r))
		return detailPayMethod
	case "status":
		o.Status = OrderStatus(readEnum(r))
		return detailStatus
	}
	return 0
}
