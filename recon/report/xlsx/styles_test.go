package xlsx

import (
	"errors"
	"testing"

	"github.com/xuri/excelize/v2"
)

// TestNoRoomForStyles: a workbook holds excelize.MaxCellStyles of them.
func TestNoRoomForStyles(t *testing.T) {
	b := emptyBook(t, excelize.NewFile())
	all := &b.file.Styles.CellXfs.Xf
	for len(*all) < excelize.MaxCellStyles {
		*all = append(*all, (*all)[0])
	}
	if _, err := newStyles(b.file); err != nil {
		t.Errorf("styles that are there already: error %v", err)
	}
	if id := b.styles.ofPlaces(7); id != b.styles.fen {
		t.Errorf("seven decimals: style %d, want that of fen, which shows less and keeps the number", id)
	}
	for i := range *all {
		(*all)[i] = (*all)[0] // so that none of ours is there
	}
	if _, err := newBook(b.file, b.report, sheetRows); !errors.Is(err, excelize.ErrCellStyles) {
		t.Errorf("no room at all: error %v, want %v", err, excelize.ErrCellStyles)
	}
}

// TestHeadsStandOverTheirCells: numbers and their heads on the right, texts and theirs on the left and apart from the number before.
func TestHeadsStandOverTheirCells(t *testing.T) {
	f := open(t, shop(t), sheetRows)
	for _, c := range []struct {
		cell, side string
		indent     int
	}{{"A1", "right", 0}, {"B1", "left", 1}, {"B2", "left", 1}, {"I1", "right", 0}, {"I2", "", 0}, {"L1", "left", 1}, {"L2", "left", 1}} {
		id, err := f.GetCellStyle("明细", c.cell)
		if err != nil {
			t.Fatal(err)
		}
		style, err := f.GetStyle(id)
		if err != nil {
			t.Fatal(err)
		}
		if a := style.Alignment; a.Horizontal != c.side || a.Indent != c.indent {
			t.Errorf("%s stands %q with an indent of %d, want %q with %d", c.cell, a.Horizontal, a.Indent, c.side, c.indent)
		}
	}
}
