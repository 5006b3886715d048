package acme

import (
	"encoding/json"
	"time"

	"github.com/billrecon/billrecon/internal/paging"
	"github.com/billrecon/billrecon/internal/transport"
	"github.com/billrecon/billrecon/internal/wire"
)

// MaxSize is the most rows that a page can have.
const MaxSize = 100

// BillQuery says which bills to fetch: those paid on one day at UTC+8.
type BillQuery struct {
	// Year, Month and Day are the day, which must exist.
	Year, Month, Day int
	// Open lets Bills and CollectBills read a day that is not over. Audit.Complete is then false.
	Open bool
	// Page is the page of BillPage, from 1; 0 means 1. Bills and CollectBills take none.
	Page int
	// Size is the number of rows of a page, 1 to 100. 0 means 100.
	Size int
	// Cursor goes on where an earlier run of the same query stopped. BillPage takes none.
	Cursor Cursor
}

// Day is the query for all bills of a day at UTC+8.
func Day(year, month, day int) BillQuery { return BillQuery{Year: year, Month: month, Day: day} }

func (q BillQuery) start() time.Time {
	return time.Date(q.Year, time.Month(q.Month), q.Day, 0, 0, 0, 0, wire.ChinaZone)
}

// end is the first instant after the day.
func (q BillQuery) end() time.Time { return q.start().AddDate(0, 0, 1) }

func (q BillQuery) date() string { return q.start().Format(time.DateOnly) }

// check names the first field that breaks a rule.
func (q BillQuery) check() error {
	at := q.start()
	switch {
	case q.Year < 2000 || at.Year() != q.Year || int(at.Month()) != q.Month || at.Day() != q.Day:
		return invalid("BillQuery.Day is %d: %d-%d has no such day, or the year is not 2000 to 9999", q.Day, q.Year, q.Month)
	case q.Page < 0:
		return invalid("BillQuery.Page is %d: it must not be negative", q.Page)
	case q.Size < 0 || q.Size > MaxSize:
		return invalid("BillQuery.Size is %d: it must be 0 to %d", q.Size, MaxSize)
	}
	return nil
}

// checkAll checks the query of a whole bill.
func (q BillQuery) checkAll() error {
	switch err := q.check(); {
	case err != nil:
		return err
	case q.Page > 1:
		return invalid("BillQuery.Page is %d: a whole bill starts at page 1, go on with Cursor instead", q.Page)
	case !q.Open && time.Now().Before(q.end()):
		return transport.Errorf(provider, ErrPeriodOpen, "%s is not over at UTC+8: ask for it as Open", q.date())
	}
	return nil
}

// outside returns why the query did not ask for the bill. One without a time may be of any day.
func (q BillQuery) outside(b *Bill) string {
	if b.PaidAt.IsZero() {
		return ""
	}
	if b.PaidAt.Before(q.start()) || !b.PaidAt.Before(q.end()) {
		return "paid_at is not of the day asked for"
	}
	return ""
}

// body is the request's body.
func (q BillQuery) body() ([]byte, error) {
	return json.Marshal(struct {
		Date string `json:"date"`
		Page int    `json:"page"`
		Size int    `json:"size"`
	}{q.date(), max(q.Page, 1), q.Size})
}

// hash is what a cursor is bound to.
func (q BillQuery) hash(key, baseURL string) [32]byte {
	return paging.HashQuery(provider, key, baseURL, q.date())
}
