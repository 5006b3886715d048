package console

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/billrecon/billrecon/recon"
)

func TestOrderStatus(t *testing.T) {
	for _, test := range []struct {
		status           OrderStatus
		english, chinese string
		known            bool
		state            recon.State
	}{
		{OrderStatusAbsent, "absent", "无订单状态", false, recon.Unknown},
		{1, "pending payment", "待支付", true, recon.Pending},
		{2, "paid", "已支付", true, recon.Succeeded},
		{3, "expired", "已失效", true, recon.Closed},
		{4, "refunded by the merchant", "商家已退款", true, recon.Refunded},
		{5, "waiting for the merchant's review", "商家待审核", true, recon.Unknown},
		{6, "confirmed by the merchant", "商家已确认", true, recon.Unknown},
		{7, "rejected by the merchant", "商家已拒绝", true, recon.Unknown},
		{8, "with the platform", "平台介入", true, recon.Unknown},
		{9, "approved by the platform", "平台审核通过", true, recon.Unknown},
		{10, "denied by the platform", "平台审核不通过", true, recon.Unknown},
		{11, "cancelled by the user", "用户已取消", true, recon.Closed},
		{12, "OrderStatus(12)", "未知订单状态(12)", false, recon.Unknown},
		{-1, "OrderStatus(-1)", "未知订单状态(-1)", false, recon.Unknown},
	} {
		t.Run(test.english, func(t *testing.T) {
			assert.Equal(t, test.english, test.status.String())
			assert.Equal(t, test.chinese, test.status.Chinese())
			assert.Equal(t, test.known, test.status.known())
			assert.Equal(t, test.state, test.status.state())
		})
	}
}

func TestOrderStatusNumbers(t *testing.T) {
	for i, s := range []OrderStatus{OrderStatusPending, OrderStatusPaid, OrderStatusExpired, OrderStatusRefunded, OrderStatusInReview,
		OrderStatusConfirmed, OrderStatusRejected, OrderStatusEscalated, OrderStatusApproved, OrderStatusDenied, OrderStatusCancelled} {
		assert.Equal(t, i+1, int(s), s.String())
	}
}
