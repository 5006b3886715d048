package console

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/billrecon/billrecon/recon"
)

func TestPayMethod(t *testing.T) {
	for _, test := range []struct {
		method           PayMethod
		english, chinese string
		known            bool
		state            recon.State
		channel          recon.Channel
		way              PayWay
	}{
		{PayMethodAbsent, "absent", "无支付方式", false, recon.Unknown, "", 0},
		{PayMethodUnpaid, "unpaid", "未支付", true, recon.Pending, "", 0},
		{PayMethodWeChat, "WeChat Pay", "微信", true, recon.Succeeded, recon.WeChat, PayWayWeChat},
		{PayMethodAlipay, "Alipay", "支付宝", true, recon.Succeeded, recon.Alipay, PayWayAlipay},
		{4, "PayMethod(4)", "未知支付方式(4)", false, recon.Unknown, "console:4", 0},
		{-1, "PayMethod(-1)", "未知支付方式(-1)", false, recon.Unknown, "console:-1", 0},
	} {
		t.Run(test.english, func(t *testing.T) {
			assert.Equal(t, test.english, test.method.String())
			assert.Equal(t, test.chinese, test.method.Chinese())
			assert.Equal(t, test.known, test.method.known())
			assert.Equal(t, test.state, test.method.state())
			assert.Equal(t, test.channel, test.method.channel())
			way, err := test.method.PayWay()
			assert.Equal(t, test.way, way)
			if test.way == 0 {
				assert.ErrorIs(t, err, ErrInvalidRequest)
				assert.ErrorContains(t, err, "has no pay_way")
				return
			}
			assert.NoError(t, err)
			assert.NotEqual(t, int(test.method), int(way), "the numbers differ, which is why there are two types")
		})
	}
}
