package xlsx

import (
	"fmt"
	"io"

	"github.com/xuri/excelize/v2"

	"github.com/billrecon/billrecon/recon"
	"github.com/billrecon/billrecon/recon/report"
)

// sheetRows is how many rows a sheet of Excel has.
const sheetRows = 1 << 20

// Write writes the report as a workbook: a sheet with the overview, and the list of groups as report.Report.Lines has it, on as many
// sheets as it takes. The header is frozen and has a filter; the status is coloured.
//
// Counts are numbers. Amounts are numbers with two decimals (CNY) or as many as they have, where Excel can hold them exactly: at most
// 15 digits, and no exponent. Others are text, exact and complete; Excel leaves them out of sums. Everything else is text, so that
// nothing in it can run as a formula, with what is invisible in it shown as U+FFFD. A text that is longer than a cell can be,
// 32 767 characters, ends in "…".
//
// Rows go through excelize's stream writer, which keeps large sheets in temporary files until Write returns.
func Write(w io.Writer, r *report.Report) error {
	return write(w, r, sheetRows)
}

func write(w io.Writer, r *report.Report, rows int) (err error) {
	f := excelize.NewFile()
	defer func() {
		if e := f.Close(); err == nil && e != nil {
			err = fmt.Errorf("xlsx: %w", e)
		}
	}()
	b, err := newBook(f, r, rows)
	if err == nil {
		err = b.fill()
	}
	if err == nil {
		err = f.Write(w)
	}
	if err != nil {
		return fmt.Errorf("xlsx: %w", err)
	}
	return nil
}

// firstSheet is the one that excelize makes with every workbook.
const firstSheet = "Sheet1"

// book is a workbook in the making.
type book struct {
	file   *excelize.File
	report *report.Report
	rows   int // of a sheet
	styles styles
}

func newBook(f *excelize.File, r *report.Report, rows int) (*book, error) {
	s, err := newStyles(f)
	return &book{file: f, report: r, rows: rows, styles: s}, err
}

// fill writes the overview into the sheet that every new workbook has, and then the list.
func (b *book) fill() error {
	overview := b.word("概览", "Overview")
	if err := b.file.SetSheetName(firstSheet, overview); err != nil {
		return err
	}
	if err := b.overview(overview); err != nil {
		return err
	}
	if err := b.list(); err != nil {
		return err
	}
	return b.file.SetDocProps(&excelize.DocProperties{Title: b.report.Title(), Language: b.word("zh-CN", "en")})
}

func (b *book) word(chinese, english string) string {
	if b.report.Language() == recon.English {
		return english
	}
	return chinese
}
