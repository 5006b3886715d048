package fubei

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/billrecon/billrecon/recon"
)

func TestPayStatus(t *testing.T) {
	for _, test := range []struct {
		reason           string
		status           PayStatus
		english, chinese string
		known            bool
		state            recon.State
	}{
		{"0 on the wire", 0, "unpaid", "未支付", true, recon.Pending},
		{"1 on the wire", 1, "paid", "已支付", true, recon.Succeeded},
		{"a value without a name", 7, "PayStatus(7)", "未知支付状态(7)", false, recon.Unknown},
		{"below zero", -1, "PayStatus(-1)", "未知支付状态(-1)", false, recon.Unknown},
		{"absent is not unpaid", PayStatusAbsent, "absent", "无支付状态", false, recon.Unknown},
	} {
		t.Run(test.reason, func(t *testing.T) {
			assert.Equal(t, test.english, test.status.String())
			assert.Equal(t, test.chinese, test.status.Chinese())
			assert.Equal(t, test.known, test.status.known())
			assert.Equal(t, test.state, test.status.state())
		})
	}
}

func TestPayType(t *testing.T) {
	for _, test := range []struct {
		reason           string
		payType          PayType
		english, chinese string
		known            bool
		channel          recon.Channel
	}{
		{"documented", 1, "WeChat Pay", "微信支付", true, recon.WeChat},
		{"documented", 2, "Alipay", "支付宝", true, recon.Alipay},
		{"documented", 5, "UnionPay", "银联", true, recon.UnionPay},
		{"in the gap of the documented ones", 3, "PayType(3)", "未知支付方式(3)", false, "fubei:3"},
		{"beyond them", 7, "PayType(7)", "未知支付方式(7)", false, "fubei:7"},
		{"below zero", -2, "PayType(-2)", "未知支付方式(-2)", false, "fubei:-2"},
		{"absent", PayTypeAbsent, "absent", "无支付方式", false, ""},
	} {
		t.Run(test.english, func(t *testing.T) {
			assert.Equal(t, test.english, test.payType.String(), test.reason)
			assert.Equal(t, test.chinese, test.payType.Chinese(), test.reason)
			assert.Equal(t, test.known, test.payType.known(), test.reason)
			assert.Equal(t, test.channel, test.payType.channel(), test.reason)
		})
	}
}
