package xlsx

import (
	"bytes"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"github.com/xuri/excelize/v2"

	"github.com/billrecon/billrecon/recon"
	"github.com/billrecon/billrecon/recon/report"
)

func same(r recon.Record) recon.Record { return r }

func paid(key, amount string) recon.Record {
	return recon.Record{Key: key, Amount: decimal.RequireFromString(amount), Time: time.Date(2026, 11, 22, 4, 0, 0, 0, time.UTC)}
}

// fixture has amounts of every size, keys that are attacks, and a second unit.
func fixture(t *testing.T, o report.Options) *report.Report {
	t.Helper()
	orders := []recon.Record{
		paid("A1", "100"), paid("A2", "50.55"), paid("=1+1", "12"), paid("20261122000000000001", "-3.30"),
		paid("A5", "1234567890123.45"), paid("A6", "12345678901234.56"), paid("A7", "1e30"), paid("A8", "0.005"),
	}
	bills := []recon.Record{paid("A1", "100"), paid("A2", "51.05"), {Key: "B1", Amount: decimal.NewFromInt(3), Unit: "次"}, paid("_x0041_<&>\"\x00\u202e", "1")}
	return of(t, bills, orders, o)
}

func of(t *testing.T, bills, orders []recon.Record, o report.Options) *report.Report {
	t.Helper()
	result, err := recon.Match(bills, same, orders, same, recon.Rules{BillsUntil: time.Date(2026, 11, 23, 0, 0, 0, 0, time.UTC)})
	if err != nil {
		t.Fatal(err)
	}
	r, err := report.New(result, o)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func open(t *testing.T, r *report.Report, rows int) *excelize.File {
	t.Helper()
	var b bytes.Buffer
	if err := write(&b, r, rows); err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenReader(&b)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	return f
}

// raw reads a sheet's cells as they are stored.
func raw(t *testing.T, f *excelize.File, sheet string) [][]string {
	t.Helper()
	rows, err := f.GetRows(sheet, excelize.Options{RawCellValue: true})
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

func lines(r *report.Report) [][]string {
	var all [][]string
	for line := range r.Lines() {
		all = append(all, slices.Clone(line.Cells))
	}
	return all
}

func TestEveryCellReadsBackAsTheReportHasIt(t *testing.T) {
	for _, lang := range []recon.Language{recon.Chinese, recon.English} {
		r := fixture(t, report.Options{Language: lang, Matched: true})
		f := open(t, r, sheetRows)
		sheets := f.GetSheetList()
		want := map[recon.Language][]string{
			recon.Chinese: {"概览", "明细", "详情", "收支合计", "按支付方式", "按账单日收支"},
			recon.English: {"Overview", "List", "Details", "Money", "By channel", "By bill day"},
		}[lang]
		if !slices.Equal(sheets, want) {
			t.Fatalf("sheets %q, want %q", sheets, want)
		}
		l := (&book{report: r}).lists()
		requireList(t, f, sheets[1], l, l.main, l.printed, func(report.Line) bool { return true })
		requireList(t, f, sheets[2], l, l.details, func(line report.Line) []string { return l.cells(line, l.details) }, func(line report.Line) bool { return line.Status != recon.StatusReconciled })
		if n := len(l.main); n < 9 || n > 13 {
			t.Errorf("%d columns on the sheet that is printed", n)
		}
		if len(l.main)+len(l.details) < len(r.Columns())+2 {
			t.Error("a column is on neither sheet")
		}
	}
}

// TestUnpaidIsNoMoney: a side that moved nothing because it is unpaid has no amount on the printed sheet; its nominal amount has a
// column of its own there. A side without rows has none either, and a side whose money came and went has 0.00.
func TestUnpaidIsNoMoney(t *testing.T) {
	pending := paid("A", "66.00")
	pending.State = recon.Pending
	back := paid("B", "-5.00")
	back.Kind = recon.Refund
	r := of(t, []recon.Record{paid("A", "66.00"), paid("B", "5.00"), back}, []recon.Record{pending}, report.Options{Matched: true})
	l := (&book{report: r}).lists()
	amounts := map[string][]string{}
	for line := range r.Lines() {
		cells := l.printed(line)
		amounts[cells[3]] = cells[6:8]
		if nominal := cells[9]; (nominal == "66.00") != (cells[3] == "A") {
			t.Errorf("%s: the nominal amount is %q", cells[3], nominal)
		}
	}
	for key, want := range map[string][]string{"A": {"66.00", ""}, "B": {"0.00", ""}} {
		if !slices.Equal(amounts[key], want) {
			t.Errorf("%s: %q, want %q", key, amounts[key], want)
		}
	}
}

// requireList compares a sheet with the lines that it is made of.
func requireList(t *testing.T, f *excelize.File, sheet string, l *lists, at []int, cells func(report.Line) []string, has func(report.Line) bool) {
	t.Helper()
	for i, name := range raw(t, f, sheet)[0] {
		if want := l.columns[at[i]].Name; name != want {
			t.Errorf("%s: column %d is named %q, want %q", sheet, i, name, want)
		}
	}
	row := 2
	for line := range l.book.report.Lines() {
		if has(line) {
			compareLine(t, f, l.pick(at), sheet, row, cells(line))
			row++
		}
	}
	if got := len(raw(t, f, sheet)); got != row-1 || row < 9 {
		t.Errorf("%s has %d rows, want %d", sheet, got, row-1)
	}
}

func compareLine(t *testing.T, f *excelize.File, columns []report.Column, sheet string, row int, line []string) {
	t.Helper()
	for i, c := range columns {
		at, _ := excelize.CoordinatesToCellName(i+1, row)
		got, err := f.GetCellValue(sheet, at, excelize.Options{RawCellValue: true})
		if err != nil {
			t.Fatal(err)
		}
		want := fit(line[i])
		kind, _ := f.GetCellType(sheet, at)
		if formula, _ := f.GetCellFormula(sheet, at); formula != "" {
			t.Errorf("%s is a formula", at)
		}
		if _, exact := exactPlaces(line[i]); c.Kind == report.Amount && want != "" && exact {
			if !decimal.RequireFromString(got).Equal(decimal.RequireFromString(want)) {
				t.Errorf("%s is %s, want %s", at, got, want)
			}
			if kind != excelize.CellTypeUnset && kind != excelize.CellTypeNumber {
				t.Errorf("%s (%s) is of type %d, want a number", at, want, kind)
			}
			continue
		}
		if got != want {
			t.Errorf("%s is %q, want %q", at, got, want)
		}
		if want != "" && c.Kind != report.Count && kind != excelize.CellTypeInlineString && kind != excelize.CellTypeSharedString {
			t.Errorf("%s (%q) is of type %d, want text", at, want, kind)
		}
	}
}

func TestAmountsLookLikeAmounts(t *testing.T) {
	r := fixture(t, report.Options{})
	f := open(t, r, sheetRows)
	shown := map[string]string{}
	rows, err := f.GetRows("明细")
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range rows[1:] {
		shown[row[3]] = row[8]
	}
	for _, c := range []struct{ reason, key, want string }{
		{"two decimals", "A2", "0.50"},
		{"a negative amount", "20261122000000000001", "3.30"},
		{"15 digits are a number, grouped", "A5", "-1,234,567,890,123.45"},
		{"16 digits are text, and complete", "A6", "-12345678901234.56"},
		{"very large ones are text", "A7", "-1e30"},
		{"more decimals are kept", "A8", "-0.005"},
		{"other units are as short as they are", "B1", "3"},
	} {
		if shown[c.key] != c.want {
			t.Errorf("%s: %q, want %q", c.reason, shown[c.key], c.want)
		}
	}
}

func TestHeaderIsFrozenAndFiltered(t *testing.T) {
	r := fixture(t, report.Options{Language: recon.English})
	f := open(t, r, sheetRows)
	panes, err := f.GetPanes("List")
	if err != nil || !panes.Freeze || panes.YSplit != 1 || panes.TopLeftCell != "A2" {
		t.Errorf("panes %+v, %v", panes, err)
	}
	want := fmt.Sprintf("'List'!$A$1:$M$%d", len(lines(r))+1)
	var filter, titles bool
	for _, name := range f.GetDefinedName() {
		filter = filter || strings.Contains(name.Name, "FilterDatabase") && name.RefersTo == want
		titles = titles || strings.Contains(name.Name, "Print_Titles") && name.RefersTo == "'List'!$1:$1"
	}
	if !filter || !titles {
		t.Errorf("defined names %+v, want a filter over %s and print titles", f.GetDefinedName(), want)
	}
	layout, err := f.GetPageLayout("List")
	if err != nil || *layout.Orientation != "landscape" || *layout.Size != paperA4 {
		t.Errorf("layout %+v, %v", layout, err)
	}
	if props, err := f.GetSheetProps("List"); err != nil || props.FitToPage == nil || !*props.FitToPage {
		t.Errorf("props %+v, %v", props, err)
	}
}

func TestStatusesAreColoured(t *testing.T) {
	r := fixture(t, report.Options{Language: recon.English, Matched: true})
	f := open(t, r, sheetRows)
	row := 1
	for line := range r.Lines() {
		row++
		id, err := f.GetCellStyle("List", "B"+strconv.Itoa(row))
		if err != nil {
			t.Fatal(err)
		}
		style, err := f.GetStyle(id)
		if err != nil || len(style.Fill.Color) != 1 || style.Fill.Color[0] != statusColours[line.Status] {
			t.Errorf("row %d, %v: fill %v, want %s (%v)", row, line.Status, style.Fill.Color, statusColours[line.Status], err)
		}
	}
}

func TestOverviewHasEverySection(t *testing.T) {
	r := fixture(t, report.Options{Title: "十一月对账"})
	rows := raw(t, open(t, r, sheetRows), "概览")
	if rows[0][0] != "十一月对账" {
		t.Errorf("the sheet begins with %q", rows[0])
	}
	row := 2 // behind title and period
	for _, s := range r.Sections() {
		if s.Figures {
			continue // on a sheet of its own
		}
		if rows[row+1][0] != s.Title {
			t.Fatalf("row %d is %q, want the section %q", row+2, rows[row+1], s.Title)
		}
		row += 3
		for _, line := range s.Lines {
			if rows[row][0] != line.Cells[0] {
				t.Errorf("row %d is %q, want %q", row+1, rows[row], line.Cells)
			}
			row++
		}
	}
	if row != len(rows) {
		t.Errorf("%d rows, want %d", len(rows), row)
	}
}

func TestFullSheetIsFollowedByAnother(t *testing.T) {
	var orders []recon.Record
	for i := range 10 {
		orders = append(orders, paid(fmt.Sprint("K", i), "1"))
	}
	for _, c := range []struct {
		reason string
		rows   int
		sheets []string
		last   int
	}{
		{"all fit exactly, with the total", 12, []string{"明细"}, 12},
		{"one does not fit", 11, []string{"明细", "明细 2"}, 3},
		{"three on each", 5, []string{"明细", "明细 2", "明细 3", "明细 4"}, 3},
	} {
		r := of(t, []recon.Record{paid("X", "9")}, orders[:9], report.Options{})
		f := open(t, r, c.rows)
		got := slices.DeleteFunc(f.GetSheetList(), func(name string) bool { return !strings.HasPrefix(name, "明细") })
		if !slices.Equal(got, c.sheets) {
			t.Errorf("%s: sheets %q, want %q", c.reason, got, c.sheets)
			continue
		}
		var keys []string
		for _, sheet := range c.sheets {
			for _, row := range raw(t, f, sheet)[1:] {
				if row[0] != "合计" {
					keys = append(keys, row[3])
				}
			}
		}
		if len(keys) != 10 || len(raw(t, f, c.sheets[len(c.sheets)-1])) != c.last {
			t.Errorf("%s: keys %q", c.reason, keys)
		}
	}
}

func TestEmptyListIsAHeader(t *testing.T) {
	r := of(t, nil, nil, report.Options{})
	if rows := raw(t, open(t, r, sheetRows), "明细"); len(rows) != 1 {
		t.Errorf("rows %q, want the header alone", rows)
	}
}

// emptyBook is a book in a workbook that may hold something already, of a report without rows.
func emptyBook(t *testing.T, f *excelize.File) *book {
	t.Helper()
	t.Cleanup(func() { f.Close() })
	b, err := newBook(f, of(t, nil, nil, report.Options{Language: recon.English}), sheetRows)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// withChart is a workbook in which a chart has taken the name of a sheet of ours: excelize refuses to write cells there.
func withChart(t *testing.T, name string) *excelize.File {
	t.Helper()
	f := excelize.NewFile()
	series := []excelize.ChartSeries{{Name: "a", Categories: "Sheet1!$A$1", Values: "Sheet1!$B$1"}}
	if err := f.AddChartSheet(name, &excelize.Chart{Type: excelize.Col, Series: series}); err != nil {
		t.Fatal(err)
	}
	return f
}

func TestFillReturnsTheFirstError(t *testing.T) {
	for _, c := range []struct{ reason, chart string }{
		{"the overview cannot be written", "Overview"},
		{"the list cannot be written", "List"},
		{"the details cannot be written", "Details"},
	} {
		b := emptyBook(t, withChart(t, c.chart))
		if err := b.file.DeleteSheet(firstSheet); err != nil { // which would be renamed to Overview
			t.Fatal(err)
		}
		if err := b.fill(); err == nil || !strings.Contains(err.Error(), c.chart) {
			t.Errorf("%s: error %v, want one that names the sheet %s", c.reason, err, c.chart)
		}
	}
}
