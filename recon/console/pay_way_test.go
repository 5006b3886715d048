package console

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestPayWay(t *testing.T) {
	for _, test := range []struct {
		way              PayWay
		english, chinese string
		method           PayMethod
	}{
		{PayWayWeChat, "WeChat Pay", "微信", PayMethodWeChat},
		{PayWayAlipay, "Alipay", "支付宝", PayMethodAlipay},
		{0, "PayWay(0)", "未知支付方式(0)", 0},
		{3, "PayWay(3)", "未知支付方式(3)", 0},
		{-1, "PayWay(-1)", "未知支付方式(-1)", 0},
	} {
		t.Run(test.english, func(t *testing.T) {
			assert.Equal(t, test.english, test.way.String())
			assert.Equal(t, test.chinese, test.way.Chinese())
			method, err := test.way.PayMethod()
			assert.Equal(t, test.method, method)
			if test.method == 0 {
				assert.ErrorIs(t, err, ErrInvalidRequest)
				return
			}
			assert.NoError(t, err)
			back, err := method.PayWay()
			assert.NoError(t, err)
			assert.Equal(t, test.way, back)
		})
	}
}
