package report

import (
	"strconv"
	"strings"
)

// list is the table of groups, the one that the script can sort and filter.
func (p page) list() {
	p.heading(p.report.listTitle())
	p.raw("<p>")
	p.text(p.report.listNote())
	p.raw("</p>\n")
	if p.report.listCount() == 0 {
		p.raw("</section>\n")
		return
	}
	p.listHead()
	for row := range p.report.list() {
		if p.report.beyond(row) || p.out.failed() {
			break
		}
		p.row(row)
	}
	p.raw("</tbody></table></div>\n</section>\n")
}

// listHead hands the script its words and says which columns are numbers.
func (p page) listHead() {
	p.wide(p.report.listTitle())
	p.raw("<table id=\"list\"")
	for _, w := range []struct {
		name string
		text phrase
	}{
		{"find", phrase{"筛选：单号、金额或说明", "Filter: key, amount or explanation"}},
		{"all", phrase{"全部状态", "All statuses"}},
		{"sort", phrase{"点击排序", "Click to sort"}},
	} {
		p.raw(" data-" + w.name + "=\"" + escaped(w.text.In(p.lang)) + "\"")
	}
	p.raw(">\n<thead><tr>")
	for _, c := range columnsIn(p.lang, pageColumns) {
		p.th(c)
	}
	p.raw("</tr></thead>\n<tbody>\n")
}

func (p page) row(row *row) {
	c := p.report.pageCells(row)
	p.raw("<tr><td class=\"n no\">" + strconv.FormatInt(row.number, 10) + "</td><td class=\"st\"><span class=\"tag " + statusClass(row.Status()) + "\">")
	p.text(nameOf(p.lang, row.Status()))
	p.raw("</span> <span class=\"out\">")
	p.text(outcomeBeside(p.lang, row))
	p.raw("</span></td><td class=\"key\">")
	p.text(c.key)
	p.under(p.report.sourceText(row))
	day, clock, _ := strings.Cut(c.time, " ")
	p.raw("</td><td class=\"day\">" + day + " <span>" + clock + "</span>")
	p.under(row.channel)
	p.amount("n", 4, c.bill)
	p.amount("n", 5, c.order)
	p.under(p.report.unpaidText(row))
	p.amount([]string{"n down", "n", "n up"}[c.sign+1], 6, c.difference)
	p.amount("n", 7, []string{c.fee})
	p.raw("</td><td class=\"why\">")
	p.why(row)
	p.raw("</td></tr>\n")
}

// under is a small line below the first text of a cell.
func (p page) under(text string) {
	if text != "" {
		p.raw("<small>")
		p.text(text)
		p.raw("</small>")
	}
}

// amount names its column too, for narrow screens, where the list has no head.
func (p page) amount(class string, column int, amounts []string) {
	for _, amount := range amounts {
		class = wide(class, amount)
	}
	p.raw("</td><td class=\"" + class + "\" data-h=\"" + escaped(pageColumns[column].name.In(p.lang)) + "\">" + lines(amounts))
}

// longestAmount is how many characters of an amount are kept on one line.
const longestAmount = 24

// wide lets an amount of many digits break into several lines.
func wide(class, amount string) string {
	if len(amount) > longestAmount && !strings.HasSuffix(class, " x") {
		return class + " x"
	}
	return class
}

// why is the explanation, the near misses, and the codes that never change.
func (p page) why(row *row) {
	if row.todo != "" {
		p.raw("<b>")
		p.text(row.todo)
		p.raw("</b> ")
	}
	p.text(row.explanation)
	for _, s := range row.nearest {
		p.raw("<p class=\"near\">")
		p.text(nearestHead(p.lang) + s.Explain(p.lang))
		p.raw("</p>")
	}
	for _, code := range row.Codes() {
		p.raw(" <code>" + escaped(code) + "</code>")
	}
}
