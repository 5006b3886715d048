package eshouhou

import (
	"bytes"
	"encoding/json"
	"maps"
	"slices"

	"github.com/shopspring/decimal"
)

// Equal tells whether both statements say the same: amounts by value (9.9 is 9.90), times by instant, items and Extra as
// JSON text, white space and the escapes of <, > and & aside. AskedFor, Unknown and Raw are not compared. Packages that
// compare values in tests use this method by themselves.
func (s Statement) Equal(other Statement) bool {
	return s.sameTexts(other) && s.sameAmounts(other) && s.sameStates(other) &&
		s.StatementTime.Equal(other.StatementTime) &&
		slices.EqualFunc(s.Accessorys, other.Accessorys, sameJSON) &&
		slices.EqualFunc(s.FeeItems, other.FeeItems, sameJSON) &&
		slices.EqualFunc(s.OtherFeeItems, other.OtherFeeItems, sameJSON) &&
		slices.EqualFunc(s.TypeList, other.TypeList, TypeOption.Equal) &&
		maps.EqualFunc(s.Extra, other.Extra, sameJSON)
}

// Equal tells whether both items say the same, in the sense of [Statement.Equal].
func (o TypeOption) Equal(other TypeOption) bool {
	return o.Key == other.Key && o.Value == other.Value && o.IsChecked == other.IsChecked &&
		slices.EqualFunc(o.ObjArray, other.ObjArray, sameJSON) &&
		maps.EqualFunc(o.Extra, other.Extra, sameJSON)
}

func (s *Statement) sameTexts(other Statement) bool {
	return s.ID == other.ID && s.WorkOrderID == other.WorkOrderID && s.WorkOrderNumber == other.WorkOrderNumber &&
		s.CustomerName == other.CustomerName && s.ProductName == other.ProductName && s.ProductType == other.ProductType &&
		s.ServiceCategory == other.ServiceCategory && s.Remark == other.Remark && s.GuaranteedName == other.GuaranteedName &&
		s.TypeName == other.TypeName && s.OperatorID == other.OperatorID && s.OperatorName == other.OperatorName &&
		s.StatementStateName == other.StatementStateName && s.StatementStateClass == other.StatementStateClass
}

func (s *Statement) sameAmounts(other Statement) bool {
	return sameAmount(s.TotalAmount, other.TotalAmount) && sameAmount(s.CustomerAmount, other.CustomerAmount) &&
		sameAmount(s.AccessoryAmount, other.AccessoryAmount) && sameAmount(s.FeeItemAmount, other.FeeItemAmount) &&
		sameAmount(s.OtherFeeItemAmount, other.OtherFeeItemAmount)
}

func (s *Statement) sameStates(other Statement) bool {
	return s.Type == other.Type && s.StatementState == other.StatementState && s.IsOnlinePay == other.IsOnlinePay &&
		s.WorkOrderState == other.WorkOrderState && s.WorkOrderPendState == other.WorkOrderPendState &&
		s.CustomerPaymentAction == other.CustomerPaymentAction
}

// sameAmount tells absent from zero.
func sameAmount(a, b decimal.NullDecimal) bool {
	return a.Valid == b.Valid && (!a.Valid || a.Decimal.Equal(b.Decimal))
}

func sameJSON(a, b json.RawMessage) bool {
	return bytes.Equal(a, b) || bytes.Equal(plainJSON(a), plainJSON(b))
}

// plainJSON is a JSON text as package json writes it: without white space, and with <, > and & escaped. What is no JSON
// stays as it is.
func plainJSON(text json.RawMessage) []byte {
	var compact, escaped bytes.Buffer
	if json.Compact(&compact, text) != nil {
		return text
	}
	json.HTMLEscape(&escaped, compact.Bytes())
	return escaped.Bytes()
}
