package settlement

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

// MarshalJSON gives the row in the shape of the provider's sample: its members in that order, null for what is absent, texts
// quoted, amounts and the type as bare numbers, amounts with the decimals they came with and two at least, times at UTC+8.
// Extra is added after them, sorted by name. UnmarshalJSON gives an equal row back.
//
// Personal data is not masked: this is the row itself.
func (i Item) MarshalJSON() ([]byte, error) {
	w := rowWriter{buf: make([]byte, 0, 640)}
	w.text("orderNum", i.OrderNum)
	w.text("bizOrderNum", i.BizOrderNum)
	w.text("skuName", i.SKUName)
	w.quantity("totalQuantity", i.TotalQuantity)
	w.text("channelName", i.ChannelName)
	w.text("skuCategoryName", i.SKUCategoryName)
	w.text("orderUserMobile", i.OrderUserMobile)
	w.text("orderUserName", i.OrderUserName)
	w.text("paymentType", i.PaymentType)
	w.text("cardId", i.CardID)
	w.amount("paymentAmount", i.PaymentAmount)
	w.amount("settlementAmount", decimal.NewNullDecimal(i.SettlementAmount))
	w.text("contractId", i.ContractID)
	w.text("contract", i.Contract)
	w.text("unionOrganization", i.UnionOrganization)
	w.time("orderTime", i.OrderTime)
	w.time("paymentTime", i.PaymentTime)
	w.amount("totalAmount", i.TotalAmount)
	w.settlementType(i.SettlementType)
	w.extra(i.Extra)
	return append(w.buf, '}'), w.err
}

// UnmarshalJSON reads a row in any form that the provider is known to send, times in UTC+8. The whole Item is replaced; Raw
// stays nil. A row that breaks a rule is [ErrMalformedResponse].
func (i *Item) UnmarshalJSON(data []byte) error {
	r := wire.NewReader(data)
	if r.Null() {
		return nil // the convention of package json
	}
	var row Item
	var unknown wire.Unknown
	readItem(r, rowOptions{zone: wire.ChinaZone}, &row, &unknown)
	r.End()
	if err := r.Err(); err != nil {
		return transport.Errorf(provider, ErrMalformedResponse, "Item: %w", err)
	}
	*i = row
	return nil
}

// rowWriter appends the members of one JSON object.
type rowWriter struct {
	buf []byte
	err error
}

// literal appends a member. An empty literal is null.
func (w *rowWriter) literal(name, literal string) {
	separator := byte(',')
	if len(w.buf) == 0 {
		separator = '{'
	}
	if literal == "" {
		literal = "null"
	}
	w.buf = append(append(w.buf, separator), quote(name)...)
	w.buf = append(append(w.buf, ':'), literal...)
}

func (w *rowWriter) text(name, text string) {
	if text != "" {
		text = quote(text)
	}
	w.literal(name, text)
}

func (w *rowWriter) amount(name string, v decimal.NullDecimal) {
	if !v.Valid {
		w.literal(name, "")
		return
	}
	w.literal(name, money(v.Decimal))
}

// quantity has no decimals that it did not come with.
func (w *rowWriter) quantity(name string, v decimal.NullDecimal) {
	if !v.Valid {
		w.literal(name, "")
		return
	}
	w.literal(name, v.Decimal.StringFixed(max(0, -v.Decimal.Exponent())))
}

// time has a fraction only if it came with one.
func (w *rowWriter) time(name string, t time.Time) {
	if t.IsZero() {
		w.literal(name, "")
		return
	}
	w.literal(name, `"`+t.In(wire.ChinaZone).Format(timeLayout+".999999999")+`"`)
}

func (w *rowWriter) settlementType(t SettlementType) {
	if t == SettlementTypeAbsent {
		w.literal("settlementType", "")
		return
	}
	w.literal("settlementType", strconv.Itoa(int(t)))
}

// extra merges the unknown members in. One that has the name of a known member would make the row unreadable.
func (w *rowWriter) extra(extra map[string]json.RawMessage) {
	for _, name := range slices.Sorted(maps.Keys(extra)) {
		switch value := extra[name]; {
		case isMember(name):
			w.fail("Item.Extra holds %s: that is a field of its own", name)
		case !json.Valid(value):
			w.fail("a value in Item.Extra is not JSON")
		default:
			w.literal(name, string(value))
		}
	}
}

func (w *rowWriter) fail(format string, args ...any) {
	if w.err == nil {
		w.err = fmt.Errorf(provider+": "+format, args...)
	}
}

// quote is s as a JSON string.
func quote(s string) string {
	quoted, _ := json.Marshal(s) // a string always has one
	return string(quoted)
}

// money is d with the decimals it has, and two at least.
func money(d decimal.Decimal) string { return d.StringFixed(max(2, -d.Exponent())) }

// isMember tells whether a row has a member of this name that Item knows.
func isMember(name string) bool {
	switch name {
	case "orderNum", "bizOrderNum", "skuName", "totalQuantity", "channelName", "skuCategoryName", "orderUserMobile",
		"orderUserName", "paymentType", "cardId", "paymentAmount", "settlementAmount", "contractId", "contract",
		"unionOrganization", "orderTime", "paymentTime", "totalAmount", "settlementType":
		return true
	}
	return false
}
