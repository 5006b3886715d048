package report

import (
	"fmt"
	"strings"

	"github.com/shopspring/decimal"
)

// step is one bar of the waterfall: from one level to the next.
type step struct {
	name     string
	from, to decimal.Decimal
	total    bool // a bar that stands on the axis
}

func (s step) size() decimal.Decimal { return s.to.Sub(s.from) }

// steps lead from the orders' total to the bills' total, one for each outcome with a difference.
func (r *Report) steps(unit string) []step {
	lang, total := r.options.Language, r.overview.Total.ofUnit(unit)
	list := []step{{name: phrase{"订单合计", "Orders"}.In(lang), to: total.Orders, total: true}}
	level := total.Orders
	for _, o := range r.overview.Outcomes {
		by := o.ofUnit(unit).Difference
		if by.IsZero() {
			continue
		}
		next := level.Add(by)
		list = append(list, step{name: nameOf(lang, o.Outcome), from: level, to: next})
		level = next
	}
	return append(list, step{name: phrase{"账单合计", "Bills"}.In(lang), to: total.Bills, total: true})
}

// waterfallScale spans zero and all levels; but when the differences are small beside the totals, it spans the differences alone,
// so that they can be seen, and cut says that the axis does not begin at zero.
func waterfallScale(list []step) (s scale, cut bool) {
	s = scale{low: list[0].to, high: list[0].to, from: barsFrom, to: barsTo}
	for _, step := range list {
		s.low, s.high = decimal.Min(s.low, step.to), decimal.Max(s.high, step.to)
	}
	span, four := s.high.Sub(s.low), decimal.NewFromInt(4)
	switch {
	case !span.IsZero() && s.low.GreaterThan(span.Mul(four)):
		s.low = s.low.Sub(span)
		return s, true
	case !span.IsZero() && s.high.Neg().GreaterThan(span.Mul(four)):
		s.high = s.high.Add(span)
		return s, true
	}
	s.low, s.high = decimal.Min(s.low, decimal.Zero), decimal.Max(s.high, decimal.Zero)
	return s, false
}

// waterfallChart draws the way from the orders' total to the bills' total; nothing when they are the same without a step.
func waterfallChart(r *Report, unit string) string {
	lang, list := r.options.Language, r.steps(unit)
	if len(list) == 2 {
		return ""
	}
	s, cut := waterfallScale(list)
	var parts []string
	for _, step := range list {
		parts = append(parts, step.name+" "+step.figure(unit))
	}
	note := ""
	if cut {
		note = phrase{"横轴不从零开始", "the axis does not begin at zero"}.In(lang)
		parts = append(parts, note)
	}
	var d drawing
	height := 34 + 26*len(list)
	d.start(r.chartID("waterfall", unit), r.titled(phrase{"从订单合计到账单合计", "From the orders to the bills"}, unit),
		strings.Join(parts, phrase{"；", "; "}.In(lang)), height)
	d.text("q r", figureX, 14, note)
	for i, step := range list {
		d.step(s, step, unit, 30+26*i, cut)
		if i > 0 {
			d.line("grid", s.at(step.start()), (30+26*i-8)*10, s.at(step.start()), (30+26*i)*10)
		}
	}
	return d.end()
}

// figure is the level of a total, and the size of a difference.
func (s step) figure(unit string) string {
	if s.total {
		return moneyFigure(unit, s.to)
	}
	return driftFigure(unit, s.size())
}

// start is the level that the step before ended at.
func (s step) start() decimal.Decimal {
	if s.total {
		return s.to
	}
	return s.from
}

func (d *drawing) step(s scale, step step, unit string, y int, cut bool) {
	class, from := "sum", decimal.Max(s.low, decimal.Min(s.high, decimal.Zero))
	if !step.total {
		from, class = step.from, "plus"
		if step.size().IsNegative() {
			class = "minus"
		}
	}
	d.text("", 0, y+13, step.name)
	d.bar(class, s.at(from), s.at(step.to), y, 18, fmt.Sprintf("%s %s", step.name, step.figure(unit)))
	if step.total && cut {
		d.gap(s.at(from), s.at(step.to), y)
	}
	d.text("r", figureX, y+13, step.figure(unit))
}

// gap shows on a bar that a part of it is left out, near the end that is not shown.
func (d *drawing) gap(axis, end, y int) {
	at := axis/10 + 14
	if end < axis {
		at = axis/10 - 14
	}
	fmt.Fprintf(d, `<path class="gap" d="M%d %d l6 -6 l-6 -6 l6 -6 l-6 -6"/>`, at-3, y+21)
}
