package console

import (
	"strconv"

	"github.com/billrecon/billrecon/recon"
)

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
