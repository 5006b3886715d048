package eshouhou

import (
	"encoding/json"
	"fmt"
	"log/slog"
	"time"

	"github.com/shopspring/decimal"

	"github.com/billrecon/billrecon/internal/client"
	"github.com/billrecon/billrecon/internal/row"
	"github.com/billrecon/billrecon/internal/wire"
)

// rowClock has the forms of the provider's pages, the one of the sibling pages first, and what .NET makes of a time.
var rowClock = row.Clock{
	Layouts: []string{wire.LayoutSlash, wire.LayoutDash, wire.LayoutISO, wire.LayoutISOZone, wire.LayoutDate, "2006/1/2", wire.LayoutDotNet},
	Write:   row.WallClock,
}

// statementRow is a statement on the wire, in the order of the provider's sample: amounts in quotes, enums without.
var statementRow = row.Of(
	row.Text("ID", func(s *Statement) *string { return &s.ID }).Identity().Absent(`""`),
	row.Text("WorkOrderID", func(s *Statement) *string { return &s.WorkOrderID }).Identity().Absent(`""`),
	row.Text("WorkOrderNumber", func(s *Statement) *string { return &s.WorkOrderNumber }).OrderNumber().Absent(`""`),
	row.Text("CustomerName", func(s *Statement) *string { return &s.CustomerName }).Absent("null"),
	row.Text("ProductName", func(s *Statement) *string { return &s.ProductName }).Absent("null"),
	row.Text("ProductType", func(s *Statement) *string { return &s.ProductType }).Absent("null"),
	row.Text("ServiceCategory", func(s *Statement) *string { return &s.ServiceCategory }).Absent("null"),
	row.OptionalMoney("TotalAmount", func(s *Statement) *decimal.NullDecimal { return &s.TotalAmount }).Decimals(2).Absent(`""`),
	row.OptionalMoney("CustomerAmount", func(s *Statement) *decimal.NullDecimal { return &s.CustomerAmount }).Decimals(2).Absent(`""`),
	row.OptionalMoney("AccessoryAmount", func(s *Statement) *decimal.NullDecimal { return &s.AccessoryAmount }).Decimals(2).Absent(`""`),
	row.OptionalMoney("FeeItemAmount", func(s *Statement) *decimal.NullDecimal { return &s.FeeItemAmount }).Decimals(2).Absent(`""`),
	row.OptionalMoney("OtherFeeItemAmount", func(s *Statement) *decimal.NullDecimal { return &s.OtherFeeItemAmount }).Decimals(2).Absent(`""`),
	row.Text("Remark", func(s *Statement) *string { return &s.Remark }).Absent(`""`),
	row.Items("Accessorys", func(s *Statement) *[]json.RawMessage { return &s.Accessorys }).Absent("[]"),
	row.Items("FeeItems", func(s *Statement) *[]json.RawMessage { return &s.FeeItems }).Absent("[]"),
	row.Items("OtherFeeItems", func(s *Statement) *[]json.RawMessage { return &s.OtherFeeItems }).Absent("[]"),
	row.Text("GuaranteedName", func(s *Statement) *string { return &s.GuaranteedName }).Absent("null"),
	row.Enum("Type", PayTypeAbsent, payTypes.Known, func(s *Statement) *PayType { return &s.Type }).Bare(),
	row.Text("TypeName", func(s *Statement) *string { return &s.TypeName }).Absent("null"),
	row.Rows("TypeList", typeOptionRow, func(s *Statement) *[]TypeOption { return &s.TypeList }).Absent("[]"),
	row.Enum("StatementState", StatementStateAbsent, statementStates.Known, func(s *Statement) *StatementState { return &s.StatementState }).Bare(),
	row.Text("OperatorID", func(s *Statement) *string { return &s.OperatorID }).Absent("null"),
	row.Text("OperatorName", func(s *Statement) *string { return &s.OperatorName }).Absent("null"),
	row.Time("StatementTime", rowClock, func(s *Statement) *time.Time { return &s.StatementTime }).Absent("null"),
	row.Text("StatementStateName", func(s *Statement) *string { return &s.StatementStateName }).Absent("null"),
	row.Text("StatementStateClass", func(s *Statement) *string { return &s.StatementStateClass }).Absent("null"),
	row.Bool("IsOnlinePay", func(s *Statement) *bool { return &s.IsOnlinePay }),
	row.Enum("WorkOrderState", WorkOrderStateAbsent, workOrderStates.Known, func(s *Statement) *WorkOrderState { return &s.WorkOrderState }).Bare(),
	row.Enum("WorkOrderPendState", WorkOrderPendStateAbsent, workOrderPendStates.Known, func(s *Statement) *WorkOrderPendState { return &s.WorkOrderPendState }).Bare(),
	row.Enum("CustomerPaymentAction", CustomerPaymentActionAbsent, customerPaymentActions.Known, func(s *Statement) *CustomerPaymentAction { return &s.CustomerPaymentAction }).Bare(),
	row.Check("TotalAmount:differs", (*Statement).totalDiffers),
	row.Extra(func(s *Statement) *map[string]json.RawMessage { return &s.Extra }),
	row.Raw(func(s *Statement) *json.RawMessage { return &s.Raw }),
)

