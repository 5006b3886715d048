package xlsx

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"github.com/billrecon/billrecon/recon/orders"
)

// exactDigits is how many digits of a number Excel keeps; maxColumns is how many columns it has.
const exactDigits, maxColumns = 15, 16_384

// sheet is what is needed to understand the cells of a sheet.
type sheet struct {
	texts texts
	dates []bool
}

// row is the one that is being read. Its buffers are used again.
type row struct {
	orders.Line
	text []byte
	ends []int
}

// rows reads the sheet's XML row by row, to its end: the archive's checksum is compared there.
func (s *sheet) rows(ctx context.Context, part io.Reader, yield func(orders.Line) bool) error {
	in := newScanner(part)
	var r row
	for {
		tag, err := in.next()
		switch {
		case errors.Is(err, io.EOF):
			return errors.New("the sheet is cut off")
		case err != nil:
			return err
		case string(tag) == "/sheetData" || string(tag) == "sheetData" && in.empty:
			_, err := io.Copy(io.Discard, in.in)
			return err
		case string(tag) != "row":
			continue
		}
		r.Number++
		if n, err := strconv.Atoi(string(in.attribute("r"))); err == nil {
			r.Number = n
		}
		if err := s.row(in, &r); err != nil {
			return fmt.Errorf("row %d: %w", r.Number, err)
		}
		if !yield(r.Line) {
			return nil
		}
		if err := ctx.Err(); err != nil {
			return err
		}
	}
}

// row reads the cells up to the end of the row. It is as wide as the widest row above it: empty cells at the end are not in the file.
func (s *sheet) row(in *scanner, r *row) error {
	width, whole := len(r.Cells), in.empty
	r.text, r.ends, r.Inexact = r.text[:0], r.ends[:0], r.Inexact[:0]
	for !whole {
		tag, err := in.within()
		if err != nil {
			return err
		}
		if whole = string(tag) == "/row"; string(tag) != "c" {
			continue
		}
		column := len(r.ends) + 1
		if at := in.attribute("r"); len(at) > 0 {
			column = columnOf(at)
		}
		if column <= len(r.ends) || column > maxColumns {
			return errors.New("a cell has no place, or that of another one")
		}
		r.pad(column - 1)
		inexact, err := s.cell(in, r)
		if err != nil {
			return err
		}
		r.ends, r.Inexact = append(r.ends, len(r.text)), append(r.Inexact, inexact)
	}
	r.pad(width)
	r.Cells = r.Cells[:0]
	start := 0
	for _, end := range r.ends {
		r.Cells = append(r.Cells, r.text[start:end])
		start = end
	}
	return nil
}

// within is the next tag of what has begun: the part must not end there.
func (s *scanner) within() ([]byte, error) {
	tag, err := s.next()
	if errors.Is(err, io.EOF) {
		err = io.ErrUnexpectedEOF
	}
	return tag, err
}

// pad adds empty cells up to a width.
func (r *row) pad(width int) {
	for len(r.ends) < width {
		r.ends, r.Inexact = append(r.ends, len(r.text)), append(r.Inexact, false)
	}
}

// columnOf is the column of a place such as AB12, from 1; 0 is none.
func columnOf(place []byte) (column int) {
	for i, c := range place {
		switch {
		case 'A' <= c && c <= 'Z' && i < 3:
			column = column*26 + int(c-'A') + 1
		case '0' <= c && c <= '9':
			return column
		default:
			return 0
		}
	}
	return 0
}

// cell appends the text of a cell to the row, its formula left out, and says whether it is a number that Excel cannot hold exactly.
func (s *sheet) cell(in *scanner, r *row) (inexact bool, err error) {
	kind, style := kindOf(in.attribute("t")), -1
	if n, err := strconv.Atoi(string(in.attribute("s"))); err == nil {
		style = n
	}
	start := len(r.text)
	for whole := in.empty; !whole; {
		tag, err := in.within()
		if err != nil {
			return false, err
		}
		switch string(tag) {
		case "/v":
			r.text = append(r.text[:start], in.text...)
		case "is":
			if !in.empty {
				if r.text, err = in.joined(r.text[:start], "/is"); err != nil {
					return false, err
				}
			}
		case "/c":
			whole = true
		case "/row", "c":
			return false, errors.New("a cell does not end")
		}
	}
	value := r.text[start:]
	switch {
	case len(value) == 0:
	case kind == shared:
		n, err := strconv.Atoi(strings.TrimSpace(string(value)))
		if err != nil || n < 0 || n >= len(s.texts.ends) {
			return false, errors.New("a cell names a text that is not there")
		}
		r.text = append(r.text[:start], s.texts.at(n)...)
	case kind == logical:
		r.text = append(r.text[:start], strings.ToUpper(strconv.FormatBool(string(value) == "1"))...)
	case kind == numeric:
		var text string
		text, inexact = number(string(value), style >= 0 && style < len(s.dates) && s.dates[style])
		r.text = append(r.text[:start], text...)
	}
	return inexact, nil
}

// The kinds of cells that are not the text they hold.
const (
	plain = iota
	shared
	logical
	numeric
)

func kindOf(attribute []byte) int {
	switch string(attribute) {
	case "s":
		return shared
	case "b":
		return logical
	case "", "n":
		return numeric
	}
	return plain
}

// epoch is the day 0 of Excel.
var epoch = time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)

// number is a number without an exponent, the shortest that is the same for Excel, or the date that the cell shows.
func number(value string, date bool) (text string, inexact bool) {
	n, err := strconv.ParseFloat(value, 64)
	if err != nil {
		return value, false
	}
	if date && n >= 0 && n < 2_958_466 { // the year 10000
		unit := time.Millisecond
		if _, decimals, _ := strings.Cut(value, "."); len(decimals) < 9 {
			unit = time.Second // nine decimals of a day are a tenth of a millisecond
		}
		days := int(n)
		t := epoch.AddDate(0, 0, days).Add(time.Duration((n - float64(days)) * float64(24*time.Hour)))
		return t.Round(unit).Format("2006-01-02 15:04:05.999"), false
	}
	text = strconv.FormatFloat(n, 'f', -1, 64)
	digits := 0
	for _, c := range text {
		if '1' <= c && c <= '9' || c == '0' && digits > 0 {
			digits++
		}
	}
	return text, digits > exactDigits
}
