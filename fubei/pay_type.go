package fubei

import (
	"strconv"

	"github.com/billrecon/billrecon/recon"
)

// PayType is how a bill was paid (支付方式, pay_type). Values that are not named here survive as they came.
type PayType int

const (
	// PayTypeAbsent says that the row came without a pay_type, or with 0, which the provider does not document.
	PayTypeAbsent PayType = 0
	// PayTypeWeChat is WeChat Pay (微信支付).
	PayTypeWeChat PayType = 1
	// PayTypeAlipay is Alipay (支付宝).
	PayTypeAlipay PayType = 2
	// PayTypeUnionPay is UnionPay (银联).
	PayTypeUnionPay PayType = 5
)

// String is the English name, "PayType(7)" for a value without one.
func (t PayType) String() string {
	switch t {
	case PayTypeAbsent:
		return "absent"
	case PayTypeWeChat:
		return "WeChat Pay"
	case PayTypeAlipay:
		return "Alipay"
	case PayTypeUnionPay:
		return "UnionPay"
	}
	return "PayType(" + strconv.Itoa(int(t)) + ")"
}

// Chinese is the name in the provider's words, "未知支付方式(7)" for a value without one.
func (t PayType) Chinese() string {
	switch t {
	case PayTypeAbsent:
		return "无支付方式"
	case PayTypeWeChat:
		return "微信支付"
	case PayTypeAlipay:
		return "支付宝"
	case PayTypeUnionPay:
		return "银联"
	}
	return "未知支付方式(" + strconv.Itoa(int(t)) + ")"
}

func (t PayType) known() bool {
	return t == PayTypeWeChat || t == PayTypeAlipay || t == PayTypeUnionPay
}

// channel is what recon calls it; a value without a name keeps its number.
func (t PayType) channel() recon.Channel {
	switch t {
	case PayTypeAbsent:
		return ""
	case PayTypeWeChat:
		return recon.WeChat
	case PayTypeAlipay:
		return recon.Alipay
	case PayTypeUnionPay:
		return recon.UnionPay
	}
	return recon.Channel("fubei:" + strconv.Itoa(int(t)))
}
