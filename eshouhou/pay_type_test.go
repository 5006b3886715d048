package eshouhou

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
		{"documented, says nothing", PayTypeDefault, "default", "默认", true, ""},
		{"documented", PayTypeAlipay, "Alipay", "支付宝", true, recon.Alipay},
		{"documented", PayTypeWeChat, "WeChat Pay", "微信支付", true, recon.WeChat},
		{"documented", PayTypeCash, "cash", "现金", true, "cash"},
		{"documented", PayTypeTransfer, "transfer", "对公转账", true, "transfer"},
		{"documented", PayTypeContract, "contract", "合同收款", true, "contract"},
		{"documented", PayTypePackage, "package", "包年包月", true, "package"},
		{"documented, in the sample", PayTypeUncollected, "uncollected", "未收款", true, "uncollected"},
		{"documented", PayTypeAlipayOnline, "Alipay online", "支付宝(线上)", true, recon.Alipay},
		{"documented", PayTypeWeChatOnline, "WeChat Pay online", "微信支付(线上)", true, recon.WeChat},
		{"beyond them", 10, "PayType(10)", "未知结算类型(10)", false, "eshouhou:10"},
		{"below zero", -2, "PayType(-2)", "未知结算类型(-2)", false, "eshouhou:-2"},
		{"absent", PayTypeAbsent, "absent", "无结算类型", false, ""},
	} {
		t.Run(test.english, func(t *testing.T) {
			assert.Equal(t, test.english, test.payType.String(), test.reason)
			assert.Equal(t, test.chinese, test.payType.Chinese(), test.reason)
			assert.Equal(t, test.known, payTypes.known(int(test.payType)), test.reason)
			assert.Equal(t, test.channel, test.payType.channel(), test.reason)
		})
	}
}

func TestPayTypeNumbers(t *testing.T) {
	// The page numbers them in this order, from 0.
	for i, payType := range []PayType{PayTypeDefault, PayTypeAlipay, PayTypeWeChat, PayTypeCash, PayTypeTransfer, PayTypeContract,
		PayTypePackage, PayTypeUncollected, PayTypeAlipayOnline, PayTypeWeChatOnline} {
		assert.EqualValues(t, i, payType)
	}
}
