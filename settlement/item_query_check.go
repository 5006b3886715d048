package settlement

import "time"

// check names the first field that breaks a rule.
func (q ItemQuery) check() error {
	if err := q.checkRanges(); err != nil {
		return err
	}
	for _, number := range []struct{ field, value string }{{"BizOrderNum", q.BizOrderNum}, {"OrderNum", q.OrderNum}} {
		if rule := brokenText(number.value); rule != "" {
			return invalid("ItemQuery.%s %s", number.field, rule)
		}
	}
	switch {
	case q.Page < 0:
		return invalid("ItemQuery.Page is %d: it must be 1 or more, or 0 for the first", q.Page)
	case q.Limit < 0 || q.Limit > MaxLimit:
		return invalid("ItemQuery.Limit is %d: it must be 1 to %d, or 0 for the default", q.Limit, MaxLimit)
	}
	return nil
}

func (q ItemQuery) checkRanges() error {
	switch {
	case q.PaymentStart.IsZero():
		return invalid("ItemQuery.PaymentStart is zero: it is required")
	case q.PaymentEnd.IsZero():
		return invalid("ItemQuery.PaymentEnd is zero: it is required")
	}
	if err := checkRange("Payment", q.PaymentStart, q.PaymentEnd); err != nil {
		return err
	}
	if q.OrderStart.IsZero() != q.OrderEnd.IsZero() {
		return invalid("ItemQuery.OrderStart and ItemQuery.OrderEnd: both or neither must be set")
	}
	if q.OrderStart.IsZero() {
		return nil
	}
	return checkRange("Order", q.OrderStart, q.OrderEnd)
}

func checkRange(name string, start, end time.Time) error {
	s := span{roundUp(start), roundDown(end)}
	switch {
	case end.Before(start):
		return invalid("ItemQuery.%sEnd is before %sStart", name, name)
	case s.end.Before(s.start):
		return invalid("ItemQuery.%sStart and %sEnd: there is no whole second between them", name, name)
	}
	for _, bound := range []struct {
		field string
		year  int
	}{{name + "Start", s.start.Year()}, {name + "End", s.end.Year()}} {
		if bound.year < 1970 || bound.year > 9999 {
			return invalid("ItemQuery.%s has the year %d at UTC+8: it must be 1970 to 9999", bound.field, bound.year)
		}
	}
	return nil
}

// forPage checks the query for ItemPage and sets its defaults.
func (q ItemQuery) forPage() (ItemQuery, error) {
	switch {
	case q.Cursor != "":
		return q, invalid("ItemQuery.Cursor is set: it is for Items and CollectItems, ItemPage takes Page")
	case q.Window != 0:
		return q, invalid("ItemQuery.Window is %v: it is for Items and CollectItems", q.Window)
	}
	if q.Page == 0 {
		q.Page = 1
	}
	if q.Limit == 0 {
		q.Limit = DefaultLimit
	}
	return q, q.check()
}

// forAll checks the query for Items and CollectItems and sets their defaults.
func (q ItemQuery) forAll() (ItemQuery, error) {
	if err := q.check(); err != nil {
		return q, err
	}
	if q.Page > 1 {
		return q, invalid("ItemQuery.Page is %d: Items and CollectItems start at page 1, go on with Cursor instead", q.Page)
	}
	if q.Limit == 0 {
		q.Limit = MaxLimit
	}
	return q, q.checkWindow()
}

func (q ItemQuery) checkWindow() error {
	switch {
	case q.Window == 0:
		return nil
	case q.Window < time.Second || q.Window%time.Second != 0:
		return invalid("ItemQuery.Window is %v: it must be whole seconds, 1 or more, or 0 for no windows", q.Window)
	case q.payment().windows(q.Window) > maxWindows:
		return invalid("ItemQuery.Window is %v: the range would be more than %d windows", q.Window, maxWindows)
	}
	return nil
}
