package report

import (
	"fmt"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/billrecon/billrecon/recon"
)

// mostColumns is how many columns the chart of days has room for. Longer periods share them: a column is then several days.
const mostColumns = 62

// The day chart.
const (
	daysFrom   = 10
	daysTo     = 570
	daysTop    = 34
	daysBottom = 204
	daysHeight = 232
)

// dayColumn is the differences of some consecutive bill days.
type dayColumn struct {
	name        string
	over, short decimal.Decimal // both zero or positive
}

// dayColumns cover the whole period, days without a difference too, and then the groups without a time when they differ.
func (r *Report) dayColumns(unit string) (columns []dayColumn, days int) {
	v := &r.overview
	first, dated := int(v.First), 0
	days = 1
	if !v.First.IsZero() {
		days = (int(v.Last) - first + mostColumns) / mostColumns
		dated = (int(v.Last)-first)/days + 1
	}
	for i := range dated {
		columns = append(columns, dayColumn{name: recon.Day(first + i*days).String()})
	}
	for _, t := range v.Days {
		at := dated
		if !t.Day.IsZero() {
			at = (int(t.Day) - first) / days
		}
		if at == len(columns) {
			columns = append(columns, dayColumn{name: phrase{"无日期", "no date"}.In(r.options.Language)})
		}
		columns[at].add(t.ofUnit(unit))
	}
	return columns, days
}

func (c *dayColumn) add(u recon.UnitSummary) {
	over, short := overAndShort(u)
	c.over, c.short = c.over.Add(over), c.short.Add(short)
}

// dayChart draws, per bill day, what the bills have too much above the axis and too little below it: they do not cancel.
// Nothing is drawn of a single day.
func dayChart(r *Report, unit string) string {
	lang := r.options.Language
	columns, days := r.dayColumns(unit)
	s := scale{from: daysBottom, to: daysTop}
	var parts []string
	for _, c := range columns {
		s.low, s.high = decimal.Min(s.low, c.short.Neg()), decimal.Max(s.high, c.over)
		if !c.over.IsZero() || !c.short.IsZero() {
			parts = append(parts, c.text(unit))
		}
	}
	title := r.titled(phrase{"每日差额：账单多在上，账单少在下", "Differences per bill day: above the axis bills are higher, below lower"}, unit)
	if len(parts) < 2 {
		return ""
	}
	var d drawing
	d.start(r.chartID("days", unit), title, shortList(parts, lang), daysHeight)
	d.dayAxis(s, unit)
	width := (daysTo - daysFrom) * 10 / max(len(columns), 8)
	for i, c := range columns {
		d.day(s, c, unit, daysFrom*10+i*width, width)
	}
	d.dayNames(columns, width, daysNote(lang, days))
	return d.end()
}

// longestDescription is how many days a description names one by one; the table has all.
const longestDescription = 40

func shortList(parts []string, lang recon.Language) string {
	separator := phrase{"；", "; "}.In(lang)
	if len(parts) <= longestDescription {
		return strings.Join(parts, separator)
	}
	return strings.Join(parts[:longestDescription], separator) + "…"
}

func daysNote(lang recon.Language, days int) string {
	if days == 1 {
		return ""
	}
	return phrase{"每柱 %d 天", "a column is %d days"}.Fill(lang, days)
}

func (c dayColumn) text(unit string) string {
	text := c.name
	if !c.over.IsZero() {
		text += " " + driftFigure(unit, c.over)
	}
	if !c.short.IsZero() {
		text += " " + driftFigure(unit, c.short.Neg())
	}
	return text
}

// dayAxis has the zero line, and the largest differences in figures.
func (d *drawing) dayAxis(s scale, unit string) {
	zero := s.at(decimal.Zero)
	d.line("axis", daysFrom*10, zero, daysTo*10, zero)
	for _, a := range []decimal.Decimal{s.high, s.low} {
		if !a.IsZero() {
			d.line("grid", daysFrom*10, s.at(a), daysTo*10, s.at(a))
			d.text("q r", figureX, s.at(a)/10+4, driftFigure(unit, a))
		}
	}
	d.text("q r", figureX, zero/10+4, "0")
}

func (d *drawing) day(s scale, c dayColumn, unit string, x, width int) {
	zero, room := s.at(decimal.Zero), width/6
	fmt.Fprintf(d, "<g><title>%s</title>", escaped(c.text(unit)))
	if !c.over.IsZero() {
		d.column("plus", x+room, width-2*room, min(s.at(c.over), zero-10), zero)
	}
	if !c.short.IsZero() {
		d.column("minus", x+room, width-2*room, zero, s.at(c.short.Neg()))
	}
	d.WriteString("</g>")
}

// dayNames names about six of the columns, the first and the last always.
func (d *drawing) dayNames(columns []dayColumn, width int, note string) {
	last := len(columns) - 1
	every := last/6 + 1
	for i, c := range columns {
		if i == last || i%every == 0 && last-i >= every {
			d.text("q m", max(daysFrom+28, (daysFrom*10+i*width+width/2)/10), daysHeight-12, c.name)
		}
	}
	d.text("q r", figureX, daysHeight-12, note)
}
