package xlsx_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"github.com/xuri/excelize/v2"

	"github.com/billrecon/billrecon/recon"
	"github.com/billrecon/billrecon/recon/orders"
	"github.com/billrecon/billrecon/recon/orders/xlsx"
)

// book is a workbook with rows of values; what a value is decides how Excel holds it.
func book(t *testing.T, rows [][]any, change ...func(*excelize.File)) string {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	for i, row := range rows {
		require.NoError(t, f.SetSheetRow("Sheet1", fmt.Sprintf("A%d", i+1), &row))
	}
	for _, change := range change {
		change(f)
	}
	path := filepath.Join(t.TempDir(), "orders.xlsx")
	require.NoError(t, f.SaveAs(path))
	return path
}

// streamed is such a workbook as excelize's StreamWriter writes it: with texts in the cells themselves.
func streamed(t *testing.T, rows [][]any) string {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	w, err := f.NewStreamWriter("Sheet1")
	require.NoError(t, err)
	for i, row := range rows {
		require.NoError(t, w.SetRow(fmt.Sprintf("A%d", i+1), row))
	}
	require.NoError(t, w.Flush())
	path := filepath.Join(t.TempDir(), "streamed.xlsx")
	require.NoError(t, f.SaveAs(path))
	return path
}

func collect(path string, o xlsx.Options) ([]orders.Row, error) {
	rows, _, err := xlsx.File(path, o).Collect(context.Background())
	return rows, err
}

var head = []any{"订单号", "金额", "时间"}

// TestTheCasesOfCSV: every form of a cell means in a workbook what it means in CSV.
func TestTheCasesOfCSV(t *testing.T) {
	text, err := os.ReadFile("../testdata/cells.txt")
	require.NoError(t, err)
	columns := map[string]int{"number": 0, "altkey": 1, "amount": 2, "time": 3, "status": 4, "channel": 5, "unit": 6, "fee": 7}
	o := orders.Options{Columns: orders.Columns{Fee: "手续费"}, Encoding: orders.UTF8}
	count := 0
	for i, line := range strings.Split(string(text), "\n") {
		at := max(strings.LastIndex(line, " = "), strings.LastIndex(line, " ! "))
		if line == "" || line[0] == '#' || at < 0 || strings.HasSuffix(line, " own") {
			continue
		}
		column, quoted, _ := strings.Cut(line[:at], " ")
		cell, err := strconv.Unquote(strings.TrimSpace(quoted))
		require.NoError(t, err)
		if !utf8.ValidString(cell) || strings.ContainsAny(cell, "\x00\n") {
			continue // XML cannot hold them
		}
		count++
		cells := []any{"A1", "T1", "1", "2026-11-22 09:05:00", "已支付", "微信", "CNY", "0"}
		cells[columns[column]] = cell
		quotedCells := make([]string, len(cells))
		for i, c := range cells {
			quotedCells[i] = `"` + strings.ReplaceAll(c.(string), `"`, `""`) + `"`
		}
		names := []any{"订单号", "流水号", "金额", "时间", "状态", "支付方式", "币种", "手续费"}
		csv := "订单号,流水号,金额,时间,状态,支付方式,币种,手续费\n" + strings.Join(quotedCells, ",") + "\n"
		want, _, wantErr := orders.At("x.csv", strings.NewReader(csv), o).Collect(context.Background())
		path := streamed(t, [][]any{names, cells})
		if count%2 == 0 {
			path = book(t, [][]any{names, cells})
		}
		got, err := collect(path, xlsx.Options{Options: o})
		require.Equal(t, wantErr == nil, err == nil, "line %d: %v", i+1, err)
		require.Len(t, got, len(want), "line %d", i+1)
		for k := range got {
			assert.Equal(t, want[k].Record, got[k].Record, "line %d", i+1)
			assert.Equal(t, want[k].Line, got[k].Line)
		}
	}
	assert.Greater(t, count, 100)
}

