package eshouhoutest

import (
	"encoding/json"
	"fmt"
	"time"

	"github.com/shopspring/decimal"

	"github.com/billrecon/billrecon/billtest"
	"github.com/billrecon/billrecon/eshouhou"
)

// ID is the work order id of the i-th statement of [Statements], i from 0.
func ID(i int) string { return fmt.Sprintf("00000000-0000-4000-8000-%012d", i) }

// IDs are the work order ids of [Statements](n).
func IDs(n int) []string {
	ids := make([]string, n)
	for i := range ids {
		ids[i] = ID(i)
	}
	return ids
}

// Statements makes n statements, the same ones every time: distinct ids and numbers, totals from 1.00 yuan upwards that are
// the sum of their parts, Alipay, WeChat Pay and cash by turns, finished (完成) one minute apart from 2026-01-01 09:00 at UTC+8
// on. They hold no personal data.
func Statements(n int) []eshouhou.Statement {
	statements := make([]eshouhou.Statement, n)
	for i := range statements {
		statements[i] = statement(i)
	}
	return statements
}

func statement(i int) eshouhou.Statement {
	parts, service := decimal.New(int64(i*13%9_000), -2), decimal.New(100+int64(i*37%99_900), -2)
	total := decimal.NewNullDecimal(parts.Add(service))
	payType := []eshouhou.PayType{eshouhou.PayTypeAlipay, eshouhou.PayTypeWeChat, eshouhou.PayTypeCash}[i%3]
	return eshouhou.Statement{
		ID:                    fmt.Sprintf("10000000-0000-4000-8000-%012d", i),
		WorkOrderID:           ID(i),
		WorkOrderNumber:       fmt.Sprintf("W20260101%06d", i),
		TotalAmount:           total,
		CustomerAmount:        total,
		AccessoryAmount:       decimal.NewNullDecimal(parts),
		FeeItemAmount:         decimal.NewNullDecimal(service),
		GuaranteedName:        "保外",
		Type:                  payType,
		TypeName:              payType.Chinese(),
		StatementState:        eshouhou.StatementStateDone,
		StatementStateName:    eshouhou.StatementStateDone.Chinese(),
		StatementTime:         time.Date(2026, 1, 1, 9, i, 0, 0, billtest.China()),
		WorkOrderState:        eshouhou.WorkOrderStateStatementMade,
		WorkOrderPendState:    eshouhou.WorkOrderPendStateAbsent,
		CustomerPaymentAction: eshouhou.CustomerPaymentActionAbsent,
	}
}

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
	return t.In(billtest.China()).Format("2006/1/2 15:04:05")
}
