package report

import (
	"strconv"
	"strings"

	"github.com/billrecon/billrecon/recon"
)

// rest is the figures behind the list, and the drawings behind the tables that they belong to.
func (p page) rest() {
	r := p.report
	p.tables(r.ownSections())
	p.tables(r.moneySections())
	p.table(r.statusSection())
	p.charts(statusChart)
	p.table(r.outcomeSection())
	p.charts(waterfallChart)
	p.table(r.daySection())
	p.charts(dayChart)
	if len(r.overview.Control) > 0 {
		p.table(r.controlSection())
	}
	p.table(r.statisticsSection())
	p.facts(r.runSection())
}

func (p page) tables(sections []Section) {
	for _, s := range sections {
		p.table(s)
	}
}

// cards are the five statuses at a glance.
func (p page) cards() {
	p.raw("<ul class=\"cards\">\n")
	for _, s := range p.report.overview.Statuses {
		p.raw("<li class=\"card " + statusClass(s.Status) + "\"><b>" + grouped(strconv.FormatInt(s.Groups, 10)) + " <i>")
		p.text(groupWord(p.lang, s.Groups))
		p.raw("</i></b> ")
		p.text(nameOf(p.lang, s.Status))
		for _, text := range []string{cardDifference(p.lang, s.Units), cardNote(p.lang, s.Status)} {
			p.raw("<small>")
			p.text(text)
			p.raw("</small>")
		}
		p.raw("</li>\n")
	}
	p.raw("</ul>\n")
}

func groupWord(lang recon.Language, n int64) string {
	if n == 1 {
		return phrase{"组", "group"}.In(lang)
	}
	return phrase{"组", "groups"}.In(lang)
}

// cardNote says what a status means.
func cardNote(lang recon.Language, s recon.Status) string {
	switch s {
	case recon.StatusReconciled:
		return phrase{"两边一致", "both sides agree"}.In(lang)
	case recon.StatusUnreconciled:
		return phrase{"未付款，或由人工处理", "unpaid, or left to a person"}.In(lang)
	case recon.StatusException:
		return phrase{"需要核对处理", "to be looked into"}.In(lang)
	case recon.StatusReversed:
		return phrase{"收款已全额退回", "paid and given back"}.In(lang)
	}
	return phrase{"下次再对，或人工确认", "waits, or needs a decision"}.In(lang)
}

// cardDifference has as many units as get charts, and says when there are more. Where nothing moved it is zero.
func cardDifference(lang recon.Language, units []recon.UnitSummary) string {
	if len(units) == 0 {
		units = []recon.UnitSummary{{Unit: recon.CNY}}
	}
	var differences []string
	for _, u := range units[:min(len(units), mostCharts)] {
		differences = append(differences, withUnit(driftFigure(u.Unit, u.Difference), short(u.Unit, 24)))
	}
	if len(units) > mostCharts {
		differences = append(differences, "…")
	}
	return phrase{"差额 ", "difference "}.In(lang) + strings.Join(differences, " / ")
}

// facts is a section of two columns.
func (p page) facts(s Section) {
	p.heading(s.Title)
	p.raw("<dl>\n")
	for _, line := range s.Lines {
		p.raw("<div><dt>")
		p.text(line.Cells[0])
		p.raw("</dt><dd>")
		p.text(line.Cells[1])
		p.raw("</dd></div>\n")
	}
	p.raw("</dl>\n</section>\n")
}

// heading opens a section.
func (p page) heading(title string) {
	p.raw("<section>\n<h2>")
	p.text(title)
	p.raw("</h2>\n")
}

// wide opens what may be wider than a phone: it scrolls by itself, with the keyboard too.
func (p page) wide(title string) {
	p.raw("<div class=\"wide\" tabindex=\"0\" role=\"region\" aria-label=\"" + escaped(title) + "\">")
}

// table is a section as a table.
func (p page) table(s Section) {
	p.heading(s.Title)
	if len(s.Lines) == 0 {
		p.raw("<p>")
		p.text(p.report.nothing())
		p.raw("</p>\n</section>\n")
		return
	}
	if s.Note != "" {
		p.raw("<p>")
		p.text(s.Note)
		p.raw("</p>\n")
	}
	p.wide(s.Title)
	p.raw("<table>\n<thead><tr>")
	for _, c := range s.Columns {
		p.th(c)
	}
	p.raw("</tr></thead>\n<tbody>\n")
	for _, line := range s.Lines {
		p.tr(s.Columns, line)
	}
	p.raw("</tbody></table></div>\n</section>\n")
}

func (p page) th(c Column) {
	class := ""
	if c.Kind.numeric() {
		class = " class=\"n\""
	}
	p.raw("<th scope=\"col\"" + class + ">")
	p.text(c.Name)
	p.raw("</th>")
}

// tr is a line; the mark of its status stands before the first cell.
func (p page) tr(columns []Column, line Line) {
	p.raw("<tr>")
	for i, cell := range peopleCells(columns, line.Cells) {
		switch {
		case columns[i].Kind.numeric():
			p.raw("<td class=\"" + wide("n", cell) + "\">")
		case i == 0 && line.Status != 0:
			p.raw("<td class=\"l\"><span class=\"dot " + statusClass(line.Status) + "\"></span> ")
		case columns[i].Kind == Date:
			p.raw("<td class=\"day\">")
		case columns[i].Kind == Label:
			p.raw("<td class=\"l\">")
		case columns[i].ID == "explanation":
			p.raw("<td class=\"why\">")
		default:
			p.raw("<td>")
		}
		p.text(cell)
		p.raw("</td>")
	}
	p.raw("</tr>\n")
}

// charts draws one chart for each unit, where there is more than one bar to compare.
func (p page) charts(draw func(*Report, string) string) {
	for _, unit := range p.report.chartUnits() {
		if svg := draw(p.report, unit); svg != "" {
			p.raw("<figure>" + svg + "</figure>\n")
		}
	}
}
