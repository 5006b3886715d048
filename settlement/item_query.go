package settlement

import (
	"fmt"
	"log/slog"
	"strings"
	"time"

	"github.com/billrecon/billrecon/internal/wire"
)

// Limits of the provider's page.
const (
	// MaxLimit is the most rows that a page can have (最大500).
	MaxLimit = 500
	// DefaultLimit is how many rows a page has when no limit is given (默认100).
	DefaultLimit = 100
	// maxWindows bounds what ItemQuery.Window may split a range into. It is this package's own.
	maxWindows = 100_000
)

// ItemQuery says which items to fetch: those paid in a range of time, and what limits them further. It is passed by value and
// never written to. What the fields say is checked before any network use.
//
// The provider's times are wall clock times at UTC+8 in whole seconds; a time.Time of any zone is converted. A start with a
// fraction of a second means the next whole second and an end the one before, so that a range is never widened.
type ItemQuery struct {
	// PaymentStart is the first second of the payment time (支付起始时间), itself included. Required.
	PaymentStart time.Time
	// PaymentEnd is the last second of the payment time (支付终止时间), itself included. Required, not before PaymentStart. A day
	// ends at 23:59:59. Rows of an end that is not over yet may shift between pages.
	PaymentEnd time.Time
	// OrderStart and OrderEnd limit the items to a range of the order time (下单起始时间, 下单终止时间), both included. Both or
	// neither must be set.
	OrderStart, OrderEnd time.Time
	// BizOrderNum limits the items to one business number (业务单号). Empty is all.
	BizOrderNum string
	// OrderNum limits the items to one order number (订单号). Empty is all.
	OrderNum string
	// Page is the page to fetch with [Client.ItemPage], from 1; 0 means 1. Items and CollectItems refuse other pages than
	// the first, because they would give a partial bill: there, go on with Cursor.
	Page int
	// Limit is the number of rows of a page, 1 to 500. 0 is the provider's default of 100 with ItemPage, and 500 with Items
	// and CollectItems.
	Limit int
	// Window splits the range of the payment time into windows of this length, which do not overlap and leave no gap. They are
	// fetched Config.Prefetch at a time, come in order, and each of them is read to its own end: a long range is faster so,
	// and a page that drifts costs one window. Every window is fetched whole before its rows come. Whole seconds; 0 does not
	// split. At most 100 000 windows. Only for Items and CollectItems.
	Window time.Duration
	// Cursor goes on where an earlier run of the same query stopped: set it to Audit.Next. Only for Items and CollectItems.
	Cursor Cursor
}

// String shows the query in one line, times at UTC+8.
func (q ItemQuery) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "settlement.ItemQuery{paid %s", rangeText(q.PaymentStart, q.PaymentEnd))
	if !q.OrderStart.IsZero() || !q.OrderEnd.IsZero() {
		b.WriteString(", ordered " + rangeText(q.OrderStart, q.OrderEnd))
	}
	if q.BizOrderNum != "" {
		fmt.Fprintf(&b, ", business number %q", q.BizOrderNum)
	}
	if q.OrderNum != "" {
		fmt.Fprintf(&b, ", order number %q", q.OrderNum)
	}
	for _, part := range []struct {
		name  string
		value int
	}{{"page", q.Page}, {"limit", q.Limit}} {
		if part.value != 0 {
			fmt.Fprintf(&b, ", %s %d", part.name, part.value)
		}
	}
	if q.Window != 0 {
		fmt.Fprintf(&b, ", windows of %v", q.Window)
	}
	if q.Cursor != "" {
		b.WriteString(", with a cursor")
	}
	b.WriteByte('}')
	return b.String()
}

func rangeText(start, end time.Time) string {
	return timeText(start) + " to " + timeText(end)
}

func timeText(t time.Time) string {
	if t.IsZero() {
		return "?"
	}
	return t.In(wire.ChinaZone).Format(timeLayout)
}

// GoString is String.
func (q ItemQuery) GoString() string { return q.String() }

// LogValue is String.
func (q ItemQuery) LogValue() slog.Value { return slog.StringValue(q.String()) }

// payment is the range of the payment time in whole seconds.
func (q ItemQuery) payment() span { return span{roundUp(q.PaymentStart), roundDown(q.PaymentEnd)} }

// order is the range of the order time in whole seconds, both ends zero when there is none.
func (q ItemQuery) order() span { return span{roundUp(q.OrderStart), roundDown(q.OrderEnd)} }
