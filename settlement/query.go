package settlement

import (
	"cmp"
	"encoding/json"
	"fmt"
	"log/slog"
	"strconv"
	"strings"
	"time"

	"github.com/billrecon/billrecon/internal/client"
	"github.com/billrecon/billrecon/internal/paging"
	"github.com/billrecon/billrecon/internal/transport"
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
	// ends at 23:59:59. Items and CollectItems refuse an end that is not over: see Open.
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
	// and a page that drifts costs one window. Every window is fetched whole before its rows come, twice under Config.ReadTwice.
	// Whole seconds; 0 does not split. At most 100 000 windows. Only for Items and CollectItems.
	Window time.Duration
	// Open has Items and CollectItems read a range whose PaymentEnd is not over, which they refuse with [ErrPeriodOpen]
	// otherwise: rows still come in, so that the run is never Complete. ItemPage refuses no range for its end.
	Open bool
	// Cursor goes on where an earlier run of the same query stopped: set it to Audit.Next. Only for Items and CollectItems.
	Cursor Cursor

	noDay string // the day that Day was given, when there is none such
}

// Day returns the query of all items paid on a day at UTC+8: from 00:00:00 to 23:59:59, both included. A day that does not exist,
// such as 2026-02-30, is refused with [ErrInvalidRequest] where the query is used.
func Day(year, month, day int) ItemQuery {
	start := time.Date(year, time.Month(month), day, 0, 0, 0, 0, wire.ChinaZone)
	q := ItemQuery{PaymentStart: start, PaymentEnd: start.AddDate(0, 0, 1).Add(-time.Second)}
	if y, m, d := start.Date(); y != year || int(m) != month || d != day {
		q.noDay = fmt.Sprintf("%d-%d-%d", year, month, day)
	}
	return q
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
	if q.Open {
		b.WriteString(", open")
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

// until is the exclusive end of what a complete run proves, zero when the query asks for less than all items paid by then.
func (q ItemQuery) until() time.Time {
	if q.OrderNum != "" || q.BizOrderNum != "" || !q.OrderStart.IsZero() {
		return time.Time{}
	}
	return q.payment().after()
}

// filter is what a query asks for, to be compared with what came.
type filter struct {
	paid, ordered         span
	orderNum, bizOrderNum string
}

func (q ItemQuery) filter() filter {
	return filter{paid: q.payment(), ordered: q.order(), orderNum: q.OrderNum, bizOrderNum: q.BizOrderNum}
}

// outside returns the name of the field for which the query did not ask for the row, "" when it did. An absent time says nothing.
func (f filter) outside(i *Item) string {
	switch {
	case f.orderNum != "" && i.OrderNum != f.orderNum:
		return "orderNum"
	case f.bizOrderNum != "" && i.BizOrderNum != f.bizOrderNum:
		return "bizOrderNum"
	case !f.paid.mayHold(i.PaymentTime):
		return "paymentTime"
	case !f.ordered.start.IsZero() && !f.ordered.mayHold(i.OrderTime):
		return "orderTime"
	}
	return ""
}

// check names the first field that breaks a rule.
func (q ItemQuery) check() error {
	if q.noDay != "" {
		return invalid("Day: there is no day %s", q.noDay)
	}
	if err := q.checkRanges(); err != nil {
		return err
	}
	for _, number := range []struct{ field, value string }{{"BizOrderNum", q.BizOrderNum}, {"OrderNum", q.OrderNum}} {
		if rule := client.BrokenText(number.value); rule != "" {
			return invalid("ItemQuery.%s %s", number.field, rule)
		}
	}
	return client.CheckPage(provider, "ItemQuery", q.Page, q.Limit, MaxLimit)
}

func (q ItemQuery) checkRanges() error {
	switch {
	case q.PaymentStart.IsZero():
		return invalid("ItemQuery.PaymentStart is zero: it is required")
	case q.PaymentEnd.IsZero():
		return invalid("ItemQuery.PaymentEnd is zero: it is required")
	}
	if err := checkRange("Payment", q.PaymentStart, q.PaymentEnd); err != nil {
		return err
	}
	if q.OrderStart.IsZero() != q.OrderEnd.IsZero() {
		return invalid("ItemQuery.OrderStart and ItemQuery.OrderEnd: both or neither must be set")
	}
	if q.OrderStart.IsZero() {
		return nil
	}
	return checkRange("Order", q.OrderStart, q.OrderEnd)
}

func checkRange(name string, start, end time.Time) error {
	s := span{roundUp(start), roundDown(end)}
	switch {
	case end.Before(start):
		return invalid("ItemQuery.%sEnd is before %sStart", name, name)
	case s.end.Before(s.start):
		return invalid("ItemQuery.%sStart and %sEnd: there is no whole second between them", name, name)
	}
	for _, bound := range []struct {
		field string
		year  int
	}{{name + "Start", s.start.Year()}, {name + "End", s.end.Year()}} {
		if bound.year < 1970 || bound.year > 9999 {
			return invalid("ItemQuery.%s has the year %d at UTC+8: it must be 1970 to 9999", bound.field, bound.year)
		}
	}
	return nil
}

// forPage checks the query for ItemPage and sets its defaults.
func (q ItemQuery) forPage() (ItemQuery, error) {
	switch {
	case q.Cursor != "":
		return q, invalid("ItemQuery.Cursor is set: it is for Items and CollectItems, ItemPage takes Page")
	case q.Window != 0:
		return q, invalid("ItemQuery.Window is %v: it is for Items and CollectItems", q.Window)
	}
	q.Page, q.Limit = cmp.Or(q.Page, 1), cmp.Or(q.Limit, DefaultLimit)
	return q, q.check()
}

// forAll checks the query for Items and CollectItems and sets their defaults.
func (q ItemQuery) forAll() (ItemQuery, error) {
	q.Limit = cmp.Or(q.Limit, MaxLimit)
	return q, cmp.Or(q.check(), client.CheckStart(provider, "ItemQuery", "Items and CollectItems", q.Page), q.checkWindow(), q.checkOver())
}

// checkOver refuses a range to which rows can still come.
func (q ItemQuery) checkOver() error {
	if q.Open || !time.Now().Before(q.payment().after()) {
		return nil
	}
	return transport.Errorf(provider, ErrPeriodOpen, "ItemQuery.PaymentEnd is not over at UTC+8: ask later, or set ItemQuery.Open")
}

func (q ItemQuery) checkWindow() error {
	switch {
	case q.Window == 0:
		return nil
	case q.Window < time.Second || q.Window%time.Second != 0:
		return invalid("ItemQuery.Window is %v: it must be whole seconds, 1 or more, or 0 for no windows", q.Window)
	case q.payment().windows(q.Window) > maxWindows:
		return invalid("ItemQuery.Window is %v: the range would be more than %d windows", q.Window, maxWindows)
	}
	return nil
}

// body is the JSON body of the query: the members in the order of the provider's page, only what is set, and always the page
// and its size, because the size decides which page is the last.
func (q ItemQuery) body() []byte {
	b := make([]byte, 0, 256)
	text := func(name, value string) {
		b = append(b, `,"`+name+`":`...)
		quoted, _ := json.Marshal(value) // a string always has one
		b = append(b, quoted...)
	}
	number := func(name string, value int) {
		b = append(b, `,"`+name+`":`...)
		b = strconv.AppendInt(b, int64(value), 10)
	}
	paid, ordered := q.payment(), q.order()
	text("paymentStartTime", timeText(paid.start))
	text("paymentEndTime", timeText(paid.end))
	if !ordered.start.IsZero() {
		text("orderStartTime", timeText(ordered.start))
		text("orderEndTime", timeText(ordered.end))
	}
	if q.BizOrderNum != "" {
		text("bizOrderNum", q.BizOrderNum)
	}
	if q.OrderNum != "" {
		text("orderNum", q.OrderNum)
	}
	number("currentPage", q.Page)
	number("itemsPerPage", q.Limit)
	b = append(b, '}')
	b[0] = '{' // in place of the first comma: the payment time is always there
	return b
}

// hash is what a cursor is bound to: where, and what is asked for. Page and limit are not part of it.
func (q ItemQuery) hash(baseURL, version string) [32]byte {
	return paging.HashQuery(provider, ItemPath, baseURL, version, q.payment().String(), q.order().String(),
		q.BizOrderNum, q.OrderNum, q.Window.String(), strconv.FormatBool(q.Open))
}
