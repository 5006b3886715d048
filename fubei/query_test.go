package fubei

import (
	"encoding/json"
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/billrecon/billrecon/internal/client/clienttest"
)

// badQueries break one rule each, for every call.
var badQueries = []struct {
	query BillQuery
	text  string
}{
	{BillQuery{}, "fubei: BillQuery.Year is 0: it must be 2000 to 9999"},
	{BillQuery{Year: 1999}, "fubei: BillQuery.Year is 1999: it must be 2000 to 9999"},
	{BillQuery{Year: 10000}, "fubei: BillQuery.Year is 10000: it must be 2000 to 9999"},
	{BillQuery{Year: 26, Month: 11}, "fubei: BillQuery.Year is 26: it must be 2000 to 9999"},
	{BillQuery{Month: 11}, "fubei: BillQuery.Year is 0: it must be 2000 to 9999"},
	{BillQuery{Year: 2026, Month: 13}, "fubei: BillQuery.Month is 13: it must be 1 to 12, or 0 for the whole year"},
	{BillQuery{Year: 2026, Month: -1}, "fubei: BillQuery.Month is -1: it must be 1 to 12, or 0 for the whole year"},
	{BillQuery{Year: 2026, Day: 22}, "fubei: BillQuery.Day is 22 without a Month: set Month as well"},
	{BillQuery{Year: 2026, Month: 2, Day: 30}, "fubei: BillQuery.Day is 30: 2026-02 has no such day"},
	{BillQuery{Year: 2026, Month: 2, Day: 29}, "fubei: BillQuery.Day is 29: 2026-02 has no such day"},
	{BillQuery{Year: 2100, Month: 2, Day: 29}, "fubei: BillQuery.Day is 29: 2100-02 has no such day"},
	{BillQuery{Year: 2026, Month: 4, Day: 31}, "fubei: BillQuery.Day is 31: 2026-04 has no such day"},
	{BillQuery{Year: 2026, Month: 1, Day: 32}, "fubei: BillQuery.Day is 32: 2026-01 has no such day"},
	{BillQuery{Year: 2026, Month: 1, Day: -1}, "fubei: BillQuery.Day is -1: 2026-01 has no such day"},
	{BillQuery{Year: 2026, StoreID: -1}, "fubei: BillQuery.StoreID is -1: it must be 0 to 9999999999"},
	{BillQuery{Year: 2026, StoreID: 10_000_000_000}, "fubei: BillQuery.StoreID is 10000000000: it must be 0 to 9999999999"},
	{BillQuery{Year: 2026, CashierID: -1}, "fubei: BillQuery.CashierID is -1: it must be 0 to 9999999999"},
	{BillQuery{Year: 2026, Page: -1}, "fubei: BillQuery.Page is -1: it must be 1 or more, or 0 for the first"},
	{BillQuery{Year: 2026, Limit: -1}, "fubei: BillQuery.Limit is -1: it must be 1 to 100, or 0 for the default"},
	{BillQuery{Year: 2026, Limit: 101}, "fubei: BillQuery.Limit is 101: it must be 1 to 100, or 0 for the default"},
}

func TestBillQueryRules(t *testing.T) {
	for _, test := range badQueries {
		t.Run(test.text, func(t *testing.T) {
			errPage := test.query.forPage()
			_, errAll := test.query.forAll()
			for _, err := range []error{errPage, errAll} {
				require.ErrorIs(t, err, ErrInvalidRequest)
				assert.EqualError(t, err, test.text)
			}
		})
	}
}

func TestBillQueryRulesOfOneCall(t *testing.T) {
	err := BillQuery{Year: 2026, Cursor: "x"}.forPage()
	require.ErrorIs(t, err, ErrInvalidRequest)
	assert.EqualError(t, err, "fubei: BillQuery.Cursor is set: it is for Bills and CollectBills, BillPage takes Page")

	_, err = BillQuery{Year: 2026, Page: 2}.forAll()
	require.ErrorIs(t, err, ErrInvalidRequest)
	assert.EqualError(t, err, "fubei: BillQuery.Page is 2: Bills and CollectBills start at page 1, go on with Cursor instead")
}

func TestBillQueryAccepts(t *testing.T) {
	for _, test := range []struct {
		reason string
		query  BillQuery
	}{
		{"a whole year", BillQuery{Year: 2026}},
		{"the first year", BillQuery{Year: 2000}},
		{"a month", BillQuery{Year: 2026, Month: 2}},
		{"a day", BillQuery{Year: 2026, Month: 11, Day: 22}},
		{"a leap day", BillQuery{Year: 2024, Month: 2, Day: 29}},
		{"a leap day of a century", BillQuery{Year: 2000, Month: 2, Day: 29}},
		{"a day in the future, for a page", BillQuery{Year: 9999, Month: 12, Day: 31}},
		{"the longest ids", BillQuery{Year: 2026, StoreID: maxID, CashierID: maxID}},
		{"the first page", BillQuery{Year: 2026, Page: 1}},
		{"the smallest and largest limit", BillQuery{Year: 2026, Limit: 1}},
		{"the largest limit", BillQuery{Year: 2026, Limit: MaxLimit}},
	} {
		t.Run(test.reason, func(t *testing.T) {
			assert.NoError(t, test.query.forPage())
			_, err := test.query.forAll()
			assert.NoError(t, err)
		})
	}
}

func TestBillQueryDefaultLimit(t *testing.T) {
	all, err := BillQuery{Year: 2026}.forAll()
	require.NoError(t, err)
	assert.Equal(t, 100, all.Limit, "all rows: the fewest requests")
	all, err = BillQuery{Year: 2026, Limit: 7}.forAll()
	require.NoError(t, err)
	assert.Equal(t, 7, all.Limit)
}

func TestBillQueryString(t *testing.T) {
	for _, test := range []struct {
		query BillQuery
		want  string
	}{
		{BillQuery{Year: 2026}, "fubei.BillQuery{2026}"},
		{BillQuery{Year: 2026, Month: 2}, "fubei.BillQuery{2026-02}"},
		{BillQuery{Year: 2026, Month: 11, Day: 22, StoreID: 1, CashierID: 2, Page: 3, Limit: 4, All: true},
			"fubei.BillQuery{2026-11-22, store 1, cashier 2, page 3, limit 4, all}"},
		{BillQuery{Year: 2026, Open: true, Cursor: "opaque"}, "fubei.BillQuery{2026, open, with a cursor}"},
	} {
		assert.Equal(t, test.want, test.query.String())
		assert.Equal(t, test.want, fmt.Sprintf("%#v", test.query))
		assert.Equal(t, test.want, test.query.LogValue().String())
	}
}

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
	for _, v := range clienttest.Vectors[signVector](t) {
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
		{"an open period", BillQuery{Year: 2026, Month: 11, Day: 22, Open: true}, who, Production, false},
		{"another merchant", base, Config{AppID: "fictional-app-2", AppSecret: "fictional-secret-1"}.account(), Production, false},
		{"an agent of the same number", base, Config{VendorSN: "fictional-app-1", VendorSecret: "fictional-secret-1"}.account(), Production, false},
		{"another gateway", base, who, TestGateway, false},
	} {
		t.Run(test.reason, func(t *testing.T) {
			assert.Equal(t, test.same, hash == test.query.hash(test.who, test.url))
		})
	}
}
