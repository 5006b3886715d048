package xlsx

import (
	"errors"
	"testing"

	"github.com/xuri/excelize/v2"
)

func TestOverviewNeedsItsSheet(t *testing.T) {
	if err := emptyBook(t, excelize.NewFile()).overview("a/b"); !errors.Is(err, excelize.ErrSheetNameInvalid) {
		t.Errorf("error %v, want %v", err, excelize.ErrSheetNameInvalid)
	}
}
