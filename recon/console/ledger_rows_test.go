package console

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/billrecon/billrecon/recon"
)

func TestPayMethodOf(t *testing.T) {
	for _, test := range []struct {
		reason string
		record recon.Record
		want   PayMethod
	}{
		{"WeChat", recon.Record{Channel: recon.WeChat}, PayMethodWeChat},
		{"Alipay, given back", recon.Record{Channel: recon.Alipay, State: recon.Refunded}, PayMethodAlipay},
		{"the console has no number for UnionPay", recon.Record{Channel: recon.UnionPay}, PayMethodAbsent},
		{"no channel", recon.Record{}, PayMethodAbsent},
		{"pending", recon.Record{Channel: recon.WeChat, State: recon.Pending}, PayMethodUnpaid},
		{"closed", recon.Record{State: recon.Closed}, PayMethodUnpaid},
		{"failed", recon.Record{State: recon.Failed}, PayMethodUnpaid},
		{"unknown", recon.Record{Channel: recon.WeChat, State: recon.Unknown}, PayMethodWeChat},
	} {
		t.Run(test.reason, func(t *testing.T) {
			assert.Equal(t, test.want, payMethodOf(test.record))
		})
	}
}

func TestOrderStatusOf(t *testing.T) {
	for state, want := range map[recon.State]OrderStatus{
		recon.Succeeded: OrderStatusPaid, recon.Pending: OrderStatusPending, recon.Closed: OrderStatusExpired, recon.Failed: OrderStatusExpired,
		recon.Refunded: OrderStatusRefunded, recon.Unknown: OrderStatusAbsent, 99: OrderStatusAbsent,
	} {
		assert.Equal(t, want, orderStatusOf(state), "%v", state)
	}
	for _, state := range []recon.State{recon.Succeeded, recon.Pending, recon.Closed, recon.Refunded} {
		assert.Equal(t, state, orderStatusOf(state).state(), "and back")
	}
}

func TestSidePlaces(t *testing.T) {
	held := []recon.PoolRow{{Record: recon.Record{Key: "replaced"}}, {Record: recon.Record{Key: "p"}}}
	s := newSide("orders", 2, held, []int{0}, func(int) recon.Record { return recon.Record{Key: "own"} })
	assert.Equal(t, 3, s.len())
	assert.Equal(t, "orders[1]", s.place(1))
	assert.Equal(t, "Pool.orders[1]", s.place(2), "a replaced order is left out, the others keep their places")
	assert.Equal(t, "own", s.record(1).Key)
	assert.Equal(t, "p", s.record(2).Key)
	assert.Equal(t, []int{1, 2}, s.members([]int{1}, []int{1}))
}
