package report

import (
	"strconv"
	"time"
)

// sideAt is the side at an index of a pair of them.
func sideAt(i int) side { return side(i) }

// appendTime is a time in the zone of the bill day, to the second.
func (r *Report) appendTime(b []byte, t time.Time) []byte {
	if t.IsZero() {
		return b
	}
	t = t.In(r.zone)
	b = appendDate(b, t)
	hour, minute, second := t.Clock()
	return appendTwo(append(appendTwo(append(appendTwo(append(b, ' '), hour), ':'), minute), ':'), second)
}

// appendDate is time.DateOnly, which is slow for a million lines.
func appendDate(b []byte, t time.Time) []byte {
	year, month, day := t.Date()
	if year < 1000 || year > 9999 {
		return t.AppendFormat(b, time.DateOnly)
	}
	b = append(appendTwo(appendTwo(b, year/100), year%100), '-')
	return appendTwo(append(appendTwo(b, int(month)), '-'), day)
}

func appendTwo(b []byte, n int) []byte { return append(b, byte('0'+n/10), byte('0'+n%10)) }

// appendRowNumbers lists rows from 1, those of the pool behind a word for it.
func appendRowNumbers(b []byte, own, pool []int, poolWord string) []byte {
	from := len(b)
	for _, at := range own {
		b = strconv.AppendInt(spaced(b, from), int64(at)+1, 10)
	}
	for _, at := range pool {
		b = strconv.AppendInt(append(spaced(b, from), poolWord...), int64(at)+1, 10)
	}
	return b
}

// spaced puts a space behind what was written since from.
func spaced(b []byte, from int) []byte {
	if len(b) > from {
		return append(b, ' ')
	}
	return b
}

// appendOwn is one of the caller's columns: the values of the group's rows that have any.
func (r *Report) appendOwn(b []byte, row *row, side side, column int) []byte {
	own, _ := r.places(side, &row.Group)
	from := len(b)
	for _, place := range own {
		if value := r.rows.own(side, column, place); value != "" {
			b = append(spaced(b, from), value...)
		}
	}
	return b
}

// appendSource says where a group's rows come from: the caller's own columns, and the row numbers of a side that has none.
func (r *Report) appendSource(b []byte, row *row) []byte {
	own := r.options.ownColumns()
	inPool := phrase{"存疑池 ", "pool "}.In(r.options.Language)
	if r.options.Machine {
		inPool = "P" // as in the columns of row numbers
	}
	from := len(b)
	for _, side := range [...]side{billSide, orderSide} {
		if !hasSide(&row.Group, side) {
			continue
		}
		if len(b) > from {
			b = append(b, phrase{"；", "; "}.In(r.options.Language)...)
		}
		b = append(b, sideWord(r.options.Language, side == billSide)...)
		callers, pool := r.places(side, &row.Group)
		if len(own[side]) == 0 {
			b = appendRowNumbers(append(b, ' '), callers, pool, inPool)
			continue
		}
		for column := range own[side] {
			if value := r.appendOwn(append(b, ' '), row, side, column); len(value) > len(b)+1 {
				b = value
			}
		}
		if len(pool) > 0 {
			b = appendRowNumbers(append(b, ' '), nil, pool, inPool)
		}
	}
	return b
}

// sourceText is appendSource as a text.
func (r *Report) sourceText(row *row) string { return string(r.appendSource(nil, row)) }

// timeText is appendTime as a text.
func (r *Report) timeText(t time.Time) string { return string(r.appendTime(nil, t)) }

// sideName is the English word of JSON and of column IDs.
func sideName(bill bool) string {
	if bill {
		return "bill"
	}
	return "order"
}
