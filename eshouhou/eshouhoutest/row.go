package eshouhoutest

import (
	"encoding/json"
	"time"

	"github.com/shopspring/decimal"

	"github.com/billrecon/billrecon/eshouhou"
)

// encode is a statement with the members of the provider's sample: amounts quoted, "" when not given; absent names null;
// absent enums left out. AskedFor, Unknown and Raw are not part of it.
func encode(s eshouhou.Statement) map[string]any {
	members := map[string]any{
		"ID": s.ID, "WorkOrderID": s.WorkOrderID, "WorkOrderNumber": s.WorkOrderNumber,
		"CustomerName": orNull(s.CustomerName), "ProductName": orNull(s.ProductName), "ProductType": orNull(s.ProductType),
		"ServiceCategory": orNull(s.ServiceCategory),
		"TotalAmount":     fixed(s.TotalAmount), "CustomerAmount": fixed(s.CustomerAmount), "AccessoryAmount": fixed(s.AccessoryAmount),
		"FeeItemAmount": fixed(s.FeeItemAmount), "OtherFeeItemAmount": fixed(s.OtherFeeItemAmount),
		"Remark": s.Remark, "Accessorys": list(s.Accessorys), "FeeItems": list(s.FeeItems), "OtherFeeItems": list(s.OtherFeeItems),
		"GuaranteedName": orNull(s.GuaranteedName), "TypeName": orNull(s.TypeName), "TypeList": options(s.TypeList),
		"OperatorID": orNull(s.OperatorID), "OperatorName": orNull(s.OperatorName), "StatementTime": timeText(s.StatementTime),
		"StatementStateName": orNull(s.StatementStateName), "StatementStateClass": orNull(s.StatementStateClass),
		"IsOnlinePay": s.IsOnlinePay,
	}
	enums(members, s)
	for name, value := range s.Extra {
		members[name] = value
	}
	return members
}

func enums(members map[string]any, s eshouhou.Statement) {
	put := func(name string, present bool, value int) {
		if present {
			members[name] = value
		}
	}
	put("Type", s.Type != eshouhou.PayTypeAbsent, int(s.Type))
	put("StatementState", s.StatementState != eshouhou.StatementStateAbsent, int(s.StatementState))
	put("WorkOrderState", s.WorkOrderState != eshouhou.WorkOrderStateAbsent, int(s.WorkOrderState))
	put("WorkOrderPendState", s.WorkOrderPendState != eshouhou.WorkOrderPendStateAbsent, int(s.WorkOrderPendState))
	put("CustomerPaymentAction", s.CustomerPaymentAction != eshouhou.CustomerPaymentActionAbsent, int(s.CustomerPaymentAction))
}

func options(given []eshouhou.TypeOption) []any {
	all := []any{}
	for _, o := range given {
		members := map[string]any{"Key": o.Key, "Value": o.Value, "ObjArray": list(o.ObjArray), "isChecked": o.IsChecked}
		for name, value := range o.Extra {
			members[name] = value
		}
		all = append(all, members)
	}
	return all
}

func list(items []json.RawMessage) []json.RawMessage {
	if items == nil {
		return []json.RawMessage{}
	}
	return items
}

func orNull(text string) any {
	if text == "" {
		return nil
	}
	return text
}

// fixed has two decimals at least.
func fixed(d decimal.NullDecimal) string {
	if !d.Valid {
		return ""
	}
	return d.Decimal.StringFixed(max(2, -d.Decimal.Exponent()))
}

// timeText is the form of the provider's sibling pages, at UTC+8.
func timeText(t time.Time) any {
	if t.IsZero() {
		return nil
	}
	return t.In(china).Format("2006/1/2 15:04:05")
}
