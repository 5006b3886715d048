package xlsx

import (
	"archive/zip"
	"bytes"
	"encoding/csv"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/xuri/excelize/v2"

	"github.com/billrecon/billrecon/recon"
	"github.com/billrecon/billrecon/recon/report"
)

// shop is two channels, two labels and several days, with fees.
func shop(t *testing.T) *report.Report {
	t.Helper()
	var bills, orders []recon.Record
	for i := range 200 {
		order := paid("S"+string(rune('A'+i%26))+strings.Repeat("x", i/26), decimal.New(int64(i*i*37%99991), -2).String())
		order.Time = order.Time.AddDate(0, 0, -i%5)
		order.Channel = []recon.Channel{recon.WeChat, recon.Alipay, ""}[i%3]
		order.Labels[0] = recon.Label{Name: "门店/柜台", Value: []string{"A", "a", "*"}[i%3]}
		bill := order
		bill.Fee = decimal.NewNullDecimal(decimal.New(int64(i%7), -2))
		if i%10 == 3 {
			bill.Amount = bill.Amount.Add(decimal.New(1, -2))
		}
		bills, orders = append(bills, bill), append(orders, order)
	}
	return of(t, bills, orders, report.Options{})
}

func TestEveryFigureHasASheet(t *testing.T) {
	f := open(t, shop(t), sheetRows)
	if got, want := f.GetSheetList(), []string{"概览", "明细", "详情", "收支合计", "按支付方式", "按门店_柜台", "按账单日收支"}; !slices.Equal(got, want) {
		t.Fatalf("sheets %q, want %q", got, want)
	}
	formulas := 0
	for _, sheet := range f.GetSheetList() {
		for y, row := range raw(t, f, sheet) {
			for x := range row {
				at, _ := excelize.CoordinatesToCellName(x+1, y+1)
				if formula, _ := f.GetCellFormula(sheet, at); formula != "" {
					formulas++
				}
			}
		}
	}
	if formulas < 40 {
		t.Errorf("%d formulas, want one for each total", formulas)
	}
}

func TestSheetNames(t *testing.T) {
	names := map[string]bool{"list": true}
	for _, c := range []struct{ title, want string }{
		{"List", "List 2"}, {"LIST", "LIST 3"}, {"a[b]:*?/\\", "a_b______"}, {"'quoted'", "quoted"},
		{strings.Repeat("店", 40), strings.Repeat("店", 31)}, {strings.Repeat("店", 41), strings.Repeat("店", 29) + " 2"},
	} {
		if got := sheetName(c.title, names); got != c.want {
			t.Errorf("%q is %q, want %q", c.title, got, c.want)
		}
	}
}

// TestNoteStandsBelowTheTable, a row apart, where no sum or filter takes it for a row.
func TestNoteStandsBelowTheTable(t *testing.T) {
	own := report.Section{Title: "Days", Note: "=They do not add up.", Columns: []report.Column{{Name: "n", Kind: report.Count}}, Lines: []report.Line{{Cells: []string{"7"}}}}
	f := open(t, of(t, nil, nil, report.Options{Sections: []report.Section{own}}), sheetRows)
	if got, want := raw(t, f, "Days"), [][]string{{"n"}, {"7"}, nil, {own.Note}}; !reflect.DeepEqual(got, want) {
		t.Errorf("the sheet is %q, want %q", got, want)
	}
}

// TestFeeDifferencesOfPartHaveNoTotal: where a line has no fee to compare, the total of the differences would not be that of the totals.
func TestFeeDifferencesOfPartHaveNoTotal(t *testing.T) {
	for _, c := range []struct {
		reason string
		second decimal.NullDecimal
		want   string
	}{
		{"every line has a difference", decimal.NewNullDecimal(decimal.New(90, -2)), "0.3"},
		{"one has none", decimal.NullDecimal{}, ""},
	} {
		one, two := paid("A", "100"), paid("B", "100")
		one.Channel, one.Fee, two.Channel, two.Fee = recon.WeChat, decimal.NewNullDecimal(decimal.New(60, -2)), recon.Alipay, c.second
		result, err := recon.Match([]recon.Record{one, two}, same, nil, same, recon.Rules{Fees: &recon.FeeSchedule{RatePPM: 6000}})
		if err != nil {
			t.Fatal(err)
		}
		r, err := report.New(result, report.Options{})
		if err != nil {
			t.Fatal(err)
		}
		rows := raw(t, open(t, r, sheetRows), "按支付方式")
		at, total := slices.Index(rows[0], "手续费差额"), rows[len(rows)-1]
		if at < 0 || total[0] != "合计" || total[at] != c.want {
			t.Errorf("%s: the total of column %d is %q, want %q", c.reason, at, total, c.want)
		}
	}
}

