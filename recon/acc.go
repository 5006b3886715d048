package recon

import (
	"math/big"
	"math/bits"

	"github.com/shopspring/decimal"
)

// sum is an exact signed total of amounts. The zero sum is an empty total; copying a sum copies the total.
//
// Whole fen that fit in 64 bits are added in a 128-bit lane, which 2⁶⁴ additions cannot overflow.
// Everything else (a fraction of a fen, an amount beyond 92 233 720 368 547 758.07) goes into an exact decimal.
type sum struct {
	hi   int64
	lo   uint64
	rest decimal.Decimal
}

// addFen adds whole fen.
func (s *sum) addFen(fen int64) {
	lo, carry := bits.Add64(s.lo, uint64(fen), 0)
	s.lo = lo
	s.hi += fen>>63 + int64(carry)
}

// subFen subtracts whole fen, the smallest int64 too.
func (s *sum) subFen(fen int64) {
	lo, borrow := bits.Sub64(s.lo, uint64(fen), 0)
	s.lo = lo
	s.hi -= fen>>63 + int64(borrow)
}

// add adds d, in the unit's major denomination (CNY: yuan).
func (s *sum) add(d decimal.Decimal) {
	if fen, ok := toFen(d); ok {
		s.addFen(fen)
		return
	}
	s.rest = s.rest.Add(d)
}

// sub subtracts d.
func (s *sum) sub(d decimal.Decimal) {
	if fen, ok := toFen(d); ok {
		s.subFen(fen)
		return
	}
	s.rest = s.rest.Sub(d)
}

// merge adds another total.
func (s *sum) merge(o sum) {
	lo, carry := bits.Add64(s.lo, o.lo, 0)
	s.lo = lo
	s.hi += o.hi + int64(carry)
	if !o.rest.IsZero() {
		s.rest = s.rest.Add(o.rest)
	}
}

// unmerge takes another total away.
func (s *sum) unmerge(o sum) {
	lo, borrow := bits.Sub64(s.lo, o.lo, 0)
	s.lo = lo
	s.hi -= o.hi + int64(borrow)
	if !o.rest.IsZero() {
		s.rest = s.rest.Sub(o.rest)
	}
}

// decimal is the exact total, in the unit's major denomination.
func (s sum) decimal() decimal.Decimal {
	whole := s.lane()
	if s.rest.IsZero() {
		return whole
	}
	return whole.Add(s.rest)
}

// lane is the total of the 128-bit lane.
func (s sum) lane() decimal.Decimal {
	if s.hi == int64(s.lo)>>63 {
		return decimal.New(int64(s.lo), -2)
	}
	v := big.NewInt(s.hi)
	v.Lsh(v, 64)
	v.Add(v, new(big.Int).SetUint64(s.lo))
	return decimal.NewFromBigInt(v, -2)
}

// sign is −1, 0 or +1.
func (s sum) sign() int {
	if !s.rest.IsZero() {
		return s.decimal().Sign()
	}
	switch {
	case s.hi < 0:
		return -1
	case s.hi == 0 && s.lo == 0:
		return 0
	}
	return 1
}

// isZero reports whether the total is exactly zero.
func (s sum) isZero() bool { return s.sign() == 0 }

// equal reports whether two totals are the same number, however they came about.
func (s sum) equal(o sum) bool {
	s.unmerge(o)
	return s.isZero()
}

// MarshalText writes the total as a plain decimal number, so that a sum is a JSON string.
func (s sum) MarshalText() ([]byte, error) { return []byte(exactText(s.decimal())), nil }

// UnmarshalText reads what MarshalText wrote, and any other bounded decimal number.
func (s *sum) UnmarshalText(text []byte) error {
	d, ok := parseTotal(string(text))
	if !ok {
		return &Error{Field: "sum", Rule: "it must be a decimal number"}
	}
	*s = sum{}
	s.add(d)
	return nil
}
