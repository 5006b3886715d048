package eshouhou

import (
	"math"
	"strconv"

	"github.com/billrecon/billrecon/internal/enum"
	"github.com/billrecon/billrecon/recon"
)

// absent is the value of an enum that did not come: the lowest of 32 bits, which is never taken from the wire. 0 cannot stand for
// it, because the provider documents 0 as a default (默认).
const absent = math.MinInt32

// PayType is how a statement is settled (结算类型, Type). Values that are not named here survive as they came.
type PayType int

const (
	PayTypeAbsent       PayType = absent // the statement came without a Type; it never is on the wire
	PayTypeDefault      PayType = 0      // the default, which is not explained (默认)
	PayTypeAlipay       PayType = 1      // Alipay (支付宝)
	PayTypeWeChat       PayType = 2      // WeChat Pay (微信支付)
	PayTypeCash         PayType = 3      // cash (现金)
	PayTypeTransfer     PayType = 4      // a transfer to the company's account (对公转账)
	PayTypeContract     PayType = 5      // collected under a contract (合同收款)
	PayTypePackage      PayType = 6      // a yearly or monthly package (包年包月)
	PayTypeUncollected  PayType = 7      // nothing was collected (未收款)
	PayTypeAlipayOnline PayType = 8      // Alipay, paid online (支付宝(线上))
	PayTypeWeChatOnline PayType = 9      // WeChat Pay, paid online (微信支付(线上))
)

var payTypes = enum.Of("PayType", "结算类型", map[PayType]enum.Names{
	PayTypeDefault:      {English: "default", Chinese: "默认"},
	PayTypeAlipay:       {English: "Alipay", Chinese: "支付宝"},
	PayTypeWeChat:       {English: "WeChat Pay", Chinese: "微信支付"},
	PayTypeCash:         {English: "cash", Chinese: "现金"},
	PayTypeTransfer:     {English: "transfer", Chinese: "对公转账"},
	PayTypeContract:     {English: "contract", Chinese: "合同收款"},
	PayTypePackage:      {English: "package", Chinese: "包年包月"},
	PayTypeUncollected:  {English: "uncollected", Chinese: "未收款"},
	PayTypeAlipayOnline: {English: "Alipay online", Chinese: "支付宝(线上)"},
	PayTypeWeChatOnline: {English: "WeChat Pay online", Chinese: "微信支付(线上)"},
}).Absent(PayTypeAbsent)

// String returns the English name, "PayType(11)" for a value without one.
func (t PayType) String() string { return payTypes.English(t) }

// Chinese returns the name in the provider's words, "未知结算类型(11)" for a value without one.
func (t PayType) Chinese() string { return payTypes.Chinese(t) }

// channel returns what recon calls it: a word, or the number of a value without a name.
func (t PayType) channel() recon.Channel {
	switch t {
	case PayTypeAbsent, PayTypeDefault:
		return ""
	case PayTypeAlipay, PayTypeAlipayOnline:
		return recon.Alipay
	case PayTypeWeChat, PayTypeWeChatOnline:
		return recon.WeChat
	}
	if payTypes.Known(t) {
		return recon.Channel(t.String())
	}
	return recon.Channel(provider + ":" + strconv.Itoa(int(t)))
}

// StatementState is what became of a statement (结算状态, StatementState). Values that are not named here survive as they came.
type StatementState int

const (
	StatementStateAbsent    StatementState = absent // the statement came without a StatementState; it never is on the wire
	StatementStateDefault   StatementState = 0      // the default, which is not explained (默认)
	StatementStateToSettle  StatementState = 1      // waiting to be settled (待结算)
	StatementStateToCheck   StatementState = 2      // waiting to be reconciled (待对账)
	StatementStateDone      StatementState = 3      // finished (完成)
	StatementStateToPay     StatementState = 4      // waiting for the payment (待结账/待付款)
	StatementStateCancelled StatementState = 5      // cancelled (已取消)
)

