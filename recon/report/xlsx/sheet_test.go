package xlsx

import (
	"errors"
	"testing"

	"github.com/xuri/excelize/v2"
)

func TestSheetRefuses(t *testing.T) {
	if _, err := emptyBook(t, excelize.NewFile()).sheet("a/b"); !errors.Is(err, excelize.ErrSheetNameInvalid) {
		t.Errorf("a name that Excel forbids: error %v, want %v", err, excelize.ErrSheetNameInvalid)
	}
	if _, err := emptyBook(t, withChart(t, "List")).sheet("List"); err == nil {
		t.Error("a sheet that is a chart: no error")
	}
}
