package fubei

import (
	"cmp"
	"fmt"
	"log/slog"
	"strconv"
	"strings"

	"github.com/billrecon/billrecon/internal/client"
	"github.com/billrecon/billrecon/internal/paging"
)

// Limits of the provider's page.
const (
	// MaxLimit is the most rows that a page can have (每页数量 最大100).
	MaxLimit = 100
	// DefaultLimit is how many rows a page has when no limit is sent (默认10条).
	DefaultLimit = 10
	// maxID is the documented length of store_id and cashier_id: 10 digits.
	maxID = 9_999_999_999
	// minYear and maxYear: the documented length of year is 4 digits, and nothing was paid by phone before 2000.
	minYear, maxYear = 2000, 9999
)

// BillQuery says which bills to fetch: those created (创建时间, not paid) in a year, a month or a day at UTC+8, from its first
// second to its last. [Day] and [Month] make the usual ones. It is passed by value and never written to. What the fields say is checked before any network use.
type BillQuery struct {
	// Year is required, 2000 to 9999.
	Year int
	// Month is 1 to 12, or 0 for the whole year.
	Month int
	// Day is a day that exists in Month, or 0 for the whole month.
	Day int
	// Open reads a period that is not over, which Bills and CollectBills otherwise refuse with [ErrPeriodOpen]: Config.CloseAfter
	// says when it is. Its rows can shift between pages, and more may come, so that the run is never Complete and Audit.Until
	// is zero. A Cursor of such a run goes on with Open alone. BillPage reads open periods in any case.
	Open bool
	// StoreID limits the bills to one store (门店ID). 0 is all stores. At most 10 digits. Audit.Until is then proven for that
	// store's orders only.
	StoreID int64
	// CashierID limits the bills to one cashier (收银员ID). 0 is all cashiers. At most 10 digits. Audit.Until is then zero.
	CashierID int64
	// All asks for all transaction data (返回全部交易数据), sent as type "1". It is believed to add unpaid orders; the provider
	// does not say. Paging works as without it.
	All bool
	// Page is the page to fetch with [Client.BillPage], from 1; 0 means 1. Bills and CollectBills refuse other pages than
	// the first, because they would give a partial bill: there, go on with Cursor.
	Page int
	// Limit is the number of rows of a page, 1 to 100. 0 is the provider's default of 10 with BillPage, and 100 with Bills
	// and CollectBills.
	Limit int
	// Cursor goes on where an earlier run of the same query stopped: set it to Audit.Next. Only for Bills and CollectBills.
	Cursor Cursor
}

// String shows the query in one line.
func (q BillQuery) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "fubei.BillQuery{%s", q.period())
	for _, part := range []struct {
		name  string
		value int64
	}{{"store", q.StoreID}, {"cashier", q.CashierID}, {"page", int64(q.Page)}, {"limit", int64(q.Limit)}} {
		if part.value != 0 {
			fmt.Fprintf(&b, ", %s %d", part.name, part.value)
		}
	}
	if q.All {
		b.WriteString(", all")
	}
	if q.Open {
		b.WriteString(", open")
	}
	if q.Cursor != "" {
		b.WriteString(", with a cursor")
	}
	b.WriteByte('}')
	return b.String()
}

// GoString is String.
func (q BillQuery) GoString() string { return q.String() }

// LogValue is String.
func (q BillQuery) LogValue() slog.Value { return slog.StringValue(q.String()) }

// check names the first field that breaks a rule.
func (q BillQuery) check() error {
	if err := q.checkDate(); err != nil {
		return err
	}
	switch {
	case q.StoreID < 0 || q.StoreID > maxID:
		return invalid("BillQuery.StoreID is %d: it must be 0 to %d", q.StoreID, int64(maxID))
	case q.CashierID < 0 || q.CashierID > maxID:
		return invalid("BillQuery.CashierID is %d: it must be 0 to %d", q.CashierID, int64(maxID))
	}
	return client.CheckPage(provider, "BillQuery", q.Page, q.Limit, MaxLimit)
}

// forPage checks the query for BillPage.
func (q BillQuery) forPage() error {
	if q.Cursor != "" {
		return invalid("BillQuery.Cursor is set: it is for Bills and CollectBills, BillPage takes Page")
	}
	return q.check()
}

// forAll checks the query for Bills and CollectBills and sets their defaults.
func (q BillQuery) forAll() (BillQuery, error) {
	q.Limit = cmp.Or(q.Limit, MaxLimit)
	return q, cmp.Or(q.check(), client.CheckStart(provider, "BillQuery", "Bills and CollectBills", q.Page))
}

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

// hash is what a cursor is bound to: who asks, where, and for what. Page and limit are not part of it. Open is: rows that came
// while the period was open must not become part of a run that claims to be complete.
func (q BillQuery) hash(who account, baseURL string) [32]byte {
	return paging.HashQuery("fubei", billMethod, who.field, who.id, baseURL, q.period(),
		strconv.FormatInt(q.StoreID, 10), strconv.FormatInt(q.CashierID, 10), strconv.FormatBool(q.All), strconv.FormatBool(q.Open))
}
