package eshouhoutest

import (
	"fmt"
	"time"

	"github.com/shopspring/decimal"

	"github.com/billrecon/billrecon/eshouhou"
)

// china is UTC+8.
var china = time.FixedZone("UTC+8", 8*60*60)

func hoursOf(hours int) time.Duration { return time.Duration(hours) * time.Hour }

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
		StatementTime:         time.Date(2026, 1, 1, 9, i, 0, 0, china),
		WorkOrderState:        eshouhou.WorkOrderStateStatementMade,
		WorkOrderPendState:    eshouhou.WorkOrderPendStateAbsent,
		CustomerPaymentAction: eshouhou.CustomerPaymentActionAbsent,
	}
}
