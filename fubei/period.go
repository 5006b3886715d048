package fubei

import (
	"fmt"
	"time"
)

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

// dateExists tells whether time.Date leaves the date as it is: it would turn February 30 into March.
func dateExists(year, month, day int) bool {
	t := time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC)
	return t.Year() == year && int(t.Month()) == month && t.Day() == day
}
