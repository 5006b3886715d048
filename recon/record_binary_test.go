package recon_test

import (
	"errors"
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/billrecon/billrecon/recon"
)

// strangeRecords are what a careless form would lose.
func strangeRecords() map[string]recon.Record {
	return map[string]recon.Record{
		"nothing":                  {},
		"bytes that are no text":   {Key: "\xff\x00\xfe", Unit: "\x80", Channel: "\x00", AltKeys: recon.AltKeys{"", "\xff"}},
		"zero, written out":        {Amount: dec("0.00"), Fee: some("0"), Income: some("-0.0")},
		"a fraction of a fen":      {Amount: dec("0.005"), Fee: some("0.0001")},
		"18 digits":                {Amount: dec("-999999999999999999")},
		"19 digits":                {Amount: dec("9223372036854775807"), Fee: some("-9223372036854775808")},
		"20 digits":                {Amount: dec("18446744073709551616.01")},
		"80 digits":                {Amount: decimal.New(7, 0).Pow(dec("95")), Income: decimal.NewNullDecimal(decimal.New(-7, 0).Pow(dec("94")))},
		"far exponents":            {Amount: decimal.New(1, 100), Fee: decimal.NewNullDecimal(decimal.New(1, -100))},
		"before 1970":              {Time: time.Date(1, 1, 1, 0, 0, 0, 1, time.UTC)},
		"another zone":             {Time: time.Date(2026, 3, 8, 2, 30, 0, 999_999_999, time.FixedZone("", -34_567))},
		"a far year":               {Time: time.Date(20_000, 1, 1, 0, 0, 0, 0, time.UTC)},
		"labels":                   {Labels: [4]recon.Label{{}, {Name: "store", Value: "12"}, {Name: "\xff"}, {Value: "\x00"}}},
		"labels and by hand":       {Manual: true, Labels: [4]recon.Label{{Name: "till"}}},
		"values of later versions": {Kind: 200, State: 255, Manual: true},
	}
}

// equalContent compares everything that matching sees, and the labels.
func equalContent(a, b recon.Record) bool {
	equal := func(x, y decimal.NullDecimal) bool { return x.Valid == y.Valid && x.Decimal.Equal(y.Decimal) }
	return a.Key == b.Key && a.Amount.Equal(b.Amount) && equal(a.Fee, b.Fee) && equal(a.Income, b.Income) && a.Unit == b.Unit &&
		a.Kind == b.Kind && a.State == b.State && a.Time.Equal(b.Time) && a.Channel == b.Channel && a.Manual == b.Manual &&
		a.AltKeys == b.AltKeys && a.Labels == b.Labels
}

func TestRecordBinary(t *testing.T) {
	for reason, r := range strangeRecords() {
		data, err := r.MarshalBinary()
		var back recon.Record
		if err := errors.Join(err, back.UnmarshalBinary(data)); err != nil || !equalContent(r, back) {
			t.Errorf("%s: %v\n%+v\n%+v", reason, err, r, back)
		}
		if r.Time.IsZero() != back.Time.IsZero() || r.Amount.Exponent() != back.Amount.Exponent() {
			t.Errorf("%s: the zero time, or how the amount was written, is lost", reason)
		}
		for n := range data {
			if len(data) < 200 && back.UnmarshalBinary(data[:n]) == nil {
				t.Errorf("%s: the first %d of %d bytes are taken for a whole", reason, n, len(data))
			}
		}
		if !errors.Is(back.UnmarshalBinary(append(data, 0)), recon.ErrInvalidRecord) {
			t.Errorf("%s: a byte too many goes unseen", reason)
		}
	}
}

func TestRecordBinaryRefuses(t *testing.T) {
	for field, r := range map[string]recon.Record{
		"Amount": {Amount: decimal.New(1, 101)},
		"Fee":    {Fee: decimal.NewNullDecimal(decimal.New(1, -101))},
		"Income": {Income: decimal.NewNullDecimal(decimal.New(1, 2e9))},
	} {
		var own *recon.Error
		if _, err := r.MarshalBinary(); !errors.As(err, &own) || own.Field != field || !errors.Is(err, recon.ErrInvalidRecord) {
			t.Errorf("%s: %v", field, err)
		}
	}
}

// TestRecordBinaryRandom: what is written is read, whatever the record.
func TestRecordBinaryRandom(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := genRow(rapidChooser(t), flavour{true, true, true, true, true, true, true, true})
		data, err := r.MarshalBinary()
		var back recon.Record
		if err := errors.Join(err, back.UnmarshalBinary(data)); err != nil || !equalContent(r, back) {
			t.Fatalf("%v\n%+v\n%+v", err, r, back)
		}
	})
}

// FuzzRecordBinary: no bytes bring the reader down, and what it takes it writes again.
func FuzzRecordBinary(f *testing.F) {
	for _, r := range strangeRecords() {
		if data, err := r.MarshalBinary(); err == nil && len(data) < 1000 {
			f.Add(data)
		}
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		var r, again recon.Record
		if r.UnmarshalBinary(data) != nil {
			return
		}
		back, err := r.MarshalBinary()
		if err != nil {
			t.Fatalf("what was read is not written: %v", err)
		}
		if err := again.UnmarshalBinary(back); err != nil || !equalContent(r, again) {
			t.Errorf("%v\n%+v\n%+v", err, r, again)
		}
	})
}
