package console_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/billrecon/billrecon/recon/console"
)

// A console that ignores a filter answers with orders that nobody asked for: they are handed out, and said to be so.
func TestRowsThatTheFilterShouldHaveLeftOutAreReported(t *testing.T) {
	c := answering(t, `{"code":200,"data":{"order":{"num":2,"data":[
		{"code":"a","total_fee":198,"pay_method":2,"reconciliation_status":1,"merchant__name":"测试商户"},
		{"code":"b","total_fee":300,"pay_method":3,"reconciliation_status":3,"merchant__name":"测试商户"}]}}}`)
	for _, test := range []struct {
		reason  string
		query   console.OrderQuery
		unknown map[string]int64
		finding string
	}{
		{"no filter", console.OrderQuery{}, nil, ""},
		{"a serial number", console.OrderQuery{Code: "b"}, map[string]int64{"code:differs": 1}, "1 rows are not what the filters ask for"},
		{"too low an amount", console.OrderQuery{TotalFeeGTE: console.NewNullFen(199)}, map[string]int64{"total_fee:differs": 1}, "1 rows are not what the filters ask for"},
		{"too high an amount", console.OrderQuery{TotalFeeLTE: console.NewNullFen(299)}, map[string]int64{"total_fee:differs": 1}, "1 rows are not what the filters ask for"},
		{"the bounds are within", console.OrderQuery{TotalFeeGTE: console.NewNullFen(198), TotalFeeLTE: console.NewNullFen(300)}, nil, ""},
		{"two filters, both rows", console.OrderQuery{ReconciliationStatus: console.StatusException, PayMethod: console.PayMethodWeChat},
			map[string]int64{"reconciliation_status:differs": 1, "pay_method:differs": 1}, "2 rows are not what the filters ask for"},
		{"a part of a merchant's name may match", console.OrderQuery{MerchantName: "测试"}, nil, ""},
	} {
		t.Run(test.reason, func(t *testing.T) {
			page, err := c.OrderPage(ctx, test.query)
			require.NoError(t, err)
			assert.Equal(t, test.unknown, page.Unknown)
			orders, audit, err := c.CollectOrders(ctx, test.query)
			require.NoError(t, err)
			assert.Len(t, orders, 2, "nothing is left out")
			assert.Equal(t, test.unknown, audit.Unknown)
			if test.finding == "" {
				assert.Empty(t, audit.Findings)
				assert.True(t, audit.Complete)
				return
			}
			assert.Equal(t, []string{test.finding}, audit.Findings)
			assert.False(t, audit.Complete, "what came is not what was asked for")
		})
	}
}
