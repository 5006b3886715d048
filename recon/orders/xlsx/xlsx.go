// Package xlsx reads orders from Excel workbooks, as package orders reads them from CSV. It is a module of its own, so that the SDK does
// not depend on excelize.
//
//	rows, summary, err := xlsx.File("orders.xlsx", xlsx.Options{Options: orders.Options{Day: day}}).Collect(ctx)
//
// Rows are streamed; texts that a workbook shares between its cells are held in memory. An order number that the workbook holds as a
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

	"github.com/xuri/excelize/v2"

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

// The most that a workbook may hold when it is unpacked, and from which size on a part of it is kept on disk.
const (
	maxUnpacked = 4 << 30
	maxInMemory = 1 << 20
)

type workbook struct{ path, sheet string }

// Lines yields the rows of the sheet that are there; empty ones that the workbook leaves out are left out.
func (w workbook) Lines(ctx context.Context) iter.Seq2[orders.Line, error] {
	return func(yield func(orders.Line, error) bool) {
		if err := w.read(ctx, func(line orders.Line) bool { return yield(line, nil) }); err != nil {
			yield(orders.Line{}, err)
		}
	}
}

func (w workbook) read(ctx context.Context, yield func(orders.Line) bool) (err error) {
	archive, err := zip.OpenReader(w.path)
	if err != nil {
		return w.fault(err)
	}
	defer archive.Close()
	s, err := w.open(&archive.Reader)
	if err != nil {
		return w.fault(err)
	}
	part, err := archive.Open(s.part)
	if err != nil {
		return w.fault(err)
	}
	defer part.Close()
	if err := s.rows(ctx, part, yield); err != nil {
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

// open finds the sheet, and what is needed to understand its cells.
func (w workbook) open(archive *zip.Reader) (s sheet, err error) {
	book, err := excelize.OpenFile(w.path, excelize.Options{UnzipSizeLimit: maxUnpacked, UnzipXMLSizeLimit: maxInMemory})
	if err != nil {
		return s, err
	}
	defer func() { err = errors.Join(err, book.Close()) }()
	name := w.sheet
	if name == "" {
		if name, err = firstVisible(book); err != nil {
			return s, err
		}
	}
	properties, err := book.GetWorkbookProps()
	if err != nil {
		return s, err
	}
	if properties.Date1904 != nil && *properties.Date1904 {
		return s, errors.New("it counts dates from 1904: switch that off in Excel's options, and save it again")
	}
	links, err := linksOf(archive)
	if err != nil {
		return s, err
	}
	for _, known := range book.WorkBook.Sheets.Sheet {
		if known.Name == name {
			s.part = links.part(known.ID)
		}
	}
	if s.part == "" {
		return s, fmt.Errorf("it has no sheet %q", name)
	}
	s.dates = dateStyles(book)
	s.texts, err = sharedTexts(archive, links.sharedStrings())
	return s, err
}

func firstVisible(book *excelize.File) (string, error) {
	for _, name := range book.GetSheetList() {
		if visible, err := book.GetSheetVisible(name); err != nil {
			return "", err
		} else if visible {
			return name, nil
		}
	}
	return "", errors.New("it has no sheet that is not hidden")
}
