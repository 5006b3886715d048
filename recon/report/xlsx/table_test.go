package xlsx

import (
	"errors"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"github.com/billrecon/billrecon/recon/report"
)

// aList is a sheet of a list with its header.
func aList(t *testing.T) *table {
	t.Helper()
	s, err := emptyBook(t, excelize.NewFile()).table("List", []report.Column{{Name: "A"}}, nil)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// TestLayOutComesFirst: excelize writes the layout before the rows, so that it would be lost after them.
func TestLayOutComesFirst(t *testing.T) {
	if err := aList(t).layOut(nil); err == nil || !strings.Contains(err.Error(), "must call the SetColWidth function before the SetRow function") {
		t.Errorf("error %v, want excelize's about the order", err)
	}
}

func TestFilterRefuses(t *testing.T) {
	for _, c := range []struct {
		reason string
		change func(*table)
		want   func(error) bool
	}{
		{"a list without columns", func(s *table) { s.columns = nil }, func(err error) bool { return err != nil }},
		{"a sheet that is not there", func(s *table) { s.name = "Elsewhere" },
			func(err error) bool { return errors.As(err, new(excelize.ErrSheetNotExist)) }},
		{"print titles that are there already", func(s *table) { _ = s.filter() },
			func(err error) bool { return errors.Is(err, excelize.ErrDefinedNameDuplicate) }},
	} {
		s := aList(t)
		c.change(s)
		if err := s.filter(); !c.want(err) {
			t.Errorf("%s: error %v", c.reason, err)
		}
	}
}

// TestRowsGoDown: a row is never written over.
func TestRowsGoDown(t *testing.T) {
	s := aList(t)
	s.row = 1
	if err := s.write(nil); err == nil {
		t.Error("the header was written over")
	}
}
