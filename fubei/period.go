package fubei

import (
	"fmt"
	"time"

	"github.com/billrecon/billrecon/internal/transport"
	"github.com/billrecon/billrecon/internal/wire"
)

// DefaultCloseAfter is how long after its end a period is taken as closed when Config.CloseAfter is 0.
const DefaultCloseAfter = 2 * time.Hour

// Day is the query of one day's bill (日账单): all paid orders created on that day at UTC+8, of all stores and cashiers. month and
// day start at 1. A 0 is not the whole year or month: it is refused with the query, as a day that does not exist is.
func Day(year, month, day int) BillQuery {
	return BillQuery{Year: year, Month: notWhole(month), Day: notWhole(day)}
}

// Month is the query of one month's bill (月账单): all paid orders created in that month at UTC+8, of all stores and cashiers. month
// starts at 1; 0 is not the whole year, and is refused with the query.
func Month(year, month int) BillQuery {
	return BillQuery{Year: year, Month: notWhole(month)}
}

// notWhole makes a 0, which a BillQuery takes for the whole, a number that is refused.
func notWhole(n int) int {
	if n == 0 {
		return -1
	}
	return n
}

// period is the time asked for: 2026, 2026-11 or 2026-11-22.
func (q BillQuery) period() string {
	s := fmt.Sprintf("%04d", q.Year)
	if q.Month != 0 {
		s += fmt.Sprintf("-%02d", q.Month)
	}
	if q.Day != 0 {
		s += fmt.Sprintf("-%02d", q.Day)
	}
	return s
}

// begin is the first instant of the period asked for.
func (q BillQuery) begin() time.Time {
	return time.Date(q.Year, time.Month(max(q.Month, 1)), max(q.Day, 1), 0, 0, 0, 0, wire.ChinaZone)
}

// end is the first instant after the period asked for.
func (q BillQuery) end() time.Time {
	switch {
	case q.Month == 0:
		return q.begin().AddDate(1, 0, 0)
	case q.Day == 0:
		return q.begin().AddDate(0, 1, 0)
	}
	return q.begin().AddDate(0, 0, 1)
}

// until is the end of what a complete run proves: that of the period, of one store's orders too. Those of one cashier are not all
// orders of anything that has a bill.
func (q BillQuery) until() time.Time {
	if q.CashierID != 0 {
		return time.Time{}
	}
	return q.end()
}

// checkOver refuses a period whose bill can still grow.
func (q BillQuery) checkOver(closeAfter time.Duration) error {
	if q.Open || !time.Now().Before(q.end().Add(closeAfter)) {
		return nil
	}
	field, unit := "Year", "year"
	switch {
	case q.Day != 0:
		field, unit = "Day", "day"
	case q.Month != 0:
		field, unit = "Month", "month"
	}
	return transport.Errorf(provider, ErrPeriodOpen,
		"BillQuery.%s: the %s is not over at UTC+8: %s must have ended %v ago (Config.CloseAfter), unless BillQuery.Open asks for it",
		field, unit, q.period(), closeAfter)
}

// outside returns the rule that decides whether the query asked for a row, for paging.Plan.Outside. A row that does not say when,
// or where, it was made is not outside: see countUnplaced.
func (q BillQuery) outside() func(*Bill) string {
	begin, end := q.begin(), q.end()
	return func(b *Bill) string {
		switch {
		case !b.CreateTime.IsZero() && (b.CreateTime.Before(begin) || !b.CreateTime.Before(end)):
			return "create_time is not of the period asked for"
		case q.StoreID != 0 && b.StoreID != 0 && b.StoreID != q.StoreID:
			return "store_id is not the one asked for"
		case q.CashierID != 0 && b.CashierID != 0 && b.CashierID != q.CashierID:
			return "cashier_id is not the one asked for"
		}
		return ""
	}
}

// countUnplaced counts the rows that do not say whether they were asked for.
func (q BillQuery) countUnplaced(bills []Bill, unknown *wire.Unknown) {
	for i := range bills {
		b := &bills[i]
		if b.CreateTime.IsZero() {
			unknown.Add("create_time:absent")
		}
		if q.StoreID != 0 && b.StoreID == 0 {
			unknown.Add("store_id:absent")
		}
		if q.CashierID != 0 && b.CashierID == 0 {
			unknown.Add("cashier_id:absent")
		}
	}
}

// checkDate names the first part of the period that breaks a rule.
func (q BillQuery) checkDate() error {
	switch {
	case q.Year < minYear || q.Year > maxYear:
		return invalid("BillQuery.Year is %d: it must be %d to %d", q.Year, minYear, maxYear)
	case q.Month < 0 || q.Month > 12:
		return invalid("BillQuery.Month is %d: it must be 1 to 12, or 0 for the whole year", q.Month)
	case q.Day != 0 && q.Month == 0:
		return invalid("BillQuery.Day is %d without a Month: set Month as well", q.Day)
	case q.Day != 0 && !dateExists(q.Year, q.Month, q.Day):
		return invalid("BillQuery.Day is %d: %04d-%02d has no such day", q.Day, q.Year, q.Month)
	}
	return nil
}

// dateExists reports whether time.Date leaves the date as it is: it would turn February 30 into March.
func dateExists(year, month, day int) bool {
	t := time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC)
	return t.Year() == year && int(t.Month()) == month && t.Day() == day
}