// typeOptionRow is an item of TypeList.
var typeOptionRow = row.Of(
	row.Text("Key", func(o *TypeOption) *string { return &o.Key }).Absent(`""`),
	row.Text("Value", func(o *TypeOption) *string { return &o.Value }).Absent(`""`),
	row.Items("ObjArray", func(o *TypeOption) *[]json.RawMessage { return &o.ObjArray }).Absent("[]"),
	row.Bool("isChecked", func(o *TypeOption) *bool { return &o.IsChecked }),
	row.Extra(func(o *TypeOption) *map[string]json.RawMessage { return &o.Extra }),
)

// readStatement reads one statement and counts what is odd about it.
func readStatement(r *wire.Reader, o row.Options) *Statement {
	s := &Statement{}
	in := row.Input{Reader: r, Options: o}
	statementRow.Read(&in, s)
	s.Unknown = in.Unknown
	return s
}

// MarshalJSON returns the statement in the provider's shape: amounts quoted, with the decimals they came with and two at
// least, "" where one was not given; absent texts and times null, absent enums left out, absent arrays empty. Times are at
// UTC+8, as 2020-04-29 16:20:16. The text of a value that could not be read stands in its place; the rest of Extra follows,
// sorted by name. UnmarshalJSON of it returns an equal statement.
func (s Statement) MarshalJSON() ([]byte, error) { return statementRow.Marshal(&s) }

// UnmarshalJSON reads a statement in any form that the provider is known to send, times in UTC+8. The whole Statement is
// replaced; Raw stays nil. A statement that breaks a rule is [ErrMalformedResponse].
func (s *Statement) UnmarshalJSON(data []byte) error { return statementRow.Unmarshal(data, s) }

// Equal reports whether both statements say the same: amounts by value (9.9 is 9.90), times by instant, items and Extra as
// JSON text without regard to white space and the escapes of <, > and &. AskedFor, Unknown and Raw are not compared. Packages
// that compare values in tests use this method by themselves.
func (s Statement) Equal(other Statement) bool { return statementRow.Equal(&s, &other) }

// MarshalJSON returns the item in the provider's shape, Extra merged in as by [Statement.MarshalJSON].
func (o TypeOption) MarshalJSON() ([]byte, error) { return typeOptionRow.Marshal(&o) }

// Equal reports whether both items say the same, in the sense of [Statement.Equal].
func (o TypeOption) Equal(other TypeOption) bool { return typeOptionRow.Equal(&o, &other) }

// TypeOption is one way to pay that a statement offers (an item of 结算类型集合, TypeList). It prints and logs without ObjArray and
// Extra, which can be personal data; marshalling gives all of it.
type TypeOption struct {
	// Key is the number of the way to pay as text (Key): "9" is WeChat Pay online (微信线上支付). Empty when absent.
	Key string
	// Value is its name (支付方式名称, Value), empty when absent.
	Value string
	// ObjArray is in the provider's sample only, where it is empty (ObjArray); each item as the JSON that came.
	ObjArray []json.RawMessage
	// IsChecked is in the provider's sample only (isChecked), false when absent.
	IsChecked bool
	// Extra holds the members that this package does not know, as they came, and under its own name the JSON text of a value
	// that could not be read. Nil when there are none.
	Extra map[string]json.RawMessage
}

// String shows the number and the name.
func (o TypeOption) String() string {
	return fmt.Sprintf("eshouhou.TypeOption{%q, %q}", o.Key, o.Value)
}

// GoString returns String.
func (o TypeOption) GoString() string { return o.String() }

// Format writes String for every verb, quoted for %q.
func (o TypeOption) Format(f fmt.State, verb rune) { client.Format(f, verb, o.String()) }

// LogValue returns String.
func (o TypeOption) LogValue() slog.Value { return slog.StringValue(o.String()) }
