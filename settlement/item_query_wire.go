package settlement

import (
	"encoding/json"
	"strconv"

	"github.com/billrecon/billrecon/internal/paging"
)

// body is the JSON body of the query: the members in the order of the provider's page, only what is set, and always the page
// and its size, because the size decides which page is the last.
func (q ItemQuery) body() []byte {
	b := make([]byte, 0, 256)
	text := func(name, value string) {
		b = append(b, `,"`+name+`":`...)
		quoted, _ := json.Marshal(value) // a string always has one
		b = append(b, quoted...)
	}
	number := func(name string, value int) {
		b = append(b, `,"`+name+`":`...)
		b = strconv.AppendInt(b, int64(value), 10)
	}
	paid, ordered := q.payment(), q.order()
	text("paymentStartTime", timeText(paid.start))
	text("paymentEndTime", timeText(paid.end))
	if !ordered.start.IsZero() {
		text("orderStartTime", timeText(ordered.start))
		text("orderEndTime", timeText(ordered.end))
	}
	if q.BizOrderNum != "" {
		text("bizOrderNum", q.BizOrderNum)
	}
	if q.OrderNum != "" {
		text("orderNum", q.OrderNum)
	}
	number("currentPage", q.Page)
	number("itemsPerPage", q.Limit)
	b = append(b, '}')
	b[0] = '{' // in place of the first comma: the payment time is always there
	return b
}

// hash is what a cursor is bound to: where, and what is asked for. Page and limit are not part of it.
func (q ItemQuery) hash(baseURL, version string) [32]byte {
	return paging.HashQuery(provider, ItemPath, baseURL, version, q.payment().String(), q.order().String(),
		q.BizOrderNum, q.OrderNum, q.Window.String())
}
