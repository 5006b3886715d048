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
