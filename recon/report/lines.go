package report

import (
	"iter"
	"strconv"
	"strings"

	"github.com/billrecon/billrecon/recon"
)

// Lines is the list of groups as a table, for the forms that are tables. A group has one line, and one more for each further unit:
// that line has number, status, outcome, key, day, unit and amounts only, so that every column can be added up.
//
// Row numbers count from 1; P2 is row 2 of the pool. A side without rows has an empty amount. A cell is valid until the next line.
func (r *Report) Lines() iter.Seq[Line] {
	return func(yield func(Line) bool) {
		cells := make([]string, len(listColumns))
		for row := range r.list() {
			status := row.Status()
			for i := range max(1, len(row.Nets)) {
				clear(cells)
				l := liner{report: r, row: row, cells: cells[:0]}
				l.fill(i)
				if !yield(Line{Status: status, Cells: cells}) {
					return
				}
			}
		}
	}
}

// liner fills the cells of one line, from the left.
type liner struct {
	report *Report
	row    *row
	cells  []string
}

func (l *liner) put(cells ...string) { l.cells = append(l.cells, cells...) }

func (l *liner) fill(unit int) {
	lang := l.report.options.Language
	l.put(strconv.FormatInt(l.row.number, 10), nameOf(lang, l.row.Status()), nameOf(lang, l.row.Outcome), l.row.Key, l.row.day.String())
	l.amounts(unit)
	if unit == 0 {
		l.compared(l.row.FeeNet)
		l.compared(l.row.IncomeNet)
		l.rest(lang)
	}
}

// amounts has the counts on the group's first line.
func (l *liner) amounts(unit int) {
	g := &l.row.Group
	bills, orders := "", ""
	if unit == 0 {
		bills, orders = strconv.Itoa(len(g.Bills)+len(g.PoolBills)), strconv.Itoa(len(g.Orders)+len(g.PoolOrders))
	}
	if unit >= len(g.Nets) {
		l.put("", bills, "", orders, "", "")
		return
	}
	n := g.Nets[unit]
	bill, order := amountText(n.Unit, n.Bill), amountText(n.Unit, n.Order)
	if !hasSide(g, billSide) {
		bill = ""
	}
	if !hasSide(g, orderSide) {
		order = ""
	}
	l.put(n.Unit, bills, bill, orders, order, amountText(n.Unit, n.Difference()))
}

// compared is a fee or an income.
func (l *liner) compared(n *recon.Net) {
	if n == nil {
		l.put("", "", "")
		return
	}
	l.put(amountText(n.Unit, n.Bill), amountText(n.Unit, n.Order), amountText(n.Unit, n.Difference()))
}

func (l *liner) rest(lang recon.Language) {
	g := &l.row.Group
	own, pool := l.report.excess(g)
	l.put(
		passName(lang, g.Pass), strings.Join(g.Codes(), " "),
		rowNumbers(g.Bills, g.PoolBills), rowNumbers(g.Orders, g.PoolOrders), rowNumbers(own, pool),
		stateNames(lang, g.BillStates), stateNames(lang, g.OrderStates),
		l.row.explanation, l.report.nearestText(l.row),
	)
}

// nearestText is all near misses in one cell.
func (r *Report) nearestText(row *row) string {
	texts := make([]string, len(row.nearest))
	for i, s := range row.nearest {
		texts[i] = s.Explain(r.options.Language)
	}
	return strings.Join(texts, words{"", " "}.in(r.options.Language))
}

// rowNumbers lists rows from 1, those of the pool as P1.
func rowNumbers(own, pool []int) string {
	var b []byte
	for _, at := range own {
		b = strconv.AppendInt(append(b, ' '), int64(at)+1, 10)
	}
	for _, at := range pool {
		b = strconv.AppendInt(append(b, ' ', 'P'), int64(at)+1, 10)
	}
	return strings.TrimPrefix(string(b), " ")
}
