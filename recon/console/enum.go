package console

import (
	"strconv"

	"github.com/billrecon/billrecon/internal/enum"
	"github.com/billrecon/billrecon/recon"
)

// OrderStatus is what became of an order (订单状态, status) in bill_data. It is independent of [ReconciliationStatus]. Values
// that are not named here survive as they came.
type OrderStatus int

const (
	OrderStatusAbsent    OrderStatus = 0  // the row came without a status, or with 0, which is not documented
	OrderStatusPending   OrderStatus = 1  // waits for payment (待支付)
	OrderStatusPaid      OrderStatus = 2  // is paid (已支付)
	OrderStatusExpired   OrderStatus = 3  // was not paid in time (已失效)
	OrderStatusRefunded  OrderStatus = 4  // was given back by the merchant (商家已退款)
	OrderStatusInReview  OrderStatus = 5  // waits for the merchant's review (商家待审核)
	OrderStatusConfirmed OrderStatus = 6  // was confirmed by the merchant (商家已确认)
	OrderStatusRejected  OrderStatus = 7  // was rejected by the merchant (商家已拒绝)
	OrderStatusEscalated OrderStatus = 8  // is with the platform (平台介入)
	OrderStatusApproved  OrderStatus = 9  // passed the platform's review (平台审核通过)
	OrderStatusDenied    OrderStatus = 10 // did not pass the platform's review (平台审核不通过)
	OrderStatusCancelled OrderStatus = 11 // was cancelled by the user (用户已取消)
)

var orderStatuses = enum.Of("OrderStatus", "订单状态", map[OrderStatus]enum.Names{
	OrderStatusPending:   {English: "pending payment", Chinese: "待支付"},
	OrderStatusPaid:      {English: "paid", Chinese: "已支付"},
	OrderStatusExpired:   {English: "expired", Chinese: "已失效"},
	OrderStatusRefunded:  {English: "refunded by the merchant", Chinese: "商家已退款"},
	OrderStatusInReview:  {English: "waiting for the merchant's review", Chinese: "商家待审核"},
	OrderStatusConfirmed: {English: "confirmed by the merchant", Chinese: "商家已确认"},
	OrderStatusRejected:  {English: "rejected by the merchant", Chinese: "商家已拒绝"},
	OrderStatusEscalated: {English: "with the platform", Chinese: "平台介入"},
	OrderStatusApproved:  {English: "approved by the platform", Chinese: "平台审核通过"},
	OrderStatusDenied:    {English: "denied by the platform", Chinese: "平台审核不通过"},
	OrderStatusCancelled: {English: "cancelled by the user", Chinese: "用户已取消"},
}).Absent(OrderStatusAbsent)

// String returns the English name, "OrderStatus(12)" for a value without one.
func (s OrderStatus) String() string { return orderStatuses.English(s) }

// Chinese returns the console's own word, "未知订单状态(12)" for a value without one.
func (s OrderStatus) Chinese() string { return orderStatuses.Chinese(s) }

// state returns what recon calls it. The page does not say whether money has moved while a review goes on or after it (5 to 10):
// such an order is Unknown, which is never called reconciled.
func (s OrderStatus) state() recon.State {
	switch s {
	case OrderStatusPending:
		return recon.Pending
	case OrderStatusPaid:
		return recon.Succeeded
	case OrderStatusExpired, OrderStatusCancelled:
		return recon.Closed
	case OrderStatusRefunded:
		return recon.Refunded
	}
	return recon.Unknown
}

// ReconciliationStatus is what came of the reconciliation of an order (对账状态, reconciliation_status). It is independent of
// [OrderStatus]. The numbers are those of recon.Status. Values that are not named here survive as they came.
type ReconciliationStatus int

const (
	StatusAbsent       ReconciliationStatus = 0 // the row came without a status, or with 0, which is not documented
	StatusReconciled   ReconciliationStatus = 1 // both sides agree (已对账)
	StatusUnreconciled ReconciliationStatus = 2 // not reconciled yet (未对账)
	StatusException    ReconciliationStatus = 3 // the sides differ (异常)
	StatusReversed     ReconciliationStatus = 4 // paid and given back (已冲正)
	StatusDoubtful     ReconciliationStatus = 5 // not decided (存疑)
)

