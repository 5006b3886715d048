package console

import (
	"encoding/json"
	"fmt"
	"log/slog"
	"time"

	"github.com/billrecon/billrecon/internal/wire"
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
	// Extra holds the members that this package does not know, as they came. Nil when there are none.
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

// Equal tells whether both bills say the same: times by instant, Extra as JSON text, white space and the escapes of <, > and &
// aside. Raw is not compared.
func (b ThirdBill) Equal(other ThirdBill) bool {
	return b.TradeTime.Equal(other.TradeTime) &&
		b.OutTradeNo == other.OutTradeNo &&
		b.Device == other.Device &&
		b.TotalMoney == other.TotalMoney &&
		b.OpenID == other.OpenID &&
		b.TransactionID == other.TransactionID &&
		wire.SameExtra(b.Extra, other.Extra)
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

// MarshalJSON gives the bill in the console's shape: fen as a number, the time at UTC+8 without a zone. An absent time is
// left out, absent text is "". Extra is merged in, sorted by name. UnmarshalJSON gives an equal bill back.
func (b ThirdBill) MarshalJSON() ([]byte, error) {
	w := rowWriter{typeName: "ThirdBill", buf: make([]byte, 0, 224)}
	w.time("trade_time", b.TradeTime)
	w.text("out_trade_no", b.OutTradeNo)
	w.text("device", b.Device)
	w.int("total_money", int64(b.TotalMoney))
	w.text("openid", b.OpenID)
	w.text("transaction_id", b.TransactionID)
	return w.close(b.Extra)
}

// UnmarshalJSON reads a bill, times in UTC+8. The whole ThirdBill is replaced; Raw stays nil. A bill that breaks a rule is
// [ErrMalformedResponse].
func (b *ThirdBill) UnmarshalJSON(data []byte) error {
	return unmarshal("ThirdBill", data, b, readThirdBill)
}

// Members of third_bill, as bits of the ones seen.
const (
	thirdTradeTime = 1 << iota
	thirdOutTradeNo
	thirdDevice
	thirdTotalMoney
	thirdOpenID
	thirdTransactionID
)

// readThirdBill reads a bill into b, which must be zero, and counts what is not known.
func readThirdBill(r *wire.Reader, rows rowOptions, b *ThirdBill, unknown *wire.Unknown) {
	d := rowReader{Reader: r, rows: rows, unknown: unknown}
	var money NullFen
	b.Raw = d.read(func() int { return b.member(&d, &money) })
	b.Extra, b.TotalMoney = d.extra, money.Fen
	if !money.Valid {
		r.Fail("has no total_money")
	}
}

// member reads one member and answers its bit, 0 for an unknown one.
func (b *ThirdBill) member(d *rowReader, money *NullFen) int {
	switch string(d.Name()) {
	case "trade_time":
		b.TradeTime = readTime(d.Reader, d.rows.zone)
		return thirdTradeTime
	case "out_trade_no":
		b.OutTradeNo, _ = d.Text()
		return thirdOutTradeNo
	case "device":
		b.Device, _ = d.Text()
		return thirdDevice
	case "total_money":
		*money = readFen(d.Reader)
		return thirdTotalMoney
	case "openid":
		b.OpenID, _ = d.Text()
		return thirdOpenID
	case "transaction_id":
		b.TransactionID, _ = d.Text()
		return thirdTransactionID
	}
	return 0
}
