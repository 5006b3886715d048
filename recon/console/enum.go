package console

import (
	"strconv"

	"github.com/billrecon/billrecon/recon"
)

// OrderStatus is what became of an order (订单状态, status) in bill_data. It is independent of [ReconciliationStatus]. Values
// that are not named here survive as they came.
type OrderStatus int

const (
	// OrderStatusAbsent says that the row came without a status, or with 0, which is not documented.
	OrderStatusAbsent OrderStatus = 0
	// OrderStatusPending waits for payment (待支付).
	OrderStatusPending OrderStatus = 1
	// OrderStatusPaid is paid (已支付).
	OrderStatusPaid OrderStatus = 2
	// OrderStatusExpired was not paid in time (已失效).
	OrderStatusExpired OrderStatus = 3
	// OrderStatusRefunded was given back by the merchant (商家已退款).
	OrderStatusRefunded OrderStatus = 4
	// OrderStatusInReview waits for the merchant's review (商家待审核).
	OrderStatusInReview OrderStatus = 5
	// OrderStatusConfirmed was confirmed by the merchant (商家已确认).
	OrderStatusConfirmed OrderStatus = 6
	// OrderStatusRejected was rejected by the merchant (商家已拒绝).
	OrderStatusRejected OrderStatus = 7
	// OrderStatusEscalated is with the platform (平台介入).
	OrderStatusEscalated OrderStatus = 8
	// OrderStatusApproved passed the platform's review (平台审核通过).
	OrderStatusApproved OrderStatus = 9
	// OrderStatusDenied did not pass the platform's review (平台审核不通过).
	OrderStatusDenied OrderStatus = 10
	// OrderStatusCancelled was cancelled by the user (用户已取消).
	OrderStatusCancelled OrderStatus = 11
)

// orderStatusWords are the English and the console's own words, by number.
var orderStatusWords = [...]struct{ english, chinese string }{
	OrderStatusAbsent:    {"absent", "无订单状态"},
	OrderStatusPending:   {"pending payment", "待支付"},
	OrderStatusPaid:      {"paid", "已支付"},
	OrderStatusExpired:   {"expired", "已失效"},
	OrderStatusRefunded:  {"refunded by the merchant", "商家已退款"},
	OrderStatusInReview:  {"waiting for the merchant's review", "商家待审核"},
	OrderStatusConfirmed: {"confirmed by the merchant", "商家已确认"},
	OrderStatusRejected:  {"rejected by the merchant", "商家已拒绝"},
	OrderStatusEscalated: {"with the platform", "平台介入"},
	OrderStatusApproved:  {"approved by the platform", "平台审核通过"},
	OrderStatusDenied:    {"denied by the platform", "平台审核不通过"},
	OrderStatusCancelled: {"cancelled by the user", "用户已取消"},
}

// String is the English name, "OrderStatus(12)" for a value without one.
func (s OrderStatus) String() string {
	if s == OrderStatusAbsent || s.known() {
		return orderStatusWords[s].english
	}
	return "OrderStatus(" + strconv.Itoa(int(s)) + ")"
}

// Chinese is the console's own word, "未知订单状态(12)" for a value without one.
func (s OrderStatus) Chinese() string {
	if s == OrderStatusAbsent || s.known() {
		return orderStatusWords[s].chinese
	}
	return "未知订单状态(" + strconv.Itoa(int(s)) + ")"
}

func (s OrderStatus) known() bool { return s >= OrderStatusPending && s <= OrderStatusCancelled }

// state is what recon calls it. The page does not say whether money has moved while a review goes on or after it (5 to 10):
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
	// StatusAbsent says that the row came without a status, or with 0, which is not documented.
	StatusAbsent ReconciliationStatus = 0
	// StatusReconciled: both sides agree (已对账).
	StatusReconciled ReconciliationStatus = 1
	// StatusUnreconciled: not reconciled yet (未对账).
	StatusUnreconciled ReconciliationStatus = 2
	// StatusException: the sides differ (异常).
	StatusException ReconciliationStatus = 3
	// StatusReversed: paid and given back (已冲正).
	StatusReversed ReconciliationStatus = 4
	// StatusDoubtful: not decided (存疑).
	StatusDoubtful ReconciliationStatus = 5
)

