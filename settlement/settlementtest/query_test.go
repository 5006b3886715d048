package settlementtest

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"github.com/billrecon/billrecon/settlement"
)

func TestParseQueryRefuses(t *testing.T) {
	const times = `"paymentStartTime":"2022-11-02 00:00:00","paymentEndTime":"2022-11-02 23:59:59"`
	for _, test := range []struct{ body, want string }{
		{`{` + times + `}`, ""},
		{`{` + times + `,"currentPage":1,"itemsPerPage":500}`, ""},
		{``, "the body is not the JSON object of the page"},
		{`[]`, "the body is not the JSON object of the page"},
		{`{` + times + `}{}`, "the body is not the JSON object of the page"},
		{`{` + times + `,"page":1}`, "the body is not the JSON object of the page"},
		{`{` + times + `,"currentPage":"1"}`, "the body is not the JSON object of the page"},
		{`{}`, "paymentStartTime must look like yyyy-MM-dd HH:mm:ss"},
		{`{"paymentStartTime":"2022-11-2 00:00:00","paymentEndTime":"2022-11-02 23:59:59"}`, "paymentStartTime must look like"},
		{`{"paymentStartTime":"2022-11-02 00:00:00","paymentEndTime":"2022-11-02"}`, "paymentEndTime must look like"},
		{`{"paymentStartTime":"2022-11-02 00:00:00.5","paymentEndTime":"2022-11-02 23:59:59"}`, "paymentStartTime must look like"},
		{`{"paymentStartTime":"2022-11-03 00:00:00","paymentEndTime":"2022-11-02 23:59:59"}`, "paymentEndTime is before paymentStartTime"},
		{`{` + times + `,"orderStartTime":"2022-11-02 00:00:00"}`, "orderStartTime and orderEndTime belong together"},
		{`{` + times + `,"orderStartTime":"x","orderEndTime":"2022-11-02 00:00:00"}`, "orderStartTime must look like"},
		{`{` + times + `,"currentPage":0}`, "currentPage must be 1 or more"},
		{`{` + times + `,"itemsPerPage":0}`, "itemsPerPage must be 1 to 500"},
		{`{` + times + `,"itemsPerPage":501}`, "itemsPerPage must be 1 to 500"},
	} {
		_, problem := parseQuery([]byte(test.body), false)
		if test.want == "" {
			assert.Empty(t, problem, test.body)
			continue
		}
		assert.Contains(t, problem, test.want, test.body)
	}
}

func TestQueryFilters(t *testing.T) {
	rows := Items(5, midnight, time.Hour) // paid at 0, 1, 2, 3 and 4 o'clock, ordered a minute before
	rows[4].PaymentTime = time.Time{}
	g := New(t, Options{Items: rows})
	for _, test := range []struct {
		reason, from, to, more string
		want                   []int
	}{
		{"the day", "00:00:00", "23:59:59", ``, []int{0, 1, 2, 3}},
		{"both ends included", "01:00:00", "02:00:00", ``, []int{1, 2}},
		{"a second later", "01:00:01", "02:00:00", ``, []int{2}},
		{"a second earlier", "01:00:00", "01:59:59", ``, []int{1}},
		{"an order range", "00:00:00", "23:59:59", `,"orderStartTime":"2022-11-02 00:59:00","orderEndTime":"2022-11-02 01:59:00"`, []int{1, 2}},
		{"a business number", "00:00:00", "23:59:59", `,"bizOrderNum":"` + rows[3].BizOrderNum + `"`, []int{3}},
		{"an order number", "00:00:00", "23:59:59", `,"orderNum":"` + rows[2].OrderNum + `"`, []int{2}},
		{"a number of nothing", "00:00:00", "23:59:59", `,"orderNum":"x"`, nil},
		{"a page", "00:00:00", "23:59:59", `,"currentPage":2,"itemsPerPage":3`, []int{3}},
		{"a page past the end", "00:00:00", "23:59:59", `,"currentPage":3,"itemsPerPage":3`, nil},
	} {
		t.Run(test.reason, func(t *testing.T) {
			body := fmt.Sprintf(`{"paymentStartTime":"2022-11-02 %s","paymentEndTime":"2022-11-02 %s"%s}`, test.from, test.to, test.more)
			want := []string{}
			for _, i := range test.want {
				want = append(want, rows[i].OrderNum)
			}
			assert.Equal(t, want, post(t, g, correct(body).sign(SortedSecretParamMD5)).rows(t))
		})
	}
}

func TestDefaultPageSize(t *testing.T) {
	g := New(t, Options{Items: Items(150, midnight, time.Minute)})
	assert.Len(t, post(t, g, correct(dayBody).sign(SortedSecretParamMD5)).rows(t), 100)
}

func TestNoRows(t *testing.T) {
	for _, null := range []bool{false, true} {
		g := New(t, Options{Items: []settlement.Item{}, NullForNone: null})
		e := post(t, g, correct(dayBody).sign(SortedSecretParamMD5))
		assert.Equal(t, "0", e.Code)
		assert.Equal(t, null, string(e.Data) == "null")
		assert.Empty(t, e.rows(t))
		c, err := settlement.New(g.Config())
		assert.NoError(t, err)
		page, err := c.ItemPage(t.Context(), settlement.ItemQuery{PaymentStart: midnight, PaymentEnd: midnight})
		assert.NoError(t, err)
		assert.Empty(t, page.Items)
	}
}
