package console

import "strconv"

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
