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

// Write writes the report as a workbook that prints on A4, across: a sheet with the overview; the list of groups with what one prints
// of it, exceptions first, in 13 columns; a sheet of details with the other columns of report.Report.Lines, of all groups but those
// that are reconciled; and each of the figures, such as the money by channel, and each of Options.Sections on a sheet of its own. Heads
// are frozen, repeated on paper, and have a filter; the status is coloured. A list goes on on further sheets when one is full.
//
// Counts are numbers. Amounts are numbers with two decimals (CNY) or as many as they have, where Excel can hold them exactly: at most
// 15 digits, and no exponent. Others are text, exact and complete; Excel leaves them out of sums. Totals are formulas, with their
// exact values beside them; where an amount is text, its total is a value. Everything else is text, so that nothing in it can run as a
// formula or become a number or a date, with control characters shown by their pictures and what else is invisible as U+FFFD. A text
// that is longer than a cell can be, 32 767 characters, ends in "…".
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

// fill writes the overview into the sheet that every new workbook has, then the lists, and the figures.
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
	if err := b.figures(); err != nil {
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
