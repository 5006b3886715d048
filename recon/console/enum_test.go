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
			assert.Equal(t, test.known, orderStatuses.Known(test.status))
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
			assert.Equal(t, test.known, reconciliationStatuses.Known(test.status))
		})
	}
}

func TestReconciliationStatusHasTheNumbersAndWordsOfRecon(t *testing.T) {
	for ours, theirs := range map[ReconciliationStatus]recon.Status{
		StatusReconciled: recon.StatusReconciled, StatusUnreconciled: recon.StatusUnreconciled, StatusException: recon.StatusException,
		StatusReversed: recon.StatusReversed, StatusDoubtful: recon.StatusDoubtful,
	} {
		assert.Equal(t, int(theirs), int(ours))
		assert.Equal(t, []string{theirs.String(), theirs.Chinese()}, []string{ours.String(), ours.Chinese()})
	}
}

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
			assert.Equal(t, test.known, payMethods.Known(test.method))
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
