package console

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/billrecon/billrecon/recon"
)

func TestReconciliationStatus(t *testing.T) {
	for _, test := range []struct {
		status           ReconciliationStatus
		english, chinese string
		known            bool
	}{
		{StatusAbsent, "absent", "无对账状态", false},
		{StatusReconciled, "reconciled", "已对账", true},
		{StatusUnreconciled, "unreconciled", "未对账", true},
		{StatusException, "exception", "异常", true},
		{StatusReversed, "reversed", "已冲正", true},
		{StatusDoubtful, "doubtful", "存疑", true},
		{6, "ReconciliationStatus(6)", "未知对账状态(6)", false},
		{257, "ReconciliationStatus(257)", "未知对账状态(257)", false},
		{-1, "ReconciliationStatus(-1)", "未知对账状态(-1)", false},
	} {
		t.Run(test.english, func(t *testing.T) {
			assert.Equal(t, test.english, test.status.String())
			assert.Equal(t, test.chinese, test.status.Chinese())
			assert.Equal(t, test.known, test.status.known())
		})
	}
}

func TestReconciliationStatusHasTheNumbersOfRecon(t *testing.T) {
	for ours, theirs := range map[ReconciliationStatus]recon.Status{
		StatusReconciled: recon.StatusReconciled, StatusUnreconciled: recon.StatusUnreconciled, StatusException: recon.StatusException,
		StatusReversed: recon.StatusReversed, StatusDoubtful: recon.StatusDoubtful,
	} {
		assert.Equal(t, int(theirs), int(ours))
	}
}
