package eshouhou

import (
	"encoding/json"

	"github.com/shopspring/decimal"
)

// Members of a statement, as bits of the ones seen.
const (
	sawID uint64 = 1 << iota
	sawWorkOrderID
	sawWorkOrderNumber
	sawCustomerName
	sawProductName
	sawProductType
	sawServiceCategory
	sawTotalAmount
	sawCustomerAmount
	sawAccessoryAmount
	sawFeeItemAmount
	sawOtherFeeItemAmount
	sawRemark
	sawAccessorys
	sawFeeItems
	sawOtherFeeItems
	sawGuaranteedName
	sawType
	sawTypeName
	sawTypeList
	sawStatementState
	sawOperatorID
	sawOperatorName
	sawStatementTime
	sawStatementStateName
	sawStatementStateClass
	sawIsOnlinePay
	sawWorkOrderState
	sawWorkOrderPendState
	sawCustomerPaymentAction
)

// text is the field and the bit of a member that is text.
func (s *Statement) text(name string) (*string, uint64) {
	switch name {
	case "ID":
		return &s.ID, sawID
	case "WorkOrderID":
		return &s.WorkOrderID, sawWorkOrderID
	case "WorkOrderNumber":
		return &s.WorkOrderNumber, sawWorkOrderNumber
	case "CustomerName":
		return &s.CustomerName, sawCustomerName
	case "ProductName":
		return &s.ProductName, sawProductName
	case "ProductType":
		return &s.ProductType, sawProductType
	case "ServiceCategory":
		return &s.ServiceCategory, sawServiceCategory
	case "Remark":
		return &s.Remark, sawRemark
	case "GuaranteedName":
		return &s.GuaranteedName, sawGuaranteedName
	case "TypeName":
		return &s.TypeName, sawTypeName
	case "OperatorID":
		return &s.OperatorID, sawOperatorID
	case "OperatorName":
		return &s.OperatorName, sawOperatorName
	case "StatementStateName":
		return &s.StatementStateName, sawStatementStateName
	case "StatementStateClass":
		return &s.StatementStateClass, sawStatementStateClass
	}
	return nil, 0
}

// amount is the field and the bit of a member that is an amount.
func (s *Statement) amount(name string) (*decimal.NullDecimal, uint64) {
	switch name {
	case "TotalAmount":
		return &s.TotalAmount, sawTotalAmount
	case "CustomerAmount":
		return &s.CustomerAmount, sawCustomerAmount
	case "AccessoryAmount":
		return &s.AccessoryAmount, sawAccessoryAmount
	case "FeeItemAmount":
		return &s.FeeItemAmount, sawFeeItemAmount
	case "OtherFeeItemAmount":
		return &s.OtherFeeItemAmount, sawOtherFeeItemAmount
	}
	return nil, 0
}

// enum is the field and the bit of a member that is an enum.
func (s *Statement) enum(name string) (*int, uint64) {
	switch name {
	case "Type":
		return (*int)(&s.Type), sawType
	case "StatementState":
		return (*int)(&s.StatementState), sawStatementState
	case "WorkOrderState":
		return (*int)(&s.WorkOrderState), sawWorkOrderState
	case "WorkOrderPendState":
		return (*int)(&s.WorkOrderPendState), sawWorkOrderPendState
	case "CustomerPaymentAction":
		return (*int)(&s.CustomerPaymentAction), sawCustomerPaymentAction
	}
	return nil, 0
}

// items is the field and the bit of a member that is an array of items without documented members.
func (s *Statement) items(name string) (*[]json.RawMessage, uint64) {
	switch name {
	case "Accessorys":
		return &s.Accessorys, sawAccessorys
	case "FeeItems":
		return &s.FeeItems, sawFeeItems
	case "OtherFeeItems":
		return &s.OtherFeeItems, sawOtherFeeItems
	}
	return nil, 0
}

// isMember tells whether a statement has a member of this name that Statement knows.
func isMember(name string) bool {
	var s Statement
	_, text := s.text(name)
	_, amount := s.amount(name)
	_, enum := s.enum(name)
	_, items := s.items(name)
	return text|amount|enum|items != 0 || name == "TypeList" || name == "StatementTime" || name == "IsOnlinePay"
}
