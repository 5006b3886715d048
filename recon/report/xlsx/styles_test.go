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
