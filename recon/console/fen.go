package console

import (
	"math"
	"strconv"

	"github.com/shopspring/decimal"

	"github.com/billrecon/billrecon/internal/transport"
	"github.com/billrecon/billrecon/internal/wire"
)

// Fen is an amount in fen (分), a hundredth of a yuan, as the console counts: 198 is 1.98 yuan (CNY).
type Fen int64

// FenOf returns an amount in yuan as whole fen. An amount that is not, or that is beyond 64 bits, is [ErrInvalidRequest]: nothing
// is rounded.
func FenOf(yuan decimal.Decimal) (Fen, error) {
	// The bounds keep the arithmetic cheap: 10⁴⁰⁰⁰⁰ is a legal decimal too.
	if e := yuan.Exponent(); yuan.NumDigits() <= 40 && e >= -60 && e <= 20 {
		if fen := yuan.Shift(2); fen.IsInteger() && fen.BigInt().IsInt64() {
			return Fen(fen.BigInt().Int64()), nil
		}
	}
	return 0, invalid("an amount is not whole fen within 64 bits")
}

// Yuan returns the amount in yuan, with two decimals.
func (f Fen) Yuan() decimal.Decimal { return decimal.New(int64(f), -2) }

// NullFen is an amount in fen that can be absent. The zero NullFen is absent, which is not 0.
type NullFen struct {
	// Fen is the amount, meaningful only if Valid.
	Fen Fen
	// Valid reports whether there is an amount.
	Valid bool
}

// NewNullFen returns an amount that is there.
func NewNullFen(f Fen) NullFen { return NullFen{Fen: f, Valid: true} }

// Yuan returns the amount in yuan, not valid when absent.
func (f NullFen) Yuan() decimal.NullDecimal {
	if !f.Valid {
		return decimal.NullDecimal{}
	}
	return decimal.NewNullDecimal(f.Fen.Yuan())
}

// String returns the number of fen, "null" when absent.
func (f NullFen) String() string {
	if !f.Valid {
		return "null"
	}
	return strconv.FormatInt(int64(f.Fen), 10)
}

// MarshalJSON returns the number of fen, null when absent.
func (f NullFen) MarshalJSON() ([]byte, error) { return []byte(f.String()), nil }

// UnmarshalJSON reads a whole number, quoted or not, and null or "" as absent. Anything else is [ErrMalformedResponse].
func (f *NullFen) UnmarshalJSON(data []byte) error {
	r := wire.NewReader(data)
	v := readFen(r)
	r.End()
	if err := r.Err(); err != nil {
		return transport.Errorf(provider, ErrMalformedResponse, "NullFen: %w", err)
	}
	*f = v
	return nil
}

// readFen reads an amount in fen; null and "" are absent.
func readFen(r *wire.Reader) NullFen {
	v, ok := r.Int(math.MinInt64, math.MaxInt64)
	return NullFen{Fen: Fen(v), Valid: ok}
}

// readCount reads a number of rows.
func readCount(r *wire.Reader) (int64, bool) { return r.Int(0, math.MaxInt64) }
