package eshouhou

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/billrecon/billrecon/recon"
)

func TestStatementState(t *testing.T) {
	for _, test := range []struct {
		reason           string
		wire             int
		state            StatementState
		english, chinese string
		recon            recon.State
	}{
		{"documented, says nothing", 0, StatementStateDefault, "default", "默认", recon.Unknown},
		{"documented", 1, StatementStateToSettle, "to settle", "待结算", recon.Pending},
		{"documented", 2, StatementStateToCheck, "to check", "待对账", recon.Pending},
		{"documented", 3, StatementStateDone, "done", "完成", recon.Succeeded},
		{"documented, in the sample", 4, StatementStateToPay, "to pay", "待结账/待付款", recon.Pending},
		{"documented", 5, StatementStateCancelled, "cancelled", "已取消", recon.Closed},
		{"beyond them", 6, 6, "StatementState(6)", "未知结算状态(6)", recon.Unknown},
		{"below zero", -1, -1, "StatementState(-1)", "未知结算状态(-1)", recon.Unknown},
		{"absent", absent, StatementStateAbsent, "absent", "无结算状态", recon.Unknown},
	} {
		t.Run(test.english, func(t *testing.T) {
			assert.EqualValues(t, test.wire, test.state, test.reason)
			assert.Equal(t, test.english, test.state.String(), test.reason)
			assert.Equal(t, test.chinese, test.state.Chinese(), test.reason)
			assert.Equal(t, test.recon, test.state.state(), test.reason)
		})
	}
}
