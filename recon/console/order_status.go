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
