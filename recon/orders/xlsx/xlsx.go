// Package xlsx reads orders from Excel workbooks, as package orders reads them from CSV. It is a module of its own, since its tests need
// excelize.
//
//	rows, summary, err := xlsx.File("orders.xlsx", xlsx.Options{Options: orders.Options{Day: day}}).Collect(ctx)
//
// Rows are streamed; texts that a workbook shares between its cells are held in memory, 256 MiB of them at most. An order number that the workbook holds as a
// number of more than 15 digits is refused, since Excel has rounded it. Hidden rows and columns are read like the others, a formula
// gives the value that Excel last saved, and of merged cells the first one has the value: a head with merged cells is refused.
// Workbooks that count their dates from 1904 are refused.
package xlsx

import (
	"archive/zip"
	"context"
	"errors"
	"fmt"
	"iter"

	"github.com/billrecon/billrecon/recon/orders"
)

// Options are those of package orders, and the sheet.
type Options struct {
	orders.Options
	// Sheet is the name of the sheet to read. Empty: the first one that is not hidden.
	Sheet string
}

// File reads a sheet of a workbook (.xlsx, .xlsm). Row.Line is the row's number in Excel, Row.Offset is 0.
func File(path string, o Options) *orders.Reader {
	return orders.From(path, workbook{path, o.Sheet}, o.Options)
}

// ErrWorkbook is what cannot be read as a workbook, or lacks the sheet that was asked for.
var ErrWorkbook = errors.New("xlsx: the workbook cannot be read")

type workbook struct{ path, sheet string }

// Lines yields the rows of the sheet that are there; empty ones that the workbook leaves out are left out.
func (w workbook) Lines(ctx context.Context) iter.Seq2[orders.Line, error] {
	return func(yield func(orders.Line, error) bool) {
		if err := w.read(ctx, func(line orders.Line) bool { return yield(line, nil) }); err != nil {
			yield(orders.Line{}, err)
		}
	}
}

func (w workbook) read(ctx context.Context, yield func(orders.Line) bool) error {
	archive, err := zip.OpenReader(w.path)
	if err != nil {
		return w.fault(err)
	}
	defer archive.Close()
	s, name, err := open(&archive.Reader, w.sheet)
	if err != nil {
		return w.fault(err)
	}
	rows, err := part(&archive.Reader, name)
	if err != nil {
		return w.fault(err)
	}
	defer rows.Close()
	if err := s.rows(ctx, rows, yield); err != nil {
		return w.fault(err)
	}
	return nil
}

func (w workbook) fault(err error) error {
	if errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return err
	}
	return fmt.Errorf("%w: %s: %w", ErrWorkbook, w.path, err)
}

// open finds the part with the rows of a sheet, and what is needed to understand their cells.
func open(archive *zip.Reader, name string) (s sheet, rows string, err error) {
	var (
		b  book
		l  links
		st styles
	)
	if err := errors.Join(decode(archive, "xl/workbook.xml", &b), decode(archive, "xl/_rels/workbook.xml.rels", &l)); err != nil {
		return s, "", err
	}
	if dates := b.Properties.Date1904; dates != "" && dates != "0" && dates != "false" {
		return s, "", errors.New("it counts dates from 1904: switch that off in Excel's options, and save it again")
	}
	id, err := b.id(name)
	if err != nil {
		return s, "", err
	}
	if part := l.part("", "styles"); part != "" {
		if err := decode(archive, part, &st); err != nil {
			return s, "", err
		}
	}
	s.dates = st.dates()
	s.texts, err = sharedTexts(archive, l.part("", "sharedStrings"))
	return s, l.part(id, ""), err
}
