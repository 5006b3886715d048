package recon_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/shopspring/decimal"

	"github.com/billrecon/billrecon/recon"
)

// TestErrorsNameTheField: what is refused is refused before anything is matched, and the error says which field breaks which rule.
func TestErrorsNameTheField(t *testing.T) {
	negative, tooMuch := dec("-0.01"), int64(1_000_001)
	poolRow := recon.PoolRow{ID: "a", Record: recon.Record{Key: "P", Amount: dec("1")}}
	huge := recon.PoolRow{ID: "h", Record: recon.Record{Key: "P", Amount: decimal.New(1, 20_000)}}
	pool := func(version int, rows ...recon.PoolRow) recon.Pool { return recon.Pool{Version: version, Bills: rows} }
	count := int64(-1)
	for _, tt := range []struct {
		reason string
		change func(r *recon.Rules)
		field  string
		kind   error
	}{
		{"a negative hold", func(r *recon.Rules) { r.Hold = -1 }, "Rules.Hold", recon.ErrInvalidRules},
		{"a hold of more than ten years", func(r *recon.Rules) { r.Hold = 3661 }, "Rules.Hold", recon.ErrInvalidRules},
		{"a negative cut", func(r *recon.Rules) { r.CutOff = -1 }, "Rules.CutOff", recon.ErrInvalidRules},
		{"a cut of a whole day", func(r *recon.Rules) { r.CutOff = 24 * time.Hour }, "Rules.CutOff", recon.ErrInvalidRules},
		{"negative workers", func(r *recon.Rules) { r.Workers = -1 }, "Rules.Workers", recon.ErrInvalidRules},
		{"a window before that is negative", func(r *recon.Rules) { r.AmountTime = &recon.AmountTime{Before: -1} }, "Rules.AmountTime.Before", recon.ErrInvalidRules},
		{"a window after that is negative", func(r *recon.Rules) { r.AmountTime = &recon.AmountTime{After: -1} }, "Rules.AmountTime.After", recon.ErrInvalidRules},
		{"a negative tolerance", func(r *recon.Rules) { r.AmountTolerance.Absolute = negative }, "Rules.AmountTolerance.Absolute", recon.ErrInvalidRules},
		{"negative parts per million", func(r *recon.Rules) { r.AmountTolerance.PPM = -1 }, "Rules.AmountTolerance.PPM", recon.ErrInvalidRules},
		{"a tolerance of more than everything", func(r *recon.Rules) { r.AmountTolerance.PPM = tooMuch }, "Rules.AmountTolerance.PPM", recon.ErrInvalidRules},
		{"a negative cap", func(r *recon.Rules) { r.AmountTolerance.Cap = some("-1") }, "Rules.AmountTolerance.Cap", recon.ErrInvalidRules},
		{"a cap below what is always allowed", func(r *recon.Rules) {
			r.AmountTolerance = recon.Tolerance{Absolute: dec("2"), Cap: some("1")}
		}, "Rules.AmountTolerance.Cap", recon.ErrInvalidRules},
		{"an unknown base", func(r *recon.Rules) { r.AmountTolerance.Base = 9 }, "Rules.AmountTolerance.Base", recon.ErrInvalidRules},
		{"a negative fee tolerance", func(r *recon.Rules) { r.FeeTolerance.Absolute = negative }, "Rules.FeeTolerance.Absolute", recon.ErrInvalidRules},
		{"a negative income tolerance", func(r *recon.Rules) { r.IncomeTolerance.Absolute = negative }, "Rules.IncomeTolerance.Absolute", recon.ErrInvalidRules},
		{"a tolerance too long to compute with", func(r *recon.Rules) { r.AmountTolerance.Absolute = decimal.New(1, 20_000) }, "Rules.AmountTolerance.Absolute", recon.ErrInvalidRules},
		{"a negative rate", func(r *recon.Rules) { r.Fees = &recon.FeeSchedule{RatePPM: -1} }, "Rules.Fees.RatePPM", recon.ErrInvalidRules},
		{"a rate above the amount", func(r *recon.Rules) { r.Fees = &recon.FeeSchedule{RatePPM: tooMuch} }, "Rules.Fees.RatePPM", recon.ErrInvalidRules},
		{"a negative fixed fee", func(r *recon.Rules) { r.Fees = &recon.FeeSchedule{Fixed: negative} }, "Rules.Fees.Fixed", recon.ErrInvalidRules},
		{"a minimum above the maximum", func(r *recon.Rules) { r.Fees = &recon.FeeSchedule{Min: some("2"), Max: some("1")} }, "Rules.Fees.Max", recon.ErrInvalidRules},
		{"a negative minimum", func(r *recon.Rules) { r.Fees = &recon.FeeSchedule{Min: some("-1")} }, "Rules.Fees.Min", recon.ErrInvalidRules},
		{"a maximum between two fen", func(r *recon.Rules) { r.Fees = &recon.FeeSchedule{Max: some("1.005")} }, "Rules.Fees.Max", recon.ErrInvalidRules},
		{"more decimals than a fee has", func(r *recon.Rules) { r.Fees = &recon.FeeSchedule{Places: 9} }, "Rules.Fees.Places", recon.ErrInvalidRules},
		{"a minimum of another fen", func(r *recon.Rules) { r.Fees = &recon.FeeSchedule{Min: some("0.001")} }, "Rules.Fees.Min", recon.ErrInvalidRules},
		{"an unknown rounding", func(r *recon.Rules) { r.Fees = &recon.FeeSchedule{Rounding: 9} }, "Rules.Fees.Rounding", recon.ErrInvalidRules},
		{"a pool of another version", func(r *recon.Rules) { r.Pool = pool(3, poolRow) }, "Rules.Pool.Version", recon.ErrInvalidRules},
		{"a pool of no version, with rows", func(r *recon.Rules) { r.Pool = pool(0, poolRow) }, "Rules.Pool.Version", recon.ErrInvalidRules},
		{"two pool orders of one id", func(r *recon.Rules) {
			r.Pool = recon.Pool{Version: recon.PoolVersion, Orders: []recon.PoolRow{poolRow, poolRow}}
		}, "Rules.Pool.Orders[1].ID", recon.ErrInvalidRules},
		{"two pool rows of one id", func(r *recon.Rules) { r.Pool = pool(recon.PoolVersion, poolRow, poolRow) }, "Rules.Pool.Bills[1].ID", recon.ErrInvalidRules},
		{"a pool row without an id", func(r *recon.Rules) { r.Pool = pool(recon.PoolVersion, recon.PoolRow{Record: poolRow.Record}) }, "Rules.Pool.Bills[0].ID", recon.ErrInvalidRules},
		{"a pool from the future", func(r *recon.Rules) {
			r.Pool = pool(recon.PoolVersion, poolRow)
			r.BillsUntil = until(baseDay)
			r.Pool.BillDate = r.DayOf(baseDay.AddDate(0, 0, 1))
		}, "Rules.Pool.BillDate", recon.ErrInvalidRules},
		{"a pool amount out of bounds", func(r *recon.Rules) { r.Pool = pool(recon.PoolVersion, huge) }, "Rules.Pool.Bills[0].Record.Amount", recon.ErrInvalidRules},
		{"a declared number of rows below none", func(r *recon.Rules) { r.Control = &recon.ControlTotals{Count: &count} }, "Rules.Control.Count", recon.ErrInvalidRules},
		{"declared rows that are not there", func(r *recon.Rules) { r.Control = &recon.ControlTotals{Count: new(int64)} }, "Rules.Control.Count", recon.ErrControlTotals},
		{"a declared sum that is not reached", func(r *recon.Rules) { r.Control = &recon.ControlTotals{Amount: some("3")} }, "Rules.Control.Amount", recon.ErrControlTotals},
		{"a declared fee where a row has none", func(r *recon.Rules) { r.Control = &recon.ControlTotals{Fee: some("0")} }, "Rules.Control.Fee", recon.ErrControlTotals},
	} {
		t.Run(tt.reason, func(t *testing.T) {
			in := single("1", "1")
			tt.change(&in.rules)
			res, err := in.match()
			var e *recon.Error
			if res != nil || !errors.As(err, &e) || !errors.Is(err, tt.kind) {
				t.Fatalf("want no result and an error that is %q, got %v, %v", tt.kind, res != nil, err)
			}
			if e.Field != tt.field || !strings.Contains(err.Error(), tt.field) || e.Rule == "" {
				t.Errorf("the error names %q, want %q: %v", e.Field, tt.field, err)
			}
			if strings.Contains(err.Error(), "\n") {
				t.Errorf("the error has more than one line: %q", err)
			}
		})
	}
}

func TestErrorsForRecordFuncs(t *testing.T) {
	rows := []recon.Record{{Key: "A"}}
	if _, err := recon.Match(rows, nil, rows, same, recon.Rules{}); !errors.Is(err, recon.ErrInvalidRecord) || !strings.Contains(err.Error(), "billRecord") {
		t.Errorf("a nil billRecord: %v", err)
	}
	if _, err := recon.Match(rows, same, rows, nil, recon.Rules{}); !errors.Is(err, recon.ErrInvalidRecord) || !strings.Contains(err.Error(), "orderRecord") {
		t.Errorf("a nil orderRecord: %v", err)
	}
}

// TestErrorsKeepValuesToThemselves: an error names the row, never what is in it.
func TestErrorsKeepValuesToThemselves(t *testing.T) {
	in := single("1", "1")
	in.bills[0] = recon.Record{Key: "fictional-secret-key", AltKeys: recon.AltKeys{"fictional-secret-alt"}, Amount: decimal.New(987654321, 20_000)}
	_, err := in.match()
	if err == nil || strings.Contains(err.Error(), "fictional-secret") || strings.Contains(err.Error(), "987654321") {
		t.Errorf("the error repeats what the row holds: %v", err)
	}
}
