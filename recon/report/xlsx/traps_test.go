package xlsx

import (
	"fmt"
	"testing"

	"github.com/xuri/excelize/v2"

	"github.com/billrecon/billrecon/recon"
	"github.com/billrecon/billrecon/recon/report"
)

// TestSpreadsheetTraps: order numbers that a spreadsheet takes for months, dates, words, numbers or formulas are texts in a workbook, every
// character of them, on every sheet that shows them.
func TestSpreadsheetTraps(t *testing.T) {
	traps := []string{
		"MAR1", "SEPT2", "1-2", "2026-11-22", "TRUE", "1E5", "2.01611E+19", "12345678901234567", "20161119022300000000", "0012", "+86", "-5", "=1+1",
		"@SUM(A1)", "1/2", "1,234", "¥12", "#N/A",
	}
	var orders []recon.Record
	for i, key := range traps {
		orders = append(orders, paid(key, fmt.Sprintf("%d.00", 100-i)))
	}
	f := open(t, of(t, nil, orders, report.Options{}), sheetRows)
	for _, sheet := range f.GetSheetList()[1:3] {
		found := map[string]excelize.CellType{}
		for i, row := range raw(t, f, sheet) {
			for j, text := range row {
				cell, err := excelize.CoordinatesToCellName(j+1, i+1)
				if err != nil {
					t.Fatal(err)
				}
				kind, err := f.GetCellType(sheet, cell)
				if err != nil {
					t.Fatal(err)
				}
				if formula, err := f.GetCellFormula(sheet, cell); err != nil || formula != "" && i < len(orders)+1 {
					t.Errorf("%s %s: formula %q, %v", sheet, cell, formula, err)
				}
				if kind == excelize.CellTypeInlineString || kind == excelize.CellTypeSharedString {
					found[text] = kind
				}
			}
		}
		for _, key := range traps {
			if _, ok := found[key]; !ok {
				t.Errorf("%s: %q is not there as a text", sheet, key)
			}
		}
	}
}
