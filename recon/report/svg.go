package report

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/billrecon/billrecon/recon"
)

// scale maps amounts to tenths of a pixel, in exact arithmetic and rounded once at the end: amounts of any size keep their proportions.
type scale struct {
	low, high decimal.Decimal
	from, to  int // pixels
}

// scaleOf spans the amounts and zero.
func scaleOf(from, to int, amounts ...decimal.Decimal) scale {
	s := scale{from: from, to: to}
	for _, a := range amounts {
		s.low, s.high = decimal.Min(s.low, a), decimal.Max(s.high, a)
	}
	return s
}

// at is the place of an amount, in tenths of a pixel. When all amounts are zero it is the beginning.
func (s scale) at(a decimal.Decimal) int {
	span := s.high.Sub(s.low)
	if span.IsZero() {
		return s.from * 10
	}
	size := decimal.NewFromInt(int64(s.to-s.from) * 10)
	return s.from*10 + int(a.Sub(s.low).Mul(size).DivRound(span, 0).IntPart())
}

// px is a length in tenths of a pixel as SVG has it.
func px(tenths int) string {
	if tenths%10 == 0 {
		return strconv.Itoa(tenths / 10)
	}
	sign := ""
	if tenths < 0 {
		sign, tenths = "-", -tenths
	}
	return sign + strconv.Itoa(tenths/10) + "." + strconv.Itoa(tenths%10)
}

// drawing is an SVG in the making. Its width is always 720; classes of the style sheet colour it.
type drawing struct{ strings.Builder }

const drawingWidth = 720

// start opens the drawing with its name and description, which a screen reader says instead of it.
func (d *drawing) start(id, title, description string, height int) {
	fmt.Fprintf(d, `<svg viewBox="0 0 %d %d" role="img" aria-labelledby="%s-t %s-d"><title id="%s-t">%s</title><desc id="%s-d">%s</desc>`,
		drawingWidth, height, id, id, id, escaped(title), id, escaped(description))
	d.text("h", 0, 14, title)
}

func (d *drawing) end() string {
	d.WriteString("</svg>")
	return d.String()
}

// text is placed by its base line.
func (d *drawing) text(class string, x, y int, text string) {
	fmt.Fprintf(d, `<text class="%s" x="%d" y="%d">%s</text>`, class, x, y, escaped(text))
}

// bar lies between two places on the horizontal axis, in tenths of a pixel, and is at least one pixel wide unless empty.
func (d *drawing) bar(class string, from, to, y, height int, title string) {
	if from > to {
		from, to = to, from
	}
	fmt.Fprintf(d, `<rect class="%s" x="%s" y="%d" width="%s" height="%d"><title>%s</title></rect>`,
		class, px(from), y, px(max(to-from, 10)), height, escaped(title))
}

// column stands between two places on the vertical axis, in tenths of a pixel, and is at least one pixel high.
func (d *drawing) column(class string, x, width, top, bottom int) {
	fmt.Fprintf(d, `<rect class="%s" x="%s" y="%s" width="%s" height="%s"/>`, class, px(x), px(top), px(width), px(max(bottom-top, 10)))
}

// line is in tenths of a pixel.
func (d *drawing) line(class string, x1, y1, x2, y2 int) {
	fmt.Fprintf(d, `<line class="%s" x1="%s" y1="%s" x2="%s" y2="%s"/>`, class, px(x1), px(y1), px(x2), px(y2))
}

// longestFigure is how many characters of an amount a drawing has room for.
const longestFigure = 22

// figure is an amount for a drawing: exact, or four digits and an exponent when there is no room for more. The tables are exact.
func figure(text string, d decimal.Decimal) string {
	if len(text) <= longestFigure {
		return text
	}
	digits := d.Abs().Coefficient().String()
	sign := ""
	if d.IsNegative() {
		sign = "-"
	}
	exponent := len(digits) - 1 + int(d.Exponent())
	return "≈" + sign + digits[:1] + "." + (digits + "000")[1:4] + "e" + strconv.Itoa(exponent)
}

func moneyFigure(unit string, d decimal.Decimal) string {
	return figure(grouped(amountText(unit, d)), d)
}

func driftFigure(unit string, d decimal.Decimal) string {
	return figure(signed(grouped(amountText(unit, d)), d), d)
}

// titled is a chart's title with its unit.
func (r *Report) titled(w phrase, unit string) string {
	lang := r.options.Language
	if unit == recon.CNY {
		return w.In(lang) + phrase{"（元）", " (CNY)"}.In(lang)
	}
	return w.In(lang) + phrase{"（%s）", " (%s)"}.Fill(lang, short(unit, 24))
}

// short cuts a text that a drawing has no room for.
func short(text string, most int) string {
	if runes := []rune(text); len(runes) > most {
		return string(runes[:most]) + "…"
	}
	return text
}

// chartID is unique within a page.
func (r *Report) chartID(name, unit string) string {
	for i, u := range r.overview.Total.Units {
		if u.Unit == unit {
			return name + strconv.Itoa(i)
		}
	}
	return name
}
