package recon

import (
	"slices"
	"strings"
	"testing"

	"github.com/shopspring/decimal"
)

func TestControlTotalsCheck(t *testing.T) {
	bills := []Record{
		{Key: "1", Amount: dec("100"), Fee: some("0.6")},
		{Key: "2", Amount: dec("50.5"), Fee: some("0.3")},
		{Key: "3", Amount: dec("-30"), Kind: Refund, Fee: some("-0.18")},
		{Key: "4", Amount: dec("70"), State: Pending},
		{Key: "5", Amount: dec("9"), State: Refunded},
		{Key: "6", Amount: dec("8"), Unit: "福豆"},
	}
	without := append(slices.Clone(bills), Record{Key: "7", Amount: dec("1")})
	cases := []struct {
		reason string
		c      *ControlTotals
		bills  []Record
		field  string
	}{
		{"nothing declared", nil, bills, ""},
		{"an empty declaration", &ControlTotals{}, bills, ""},
		{"all of it", &ControlTotals{Count: new(int64(5)), Amount: some("120.50"), Fee: some("0.72")}, bills, ""},
		{"one row fewer", &ControlTotals{Count: new(int64(6))}, bills, "Control.Count"},
		{"no bills where none are declared", &ControlTotals{Count: new(int64(0)), Amount: some("0")}, nil, ""},
		{"bills where none are declared", &ControlTotals{Count: new(int64(0))}, bills, "Control.Count"},
		{"none where some are declared", &ControlTotals{Count: new(int64(1))}, nil, "Control.Count"},
		{"one fen less", &ControlTotals{Amount: some("120.51")}, bills, "Control.Amount"},
		{"a fraction of a fen less", &ControlTotals{Amount: some("120.501")}, bills, "Control.Amount"},
		{"a fee less", &ControlTotals{Fee: some("0.73")}, bills, "Control.Fee"},
		{"a fee that a row does not give", &ControlTotals{Fee: some("0.72")}, without, "Control.Fee"},
		{"the count comes first", &ControlTotals{Count: new(int64(1)), Amount: some("1"), Fee: some("1")}, bills, "Control.Count"},
		{"points", &ControlTotals{Unit: "福豆", Count: new(int64(1)), Amount: some("8")}, bills, ""},
		{"points that differ", &ControlTotals{Unit: "福豆", Amount: some("120.5")}, bills, "Control.Amount"},
	}
	for _, c := range cases {
		t.Run(c.reason, func(t *testing.T) {
			wantError(t, checkBills(c.c, c.bills...), ErrControlTotals, c.field)
		})
	}
}

// checkBills compares the totals with bill rows.
func checkBills(c *ControlTotals, bills ...Record) error {
	var found controlFound
	if c != nil {
		found.unit = unitOrCNY(c.Unit)
	}
	for _, r := range bills {
		found.add(r)
	}
	return c.check(found)
}

func TestControlTotalsSayBothSums(t *testing.T) {
	err := checkBills(&ControlTotals{Amount: some("470")}, Record{Amount: dec("469.5")})
	const want = "recon: Control.Amount: the provider declares 470.00, the bills given have 469.50"
	if err == nil || err.Error() != want {
		t.Errorf("error is %v, want %s", err, want)
	}
	err = checkBills(&ControlTotals{Fee: some("1")}, Record{}, Record{})
	if err == nil || !strings.Contains(err.Error(), "2 bill rows have no fee") {
		t.Errorf("error is %v, want it to count the rows without a fee", err)
	}
}

func TestControlTotalsCheckRules(t *testing.T) {
	huge := decimal.NewNullDecimal(decimal.New(1, 101))
	cases := []struct {
		reason string
		c      *ControlTotals
		field  string
	}{
		{"none", nil, ""},
		{"nothing declared", &ControlTotals{}, ""},
		{"a day of refunds", &ControlTotals{Count: new(int64(0)), Amount: some("-5"), Fee: some("-0.1")}, ""},
		{"a negative count", &ControlTotals{Count: new(int64(-1))}, "Control.Count"},
		{"an endless sum", &ControlTotals{Amount: huge}, "Control.Amount"},
		{"an endless fee", &ControlTotals{Fee: huge}, "Control.Fee"},
	}
	for _, c := range cases {
		t.Run(c.reason, func(t *testing.T) {
			wantError(t, c.c.checkRules(), ErrInvalidRules, c.field)
		})
	}
}
