package fubei

import (
	"strconv"

	"github.com/billrecon/billrecon/internal/paging"
)

// bizContent is the biz_content text of the query: a JSON object with its members sorted by name, only what is set,
// numbers as numbers.
func (q BillQuery) bizContent() string {
	b := make([]byte, 0, 128)
	member := func(name string, value int64) {
		if value != 0 {
			b = append(b, `,"`+name+`":`...)
			b = strconv.AppendInt(b, value, 10)
		}
	}
	member("cashier_id", q.CashierID)
	member("day", int64(q.Day))
	member("limit", int64(q.Limit))
	member("month", int64(q.Month))
	member("page", int64(q.Page))
	member("store_id", q.StoreID)
	if q.All {
		b = append(b, `,"type":"1"`...)
	}
	member("year", int64(q.Year))
	b = append(b, '}')
	b[0] = '{' // in place of the first comma: the year is always there
	return string(b)
}

// hash is what a cursor is bound to: who asks, where, and for what. Page and limit are not part of it.
func (q BillQuery) hash(who account, baseURL string) [32]byte {
	return paging.HashQuery("fubei", billMethod, who.field, who.id, baseURL, q.period(),
		strconv.FormatInt(q.StoreID, 10), strconv.FormatInt(q.CashierID, 10), strconv.FormatBool(q.All))
}
