package settlementtest

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/billrecon/billrecon/settlement"
)

func TestEncode(t *testing.T) {
	full := Items(10, midnight, time.Minute)[9]
	full.Extra = map[string]json.RawMessage{"z": json.RawMessage(`[1]`), "a": json.RawMessage(`"x"`)}
	for _, test := range []struct {
		reason string
		item   settlement.Item
		want   string
	}{
		{"everything", full, `{"orderNum":"31660000000000000009","bizOrderNum":"212200000000000009","skuName":"【全频道】【多规格】",` +
			`"totalQuantity":-1,"channelName":"优选生活","skuCategoryName":"南非橙","orderUserMobile":"10000000009",` +
			`"orderUserName":"fictional_user_009","paymentType":"企业积分","cardId":"fictional-card-000009","paymentAmount":-4.33,` +
			`"settlementAmount":-4.33,"contractId":"286239","contract":null,"unionOrganization":"虚构公司/财务管理部",` +
			`"orderTime":"2022-11-02 00:08:00","paymentTime":"2022-11-02 00:09:00","totalAmount":-4.33,"settlementType":2,"a":"x","z":[1]}`},
		{"the least", settlement.Item{OrderNum: "1", SettlementAmount: decimal.New(1, 0)}, `{"orderNum":"1","bizOrderNum":null,"skuName":null,` +
			`"totalQuantity":null,"channelName":null,"skuCategoryName":null,"orderUserMobile":null,"orderUserName":null,"paymentType":null,` +
			`"cardId":null,"paymentAmount":null,"settlementAmount":1.00,"contractId":null,"contract":null,"unionOrganization":null,` +
			`"orderTime":null,"paymentTime":null,"totalAmount":null,"settlementType":null}`},
	} {
		t.Run(test.reason, func(t *testing.T) {
			got := encode(test.item)
			assert.Equal(t, test.want, string(got))
			var again settlement.Item
			require.NoError(t, again.UnmarshalJSON(got))
			assert.True(t, test.item.Equal(again))
		})
	}
}

func TestEncodePanicsOnAMistake(t *testing.T) {
	assert.Panics(t, func() {
		encode(settlement.Item{OrderNum: "1", Extra: map[string]json.RawMessage{"x": json.RawMessage("{")}})
	})
}

func TestItems(t *testing.T) {
	const n = 2000
	items := Items(n, midnight, time.Second)
	assert.Equal(t, items, Items(n, midnight.UTC(), time.Second), "the same ones every time, at UTC+8")
	seen := map[string]bool{}
	refunds := 0
	for i, item := range items {
		assert.False(t, item.TypeContradiction())
		assert.False(t, seen[item.OrderNum])
		assert.False(t, seen[item.BizOrderNum])
		seen[item.OrderNum], seen[item.BizOrderNum] = true, true
		assert.Equal(t, midnight.Add(time.Duration(i)*time.Second), item.PaymentTime)
		if item.SettlementType == settlement.SettlementTypeRefund {
			refunds++
			assert.Equal(t, -1, item.SettlementAmount.Sign())
		}
	}
	assert.Equal(t, n/10, refunds)
	assert.Empty(t, Items(0, midnight, 0))
}
