package settlement

import (
	"encoding/json"
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// sampleQuery is that of the provider's sample request.
func sampleQuery() ItemQuery {
	return ItemQuery{PaymentStart: at("2022-09-01 00:00:00"), PaymentEnd: at("2022-12-15 23:59:59"), Page: 1, Limit: 100}
}

func TestQueryBody(t *testing.T) {
	for _, test := range []struct {
		reason string
		change func(*ItemQuery)
		want   string
	}{
		{"the sample, its zeros filled in", func(*ItemQuery) {},
			`{"paymentStartTime":"2022-09-01 00:00:00","paymentEndTime":"2022-12-15 23:59:59","currentPage":1,"itemsPerPage":100}`},
		{"everything", func(q *ItemQuery) {
			q.OrderStart, q.OrderEnd = at("2022-08-31 23:59:59"), at("2022-12-15 00:00:00")
			q.BizOrderNum, q.OrderNum, q.Page, q.Limit = "21221102131100027835", "31667365951449629248009653", 7, 500
		}, `{"paymentStartTime":"2022-09-01 00:00:00","paymentEndTime":"2022-12-15 23:59:59","orderStartTime":"2022-08-31 23:59:59",` +
			`"orderEndTime":"2022-12-15 00:00:00","bizOrderNum":"21221102131100027835","orderNum":"31667365951449629248009653",` +
			`"currentPage":7,"itemsPerPage":500}`},
		{"another zone", func(q *ItemQuery) { q.PaymentStart = q.PaymentStart.UTC() },
			`{"paymentStartTime":"2022-09-01 00:00:00","paymentEndTime":"2022-12-15 23:59:59","currentPage":1,"itemsPerPage":100}`},
		{"fractions never widen the range", func(q *ItemQuery) {
			q.PaymentStart, q.PaymentEnd = q.PaymentStart.Add(1), q.PaymentEnd.Add(999_999_999)
		}, `{"paymentStartTime":"2022-09-01 00:00:01","paymentEndTime":"2022-12-15 23:59:59","currentPage":1,"itemsPerPage":100}`},
		{"numbers that need escapes", func(q *ItemQuery) { q.OrderNum = `a"b\测` },
			`{"paymentStartTime":"2022-09-01 00:00:00","paymentEndTime":"2022-12-15 23:59:59","orderNum":"a\"b\\测","currentPage":1,"itemsPerPage":100}`},
	} {
		t.Run(test.reason, func(t *testing.T) {
			q := sampleQuery()
			test.change(&q)
			require.NoError(t, q.check())
			assert.Equal(t, test.want, string(q.body()))
			assert.True(t, json.Valid(q.body()))
		})
	}
}

// The zone of the process must not matter.
func TestQueryBodyIgnoresTheZoneOfTheProcess(t *testing.T) {
	before := time.Local
	defer func() { time.Local = before }()
	want := string(sampleQuery().body())
	for _, zone := range []*time.Location{time.UTC, time.FixedZone("west", -11*3600), time.FixedZone("east", 13*3600)} {
		time.Local = zone
		q := sampleQuery()
		q.PaymentStart, q.PaymentEnd = q.PaymentStart.Local(), q.PaymentEnd.Local()
		assert.Equal(t, want, string(q.body()))
	}
}

func TestQueryRules(t *testing.T) {
	for _, test := range []struct {
		text   string // "" is accepted
		change func(*ItemQuery)
	}{
		{"", func(*ItemQuery) {}},
		{"", func(q *ItemQuery) { q.PaymentEnd = q.PaymentStart }},
		{"", func(q *ItemQuery) { q.Limit = 500 }},
		{"", func(q *ItemQuery) { q.OrderStart, q.OrderEnd = q.PaymentStart, q.PaymentStart }},
		{"ItemQuery.PaymentStart is zero: it is required", func(q *ItemQuery) { q.PaymentStart = time.Time{} }},
		{"ItemQuery.PaymentEnd is zero: it is required", func(q *ItemQuery) { q.PaymentEnd = time.Time{} }},
		{"ItemQuery.PaymentEnd is before PaymentStart", func(q *ItemQuery) { q.PaymentEnd = q.PaymentStart.Add(-time.Second) }},
		{"ItemQuery.PaymentStart and PaymentEnd: there is no whole second between them",
			func(q *ItemQuery) { q.PaymentStart, q.PaymentEnd = q.PaymentStart.Add(1), q.PaymentStart.Add(2) }},
		{"ItemQuery.PaymentStart has the year 1969 at UTC+8", func(q *ItemQuery) { q.PaymentStart = time.Date(1969, 12, 31, 0, 0, 0, 0, time.UTC) }},
		{"ItemQuery.PaymentEnd has the year 10000 at UTC+8", func(q *ItemQuery) { q.PaymentEnd = time.Date(9999, 12, 31, 20, 0, 0, 0, time.UTC) }},
		{"ItemQuery.OrderStart and ItemQuery.OrderEnd: both or neither must be set", func(q *ItemQuery) { q.OrderStart = q.PaymentStart }},
		{"ItemQuery.OrderStart and ItemQuery.OrderEnd: both or neither must be set", func(q *ItemQuery) { q.OrderEnd = q.PaymentStart }},
		{"ItemQuery.OrderEnd is before OrderStart", func(q *ItemQuery) { q.OrderStart, q.OrderEnd = q.PaymentEnd, q.PaymentStart }},
		{"ItemQuery.BizOrderNum starts or ends with white space", func(q *ItemQuery) { q.BizOrderNum = " fictional-number" }},
		{"ItemQuery.BizOrderNum holds a control character", func(q *ItemQuery) { q.BizOrderNum = "fictional\x00number" }},
		{"ItemQuery.OrderNum is not UTF-8 text", func(q *ItemQuery) { q.OrderNum = "fictional-number\xff" }},
		{"ItemQuery.Page is -1: it must be 1 or more, or 0 for the first", func(q *ItemQuery) { q.Page = -1 }},
		{"ItemQuery.Limit is -1: it must be 1 to 500, or 0 for the default", func(q *ItemQuery) { q.Limit = -1 }},
		{"ItemQuery.Limit is 501: it must be 1 to 500, or 0 for the default", func(q *ItemQuery) { q.Limit = 501 }},
	} {
		t.Run(test.text, func(t *testing.T) {
			q := sampleQuery()
			test.change(&q)
			_, errPage := q.forPage()
			_, errAll := q.forAll()
			for _, err := range []error{errPage, errAll} {
				if test.text == "" {
					assert.NoError(t, err)
					continue
				}
				require.ErrorIs(t, err, ErrInvalidRequest)
				assert.Contains(t, err.Error(), "settlement: "+test.text)
				assert.NotContains(t, err.Error(), "fictional")
			}
		})
	}
}

func TestQueryRulesOfPagesAndRuns(t *testing.T) {
	for _, test := range []struct {
		reason    string
		change    func(*ItemQuery)
		page, all string
	}{
		{"a later page", func(q *ItemQuery) { q.Page = 2 }, "", "ItemQuery.Page is 2: Items and CollectItems start at page 1"},
		{"a cursor", func(q *ItemQuery) { q.Cursor = "x" }, "ItemQuery.Cursor is set: it is for Items and CollectItems", ""},
		{"a window", func(q *ItemQuery) { q.Window = time.Hour }, "ItemQuery.Window is 1h0m0s: it is for Items and CollectItems", ""},
		{"a window below zero", func(q *ItemQuery) { q.Window = -time.Hour }, "ItemQuery.Window is", "ItemQuery.Window is -1h0m0s: it must be whole seconds"},
		{"half a second", func(q *ItemQuery) { q.Window = time.Second / 2 }, "ItemQuery.Window is", "ItemQuery.Window is 500ms: it must be whole seconds"},
		{"a second and a half", func(q *ItemQuery) { q.Window = 3 * time.Second / 2 }, "ItemQuery.Window is", "ItemQuery.Window is 1.5s: it must be whole seconds"},
		{"too many windows", func(q *ItemQuery) { q.Window = time.Second }, "ItemQuery.Window is", "ItemQuery.Window is 1s: the range would be more than 100000 windows"},
	} {
		t.Run(test.reason, func(t *testing.T) {
			q := sampleQuery()
			test.change(&q)
			_, err := q.forPage()
			checkRule(t, err, test.page)
			_, err = q.forAll()
			checkRule(t, err, test.all)
		})
	}
}

func checkRule(t *testing.T, err error, text string) {
	t.Helper()
	if text == "" {
		assert.NoError(t, err)
		return
	}
	require.ErrorIs(t, err, ErrInvalidRequest)
	assert.Contains(t, err.Error(), text)
}

func TestQueryDefaults(t *testing.T) {
	q := sampleQuery()
	q.Page, q.Limit = 0, 0
	page, err := q.forPage()
	require.NoError(t, err)
	assert.Equal(t, []int{1, DefaultLimit}, []int{page.Page, page.Limit})
	all, err := q.forAll()
	require.NoError(t, err)
	assert.Equal(t, MaxLimit, all.Limit)
	assert.Equal(t, []int{0, 0}, []int{q.Page, q.Limit}, "the caller's query stays as it was")
}

func TestQueryString(t *testing.T) {
	q := sampleQuery()
	assert.Equal(t, "settlement.ItemQuery{paid 2022-09-01 00:00:00 to 2022-12-15 23:59:59, page 1, limit 100}", q.String())
	q.OrderStart, q.OrderEnd = q.PaymentStart, q.PaymentEnd
	q.BizOrderNum, q.OrderNum, q.Window, q.Open, q.Cursor = "b", "o", time.Hour, true, "fictional-cursor"
	want := `settlement.ItemQuery{paid 2022-09-01 00:00:00 to 2022-12-15 23:59:59, ordered 2022-09-01 00:00:00 to 2022-12-15 23:59:59, ` +
		`business number "b", order number "o", page 1, limit 100, windows of 1h0m0s, open, with a cursor}`
	for _, verb := range []string{"%v", "%+v", "%#v", "%s"} {
		assert.Equal(t, want, fmt.Sprintf(verb, q))
	}
	assert.Equal(t, want, q.LogValue().String())
	assert.Equal(t, "settlement.ItemQuery{paid ? to ?}", ItemQuery{}.String())
}

func TestQueryHash(t *testing.T) {
	base := sampleQuery().hash("https://settlement.example", "")
	for _, test := range []struct {
		reason string
		change func(*ItemQuery)
		same   bool
	}{
		{"nothing", func(*ItemQuery) {}, true},
		{"page and limit", func(q *ItemQuery) { q.Page, q.Limit = 7, 5 }, true},
		{"another zone", func(q *ItemQuery) { q.PaymentStart = q.PaymentStart.UTC() }, true},
		{"the start", func(q *ItemQuery) { q.PaymentStart = q.PaymentStart.Add(time.Second) }, false},
		{"the end", func(q *ItemQuery) { q.PaymentEnd = q.PaymentEnd.Add(-time.Second) }, false},
		{"an order range", func(q *ItemQuery) { q.OrderStart, q.OrderEnd = q.PaymentStart, q.PaymentEnd }, false},
		{"a business number", func(q *ItemQuery) { q.BizOrderNum = "1" }, false},
		{"an order number", func(q *ItemQuery) { q.OrderNum = "1" }, false},
		{"a window", func(q *ItemQuery) { q.Window = time.Hour }, false},
		{"an open period", func(q *ItemQuery) { q.Open = true }, false},
	} {
		t.Run(test.reason, func(t *testing.T) {
			q := sampleQuery()
			test.change(&q)
			assert.Equal(t, test.same, q.hash("https://settlement.example", "") == base)
		})
	}
	assert.NotEqual(t, base, sampleQuery().hash("https://other.example", ""))
	assert.NotEqual(t, base, sampleQuery().hash("https://settlement.example", "1.0.0"))
}

func TestDay(t *testing.T) {
	for _, test := range []struct {
		year, month, day int
		start, end, rule string
	}{
		{2022, 11, 2, "2022-11-02 00:00:00", "2022-11-02 23:59:59", ""},
		{2024, 2, 29, "2024-02-29 00:00:00", "2024-02-29 23:59:59", ""},
		{2022, 12, 31, "2022-12-31 00:00:00", "2022-12-31 23:59:59", ""},
		{1991, 4, 14, "1991-04-14 00:00:00", "1991-04-14 23:59:59", ""}, // a day of 23 hours in Shanghai, not at UTC+8
		{2023, 2, 29, "", "", "Day: there is no day 2023-2-29"},
		{2022, 13, 1, "", "", "Day: there is no day 2022-13-1"},
		{2022, 0, 1, "", "", "Day: there is no day 2022-0-1"},
		{2022, 11, 0, "", "", "Day: there is no day 2022-11-0"},
		{1969, 1, 1, "", "", "ItemQuery.PaymentStart has the year 1969 at UTC+8"},
	} {
		q := Day(test.year, test.month, test.day)
		if test.rule != "" {
			_, errPage := q.forPage()
			checkRule(t, errPage, test.rule)
			_, errAll := q.forAll()
			checkRule(t, errAll, test.rule)
			continue
		}
		require.NoError(t, q.check())
		assert.Equal(t, ItemQuery{PaymentStart: at(test.start), PaymentEnd: at(test.end)}, q)
	}
}
