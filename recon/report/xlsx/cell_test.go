package xlsx

import (
	"strconv"
	"strings"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/xuri/excelize/v2"

	"github.com/billrecon/billrecon/recon"
	"github.com/billrecon/billrecon/recon/report"
)

func TestExactPlaces(t *testing.T) {
	for _, c := range []struct {
		reason, text string
		places       int
		exact        bool
	}{
		{"fen", "12.30", 2, true},
		{"negative", "-12.30", 2, true},
		{"whole", "3", 0, true},
		{"zero", "0.00", 2, true},
		{"leading zeros are no digits", "0.000000000000001", 15, true},
		{"fifteen digits", "9999999999999.99", 2, true},
		{"sixteen digits", "99999999999999.99", 2, false},
		{"an exponent", "1e30", 0, false},
	} {
		places, exact := exactPlaces(c.text)
		if exact != c.exact || exact && places != c.places {
			t.Errorf("%s: exactPlaces(%q) = %d, %v", c.reason, c.text, places, exact)
		}
	}
}

func TestFit(t *testing.T) {
	long := strings.Repeat("账", excelize.TotalCellChars)
	for _, c := range []struct{ reason, text, want string }{
		{"plain", "A1 账单", "A1 账单"},
		{"control characters and direction marks", "a\x00b\u202ec", "a␀b\uFFFDc"},
		{"as long as a cell can be", long, long},
		{"one too long", long + "x", strings.Repeat("账", excelize.TotalCellChars-1) + "…"},
		{"pairs count twice", strings.Repeat("𠀀", excelize.TotalCellChars/2+1), strings.Repeat("𠀀", excelize.TotalCellChars/2) + "…"},
	} {
		if got := fit(c.text); got != c.want {
			t.Errorf("%s: %d bytes, want %d", c.reason, len(got), len(c.want))
		}
	}
}

// TestNumbersExcelCannotHold are text, complete, and no number that is nearly the same.
func TestNumbersExcelCannotHold(t *testing.T) {
	b := emptyBook(t, excelize.NewFile())
	for _, c := range []struct {
		reason string
		kind   report.Kind
		text   string
		want   any
	}{
		{"a count of 15 digits", report.Count, "123456789012345", int64(123456789012345)},
		{"a count of 16 digits", report.Count, "1234567890123456", "1234567890123456"},
		{"a count beyond int64", report.Count, "99999999999999999999", "99999999999999999999"},
		{"a count that is none", report.Count, "3 rows", "3 rows"},
		{"an amount of 15 digits", report.Amount, "-1234567890123.45", -1234567890123.45},
		{"an amount of 16 digits", report.Amount, "12345678901234.56", "12345678901234.56"},
		{"an amount that is none", report.Amount, "n/a", "n/a"},
	} {
		cell := b.cell(c.kind, c.text)
		if cell.Value != c.want {
			t.Errorf("%s: %v (%T), want %v (%T)", c.reason, cell.Value, cell.Value, c.want, c.want)
		}
		if _, text := c.want.(string); text != (cell.StyleID == b.styles.longAmount) {
			t.Errorf("%s: style %d", c.reason, cell.StyleID)
		}
	}
}

// TestUnknownStatusIsPlainText: one that this version has no colour for is still written.
func TestUnknownStatusIsPlainText(t *testing.T) {
	b := emptyBook(t, excelize.NewFile())
	if cell := b.coloured(recon.Status(99), "?"); cell.StyleID != b.styles.text || cell.Value != "?" {
		t.Errorf("cell %+v, want plain text", cell)
	}
}

// FuzzAmount: a number in a workbook is the very number of the report.
func FuzzAmount(f *testing.F) {
	for _, seed := range []struct {
		digits int64
		exp    int8
	}{{1, -2}, {-999_999_999_999_999, -2}, {123456789012345, -15}, {1, 14}, {99999999999999, 0}} {
		f.Add(seed.digits, seed.exp)
	}
	f.Fuzz(func(t *testing.T, digits int64, exp int8) {
		d := decimal.New(digits, int32(exp))
		text := d.String()
		if _, ok := exactPlaces(text); !ok {
			return
		}
		number, err := strconv.ParseFloat(text, 64)
		if err != nil {
			t.Fatal(err)
		}
		if stored := strconv.FormatFloat(number, 'f', -1, 64); !decimal.RequireFromString(stored).Equal(d) {
			t.Fatalf("%s is stored as %s", text, stored)
		}
	})
}
