package xlsx

import (
	"context"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"github.com/xuri/excelize/v2"

	"github.com/billrecon/billrecon/recon/orders"
)

// exactDigits is how many digits of a number Excel keeps.
const exactDigits = 15

// sheet is where the rows are, and what is needed to understand their cells.
type sheet struct {
	part  string
	texts []string
	dates []bool
}

// row is the one that is being read. Its buffers are used again.
type row struct {
	orders.Line
	text []byte
	ends []int
}

// rows reads the sheet's XML row by row.
func (s *sheet) rows(ctx context.Context, part io.Reader, yield func(orders.Line) bool) error {
	d := xml.NewDecoder(part)
	var r row
	for {
		token, err := d.RawToken()
		if errors.Is(err, io.EOF) {
			return nil
		} else if err != nil {
			return err
		}
		start, ok := token.(xml.StartElement)
		if !ok || start.Name.Local != "row" {
			continue
		}
		r.Number++
		if n, err := strconv.Atoi(attribute(start, "r")); err == nil {
			r.Number = n
		}
		if err := s.row(d, &r); err != nil {
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
func (s *sheet) row(d *xml.Decoder, r *row) error {
	width := len(r.Cells)
	r.text, r.ends, r.Inexact = r.text[:0], r.ends[:0], r.Inexact[:0]
	for {
		token, err := d.RawToken()
		if err != nil {
			return err
		}
		switch t := token.(type) {
		case xml.EndElement:
			if t.Name.Local == "row" {
				r.pad(width)
				r.cut()
				return nil
			}
		case xml.StartElement:
			if t.Name.Local != "c" {
				continue
			}
			column := len(r.ends) + 1
			if at := attribute(t, "r"); at != "" {
				if column, _, err = excelize.CellNameToCoordinates(at); err != nil {
					return err
				}
			}
			text, inexact, err := s.cell(d, t)
			if err != nil {
				return err
			}
			r.pad(column - 1)
			r.text = append(r.text, text...)
			r.ends, r.Inexact = append(r.ends, len(r.text)), append(r.Inexact, inexact)
		}
	}
}

// pad adds empty cells up to a width.
func (r *row) pad(width int) {
	for len(r.ends) < width {
		r.ends, r.Inexact = append(r.ends, len(r.text)), append(r.Inexact, false)
	}
}

// cut makes the cells of the row's text.
func (r *row) cut() {
	r.Cells = r.Cells[:0]
	start := 0
	for _, end := range r.ends {
		r.Cells = append(r.Cells, r.text[start:end])
		start = end
	}
}

// cell is the text of a cell, and whether it is a number that Excel cannot hold exactly.
func (s *sheet) cell(d *xml.Decoder, start xml.StartElement) (text string, inexact bool, err error) {
	value, err := valueOf(d)
	if err != nil || value == "" {
		return "", false, err
	}
	switch attribute(start, "t") {
	case "s":
		n, err := strconv.Atoi(strings.TrimSpace(value))
		if err != nil || n < 0 || n >= len(s.texts) {
			return "", false, errors.New("a cell names a text that is not there")
		}
		return s.texts[n], false, nil
	case "b":
		return strings.ToUpper(strconv.FormatBool(value == "1")), false, nil
	case "", "n":
		style, _ := strconv.Atoi(attribute(start, "s"))
		text, inexact = number(value, style >= 0 && style < len(s.dates) && s.dates[style])
		return text, inexact, nil
	}
	return value, false, nil
}

// valueOf is what a cell holds, its formula left out.
func valueOf(d *xml.Decoder) (string, error) {
	var value string
	for {
		token, err := d.RawToken()
		if err != nil {
			return "", err
		}
		switch t := token.(type) {
		case xml.StartElement:
			switch t.Name.Local {
			case "v":
				value, err = charsOf(d)
			case "is":
				value, err = textOf(d, "is")
			}
			if err != nil {
				return "", err
			}
		case xml.EndElement:
			if t.Name.Local == "c" {
				return value, nil
			}
		}
	}
}

func charsOf(d *xml.Decoder) (string, error) {
	var text []byte
	for {
		token, err := d.RawToken()
		if err != nil {
			return "", err
		}
		switch t := token.(type) {
		case xml.CharData:
			text = append(text, t...)
		case xml.EndElement:
			return string(text), nil
		}
	}
}

// number is a number without an exponent, the shortest that is the same for Excel, or the date that the cell shows.
func number(value string, date bool) (text string, inexact bool) {
	n, err := strconv.ParseFloat(value, 64)
	if err != nil {
		return value, false
	}
	if date {
		unit := time.Millisecond
		if _, decimals, _ := strings.Cut(value, "."); len(decimals) < 9 {
			unit = time.Second // nine decimals of a day are a tenth of a millisecond
		}
		if t, err := excelize.ExcelDateToTime(n, false); err == nil {
			return t.Round(unit).Format("2006-01-02 15:04:05.999"), false
		}
	}
	text = strconv.FormatFloat(n, 'f', -1, 64)
	digits := strings.TrimLeft(strings.NewReplacer("-", "", ".", "").Replace(text), "0")
	return text, len(digits) > exactDigits
}

func attribute(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name && a.Name.Space == "" {
			return a.Value
		}
	}
	return ""
}