var reconciliationStatuses = enum.Of("ReconciliationStatus", "对账状态", map[ReconciliationStatus]enum.Names{
	StatusReconciled:   {English: "reconciled", Chinese: "已对账"},
	StatusUnreconciled: {English: "unreconciled", Chinese: "未对账"},
	StatusException:    {English: "exception", Chinese: "异常"},
	StatusReversed:     {English: "reversed", Chinese: "已冲正"},
	StatusDoubtful:     {English: "doubtful", Chinese: "存疑"},
}).Absent(StatusAbsent)

// String returns the English name, "ReconciliationStatus(7)" for a value without one.
func (s ReconciliationStatus) String() string { return reconciliationStatuses.English(s) }

// Chinese returns the console's own word, "未知对账状态(7)" for a value without one.
func (s ReconciliationStatus) Chinese() string { return reconciliationStatuses.Chinese(s) }

// PayMethod is how an order was paid (支付方式, pay_method), in lists, filters and bill_data. It is not [PayWay], whose
// numbers mean something else. Values that are not named here survive as they came.
type PayMethod int

const (
	PayMethodAbsent PayMethod = 0 // the row came without a pay_method, or with 0, which is not documented
	PayMethodUnpaid PayMethod = 1 // was not paid (未支付)
	PayMethodWeChat PayMethod = 2 // WeChat Pay (微信)
	PayMethodAlipay PayMethod = 3 // Alipay (支付宝)
)

var payMethods = enum.Of("PayMethod", "支付方式", map[PayMethod]enum.Names{
	PayMethodUnpaid: {English: "unpaid", Chinese: "未支付"},
	PayMethodWeChat: {English: "WeChat Pay", Chinese: "微信"},
	PayMethodAlipay: {English: "Alipay", Chinese: "支付宝"},
}).Absent(PayMethodAbsent)

// String returns the English name, "PayMethod(7)" for a value without one.
func (m PayMethod) String() string { return payMethods.English(m) }

// Chinese returns the console's own word, "未知支付方式(7)" for a value without one.
func (m PayMethod) Chinese() string { return payMethods.Chinese(m) }

// PayWay returns the same channel in the numbers of order_details, for [Client.OrderDetails]. What was not paid, and what the
// console does not document, has no pay_way: that is [ErrInvalidRequest].
func (m PayMethod) PayWay() (PayWay, error) {
	switch m {
	case PayMethodWeChat:
		return PayWayWeChat, nil
	case PayMethodAlipay:
		return PayWayAlipay, nil
	}
	return 0, invalid("pay_method %d (%v) has no pay_way: only WeChat Pay and Alipay have one", int(m), m)
}

// state returns what recon calls it: a list says no more about an order than how it was paid.
func (m PayMethod) state() recon.State {
	switch m {
	case PayMethodUnpaid:
		return recon.Pending
	case PayMethodWeChat, PayMethodAlipay:
		return recon.Succeeded
	}
	return recon.Unknown
}

// channel returns what recon calls it; a value without a name keeps its number.
func (m PayMethod) channel() recon.Channel {
	switch m {
	case PayMethodAbsent, PayMethodUnpaid:
		return ""
	case PayMethodWeChat:
		return recon.WeChat
	case PayMethodAlipay:
		return recon.Alipay
	}
	return recon.Channel("console:" + strconv.Itoa(int(m)))
}

// PayWay is the channel that [Client.OrderDetails] asks for (支付方式, pay_way). It is not [PayMethod], whose numbers mean
// something else: 1 is WeChat Pay here, and "unpaid" there.
type PayWay int

const (
	PayWayWeChat PayWay = 1 // WeChat Pay (微信)
	PayWayAlipay PayWay = 2 // Alipay (支付宝)
)

var payWays = enum.Of("PayWay", "支付方式", map[PayWay]enum.Names{
	PayWayWeChat: {English: "WeChat Pay", Chinese: "微信"},
	PayWayAlipay: {English: "Alipay", Chinese: "支付宝"},
})

// String returns the English name, "PayWay(7)" for a value without one.
func (w PayWay) String() string { return payWays.English(w) }

// Chinese returns the console's own word, "未知支付方式(7)" for a value without one.
func (w PayWay) Chinese() string { return payWays.Chinese(w) }

// PayMethod returns the same channel in the numbers of lists and filters. A value that is not documented has none: that is
// [ErrInvalidRequest].
func (w PayWay) PayMethod() (PayMethod, error) {
	switch w {
	case PayWayWeChat:
		return PayMethodWeChat, nil
	case PayWayAlipay:
		return PayMethodAlipay, nil
	}
	return PayMethodAbsent, invalid("pay_way %d has no pay_method: it must be PayWayWeChat or PayWayAlipay", int(w))
}
