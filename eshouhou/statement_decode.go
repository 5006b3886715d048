package eshouhou

import (
	"encoding/json"
	"time"

	"github.com/billrecon/billrecon/internal/wire"
)

// rowOptions is how statements are decoded.
type rowOptions struct {
	zone    *time.Location
	keepRaw bool
}

// timeLayouts are the forms of the provider's pages, the one of the sibling pages first.
var timeLayouts = []string{wire.LayoutSlash, wire.LayoutDash, wire.LayoutISO, wire.LayoutISOZone}

// blankStatement is a statement of which nothing came.
func blankStatement() Statement {
	return Statement{
		Type:                  PayTypeAbsent,
		StatementState:        StatementStateAbsent,
		WorkOrderState:        WorkOrderStateAbsent,
		WorkOrderPendState:    WorkOrderPendStateAbsent,
		CustomerPaymentAction: CustomerPaymentActionAbsent,
	}
}

// readStatement reads one statement and counts what is not known.
func readStatement(r *wire.Reader, o rowOptions) Statement {
	start := r.Pos()
	s := blankStatement()
	d := statementDecoder{r: r, s: &s, zone: o.zone}
	var seen uint64
	for ok := r.Object(); ok && r.Next(); {
		bit := d.member()
		if seen&bit != 0 {
			r.Twice()
		}
		seen |= bit
	}
	d.require()
	d.count()
	s.Unknown = d.unknown
	if o.keepRaw {
		s.Raw = r.Since(start)
	}
	return s
}

// statementDecoder reads the members of one statement.
type statementDecoder struct {
	r       *wire.Reader
	s       *Statement
	zone    *time.Location
	unknown wire.Unknown
}

// member reads one member and answers its bit, 0 for an unknown one.
func (d *statementDecoder) member() uint64 {
	name := string(d.r.Name())
	if field, bit := d.s.text(name); bit != 0 {
		*field, _ = d.r.Text()
		return bit
	}
	if field, bit := d.s.amount(name); bit != 0 {
		*field = d.r.Money(wire.MoneyPolicy{})
		return bit
	}
	if field, bit := d.s.enum(name); bit != 0 {
		if v, ok := d.r.Int(minEnum, maxEnum); ok {
			*field = int(v)
		}
		return bit
	}
	if field, bit := d.s.items(name); bit != 0 {
		*field = rawItems(d.r)
		return bit
	}
	return d.other(name)
}

// other reads the members of a kind of their own, and what is left.
func (d *statementDecoder) other(name string) uint64 {
	switch name {
	case "TypeList":
		d.s.TypeList = readTypeList(d.r, &d.unknown)
		return sawTypeList
	case "StatementTime":
		d.s.StatementTime = readTime(d.r, d.zone)
		return sawStatementTime
	case "IsOnlinePay":
		d.s.IsOnlinePay, _ = d.r.Bool()
		return sawIsOnlinePay
	}
	d.r.Keep(&d.s.Extra, &d.unknown)
	return 0
}

// readTime reads a time at UTC+8, or in its own zone, and gives it in zone.
func readTime(r *wire.Reader, zone *time.Location) time.Time {
	t := r.Time(wire.TimePolicy{ZeroIsAbsent: true, Layouts: timeLayouts})
	if t.IsZero() {
		return time.Time{}
	}
	return t.In(zone)
}

// rawItems keeps the items of an array as they came. null, "", {} and [] are none.
func rawItems(r *wire.Reader) []json.RawMessage {
	if r.Empty() || !r.Array() {
		return nil
	}
	var items []json.RawMessage
	for r.Next() {
		items = append(items, r.Raw())
	}
	return items
}

// require refuses a statement without identity: it can not be matched.
func (d *statementDecoder) require() {
	switch {
	case d.s.ID == "":
		d.r.Fail("has no ID")
	case d.s.WorkOrderID == "":
		d.r.Fail("has no WorkOrderID")
	}
}

// count notes what is odd about a statement that is kept as it came.
func (d *statementDecoder) count() {
	for _, field := range []struct {
		name  string
		value int
		known bool
	}{
		{"Type", int(d.s.Type), payTypes.Known(d.s.Type)},
		{"StatementState", int(d.s.StatementState), statementStates.Known(d.s.StatementState)},
		{"WorkOrderState", int(d.s.WorkOrderState), workOrderStates.Known(d.s.WorkOrderState)},
		{"WorkOrderPendState", int(d.s.WorkOrderPendState), workOrderPendStates.Known(d.s.WorkOrderPendState)},
		{"CustomerPaymentAction", int(d.s.CustomerPaymentAction), customerPaymentActions.Known(d.s.CustomerPaymentAction)},
	} {
		if field.value != absent && !field.known {
			d.unknown.AddValue(field.name, int64(field.value))
		}
	}
	if d.s.totalDiffers() {
		d.unknown.Add("TotalAmount:differs")
	}
}
