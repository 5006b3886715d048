package console

import (
	"fmt"
	"log/slog"
)

// String shows the order without Extra and Raw, which can be personal data.
func (o Order) String() string {
	return fmt.Sprintf("console.Order{%q, %d fen, %v, %v}", o.Code, o.TotalFee, o.PayMethod, o.ReconciliationStatus)
}

// GoString is String.
func (o Order) GoString() string { return o.String() }

// Format writes String for every verb.
func (o Order) Format(f fmt.State, _ rune) { _, _ = f.Write([]byte(o.String())) }

// LogValue is String.
func (o Order) LogValue() slog.Value { return slog.StringValue(o.String()) }

// String shows the sizes and no rows.
func (p OrderPage) String() string {
	num := "an unknown number"
	if p.HasNum {
		num = fmt.Sprint(p.Num)
	}
	return fmt.Sprintf("console.OrderPage{%d orders of %s}", len(p.Orders), num)
}

// GoString is String.
func (p OrderPage) GoString() string { return p.String() }

// Format writes String for every verb.
func (p OrderPage) Format(f fmt.State, _ rune) { _, _ = f.Write([]byte(p.String())) }

// LogValue is String: a log that marshals a page would hold every row.
func (p OrderPage) LogValue() slog.Value { return slog.StringValue(p.String()) }
