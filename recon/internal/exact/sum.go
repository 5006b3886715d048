package exact

import (
	"errors"
	"math/big"
	"math/bits"

	"github.com/shopspring/decimal"
)

// Sum is an exact signed total of amounts. The zero Sum is an empty total; copying a Sum copies the total.
//
// Whole fen that fit in 64 bits are added in a 128-bit lane, which 2⁶⁴ additions cannot overflow.
// Everything else (a fraction of a fen, an amount beyond 92 233 720 368 547 758.07) goes into an exact decimal.
type Sum struct {
	hi   int64
	lo   uint64
	rest decimal.Decimal
}

// AddFen adds whole fen.
func (s *Sum) AddFen(fen int64) {
	lo, carry := bits.Add64(s.lo, uint64(fen), 0)
	s.lo = lo
	s.hi += fen>>63 + int64(carry)
}

// SubFen subtracts whole fen, the smallest int64 too.
func (s *Sum) SubFen(fen int64) {
	lo, borrow := bits.Sub64(s.lo, uint64(fen), 0)
	s.lo = lo
	s.hi -= fen>>63 + int64(borrow)
}

// Add adds d, in the unit's major denomination (CNY: yuan).
func (s *Sum) Add(d decimal.Decimal) {
	if fen, ok := Fen(d); ok {
		s.AddFen(fen)
		return
	}
	s.rest = s.rest.Add(d)
}

// Sub subtracts d.
func (s *Sum) Sub(d decimal.Decimal) {
	if fen, ok := Fen(d); ok {
		s.SubFen(fen)
		return
	}
	s.rest = s.rest.Sub(d)
}

// Merge adds another total.
func (s *Sum) Merge(o Sum) {
	lo, carry := bits.Add64(s.lo, o.lo, 0)
	s.lo = lo
	s.hi += o.hi + int64(carry)
	if !o.rest.IsZero() {
		s.rest = s.rest.Add(o.rest)
	}
}

// Unmerge takes another total away.
func (s *Sum) Unmerge(o Sum) {
	lo, borrow := bits.Sub64(s.lo, o.lo, 0)
	s.lo = lo
	s.hi -= o.hi + int64(borrow)
	if !o.rest.IsZero() {
		s.rest = s.rest.Sub(o.rest)
	}
}

// Decimal is the exact total, in the unit's major denomination.
func (s Sum) Decimal() decimal.Decimal {
	whole := s.lane()
	if s.rest.IsZero() {
		return whole
	}
	return whole.Add(s.rest)
}

// lane is the total of the 128-bit lane.
func (s Sum) lane() decimal.Decimal {
	if s.hi == int64(s.lo)>>63 {
		return decimal.New(int64(s.lo), -2)
	}
	v := big.NewInt(s.hi)
	v.Lsh(v, 64)
	v.Add(v, new(big.Int).SetUint64(s.lo))
	return decimal.NewFromBigInt(v, -2)
}

// Sign is −1, 0 or +1.
func (s Sum) Sign() int {
	if !s.rest.IsZero() {
		return s.Decimal().Sign()
	}
	switch {
	case s.hi < 0:
		return -1
	case s.hi == 0 && s.lo == 0:
		return 0
	}
	return 1
}

// IsZero reports whether the total is exactly zero.
func (s Sum) IsZero() bool { return s.Sign() == 0 }

// Equal reports whether two totals are the same number, however they came about.
func (s Sum) Equal(o Sum) bool {
	s.Unmerge(o)
	return s.IsZero()
}

// MarshalText writes the total as a plain decimal number, so that a Sum is a JSON string.
func (s Sum) MarshalText() ([]byte, error) { return []byte(Text(s.Decimal())), nil }

// errSum says nothing of the text: it can be anything.
var errSum = errors.New("sum: it must be a decimal number")

// UnmarshalText reads what MarshalText wrote, and any other bounded decimal number.
func (s *Sum) UnmarshalText(text []byte) error {
	d, ok := ParseTotal(string(text))
	if !ok {
		return errSum
	}
	*s = Sum{}
	s.Add(d)
	return nil
}
