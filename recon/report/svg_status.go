package report

import (
	"strings"

	"github.com/shopspring/decimal"
)

// The horizontal charts: names, bars and figures.
const (
	barsFrom = 150
	barsTo   = 530
	figureX  = 718
)

// statusChart draws what moved on both sides, per status; nothing when it is one status alone.
func statusChart(r *Report, unit string) string {
	lang := r.options.Language
	s := scaleOf(barsFrom, barsTo)
	var parts []string
	moving := 0
	for _, t := range r.overview.Statuses {
		u := t.ofUnit(unit)
		if !u.Bills.IsZero() || !u.Orders.IsZero() {
			moving++
		}
		s.low, s.high = decimal.Min(s.low, u.Bills, u.Orders), decimal.Max(s.high, u.Bills, u.Orders)
		parts = append(parts, phrase{"%s：账单 %s，订单 %s", "%s: bills %s, orders %s"}.Fill(lang,
			nameOf(lang, t.Status), moneyFigure(unit, u.Bills), moneyFigure(unit, u.Orders)))
	}
	if moving < 2 {
		return ""
	}
	var d drawing
	height := 34 + 40*len(r.overview.Statuses)
	d.start(r.chartID("status", unit), r.titled(phrase{"各状态金额", "Amounts per status"}, unit), strings.Join(parts, phrase{"；", "; "}.In(lang)), height)
	zero := s.at(decimal.Zero)
	for i, t := range r.overview.Statuses {
		u, y, class := t.ofUnit(unit), 32+40*i, strings.TrimPrefix(statusClass(t.Status), "s-")
		d.text("", 0, y+18, nameOf(lang, t.Status))
		d.sideBar(class, zero, s.at(u.Bills), y, phrase{"账单", "bills"}.In(lang), moneyFigure(unit, u.Bills))
		d.sideBar(class+" pale", zero, s.at(u.Orders), y+15, phrase{"订单", "orders"}.In(lang), moneyFigure(unit, u.Orders))
	}
	d.line("axis", zero, 280, zero, height*10)
	return d.end()
}

// sideBar is one side of a status: its name, its bar and its figure.
func (d *drawing) sideBar(class string, zero, end, y int, name, figure string) {
	d.text("q r", barsFrom-6, y+10, name)
	if end != zero {
		d.bar(class, zero, end, y, 13, name+" "+figure)
	}
	d.text("r", figureX, y+11, figure)
}