// TestTotalsOfTextAreValues: a formula would leave out the cells that are text.
func TestTotalsOfTextAreValues(t *testing.T) {
	r := of(t, nil, []recon.Record{paid("A", "12345678901234.56"), paid("B", "1")}, report.Options{Language: recon.English})
	f := open(t, r, sheetRows)
	value, err := f.GetCellValue("List", "H4", excelize.Options{RawCellValue: true})
	if formula, _ := f.GetCellFormula("List", "H4"); err != nil || formula != "" || value != "12345678901235.56" {
		t.Errorf("total %q, formula %q, %v", value, formula, err)
	}
}

var cachedValue = regexp.MustCompile(`(<f>[^<]*</f>)<v>[^<]*</v>`)

// withoutValues takes the values of the formulas away, so that a program must calculate them.
func withoutValues(t *testing.T, workbook []byte) []byte {
	t.Helper()
	in, err := zip.NewReader(bytes.NewReader(workbook), int64(len(workbook)))
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	out, taken := zip.NewWriter(&b), 0
	for _, file := range in.File {
		r, err := file.Open()
		if err != nil {
			t.Fatal(err)
		}
		data, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		taken += len(cachedValue.FindAll(data, -1))
		w, err := out.Create(file.Name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write(cachedValue.ReplaceAll(data, []byte("$1"))); err != nil {
			t.Fatal(err)
		}
	}
	if err := out.Close(); err != nil || taken < 40 {
		t.Fatalf("%d values, %v", taken, err)
	}
	return b.Bytes()
}

// TestLibreOfficeRecalculates comes to the same values from the formulas alone.
func TestLibreOfficeRecalculates(t *testing.T) {
	office, err := exec.LookPath("soffice")
	if err != nil || testing.Short() {
		t.Skip("no LibreOffice in PATH (Debian: apt-get install libreoffice-calc), or a short test")
	}
	r := shop(t)
	var b bytes.Buffer
	if err := Write(&b, r); err != nil {
		t.Fatal(err)
	}
	folder := t.TempDir()
	path := filepath.Join(folder, "book.xlsx")
	if err := os.WriteFile(path, withoutValues(t, b.Bytes()), 0o600); err != nil {
		t.Fatal(err)
	}
	// Every sheet as CSV, in UTF-8, cells as they are stored.
	filter := "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false,false,false,-1"
	command := exec.Command(office, "-env:UserInstallation=file://"+filepath.Join(folder, "profile"), "--headless", "--convert-to", filter, "--outdir", folder, path)
	if out, err := command.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	f := open(t, r, sheetRows)
	compared := 0
	for _, sheet := range f.GetSheetList() {
		compared += requireRecalculated(t, f, sheet, filepath.Join(folder, "book-"+sheet+".csv"))
	}
	if compared < 40 {
		t.Errorf("%d totals compared", compared)
	}
}

// requireRecalculated compares the values beside the formulas of a sheet with those that were calculated.
func requireRecalculated(t *testing.T, f *excelize.File, sheet, path string) (compared int) {
	t.Helper()
	file, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	reader := csv.NewReader(file)
	reader.FieldsPerRecord = -1
	calculated, err := reader.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	for y, row := range raw(t, f, sheet) {
		for x, want := range row {
			at, _ := excelize.CoordinatesToCellName(x+1, y+1)
			if formula, _ := f.GetCellFormula(sheet, at); formula == "" {
				continue
			}
			got, err := decimal.NewFromString(calculated[y][x])
			if err != nil || !got.Equal(decimal.RequireFromString(want)) {
				t.Errorf("%s!%s is calculated as %q, want %s", sheet, at, calculated[y][x], want)
			}
			compared++
		}
	}
	return compared
}

// TestSectionsOfTheCaller: each has a sheet, with numbers as numbers and texts as texts, and is not on the overview.
func TestSectionsOfTheCaller(t *testing.T) {
	own := report.Section{
		Title:   "未结差错：全部/各日",
		Columns: []report.Column{{ID: "id", Name: "编号", Kind: report.Label}, {ID: "age", Name: "天数", Kind: report.Count}, {ID: "explanation", Name: "说明"}},
		Lines:   []report.Line{{Cells: []string{"a1-1", "3", "=1+1"}}, {Cells: []string{"0012", "", "少收 1 元"}}},
	}
	f := open(t, fixture(t, report.Options{Sections: []report.Section{own}}), sheetRows)
	sheet := "未结差错：全部_各日"
	want := [][]string{{"编号", "天数", "说明"}, {"a1-1", "3", "=1+1"}, {"0012", "", "少收 1 元"}}
	if got := raw(t, f, sheet); !slices.EqualFunc(got, want, slices.Equal) {
		t.Errorf("%q, want %q", got, want)
	}
	for cell, want := range map[string]excelize.CellType{"A3": excelize.CellTypeInlineString, "B2": excelize.CellTypeUnset, "C2": excelize.CellTypeInlineString} {
		if kind, err := f.GetCellType(sheet, cell); err != nil || kind != want {
			t.Errorf("%s is of type %v, %v", cell, kind, err)
		}
	}
	for _, row := range raw(t, f, "概览") {
		if slices.Contains(row, own.Title) {
			t.Error("it is on the overview as well")
		}
	}
}
