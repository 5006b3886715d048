package report

import (
	"iter"
	"strconv"
	"strings"
	"time"

	"github.com/shopspring/decimal"

	"github.com/billrecon/billrecon/recon"
)

// Lines is the list of groups as a table, for the forms that are tables: exceptions first, then what is in doubt, not due and reversed,
// each by the size of the difference, and then what agrees if Options.Matched asks for it. A group has one line, and one more for each
// further unit: that line has number, status, outcome, key, day, unit and amounts only, so that every column can be added up.
//
// Row numbers count from 1; P2 is row 2 of the pool. A side without rows has an empty amount. Line.Cells is valid until the next line;
// the texts in it stay.
func (r *Report) Lines() iter.Seq[Line] {
	return func(yield func(Line) bool) {
		l := liner{report: r, lang: r.options.Language, own: r.options.ownColumns()}
		cells := make([]string, len(listColumns)+len(l.own[billSide])+len(l.own[orderSide]))
		for row := range r.list() {
			for i := range max(1, len(row.Nets)) {
				l.fill(row, i)
				l.into(cells)
				if !yield(Line{Status: row.Status(), Cells: cells}) {
					return
				}
			}
		}
	}
}

// liner writes the cells of one line into one buffer, from the left: a line is then one string in memory.
type liner struct {
	report *Report
	lang   recon.Language
	own    [2][]OwnColumn
	row    *row
	buf    []byte
	ends   []int
}

// into hands out the cells; those behind the last one are empty.
func (l *liner) into(cells []string) {
	text, from := string(l.buf), 0
	for i, end := range l.ends {
		cells[i] = text[from:end]
		from = end
	}
	clear(cells[len(l.ends):])
}

func (l *liner) end() { l.ends = append(l.ends, len(l.buf)) }

func (l *liner) text(text string) {
	l.buf = append(l.buf, text...)
	l.end()
}

func (l *liner) count(n int64) {
	l.buf = strconv.AppendInt(l.buf, n, 10)
	l.end()
}

func (l *liner) amount(unit string, d decimal.Decimal) {
	l.buf = appendAmount(l.buf, unit, d)
	l.end()
}

func (l *liner) null(unit string, d decimal.NullDecimal) {
	if d.Valid {
		l.buf = appendAmount(l.buf, unit, d.Decimal)
	}
	l.end()
}

func (l *liner) fill(row *row, unit int) {
	l.row, l.buf, l.ends = row, l.buf[:0], l.ends[:0]
	l.count(row.number)
	l.text(nameOf(l.lang, row.Status()))
	l.text(nameOf(l.lang, row.Outcome))
	l.text(row.Key)
	if !row.day.IsZero() {
		year, month, day := row.day.Date()
		l.buf = appendDate(l.buf, time.Date(year, month, day, 0, 0, 0, 0, time.UTC))
	}
	l.end()
	l.amounts(unit)
	if unit == 0 {
		l.compared(row.FeeNet)
		l.compared(row.IncomeNet)
		l.found()
		l.looked()
		l.ownCells()
	}
}

// amounts has the counts on the group's first line.
func (l *liner) amounts(unit int) {
	g := &l.row.Group
	counts := func(own, pool []int) {
		if unit == 0 {
			l.buf = strconv.AppendInt(l.buf, int64(len(own)+len(pool)), 10)
		}
		l.end()
	}
	var n recon.Net
	if unit < len(g.Nets) {
		n = g.Nets[unit]
	}
	side := func(side side, d decimal.Decimal) {
		if n.Unit != "" && hasSide(g, side) {
			l.buf = appendAmount(l.buf, n.Unit, d)
		}
		l.end()
	}
	l.text(n.Unit)
	counts(g.Bills, g.PoolBills)
	side(billSide, n.Bill)
	counts(g.Orders, g.PoolOrders)
	side(orderSide, n.Order)
	if n.Unit != "" {
		l.difference(&n)
	}
	l.end()
}

// difference does not subtract what is equal: nearly always.
func (l *liner) difference(n *recon.Net) {
	d := decimal.Decimal{}
	if !n.Bill.Equal(n.Order) {
		d = n.Difference()
	}
	l.buf = appendAmount(l.buf, n.Unit, d)
}

// compared is a fee or an income.
func (l *liner) compared(n *recon.Net) {
	if n == nil {
		l.end()
		l.end()
		l.end()
		return
	}
	l.amount(n.Unit, n.Bill)
	l.amount(n.Unit, n.Order)
	l.difference(n)
	l.end()
}

// found is what the group says.
func (l *liner) found() {
	g := &l.row.Group
	own, pool := l.report.excess(g)
	l.text(passName(l.lang, g.Pass))
	if g.Verdict == 0 {
		l.end()
	} else {
		l.text(strings.Join(g.Codes(), " "))
	}
	l.numbers(g.Bills, g.PoolBills)
	l.numbers(g.Orders, g.PoolOrders)
	l.numbers(own, pool)
	l.text(stateNames(l.lang, g.BillStates))
	l.text(stateNames(l.lang, g.OrderStates))
	l.text(l.row.explanation)
	l.text(l.report.nearestText(l.row))
}

func (l *liner) numbers(own, pool []int) {
	l.buf = appendRowNumbers(l.buf, own, pool, "P")
	l.end()
}

// looked is what the rows say.
func (l *liner) looked() {
	l.buf = l.report.appendTime(l.buf, l.row.time)
	l.end()
	l.text(l.row.channel)
	l.null(l.row.unit, l.row.fee)
	l.null(l.row.unit, l.row.unpaid)
	l.text(l.row.todo)
	l.buf = l.report.appendSource(l.buf, l.row)
	l.end()
}

func (l *liner) ownCells() {
	for side := range l.own {
		for i := range l.own[side] {
			l.buf = l.report.appendOwn(l.buf, l.row, sideAt(side), i)
			l.end()
		}
	}
}

// nearestHead stands before the near misses on a page; in a table their column says it.
func nearestHead(lang recon.Language) string { return phrase{"最接近：", "Nearest: "}.In(lang) }

// nearestText is all near misses in one cell.
func (r *Report) nearestText(row *row) string {
	if len(row.nearest) == 0 {
		return ""
	}
	texts := make([]string, len(row.nearest))
	for i, s := range row.nearest {
		texts[i] = s.Explain(r.options.Language)
	}
	return strings.Join(texts, phrase{"", " "}.In(r.options.Language))
}
