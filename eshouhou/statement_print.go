package eshouhou

import (
	"fmt"
	"log/slog"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/billrecon/billrecon/internal/row"
)

// String shows numbers, amounts and states. Names, remarks, items and unknown members, which can be personal, are left out.
func (s Statement) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "eshouhou.Statement{work order %q, number %q", s.WorkOrderID, s.WorkOrderNumber)
	for _, part := range []struct {
		name   string
		amount decimal.NullDecimal
	}{{"total", s.TotalAmount}, {"due", s.CustomerAmount}} {
		if part.amount.Valid {
			fmt.Fprintf(&b, ", %s %s", part.name, row.Decimal(part.amount.Decimal, 2))
		}
	}
	fmt.Fprintf(&b, ", %s, %s}", s.Type, s.StatementState)
	return b.String()
}

// GoString is String, so that %#v shows no personal data.
func (s Statement) GoString() string { return s.String() }

// Format writes String for every verb, quoted for %q.
func (s Statement) Format(f fmt.State, verb rune) { printText(f, verb, s.String()) }

// LogValue is String, so that slog shows no personal data.
func (s Statement) LogValue() slog.Value { return slog.StringValue(s.String()) }
