package fubei

import (
	"fmt"
	"log/slog"
	"strconv"
	"strings"
	"time"

	"github.com/shopspring/decimal"

	"github.com/billrecon/billrecon/internal/row"
)

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