// TestNumbers: what Excel holds as a number is taken when it holds it exactly.
func TestNumbers(t *testing.T) {
	when := time.Date(2026, 11, 22, 9, 5, 7, 0, time.UTC)
	for _, c := range []struct {
		reason                string
		number, amount, times any
		want                  string // "" is a refusal
		kind                  error
	}{
		{"a number of 15 digits", 123456789012345, 12.5, "2026-11-22", "123456789012345 12.5 2026-11-22T00:00:00", nil},
		{"a number of 16 digits, as Excel rounded it", 1234567890123450, 1, "2026-11-22", "", orders.ErrPrecision},
		{"a number of 17 digits", 12345678901234567, 1, "2026-11-22", "", orders.ErrPrecision},
		{"a number of 20 digits", 20161107095823123456.0, 1, "2026-11-22", "", orders.ErrPrecision},
		{"a text of 20 digits", "20161107095823123456", 1, "2026-11-22", "20161107095823123456 1 2026-11-22T00:00:00", nil},
		{"a binary sum", "A", 0.1 + 0.2, "2026-11-22", "A 0.3 2026-11-22T00:00:00", nil},
		{"money a bit below", "A", 575.66999999999996, "2026-11-22", "A 575.67 2026-11-22T00:00:00", nil},
		{"a tiny amount", "A", 0.00001, "2026-11-22", "A 0.00001 2026-11-22T00:00:00", nil},
		{"a negative amount", "A", -3.5, "2026-11-22", "A -3.5 2026-11-22T00:00:00", nil},
		{"a date with its style", "A", 1, when, "A 1 2026-11-22T09:05:07", nil},
		{"a serial without a style", "A", 1, 46348.378472, "A 1 2026-11-22T09:05:00", nil},
		{"a serial of a whole day", "A", 1, 46348, "A 1 2026-11-22T00:00:00", nil},
		{"seconds since 1970", "A", 1, 1795309500, "A 1 2026-11-22T09:05:00", nil},
		{"a logical value as money", "A", true, "2026-11-22", "", orders.ErrCell},
	} {
		t.Run(c.reason, func(t *testing.T) {
			for _, path := range []string{book(t, [][]any{head, {c.number, c.amount, c.times}}), streamed(t, [][]any{head, {c.number, c.amount, c.times}})} {
				rows, err := collect(path, xlsx.Options{})
				if c.want == "" {
					require.ErrorIs(t, err, c.kind)
					continue
				}
				require.NoError(t, err)
				r := rows[0].Record
				assert.Equal(t, c.want, r.Key+" "+r.Amount.String()+" "+r.Time.Format("2006-01-02T15:04:05"))
			}
		})
	}
}

// TestDateStyles: a number is a date when its style shows one.
func TestDateStyles(t *testing.T) {
	for format, want := range map[string]string{
		`yyyy"年"m"月"d"日" h:mm`: "2026-11-22T09:05:00", `[$-804]yyyy/m/d;@`: "2026-11-22T09:05:00", `0.0000`: "2026-11-22T09:05:00",
		`"day" 0.00`: "2026-11-22T09:05:00", `\d0`: "2026-11-22T09:05:00",
	} {
		rows, err := collect(book(t, [][]any{head, {"A", 1, 46348.378472222219}}, func(f *excelize.File) {
			style, err := f.NewStyle(&excelize.Style{CustomNumFmt: &format})
			require.NoError(t, err)
			require.NoError(t, f.SetCellStyle("Sheet1", "C2", "C2", style))
		}), xlsx.Options{})
		require.NoError(t, err, format)
		assert.Equal(t, want, rows[0].Record.Time.Format("2006-01-02T15:04:05"), format)
	}
}

func TestSheets(t *testing.T) {
	path := book(t, [][]any{{"说明"}}, func(f *excelize.File) {
		for _, name := range []string{"订单", "退单"} {
			_, err := f.NewSheet(name)
			require.NoError(t, err)
			require.NoError(t, f.SetSheetRow(name, "A1", &head))
			require.NoError(t, f.SetSheetRow(name, "A2", &[]any{"of " + name, "1", "2026-11-22"}))
		}
		f.SetActiveSheet(1)
		require.NoError(t, f.SetSheetVisible("Sheet1", false))
	})
	rows, err := collect(path, xlsx.Options{})
	require.NoError(t, err)
	assert.Equal(t, "of 订单", rows[0].Record.Key, "the first sheet that is not hidden")
	rows, err = collect(path, xlsx.Options{Sheet: "退单"})
	require.NoError(t, err)
	assert.Equal(t, "of 退单", rows[0].Record.Key)
	_, err = collect(path, xlsx.Options{Sheet: "Sheet1"})
	require.ErrorIs(t, err, orders.ErrHeader, "a hidden one may be named")
	_, err = collect(path, xlsx.Options{Sheet: "none"})
	require.ErrorIs(t, err, xlsx.ErrWorkbook)
	assert.ErrorContains(t, err, `it has no sheet "none"`)
}

