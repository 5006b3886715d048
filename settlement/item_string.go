package settlement

import (
	"fmt"
	"io"
	"log/slog"
	"strconv"
	"strings"
	"time"

	"github.com/shopspring/decimal"

	"github.com/billrecon/billrecon/internal/row"
)

// String shows the row in one line: numbers, type, amounts and the payment time. Personal data (phone number, names, card,
// organization) is masked wholly, and so are Extra and Raw, which may hold some.
func (i Item) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "settlement.Item{OrderNum: %q, BizOrderNum: %q, %s, SettlementAmount: %s",
		i.OrderNum, i.BizOrderNum, i.SettlementType, shown(i.SettlementAmount))
	if i.PaymentAmount.Valid {
		b.WriteString(", PaymentAmount: " + shown(i.PaymentAmount.Decimal))
	}
	if !i.PaymentTime.IsZero() {
		b.WriteString(", PaymentTime: " + i.PaymentTime.Format(time.RFC3339))
	}
	for _, masked := range i.maskedFields() {
		b.WriteString(", " + masked + ": ***")
	}
	b.WriteByte('}')
	return b.String()
}

// shown is an amount for people: one of 10³⁰ would fill the line with zeros.
func shown(d decimal.Decimal) string {
	if d.Exponent() > 20 {
		return "out of the ordinary"
	}
	return row.Decimal(d, 2)
}

// maskedFields names what is there and not shown.
func (i Item) maskedFields() []string {
	var names []string
	for _, field := range []struct {
		name string
		set  bool
	}{
		{"OrderUserMobile", i.OrderUserMobile != ""},
		{"OrderUserName", i.OrderUserName != ""},
		{"CardID", i.CardID != ""},
		{"UnionOrganization", i.UnionOrganization != ""},
		{"Extra", len(i.Extra) > 0},
		{"Raw", len(i.Raw) > 0},
	} {
		if field.set {
			names = append(names, field.name)
		}
	}
	return names
}

// GoString is String, so that %#v shows no personal data.
func (i Item) GoString() string { return i.String() }

// Format writes String for every verb, quoted for %q: without it %d would print every field.
func (i Item) Format(f fmt.State, verb rune) { printText(f, verb, i.String()) }

// LogValue is String, so that slog shows no personal data.
func (i Item) LogValue() slog.Value { return slog.StringValue(i.String()) }

// printText writes one text for every verb, quoted for %q.
func printText(f fmt.State, verb rune, text string) {
	if verb == 'q' {
		text = strconv.Quote(text)
	}
	_, _ = io.WriteString(f, text)
}
