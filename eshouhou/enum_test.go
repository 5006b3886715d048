package eshouhou

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
)

// chineser is what every enum of the package is.
type chineser interface {
	fmt.Stringer
	Chinese() string
}

func TestEnumsWithOneDocumentedValue(t *testing.T) {
	for _, test := range []struct {
		reason           string
		value            chineser
		english, chinese string
	}{
		{"12 of the page", WorkOrderState(12), "statement made", "结算单已生成"},
		{"another work order state", WorkOrderState(7), "WorkOrderState(7)", "未知工单状态(7)"},
		{"no work order state", WorkOrderStateAbsent, "absent", "无工单状态"},
		{"28 of the page", WorkOrderPendState(28), "waiting for payment", "待客户付款"},
		{"another pending state", WorkOrderPendState(0), "WorkOrderPendState(0)", "未知工单待处理状态(0)"},
		{"no pending state", WorkOrderPendStateAbsent, "absent", "无工单待处理状态"},
		{"49 of the page", CustomerPaymentAction(49), "customer pays", "客户支付"},
		{"another action", CustomerPaymentAction(-49), "CustomerPaymentAction(-49)", "未知客户付款操作(-49)"},
		{"no action", CustomerPaymentActionAbsent, "absent", "无客户付款操作"},
	} {
		t.Run(test.reason, func(t *testing.T) {
			assert.Equal(t, test.english, test.value.String())
			assert.Equal(t, test.chinese, test.value.Chinese())
		})
	}
}

func TestEnumConstants(t *testing.T) {
	assert.EqualValues(t, 12, WorkOrderStateStatementMade)
	assert.EqualValues(t, 28, WorkOrderPendStatePayment)
	assert.EqualValues(t, 49, CustomerPaymentActionPay)
}

func TestAbsentIsNoValueOfTheWire(t *testing.T) {
	for _, e := range []enum{payTypes, statementStates, workOrderStates, workOrderPendStates, customerPaymentActions} {
		assert.False(t, e.known(absent), e.typeName)
	}
	assert.Less(t, absent, minEnum)
}