var statementStates = enum.Of("StatementState", "结算状态", map[StatementState]enum.Names{
	StatementStateDefault:   {English: "default", Chinese: "默认"},
	StatementStateToSettle:  {English: "to settle", Chinese: "待结算"},
	StatementStateToCheck:   {English: "to check", Chinese: "待对账"},
	StatementStateDone:      {English: "done", Chinese: "完成"},
	StatementStateToPay:     {English: "to pay", Chinese: "待结账/待付款"},
	StatementStateCancelled: {English: "cancelled", Chinese: "已取消"},
}).Absent(StatementStateAbsent)

// String returns the English name, "StatementState(7)" for a value without one.
func (s StatementState) String() string { return statementStates.English(s) }

// Chinese returns the name in the provider's words, "未知结算状态(7)" for a value without one.
func (s StatementState) Chinese() string { return statementStates.Chinese(s) }

// state returns what recon makes of it: what does not say whether money moved is Unknown, never guessed. So is 待对账: those are the
// statements that an accountant reconciles, and the provider does not say whether they are paid.
func (s StatementState) state() recon.State {
	switch s {
	case StatementStateToSettle, StatementStateToPay:
		return recon.Pending
	case StatementStateDone:
		return recon.Succeeded
	case StatementStateCancelled:
		return recon.Closed
	}
	return recon.Unknown
}

// WorkOrderState is the state of the work order (工单状态, WorkOrderState). The provider documents one value; all others
// survive as they came.
type WorkOrderState int

const (
	WorkOrderStateAbsent        WorkOrderState = absent // the statement came without a WorkOrderState; it never is on the wire
	WorkOrderStateStatementMade WorkOrderState = 12     // the statement was made (结算单已生成)
)

var workOrderStates = enum.Of("WorkOrderState", "工单状态", map[WorkOrderState]enum.Names{
	WorkOrderStateStatementMade: {English: "statement made", Chinese: "结算单已生成"},
}).Absent(WorkOrderStateAbsent)

// String returns the English name, "WorkOrderState(7)" for a value without one.
func (s WorkOrderState) String() string { return workOrderStates.English(s) }

// Chinese returns the name in the provider's words, "未知工单状态(7)" for a value without one.
func (s WorkOrderState) Chinese() string { return workOrderStates.Chinese(s) }

// WorkOrderPendState is what the work order waits for (工单待处理状态, WorkOrderPendState). The provider documents one value;
// all others survive as they came.
type WorkOrderPendState int

const (
	WorkOrderPendStateAbsent  WorkOrderPendState = absent // the statement came without a WorkOrderPendState; it never is on the wire
	WorkOrderPendStatePayment WorkOrderPendState = 28     // waits for the customer's payment (待客户付款状态)
)

var workOrderPendStates = enum.Of("WorkOrderPendState", "工单待处理状态", map[WorkOrderPendState]enum.Names{
	WorkOrderPendStatePayment: {English: "waiting for payment", Chinese: "待客户付款"},
}).Absent(WorkOrderPendStateAbsent)

// String returns the English name, "WorkOrderPendState(7)" for a value without one.
func (s WorkOrderPendState) String() string { return workOrderPendStates.English(s) }

// Chinese returns the name in the provider's words, "未知工单待处理状态(7)" for a value without one.
func (s WorkOrderPendState) Chinese() string { return workOrderPendStates.Chinese(s) }

// CustomerPaymentAction is what the customer has to do to pay (客户付款操作, CustomerPaymentAction). The provider documents one
// value; all others survive as they came.
type CustomerPaymentAction int

const (
	CustomerPaymentActionAbsent CustomerPaymentAction = absent // the statement came without a CustomerPaymentAction; it never is on the wire
	CustomerPaymentActionPay    CustomerPaymentAction = 49     // the customer has to pay (客户付款时需要客户进行支付)
)

var customerPaymentActions = enum.Of("CustomerPaymentAction", "客户付款操作", map[CustomerPaymentAction]enum.Names{
	CustomerPaymentActionPay: {English: "customer pays", Chinese: "客户支付"},
}).Absent(CustomerPaymentActionAbsent)

// String returns the English name, "CustomerPaymentAction(7)" for a value without one.
func (a CustomerPaymentAction) String() string { return customerPaymentActions.English(a) }

// Chinese returns the name in Chinese, "未知客户付款操作(7)" for a value without one.
func (a CustomerPaymentAction) Chinese() string { return customerPaymentActions.Chinese(a) }
