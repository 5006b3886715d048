package fubei

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"time"

	"github.com/shopspring/decimal"

	"github.com/billrecon/billrecon/internal/transport"
	"github.com/billrecon/billrecon/internal/wire"
)

// MarshalJSON gives the row in the provider's shape: times as quoted seconds, ids and enums quoted, total_fee and fee
// quoted, income a bare number, amounts with the decimals they came with and two at least. What is absent is left out;
// pay_time, store_id and cashier_id are "0" then, as the provider sends them. Extra is merged in, sorted by name.
// UnmarshalJSON gives an equal row back.
func (b Bill) MarshalJSON() ([]byte, error) {
	w := rowWriter{buf: make([]byte, 0, 320)}
	w.text("order_sn", b.OrderSN)
	w.textIfSet("merchant_order_sn", b.MerchantOrderSN)
	if !b.CreateTime.IsZero() {
		w.seconds("create_time", b.CreateTime)
	}
	w.text("total_fee", money(b.TotalFee))
	if b.Fee.Valid {
		w.text("fee", money(b.Fee.Decimal))
	}
	w.int("store_id", b.StoreID)
	w.int("cashier_id", b.CashierID)
	w.seconds("pay_time", b.PayTime)
	if b.PayStatus != PayStatusAbsent {
		w.int("pay_status", int64(b.PayStatus))
	}
	if b.PayType != PayTypeAbsent {
		w.int("pay_type", int64(b.PayType))
	}
	if b.Income.Valid {
		w.raw("income", money(b.Income.Decimal))
	}
	w.textIfSet("device_no", b.DeviceNo)
	w.extra(b.Extra)
	return append(w.buf, '}'), w.err
}

// UnmarshalJSON reads a row in any form that the provider is known to send, times in UTC+8. The whole Bill is replaced; Raw
// stays nil. A row that breaks a rule is [ErrMalformedResponse].
func (b *Bill) UnmarshalJSON(data []byte) error {
	r := wire.NewReader(data)
	if r.Null() {
		return nil // the convention of package json
	}
	var row Bill
	var unknown wire.Unknown
	readBill(r, rowOptions{zone: wire.ChinaZone}, &row, &unknown)
	r.End()
	if err := r.Err(); err != nil {
		return transport.Errorf(provider, ErrMalformedResponse, "Bill: %w", err)
	}
	*b = row
	return nil
}

// rowWriter appends the members of one JSON object.
type rowWriter struct {
	buf []byte
	err error
}

func (w *rowWriter) name(name string) {
	separator := byte(',')
	if len(w.buf) == 0 {
		separator = '{'
	}
	w.buf = appendQuoted(append(w.buf, separator), name)
	w.buf = append(w.buf, ':')
}

func (w *rowWriter) raw(name, literal string) {
	w.name(name)
	w.buf = append(w.buf, literal...)
}

func (w *rowWriter) text(name, text string) {
	w.name(name)
	w.buf = appendQuoted(w.buf, text)
}

func (w *rowWriter) textIfSet(name, text string) {
	if text != "" {
		w.text(name, text)
	}
}

func (w *rowWriter) int(name string, v int64) { w.text(name, strconv.FormatInt(v, 10)) }

// seconds writes the zero Time as 0.
func (w *rowWriter) seconds(name string, t time.Time) {
	if t.IsZero() {
		w.int(name, 0)
		return
	}
	w.int(name, t.Unix())
}

// extra merges the unknown members in. One that has the name of a known member would make the row unreadable.
func (w *rowWriter) extra(extra map[string]json.RawMessage) {
	for _, name := range slices.Sorted(maps.Keys(extra)) {
		switch value := extra[name]; {
		case isMember(name):
			w.fail("Bill.Extra holds %s: that is a field of its own", name)
		case !json.Valid(value):
			w.fail("a value in Bill.Extra is not JSON")
		default:
			w.raw(name, string(value))
		}
	}
}

func (w *rowWriter) fail(format string, args ...any) {
	if w.err == nil {
		w.err = fmt.Errorf(provider+": "+format, args...)
	}
}

// appendQuoted appends s as a JSON string. Nearly all of them need no escapes.
func appendQuoted(b []byte, s string) []byte {
	for i := range len(s) {
		if c := s[i]; c < ' ' || c > '~' || c == '"' || c == '\\' {
			quoted, _ := json.Marshal(s) // a string always has one
			return append(b, quoted...)
		}
	}
	b = append(append(b, '"'), s...)
	return append(b, '"')
}

// money is d with the decimals it has, and two at least.
func money(d decimal.Decimal) string { return d.StringFixed(max(2, -d.Exponent())) }

// isMember tells whether a row has a member of this name that Bill knows.
func isMember(name string) bool {
	switch name {
	case "order_sn", "merchant_order_sn", "create_time", "pay_time", "total_fee", "fee", "income",
		"store_id", "cashier_id", "pay_status", "pay_type", "device_no":
		return true
	}
	return false
}
