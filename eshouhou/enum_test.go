package eshouhou

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/billrecon/billrecon/recon"
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
	assert.False(t, payTypes.Known(absent))
	assert.False(t, statementStates.Known(absent))
	assert.False(t, workOrderStates.Known(absent))
	assert.False(t, workOrderPendStates.Known(absent))
	assert.False(t, customerPaymentActions.Known(absent))
}

func TestPayType(t *testing.T) {
	for _, test := range []struct {
		reason           string
		payType          PayType
		english, chinese string
		known            bool
		channel          recon.Channel
	}{
		{"documented, says nothing", PayTypeDefault, "default", "默认", true, ""},
		{"documented", PayTypeAlipay, "Alipay", "支付宝", true, recon.Alipay},
		{"documented", PayTypeWeChat, "WeChat Pay", "微信支付", true, recon.WeChat},
		{"documented", PayTypeCash, "cash", "现金", true, "cash"},
		{"documented", PayTypeTransfer, "transfer", "对公转账", true, "transfer"},
		{"documented", PayTypeContract, "contract", "合同收款", true, "contract"},
		{"documented", PayTypePackage, "package", "包年包月", true, "package"},
		{"documented, in the sample", PayTypeUncollected, "uncollected", "未收款", true, "uncollected"},
		{"documented", PayTypeAlipayOnline, "Alipay online", "支付宝(线上)", true, recon.Alipay},
		{"documented", PayTypeWeChatOnline, "WeChat Pay online", "微信支付(线上)", true, recon.WeChat},
		{"beyond them", 10, "PayType(10)", "未知结算类型(10)", false, "eshouhou:10"},
		{"below zero", -2, "PayType(-2)", "未知结算类型(-2)", false, "eshouhou:-2"},
		{"absent", PayTypeAbsent, "absent", "无结算类型", false, ""},
	} {
		t.Run(test.english, func(t *testing.T) {
			assert.Equal(t, test.english, test.payType.String(), test.reason)
			assert.Equal(t, test.chinese, test.payType.Chinese(), test.reason)
			assert.Equal(t, test.known, payTypes.Known(test.payType), test.reason)
			assert.Equal(t, test.channel, test.payType.channel(), test.reason)
		})
	}
}

func TestPayTypeNumbers(t *testing.T) {
	// The page numbers them in this order, from 0.
	for i, payType := range []PayType{PayTypeDefault, PayTypeAlipay, PayTypeWeChat, PayTypeCash, PayTypeTransfer, PayTypeContract,
		PayTypePackage, PayTypeUncollected, PayTypeAlipayOnline, PayTypeWeChatOnline} {
		assert.EqualValues(t, i, payType)
	}
}

func TestStatementState(t *testing.T) {
	for _, test := range []struct {
		reason           string
		wire             int
		state            StatementState
		english, chinese string
		recon            recon.State
	}{
		{"documented, says nothing", 0, StatementStateDefault, "default", "默认", recon.Unknown},
		{"documented", 1, StatementStateToSettle, "to settle", "待结算", recon.Pending},
		{"documented", 2, StatementStateToCheck, "to check", "待对账", recon.Unknown},
		{"documented", 3, StatementStateDone, "done", "完成", recon.Succeeded},
		{"documented, in the sample", 4, StatementStateToPay, "to pay", "待结账/待付款", recon.Pending},
		{"documented", 5, StatementStateCancelled, "cancelled", "已取消", recon.Closed},
		{"beyond them", 6, 6, "StatementState(6)", "未知结算状态(6)", recon.Unknown},
		{"below zero", -1, -1, "StatementState(-1)", "未知结算状态(-1)", recon.Unknown},
		{"absent", absent, StatementStateAbsent, "absent", "无结算状态", recon.Unknown},
	} {
		t.Run(test.english, func(t *testing.T) {
			assert.EqualValues(t, test.wire, test.state, test.reason)
			assert.Equal(t, test.english, test.state.String(), test.reason)
			assert.Equal(t, test.chinese, test.state.Chinese(), test.reason)
			assert.Equal(t, test.recon, test.state.state(), test.reason)
		})
	}
}
