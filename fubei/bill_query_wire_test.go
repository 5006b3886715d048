package fubei

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/assert"
	"pgregory.net/rapid"
)

func TestBizContent(t *testing.T) {
	for _, test := range []struct {
		reason string
		query  BillQuery
		want   string
	}{
		{"the page's sample: only what is set", BillQuery{Year: 2017, Month: 2}, `{"month":2,"year":2017}`},
		{"the known answer of a day", BillQuery{Year: 2017, Month: 11, Day: 9, Page: 1, Limit: 100, All: true},
			`{"day":9,"limit":100,"month":11,"page":1,"type":"1","year":2017}`},
		{"a year alone", BillQuery{Year: 2026}, `{"year":2026}`},
		{"everything, sorted by name", BillQuery{Year: 2026, Month: 1, Day: 2, StoreID: 3, CashierID: 4, All: true, Page: 5, Limit: 6},
			`{"cashier_id":4,"day":2,"limit":6,"month":1,"page":5,"store_id":3,"type":"1","year":2026}`},
		{"a cursor is not sent", BillQuery{Year: 2026, Cursor: "x"}, `{"year":2026}`},
	} {
		t.Run(test.reason, func(t *testing.T) {
			assert.Equal(t, test.want, test.query.bizContent())
		})
	}
}

func TestBizContentOfKnownSigns(t *testing.T) {
	queries := map[string]BillQuery{
		"merchant-month-query": {Year: 2017, Month: 2},
		"merchant-day-query":   {Year: 2017, Month: 11, Day: 9, Page: 1, Limit: 100, All: true},
	}
	found := 0
	for _, v := range signVectors(t) {
		q, ok := queries[v.Name]
		if !ok {
			continue
		}
		found++
		v.Params["biz_content"] = q.bizContent()
		assert.Equal(t, v.Sign, Sign(v.Params, v.Secret), v.Name)
	}
	assert.Equal(t, len(queries), found)
}

func TestBizContentIsSortedJSON(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		q := BillQuery{
			Year:      rapid.IntRange(minYear, maxYear).Draw(t, "year"),
			Month:     rapid.IntRange(0, 12).Draw(t, "month"),
			StoreID:   rapid.Int64Range(0, maxID).Draw(t, "store"),
			CashierID: rapid.Int64Range(0, maxID).Draw(t, "cashier"),
			All:       rapid.Bool().Draw(t, "all"),
			Limit:     rapid.IntRange(0, MaxLimit).Draw(t, "limit"),
		}
		var members map[string]any
		assert.NoError(t, json.Unmarshal([]byte(q.bizContent()), &members))
		again, err := json.Marshal(members) // package json sorts the members of a map
		assert.NoError(t, err)
		assert.Equal(t, string(again), q.bizContent())
	})
}

func TestQueryHash(t *testing.T) {
	who := Config{AppID: "fictional-app-1", AppSecret: "fictional-secret-1"}.account()
	base := BillQuery{Year: 2026, Month: 11, Day: 22}
	hash := base.hash(who, Production)
	for _, test := range []struct {
		reason string
		query  BillQuery
		who    account
		url    string
		same   bool
	}{
		{"page and limit do not count", BillQuery{Year: 2026, Month: 11, Day: 22, Page: 1, Limit: 9}, who, Production, true},
		{"the secret does not count", base, Config{AppID: "fictional-app-1", AppSecret: "fictional-secret-2"}.account(), Production, true},
		{"another day", BillQuery{Year: 2026, Month: 11, Day: 23}, who, Production, false},
		{"the month", BillQuery{Year: 2026, Month: 11}, who, Production, false},
		{"a store", BillQuery{Year: 2026, Month: 11, Day: 22, StoreID: 1}, who, Production, false},
		{"a cashier of the same number", BillQuery{Year: 2026, Month: 11, Day: 22, CashierID: 1}, who, Production, false},
		{"unpaid ones too", BillQuery{Year: 2026, Month: 11, Day: 22, All: true}, who, Production, false},
		{"another merchant", base, Config{AppID: "fictional-app-2", AppSecret: "fictional-secret-1"}.account(), Production, false},
		{"an agent of the same number", base, Config{VendorSN: "fictional-app-1", VendorSecret: "fictional-secret-1"}.account(), Production, false},
		{"another gateway", base, who, TestGateway, false},
	} {
		t.Run(test.reason, func(t *testing.T) {
			assert.Equal(t, test.same, hash == test.query.hash(test.who, test.url))
		})
	}
}
