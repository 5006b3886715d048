package console

import (
	"fmt"
	"net/url"
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestOrderQueryValues(t *testing.T) {
	for _, test := range []struct {
		reason string
		query  OrderQuery
		want   string
	}{
		{"nothing", OrderQuery{}, ""},
		{"a code", OrderQuery{Code: "20200221113708eb3b8dcc2383481c"}, "code=20200221113708eb3b8dcc2383481c"},
		{"the lowest amount", OrderQuery{TotalFeeGTE: NewNullFen(100)}, "total_fee__gte=100"},
		{"the highest amount", OrderQuery{TotalFeeLTE: NewNullFen(0)}, "total_fee__lte=0"},
		{"a status", OrderQuery{ReconciliationStatus: StatusDoubtful}, "reconciliation_status=5"},
		{"a pay method", OrderQuery{PayMethod: PayMethodUnpaid}, "pay_method=1"},
		{"a merchant", OrderQuery{MerchantName: "中软融通"}, "merchant__name=%E4%B8%AD%E8%BD%AF%E8%9E%8D%E9%80%9A"},
		{"further parameters", OrderQuery{Extra: url.Values{"page": {"2"}, "tag": {"a", "b"}}}, "page=2&tag=a&tag=b"},
		{"everything", OrderQuery{"c", NewNullFen(-1), NewNullFen(2), 3, 2, "m&n", url.Values{"page": {"2"}}},
			"code=c&merchant__name=m%26n&page=2&pay_method=2&reconciliation_status=3&total_fee__gte=-1&total_fee__lte=2"},
	} {
		t.Run(test.reason, func(t *testing.T) {
			assert.Equal(t, test.want, test.query.values().Encode())
			assert.NoError(t, test.query.check())
		})
	}
}

func TestOrderQueryLeavesExtraAlone(t *testing.T) {
	extra := url.Values{"page": {"2"}}
	q := OrderQuery{Code: "1", Extra: extra}
	q.values()["page"][0] = "3"
	assert.Equal(t, url.Values{"page": {"2"}}, extra)
}

func TestOrderQueryRefuses(t *testing.T) {
	for _, test := range []struct {
		reason string
		query  OrderQuery
		text   string
	}{
		{"no amount is within", OrderQuery{TotalFeeGTE: NewNullFen(2), TotalFeeLTE: NewNullFen(1)}, "console: OrderQuery.TotalFeeGTE is 2 and TotalFeeLTE is 1: no amount is within"},
		{"a status below zero", OrderQuery{ReconciliationStatus: -1}, "console: OrderQuery.ReconciliationStatus is -1: it must be a status, or 0 for any"},
		{"a pay method below zero", OrderQuery{PayMethod: -1}, "console: OrderQuery.PayMethod is -1: it must be a pay method, or 0 for any"},
		{"white space around the code", OrderQuery{Code: " 1"}, "console: OrderQuery.Code starts or ends with white space: it must not"},
		{"a line break in the code", OrderQuery{Code: "1\n2"}, "console: OrderQuery.Code holds a control character: it must not"},
		{"a name that is not UTF-8", OrderQuery{MerchantName: "\xff"}, "console: OrderQuery.MerchantName is not UTF-8 text"},
		{"an extra without a name", OrderQuery{Extra: url.Values{"": {"1"}}}, `console: OrderQuery.Extra holds "": it must not be empty or the name of a field of its own`},
		{"a filter among the extras", OrderQuery{Extra: url.Values{"pay_method": {"1"}}}, `console: OrderQuery.Extra holds "pay_method": it must not be empty or the name of a field of its own`},
	} {
		t.Run(test.reason, func(t *testing.T) {
			err := test.query.check()
			assert.ErrorIs(t, err, ErrInvalidRequest)
			assert.EqualError(t, err, test.text)
		})
	}
	same := OrderQuery{TotalFeeGTE: NewNullFen(1), TotalFeeLTE: NewNullFen(1)}
	assert.NoError(t, same.check(), "both ends are included")
}

func TestOrderQueryShowsNoExtraValues(t *testing.T) {
	q := OrderQuery{Code: "1", TotalFeeGTE: NewNullFen(0), MerchantName: "m", Extra: url.Values{"token": {"fictional-secret"}}}
	const want = `console.OrderQuery{code "1", total_fee__gte "0", merchant__name "m", extra "token"}`
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%d"} {
		assert.Equal(t, want, fmt.Sprintf(verb, q), verb)
	}
	assert.Equal(t, want, q.LogValue().String())
	assert.Equal(t, "console.OrderQuery{}", OrderQuery{}.String())
}
