package wire

import (
	"math"
	"strconv"
)

// maxLiteral bounds the length of a number that is taken apart, zeros and all.
const maxLiteral = 128

// maxKept is how many digits a literal keeps: as many nines fit in 64 bits.
const maxKept = 19

var pow10 = [maxKept + 1]uint64{
	1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19,
}

// literal is a decimal number taken apart. Leading zeros are gone; the rest stands as written.
type literal struct {
	negative bool
	kept     uint64 // the first 19 digits
	digits   int    // how many there are, 0 for zero
	zeros    int    // how many of them are zeros at the end
	decimals int    // digits after the point, leading zeros included
	exponent int    // as written after e, cut at ±9999
}

// significant is how many digits remain without the zeros at the end.
func (l *literal) significant() int { return l.digits - l.zeros }

// scale is the power of ten of the last significant digit.
func (l *literal) scale() int { return l.exponent - l.decimals + l.zeros }

// scanLiteral takes [-]digits[.digits][e[±]digits] apart, in ASCII and nothing else. Leading zeros are allowed, because
// quoted numbers have them; numbers without quotes have been through the JSON grammar before.
func scanLiteral(b []byte) (l literal, rule string) {
	if len(b) > maxLiteral {
		return l, "is a number longer than 128 characters"
	}
	i := 0
	if l.negative = len(b) > 0 && b[0] == '-'; l.negative {
		i++
	}
	start := i
	if i = l.take(b, i); i == start {
		return l, notDecimal
	}
	if i < len(b) && b[i] == '.' {
		point := i + 1
		i = l.take(b, point)
		if l.decimals = i - point; l.decimals == 0 {
			return l, notDecimal
		}
	}
	if i < len(b) && b[i]|0x20 == 'e' {
		i = l.takeExponent(b, i+1)
	}
	if i != len(b) {
		return l, notDecimal
	}
	return l, ""
}

const notDecimal = "is not a decimal number"

// take adds the digits from i on, and returns where they end.
func (l *literal) take(b []byte, i int) int {
	for ; i < len(b) && isDigit(b[i]); i++ {
		d := uint64(b[i] - '0')
		if d == 0 && l.digits == 0 {
			continue
		}
		if l.digits < maxKept {
			l.kept = l.kept*10 + d
		}
		l.digits++
		if l.zeros++; d != 0 {
			l.zeros = 0
		}
	}
	return i
}

// takeExponent returns where the exponent ends, -1 if there is none.
func (l *literal) takeExponent(b []byte, i int) int {
	negative := i < len(b) && b[i] == '-'
	if negative || i < len(b) && b[i] == '+' {
		i++
	}
	start := i
	for ; i < len(b) && isDigit(b[i]); i++ {
		l.exponent = min(l.exponent*10+int(b[i]-'0'), 9999)
	}
	if i == start {
		return -1
	}
	if negative {
		l.exponent = -l.exponent
	}
	return i
}

// int64 is the whole number that l is. Of the rules it breaks it names the one that a reader can act on.
func (l *literal) int64(lo, hi int64) (v int64, rule string) {
	n, whole, fits := l.magnitude()
	switch {
	case !whole:
		return 0, notWhole
	case l.negative && fits && n <= 1<<63:
		v = int64(-n)
	case !l.negative && fits && n <= math.MaxInt64:
		v = int64(n)
	default:
		return 0, outOfRange(lo, hi)
	}
	if v < lo || v > hi {
		return 0, outOfRange(lo, hi)
	}
	return v, ""
}

const notWhole = "is not a whole number"

func outOfRange(lo, hi int64) string {
	return "is not within " + strconv.FormatInt(lo, 10) + " to " + strconv.FormatInt(hi, 10)
}

// magnitude is the absolute value, if it is whole and fits in 64 bits.
func (l *literal) magnitude() (n uint64, whole, fits bool) {
	if l.digits == 0 {
		return 0, true, true
	}
	scale, significant := l.scale(), l.significant()
	if scale < 0 {
		return 0, false, false
	}
	if significant+scale > maxKept {
		return 0, true, false
	}
	n = l.kept / pow10[min(l.digits, maxKept)-significant]
	return n * pow10[scale], true, true
}