// String is the English name, "ReconciliationStatus(7)" for a value without one.
func (s ReconciliationStatus) String() string {
	switch {
	case s == StatusAbsent:
		return "absent"
	case s.known():
		return recon.Status(s).String()
	}
	return "ReconciliationStatus(" + strconv.Itoa(int(s)) + ")"
}

// Chinese is the console's own word, "未知对账状态(7)" for a value without one.
func (s ReconciliationStatus) Chinese() string {
	switch {
	case s == StatusAbsent:
		return "无对账状态"
	case s.known():
		return recon.Status(s).Chinese()
	}
	return "未知对账状态(" + strconv.Itoa(int(s)) + ")"
}

func (s ReconciliationStatus) known() bool { return s >= StatusReconciled && s <= StatusDoubtful }

// PayMethod is how an order was paid (支付方式, pay_method), in lists, filters and bill_data. It is not [PayWay], whose
// numbers mean something else. Values that are not named here survive as they came.
type PayMethod int

const (
	// PayMethodAbsent says that the row came without a pay_method, or with 0, which is not documented.
	PayMethodAbsent PayMethod = 0
	// PayMethodUnpaid says that the order was not paid (未支付).
	PayMethodUnpaid PayMethod = 1
	// PayMethodWeChat is WeChat Pay (微信).
	PayMethodWeChat PayMethod = 2
	// PayMethodAlipay is Alipay (支付宝).
	PayMethodAlipay PayMethod = 3
)

// String is the English name, "PayMethod(7)" for a value without one.
func (m PayMethod) String() string {
	switch m {
	case PayMethodAbsent:
		return "absent"
	case PayMethodUnpaid:
		return "unpaid"
	case PayMethodWeChat:
		return "WeChat Pay"
	case PayMethodAlipay:
		return "Alipay"
	}
	return "PayMethod(" + strconv.Itoa(int(m)) + ")"
}

// Chinese is the console's own word, "未知支付方式(7)" for a value without one.
func (m PayMethod) Chinese() string {
	switch m {
	case PayMethodAbsent:
		return "无支付方式"
	case PayMethodUnpaid:
		return "未支付"
	case PayMethodWeChat:
		return "微信"
	case PayMethodAlipay:
		return "支付宝"
	}
	return "未知支付方式(" + strconv.Itoa(int(m)) + ")"
}

// PayWay is the same channel in the numbers of order_details, for [Client.OrderDetails]. What was not paid, and what the
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

func (m PayMethod) known() bool { return m >= PayMethodUnpaid && m <= PayMethodAlipay }

// state is what recon calls it: a list says no more about an order than how it was paid.
func (m PayMethod) state() recon.State {
	switch m {
	case PayMethodUnpaid:
		return recon.Pending
	case PayMethodWeChat, PayMethodAlipay:
		return recon.Succeeded
	}
	return recon.Unknown
}

// channel is what recon calls it; a value without a name keeps its number.
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
	// PayWayWeChat is WeChat Pay (微信).
	PayWayWeChat PayWay = 1
	// PayWayAlipay is Alipay (支付宝).
	PayWayAlipay PayWay = 2
)

// String is the English name, "PayWay(7)" for a value without one.
func (w PayWay) String() string {
	switch w {
	case PayWayWeChat:
		return "WeChat Pay"
	case PayWayAlipay:
		return "Alipay"
	}
	return "PayWay(" + strconv.Itoa(int(w)) + ")"
}

// Chinese is the console's own word, "未知支付方式(7)" for a value without one.
func (w PayWay) Chinese() string {
	switch w {
	case PayWayWeChat:
		return "微信"
	case PayWayAlipay:
		return "支付宝"
	}
	return "未知支付方式(" + strconv.Itoa(int(w)) + ")"
}

// PayMethod is the same channel in the numbers of lists and filters. A value that is not documented has none: that is
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
