package xlsx

import (
	"strconv"
	"strings"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/xuri/excelize/v2"
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
		{"control characters and direction marks", "a\x00b\u202ec", "a\uFFFDb\uFFFDc"},
		{"as long as a cell can be", long, long},
		{"one too long", long + "x", strings.Repeat("账", excelize.TotalCellChars-1) + "…"},
		{"pairs count twice", strings.Repeat("𠀀", excelize.TotalCellChars/2+1), strings.Repeat("𠀀", excelize.TotalCellChars/2) + "…"},
	} {
		if got := fit(c.text); got != c.want {
			t.Errorf("%s: %d bytes, want %d", c.reason, len(got), len(c.want))
		}
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
