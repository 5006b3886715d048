package fubeitest

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"github.com/billrecon/billrecon/billtest"
	"github.com/billrecon/billrecon/fubei"
)

func TestParseQuery(t *testing.T) {
	for _, test := range []struct{ reason, biz, problem string }{
		{"the page's sample", `{"month":2,"year":2017}`, ""},
		{"everything", `{"cashier_id":1,"day":2,"limit":100,"month":11,"page":9,"store_id":3,"type":"1","year":2026}`, ""},
		{"no JSON", `year=2026`, "biz_content is not the JSON object"},
		{"a number in quotes", `{"year":"2026"}`, "biz_content is not the JSON object"},
		{"type as a number", `{"year":2026,"type":1}`, "biz_content is not the JSON object"},
		{"an unknown field", `{"year":2026,"hour":1}`, "biz_content is not the JSON object"},
		{"two documents", `{"year":2026}{}`, "biz_content is not the JSON object"},
		{"no year", `{"month":2}`, "year must have 4 digits"},
		{"a short year", `{"year":17}`, "year must have 4 digits"},
		{"month 13", `{"year":2026,"month":13}`, "month must be 1 to 12"},
		{"month 0", `{"year":2026,"month":0}`, "month must be 1 to 12"},
		{"day without month", `{"year":2026,"day":1}`, "day needs a month"},
		{"day 32", `{"year":2026,"month":1,"day":32}`, "day must be 1 to 31"},
		{"limit 101", `{"year":2026,"limit":101}`, "limit must be 1 to 100"},
		{"limit 0", `{"year":2026,"limit":0}`, "limit must be 1 to 100"},
		{"page 0", `{"year":2026,"page":0}`, "page must be 1 or more"},
	} {
		t.Run(test.reason, func(t *testing.T) {
			_, problem := parseQuery(test.biz, false)
			if test.problem == "" {
				assert.Empty(t, problem)
				return
			}
			assert.Contains(t, problem, test.problem)
		})
	}
}

func TestQueryDefaults(t *testing.T) {
	q, _ := parseQuery(`{"year":2026}`, false)
	assert.Equal(t, 1, q.page())
	assert.Equal(t, 10, q.limit())
}

func TestQueryMatchesTheDayAtUTC8(t *testing.T) {
	for _, test := range []struct {
		reason string
		at     time.Time
		want   bool
	}{
		{"the first second", time.Date(2026, 11, 21, 16, 0, 0, 0, time.UTC), true},
		{"the second before", time.Date(2026, 11, 21, 15, 59, 59, 0, time.UTC), false},
		{"the last second", time.Date(2026, 11, 22, 15, 59, 59, 0, time.UTC), true},
		{"the second after", time.Date(2026, 11, 22, 16, 0, 0, 0, time.UTC), false},
		{"no time", time.Time{}, false},
	} {
		t.Run(test.reason, func(t *testing.T) {
			q, _ := parseQuery(`{"year":2026,"month":11,"day":22}`, false)
			r := rowsOf([]fubei.Bill{{OrderSN: "1", CreateTime: test.at, PayStatus: fubei.PayStatusPaid}})[0]
			assert.Equal(t, test.want, q.matches(r))
		})
	}
}

func TestQueryServesUnpaid(t *testing.T) {
	bill := Bills(1, 2026, 11, 22)[0]
	bill.PayStatus = fubei.PayStatusUnpaid
	unpaid := rowsOf([]fubei.Bill{bill})[0]
	for biz, want := range map[string]bool{
		`{"year":2026}`:            false,
		`{"year":2026,"type":"1"}`: true,
		`{"year":2026,"type":"2"}`: false,
	} {
		q, problem := parseQuery(biz, false)
		assert.Empty(t, problem)
		assert.Equal(t, want, q.serves(unpaid), biz)
	}
}

func TestPageOf(t *testing.T) {
	for _, test := range []struct {
		body string
		want int
	}{
		{`{"method":"` + billMethod + `","biz_content":"{\"year\":2026,\"page\":7}"}`, 7},
		{`{"method":"` + billMethod + `","biz_content":"{\"year\":2026}"}`, 1},
		{`{"method":"` + billMethod + `","biz_content":"x"}`, 0},
		{`{"method":"openapi.other","biz_content":"{\"year\":2026,\"page\":7}"}`, 0},
		{`{}`, 0},
		{`x`, 0},
	} {
		assert.Equal(t, test.want, new(Gateway).pageOf(&billtest.Request{Body: []byte(test.body)}), test.body)
	}
}
