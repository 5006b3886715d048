package eshouhou

import (
	"strconv"

	"github.com/billrecon/billrecon/recon"
)

// PayType is how a statement is settled (结算类型, Type). Values that are not named here survive as they came.
type PayType int

const (
	// PayTypeAbsent says that the statement came without a Type. It never is on the wire.
	PayTypeAbsent PayType = absent
	// PayTypeDefault (默认) is 0 on the wire.
	PayTypeDefault PayType = 0
	// PayTypeAlipay is Alipay (支付宝).
	PayTypeAlipay PayType = 1
	// PayTypeWeChat is WeChat Pay (微信支付).
	PayTypeWeChat PayType = 2
	// PayTypeCash is cash (现金).
	PayTypeCash PayType = 3
	// PayTypeTransfer is a transfer to the company's account (对公转账).
	PayTypeTransfer PayType = 4
	// PayTypeContract is collected under a contract (合同收款).
	PayTypeContract PayType = 5
	// PayTypePackage is a yearly or monthly package (包年包月).
	PayTypePackage PayType = 6
	// PayTypeUncollected says that nothing was collected (未收款).
	PayTypeUncollected PayType = 7
	// PayTypeAlipayOnline is Alipay, paid online (支付宝(线上)).
	PayTypeAlipayOnline PayType = 8
	// PayTypeWeChatOnline is WeChat Pay, paid online (微信支付(线上)).
	PayTypeWeChatOnline PayType = 9
)

var payTypes = enum{"PayType", "结算类型", map[int]enumWords{
	0: {"default", "默认"},
	1: {"Alipay", "支付宝"},
	2: {"WeChat Pay", "微信支付"},
	3: {"cash", "现金"},
	4: {"transfer", "对公转账"},
	5: {"contract", "合同收款"},
	6: {"package", "包年包月"},
	7: {"uncollected", "未收款"},
	8: {"Alipay online", "支付宝(线上)"},
	9: {"WeChat Pay online", "微信支付(线上)"},
}}

// String is the English name, "PayType(11)" for a value without one.
func (t PayType) String() string { return payTypes.name(int(t)) }

// Chinese is the name in the provider's words, "未知结算类型(11)" for a value without one.
func (t PayType) Chinese() string { return payTypes.chineseName(int(t)) }

// channel is what recon calls it: a word, or the number of a value without a name.
func (t PayType) channel() recon.Channel {
	switch t {
	case PayTypeAbsent, PayTypeDefault:
		return ""
	case PayTypeAlipay, PayTypeAlipayOnline:
		return recon.Alipay
	case PayTypeWeChat, PayTypeWeChatOnline:
		return recon.WeChat
	}
	if payTypes.known(int(t)) {
		return recon.Channel(t.String())
	}
	return recon.Channel(provider + ":" + strconv.Itoa(int(t)))
}
