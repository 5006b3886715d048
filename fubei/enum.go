package fubei

import (
	"math"
	"strconv"

	"github.com/billrecon/billrecon/internal/enum"
	"github.com/billrecon/billrecon/recon"
)

// PayStatus is the payment state (支付状态, pay_status) of a bill. Values that are not named here survive as they came.
type PayStatus int

const (
	// PayStatusUnpaid (未支付) is 0 on the wire.
	PayStatusUnpaid PayStatus = 0
	// PayStatusPaid (已支付) is 1 on the wire.
	PayStatusPaid PayStatus = 1
	// PayStatusAbsent says that the row came without a pay_status, which is not the same as unpaid. It never is on the wire.
	PayStatusAbsent PayStatus = math.MinInt32
)

var payStatuses = enum.Of("PayStatus", "支付状态", map[PayStatus]enum.Names{
	PayStatusUnpaid: {English: "unpaid", Chinese: "未支付"},
	PayStatusPaid:   {English: "paid", Chinese: "已支付"},
}).Absent(PayStatusAbsent)

// String returns the English name, "PayStatus(7)" for a value without one.
func (s PayStatus) String() string { return payStatuses.English(s) }

// Chinese returns the name in the provider's words, "未知支付状态(7)" for a value without one.
func (s PayStatus) Chinese() string { return payStatuses.Chinese(s) }

func (s PayStatus) known() bool { return payStatuses.Known(s) }

// state returns what recon makes of it: what is not known to be unpaid or paid is Unknown, never guessed.
func (s PayStatus) state() recon.State {
	switch s {
	case PayStatusUnpaid:
		return recon.Pending
	case PayStatusPaid:
		return recon.Succeeded
	}
	return recon.Unknown
}

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

var payTypes = enum.Of("PayType", "支付方式", map[PayType]enum.Names{
	PayTypeWeChat:   {English: "WeChat Pay", Chinese: "微信支付"},
	PayTypeAlipay:   {English: "Alipay", Chinese: "支付宝"},
	PayTypeUnionPay: {English: "UnionPay", Chinese: "银联"},
}).Absent(PayTypeAbsent)

// String returns the English name, "PayType(7)" for a value without one.
func (t PayType) String() string { return payTypes.English(t) }

// Chinese returns the name in the provider's words, "未知支付方式(7)" for a value without one.
func (t PayType) Chinese() string { return payTypes.Chinese(t) }

func (t PayType) known() bool { return payTypes.Known(t) }

// channel returns what recon calls it; a value without a name keeps its number.
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
