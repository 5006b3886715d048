package words

import (
	"strings"

	"github.com/billrecon/billrecon/recon"
	"github.com/billrecon/billrecon/recon/orders/internal/form"
)

// Meaning is what a status word says of a payment, and of a refund.
type Meaning struct{ Payment, Refund recon.State }

// usual are words of one meaning, as form.PlainName gives them, separated by spaces.
type usual[T any] struct {
	means T
	words string
}

// with is the usual words with the caller's.
func with[T, O any](words []usual[T], own map[string]O, as func(O) T) map[string]T {
	all := map[string]T{}
	for _, u := range words {
		for word := range strings.FieldsSeq(u.words) {
			all[word] = u.means
		}
	}
	for word, means := range own {
		all[form.PlainName([]byte(word))] = as(means)
	}
	return all
}

// States is the usual status words with the caller's. A word of the caller means the same for a refund.
func States(own map[string]recon.State) map[string]Meaning {
	return with([]usual[Meaning]{
		{Meaning{recon.Succeeded, recon.Refunded}, "已支付 支付成功 已付款 付款成功 已收款 收款成功 已完成 交易完成 交易成功 成功 待发货 已发货 " +
			"待收货 已收货 已签收 已核销 paid success succeeded successful completed complete done shipped delivered"},
		{Meaning{recon.Pending, recon.Pending}, "待支付 未支付 待付款 未付款 等待付款 等待买家付款 支付中 unpaid pending"},
		{Meaning{recon.Closed, recon.Refunded}, "已关闭 交易关闭 订单关闭 已取消 交易取消 订单取消 closed cancelled canceled"},
		{Meaning{recon.Failed, recon.Failed}, "支付失败 付款失败 交易失败 失败 failed"},
		{Meaning{recon.Refunded, recon.Refunded}, "已退款 全额退款 全部退款 退款成功 已全额退款 refunded"},
		{Meaning{recon.Unknown, recon.Refunded}, "部分退款 已部分退款 partiallyrefunded partialrefund partrefunded"},
		{Meaning{recon.Succeeded, recon.Pending}, "退款中 待退款 refunding"},
		{Meaning{recon.Succeeded, recon.Failed}, "退款失败 refundfailed"},
	}, own, func(state recon.State) Meaning { return Meaning{state, state} })
}

// Kinds is the usual words for payments and refunds with the caller's.
func Kinds(own map[string]recon.Kind) map[string]recon.Kind {
	return with([]usual[recon.Kind]{
		{recon.Payment, "收入 收款 支付 付款 消费 交易 销售 payment sale purchase"},
		{recon.Refund, "退款 退货 部分退款 全额退款 refund"},
	}, own, func(kind recon.Kind) recon.Kind { return kind })
}

// Channels are the usual words for a channel.
var Channels = map[string]recon.Channel{
	"微信": recon.WeChat, "微信支付": recon.WeChat, "wechat": recon.WeChat, "wechatpay": recon.WeChat, "weixin": recon.WeChat,
	"支付宝": recon.Alipay, "支付宝支付": recon.Alipay, "alipay": recon.Alipay,
	"银联": recon.UnionPay, "云闪付": recon.UnionPay, "unionpay": recon.UnionPay,
}

// Yuan are what the unit of a record is called that needs none.
var Yuan = []string{"人民币", "元", "RMB", recon.CNY}
