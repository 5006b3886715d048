package exact

import (
	"math"
	"math/big"
	"math/bits"

	"github.com/shopspring/decimal"
)

// wide is a signed 128-bit whole number: what the searches compute with. It wraps around.
type wide struct {
	hi int64
	lo uint64
}

func (w wide) add(o wide) wide {
	lo, carry := bits.Add64(w.lo, o.lo, 0)
	return wide{w.hi + o.hi + int64(carry), lo}
}

func (w wide) sub(o wide) wide {
	lo, borrow := bits.Sub64(w.lo, o.lo, 0)
	return wide{w.hi - o.hi - int64(borrow), lo}
}

// times is w · n, for n ≥ 0.
func (w wide) times(n int) wide {
	hi, lo := bits.Mul64(w.lo, uint64(n))
	return wide{w.hi*int64(n) + int64(hi), lo}
}

func (w wide) abs() wide {
	if w.hi < 0 {
		return wide{}.sub(w)
	}
	return w
}

// compare is −1, 0 or +1.
func (w wide) compare(o wide) int {
	switch {
	case w == o:
		return 0
	case w.hi < o.hi || w.hi == o.hi && w.lo < o.lo:
		return -1
	}
	return 1
}

// problem is a search for amounts that add up to a target, in whole numbers of one common unit:
// the fen, or a power of ten that all amounts need.
type problem struct {
	amounts []decimal.Decimal
	want    decimal.Decimal
	values  []wide
	target  wide
	// wrapped says that some amounts have more digits than any money, and 128 bits hold only their remainders.
	// Then size means nothing, and what seems to fit has to be added up.
	wrapped bool
}

// wideBits bounds the amounts that 128 bits hold for good: 2²⁷ of them cannot overflow.
const wideBits = 100

func newProblem(amounts []decimal.Decimal, want decimal.Decimal) *problem {
	exp := finest(want, MaxExponent)
	for _, d := range amounts {
		exp = finest(d, exp)
	}
	p := &problem{amounts: amounts, want: want, values: make([]wide, len(amounts))}
	for i, d := range amounts {
		p.values[i] = p.wideOf(d, exp)
	}
	p.target = p.wideOf(want, exp)
	return p
}

// fits proves an answer.
func (p *problem) fits(part []int) bool {
	if !p.wrapped {
		return true
	}
	var total Sum
	for _, i := range part {
		total.Add(p.amounts[i])
	}
	return total.Decimal().Equal(p.want)
}

// finest is the smaller of exp and the exponent that d needs: none for zero, that of the fen for whole fen.
func finest(d decimal.Decimal, exp int32) int32 {
	if d.IsZero() {
		return exp
	}
	if fen, ok := Fen(d); ok && fen < 1<<54 && fen > -1<<54 {
		return min(exp, FenExponent)
	}
	return min(exp, d.Normalize().Exponent())
}

// wideOf is d in units of 10^exp.
func (p *problem) wideOf(d decimal.Decimal, exp int32) wide {
	if fen, ok := Fen(d); ok && (exp == FenExponent || fen == 0) {
		return wide{fen >> 63, uint64(fen)}
	}
	d = d.Normalize()
	v := d.Coefficient()
	if shift := int64(d.Exponent()) - int64(exp); shift > 0 {
		v.Mul(v, new(big.Int).Exp(big.NewInt(10), big.NewInt(shift), nil))
	}
	p.wrapped = p.wrapped || v.BitLen() > wideBits
	return wideOfBig(v)
}

// wideOfBig is the remainder of v in 128 bits.
func wideOfBig(v *big.Int) wide {
	size := new(big.Int).Abs(v)
	mask := new(big.Int).SetUint64(math.MaxUint64)
	lo := new(big.Int).And(size, mask).Uint64()
	hi := size.And(size.Rsh(size, 64), mask).Uint64()
	if v.Sign() < 0 {
		return wide{}.sub(wide{int64(hi), lo})
	}
	return wide{int64(hi), lo}
}
