package report

import (
	"slices"

	"github.com/shopspring/decimal"

	"github.com/billrecon/billrecon/recon"
)

// pageCells are the cells of a group on a page for people, with one element for each unit.
type pageCells struct {
	key                     string
	bill, order, difference []string
	time, fee               string
	sign                    int // of the first difference
}

// pageCells shows no 0.00 where a row was only to be paid: unpaidText has its amount.
func (r *Report) pageCells(row *row) pageCells {
	c := pageCells{key: visible(row.Key), time: r.timeText(row.time)}
	if row.fee.Valid {
		c.fee = money(row.unit, row.fee.Decimal)
	}
	for i, n := range row.Nets {
		if hasSide(&row.Group, billSide) && !(row.unpaid.Valid && n.Bill.IsZero()) {
			c.bill = append(c.bill, money(n.Unit, n.Bill))
		}
		if hasSide(&row.Group, orderSide) && !(row.unpaid.Valid && n.Order.IsZero()) {
			c.order = append(c.order, money(n.Unit, n.Order))
		}
		c.difference = append(c.difference, drift(n.Unit, n.Difference()))
		if i == 0 {
			c.sign = n.Difference().Sign()
		}
	}
	return c
}

// unpaidText says apart from what moved what was only to be paid.
func (r *Report) unpaidText(row *row) string {
	if !row.unpaid.Valid {
		return ""
	}
	return phrase{"未付 ", "unpaid "}.In(r.options.Language) + money(row.unit, row.unpaid.Decimal)
}

// outcomeBeside is the outcome to be shown beside the status, empty where it is the same word.
func outcomeBeside(lang recon.Language, row *row) string {
	outcome := nameOf(lang, row.Outcome)
	if outcome == nameOf(lang, row.Status()) {
		return ""
	}
	return outcome
}

// peopleCells are the cells of a section for people: digits grouped.
func peopleCells(columns []Column, cells []string) []string {
	shown := slices.Clone(cells)
	for i, c := range columns {
		if c.Kind.numeric() {
			shown[i] = grouped(cells[i])
		}
	}
	return shown
}

// beyond reports whether the list of a page ends before row.
func (r *Report) beyond(row *row) bool {
	return r.options.Limit >= 0 && row.number > int64(r.options.Limit)
}

func (r *Report) listTitle() string {
	if r.options.Matched {
		return phrase{"全部明细", "All groups"}.In(r.options.Language)
	}
	return phrase{"差异明细", "Differences"}.In(r.options.Language)
}

// listNote says how many groups there are, and never hides that the list is cut.
func (r *Report) listNote() string {
	lang, n := r.options.Language, r.listCount()
	if n == 0 {
		return phrase{"没有差异。", "There are none."}.In(lang)
	}
	note := phrase{"共 %d 组。", "Groups: %d."}.Fill(lang, n)
	if r.options.Limit >= 0 && n > int64(r.options.Limit) {
		note = phrase{
			"共 %d 组，这里列出前 %d 组；全部见 CSV 或 XLSX。",
			"%d groups; the first %d are listed here. CSV and XLSX have all.",
		}.Fill(lang, n, r.options.Limit)
	}
	return note + phrase{
		"一组是放在一起核对的账单和订单；差额是账单减订单，未付款按 0 计。",
		" A group is the bill rows and orders that belong together. A difference is bills minus orders; what is unpaid counts 0.",
	}.In(lang)
}

// mostCharts bounds the units that get charts of their own; the tables have all units.
const mostCharts = 3

// chartUnits are the units to draw, CNY first.
func (r *Report) chartUnits() []string {
	var units []string
	for _, u := range r.overview.Total.Units[:min(len(r.overview.Total.Units), mostCharts)] {
		units = append(units, u.Unit)
	}
	return units
}

// ofUnit is the figures of one unit, zero when the total has none.
func (t *Total) ofUnit(unit string) recon.UnitSummary {
	for _, u := range t.Units {
		if u.Unit == unit {
			return u
		}
	}
	return recon.UnitSummary{Unit: unit}
}

// overAndShort parts the differences into what the bills have too much and too little: both are zero or positive.
// (absolute ± difference) is always even in its last place.
func overAndShort(u recon.UnitSummary) (over, short decimal.Decimal) {
	half := decimal.New(5, -1)
	return u.Absolute.Add(u.Difference).Mul(half), u.Absolute.Sub(u.Difference).Mul(half)
}