func TestRows(t *testing.T) {
	path := book(t, [][]any{{"订单导出"}, {}, head, {"A", "1", "2026-11-22"}, {"B", "2", "2026-11-22"}, {}, {"C", "3", "2026-11-22"}, {"合计", "6"}},
		func(f *excelize.File) {
			require.NoError(t, f.SetRowVisible("Sheet1", 5, false))
			require.NoError(t, f.SetColVisible("Sheet1", "B", false))
		})
	reader := xlsx.File(path, xlsx.Options{})
	rows, summary, err := reader.Collect(context.Background())
	require.NoError(t, err)
	require.Len(t, rows, 3, "hidden rows are rows")
	assert.Equal(t, []int{4, 5, 7}, []int{rows[0].Line, rows[1].Line, rows[2].Line})
	assert.Equal(t, 8, summary.Totals)

	cells, err := reader.Cells(context.Background(), rows[2], rows[0])
	require.NoError(t, err)
	assert.Equal(t, "[[{订单号 C} {金额 3} {时间 2026-11-22}] [{订单号 A} {金额 1} {时间 2026-11-22}]]", fmt.Sprint(cells))

	rows[0].Record.Key = "other"
	_, err = reader.Cells(context.Background(), rows[0])
	assert.ErrorIs(t, err, orders.ErrChanged)

	var streamed []orders.Row
	for row, err := range reader.Rows(context.Background()) {
		require.NoError(t, err)
		if streamed = append(streamed, row); len(streamed) == 2 {
			break
		}
	}
	assert.Len(t, streamed, 2)
}

// TestMergedHeads: what stands under a merged head is not guessed.
func TestMergedHeads(t *testing.T) {
	merge := func(from, to string) func(*excelize.File) {
		return func(f *excelize.File) { require.NoError(t, f.MergeCell("Sheet1", from, to)) }
	}
	_, err := collect(book(t, [][]any{{"订单号", "金额", "", "时间"}, {"A", "1", "2", "2026-11-22"}}, merge("B1", "C1")), xlsx.Options{})
	require.ErrorIs(t, err, orders.ErrLine)
	assert.ErrorContains(t, err, "the head has merged cells")
	_, err = collect(book(t, [][]any{head, {"", "应收", ""}, {"A", "1", "2026-11-22"}}, merge("A1", "A2"), merge("C1", "C2")), xlsx.Options{})
	require.ErrorIs(t, err, orders.ErrCell)
	assert.ErrorContains(t, err, "if the head has merged cells")
}

func TestRefusedWorkbooks(t *testing.T) {
	text := filepath.Join(t.TempDir(), "orders.xlsx")
	require.NoError(t, os.WriteFile(text, []byte("订单号,金额,时间\n"), 0o600))
	_, err := collect(text, xlsx.Options{})
	require.ErrorIs(t, err, xlsx.ErrWorkbook)
	_, err = collect(filepath.Join(t.TempDir(), "absent.xlsx"), xlsx.Options{})
	require.ErrorIs(t, err, os.ErrNotExist)
	yes := true
	_, err = collect(book(t, [][]any{head, {"A", "1", "2026-11-22"}}, func(f *excelize.File) {
		require.NoError(t, f.SetWorkbookProps(&excelize.WorkbookPropsOptions{Date1904: &yes}))
	}), xlsx.Options{})
	assert.ErrorContains(t, err, "1904")
}

func TestCancelled(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	_, _, err := xlsx.File(book(t, [][]any{head, {"A", "1", "2026-11-22"}}), xlsx.Options{}).Collect(ctx)
	assert.ErrorIs(t, err, context.Canceled)
}

// TestRichText: the parts of a text are one, and how it is to be pronounced is none of it.
func TestRichText(t *testing.T) {
	rows, err := collect(book(t, [][]any{head, {"", "1", "2026-11-22"}}, func(f *excelize.File) {
		require.NoError(t, f.SetCellRichText("Sheet1", "A2", []excelize.RichTextRun{{Text: "A"}, {Text: "1", Font: &excelize.Font{Bold: true}}}))
	}), xlsx.Options{Options: orders.Options{Day: day(t, "2026-11-22")}})
	require.NoError(t, err)
	assert.Equal(t, "A1", rows[0].Record.Key)
}

func day(t *testing.T, text string) recon.Day {
	d, err := recon.ParseDay(text)
	require.NoError(t, err)
	return d
}
