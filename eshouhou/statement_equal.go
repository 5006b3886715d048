package eshouhou

import (
	"slices"

	"github.com/billrecon/billrecon/internal/wire"
)

// Equal tells whether both statements say the same: amounts by value (9.9 is 9.90), times by instant, items and Extra as
// JSON text, white space and the escapes of <, > and & aside. AskedFor, Unknown and Raw are not compared. Packages that
// compare values in tests use this method by themselves.
func (s Statement) Equal(other Statement) bool {
	return s.sameTexts(other) && s.sameAmounts(other) && s.sameStates(other) &&
		s.StatementTime.Equal(other.StatementTime) &&
		slices.EqualFunc(s.Accessorys, other.Accessorys, wire.SameJSON) &&
		slices.EqualFunc(s.FeeItems, other.FeeItems, wire.SameJSON) &&
		slices.EqualFunc(s.OtherFeeItems, other.OtherFeeItems, wire.SameJSON) &&
		slices.EqualFunc(s.TypeList, other.TypeList, TypeOption.Equal) &&
		wire.SameExtra(s.Extra, other.Extra)
}

// Equal tells whether both items say the same, in the sense of [Statement.Equal].
func (o TypeOption) Equal(other TypeOption) bool {
	return o.Key == other.Key && o.Value == other.Value && o.IsChecked == other.IsChecked &&
		slices.EqualFunc(o.ObjArray, other.ObjArray, wire.SameJSON) &&
		wire.SameExtra(o.Extra, other.Extra)
}

func (s *Statement) sameTexts(other Statement) bool {
	return s.ID == other.ID && s.WorkOrderID == other.WorkOrderID && s.WorkOrderNumber == other.WorkOrderNumber &&
		s.CustomerName == other.CustomerName && s.ProductName == other.ProductName && s.ProductType == other.ProductType &&
		s.ServiceCategory == other.ServiceCategory && s.Remark == other.Remark && s.GuaranteedName == other.GuaranteedName &&
		s.TypeName == other.TypeName && s.OperatorID == other.OperatorID && s.OperatorName == other.OperatorName &&
		s.StatementStateName == other.StatementStateName && s.StatementStateClass == other.StatementStateClass
}

func (s *Statement) sameAmounts(other Statement) bool {
	return wire.SameAmount(s.TotalAmount, other.TotalAmount) && wire.SameAmount(s.CustomerAmount, other.CustomerAmount) &&
		wire.SameAmount(s.AccessoryAmount, other.AccessoryAmount) && wire.SameAmount(s.FeeItemAmount, other.FeeItemAmount) &&
		wire.SameAmount(s.OtherFeeItemAmount, other.OtherFeeItemAmount)
}

func (s *Statement) sameStates(other Statement) bool {
	return s.Type == other.Type && s.StatementState == other.StatementState && s.IsOnlinePay == other.IsOnlinePay &&
		s.WorkOrderState == other.WorkOrderState && s.WorkOrderPendState == other.WorkOrderPendState &&
		s.CustomerPaymentAction == other.CustomerPaymentAction
}
