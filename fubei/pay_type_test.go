package fubei

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/billrecon/billrecon/recon"
)

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
