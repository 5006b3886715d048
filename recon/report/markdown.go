package report

import (
	"fmt"
	"io"
	"strconv"
	"strings"
)

// Markdown writes the overview and the list of groups as GitHub-flavoured Markdown, the list up to Options.Limit.
// Everything that a caller or a provider wrote is escaped.
func (r *Report) Markdown(w io.Writer) error {
	out := newWriter(w)
	fmt.Fprintf(out, "# %s\n", markdownText(r.options.Title))
	r.markdownSections(out, r.firstSections())
	r.markdownList(out)
	r.markdownSections(out, r.restSections())
	return out.Flush()
}

func (r *Report) markdownSections(out *writer, sections []Section) {
	for _, s := range sections {
		fmt.Fprintf(out, "\n## %s\n\n", markdownText(s.Title))
		if len(s.Lines) == 0 {
			fmt.Fprintf(out, "%s\n", r.nothing())
			continue
		}
		if s.Note != "" {
			fmt.Fprintf(out, "%s\n\n", markdownText(s.Note))
		}
		markdownHead(out, s.Columns)
		for _, line := range s.Lines {
			markdownLine(out, peopleCells(s.Columns, line.Cells))
		}
	}
}

func (r *Report) nothing() string { return phrase{"没有。", "None."}.In(r.options.Language) }

// pageColumns are those of the list on a page for people: Markdown and HTML.
var pageColumns = []column{
	{phrase{"序号", "No."}, Count},
	{phrase{"状态", "Status"}, Label},
	{phrase{"单号、来源", "Key, source"}, Text},
	{phrase{"时间、支付方式", "Time, channel"}, Text},
	{phrase{"账单金额", "Bill"}, Amount},
	{phrase{"订单金额", "Orders"}, Amount},
	{phrase{"差额", "Difference"}, Amount},
	{phrase{"手续费", "Fee"}, Amount},
	{phrase{"待办、说明", "To do, explanation"}, Text},
}

func (r *Report) markdownList(out *writer) {
	lang := r.options.Language
	fmt.Fprintf(out, "\n## %s\n\n%s\n", r.listTitle(), r.listNote())
	if r.listCount() == 0 {
		return
	}
	columns := columnsIn(lang, pageColumns)
	out.WriteString("\n")
	markdownHead(out, columns)
	for row := range r.list() {
		if r.beyond(row) || out.failed() {
			break
		}
		c := r.pageCells(row)
		state := nameOf(lang, row.Status())
		if outcome := outcomeBeside(lang, row); outcome != "" {
			state += phrase{"：", ": "}.In(lang) + outcome
		}
		why := beside(row.todo, row.explanation)
		if near := r.nearestText(row); near != "" {
			why += " " + nearestHead(lang) + near
		}
		markdownLine(out, []string{
			strconv.FormatInt(row.number, 10), state, beside(c.key, r.sourceText(row)), beside(c.time, visible(row.channel)),
			strings.Join(c.bill, " / "), beside(strings.Join(c.order, " / "), r.unpaidText(row)), strings.Join(c.difference, " / "), c.fee, why,
		})
	}
}

func markdownHead(out *writer, columns []Column) {
	for _, c := range columns {
		out.WriteString("| " + markdownText(c.Name) + " ")
	}
	out.WriteString("|\n")
	for _, c := range columns {
		out.WriteString(map[bool]string{true: "| ---: ", false: "| --- "}[c.Kind.numeric()])
	}
	out.WriteString("|\n")
}

func markdownLine(out *writer, cells []string) {
	for _, cell := range cells {
		out.WriteString("| " + markdownText(cell) + " ")
	}
	out.WriteString("|\n")
}

// markdownText makes a text of one line that shows as itself: no table cell, link, emphasis, HTML or entity begins in it.
func markdownText(text string) string {
	text = visible(text)
	if !strings.ContainsAny(text, "\\`*_[]<>|~&#!@$:.+=") {
		return text
	}
	var b strings.Builder
	for i, r := range text {
		if strings.ContainsRune("\\`*_[]<>|~&#!@$", r) || r == ':' && strings.HasPrefix(text[i:], "://") || r == '.' && afterWWW(text[:i]) {
			b.WriteByte('\\')
		}
		b.WriteRune(r)
	}
	return b.String()
}

// afterWWW: GitHub makes a link of a bare www. address.
func afterWWW(before string) bool {
	return len(before) >= 3 && strings.EqualFold(before[len(before)-3:], "www")
}

// beside joins what is not empty.
func beside(a, b string) string {
	if a == "" || b == "" {
		return a + b
	}
	return a + " · " + b
}
