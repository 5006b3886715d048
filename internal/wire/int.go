package wire

// Int is the next value as a whole number from min to max, both included: a number, or one in quotes ("0012", " 12 ").
// 1.0 and 1e2 are whole; 1.5 is an error, and so is all that is out of range. null and "" are 0, false.
func (r *Reader) Int(min, max int64) (v int64, ok bool) {
	text, k := r.scalar("a whole number")
	switch k {
	case String:
		if text = trim(text); len(text) == 0 {
			return 0, false
		}
	case Number:
	case Bool:
		r.fail(r.at, "is a boolean, not a whole number")
		return 0, false
	default:
		return 0, false
	}
	v, rule := parseInt(text, min, max)
	if rule != "" {
		r.fail(r.at, rule)
		return 0, false
	}
	return v, true
}

// parseInt reads the plain digits that nearly all integers are; the rest goes the long way.
func parseInt(b []byte, lo, hi int64) (v int64, rule string) {
	if len(b) == 0 || len(b) > 18 {
		return parseLongInt(b, lo, hi)
	}
	for _, c := range b {
		if !isDigit(c) {
			return parseLongInt(b, lo, hi)
		}
		v = v*10 + int64(c-'0')
	}
	if v < lo || v > hi {
		return 0, outOfRange(lo, hi)
	}
	return v, ""
}

func parseLongInt(b []byte, lo, hi int64) (v int64, rule string) {
	l, rule := scanLiteral(b)
	if rule == notDecimal {
		return 0, notWhole
	}
	if rule != "" {
		return 0, rule
	}
	return l.int64(lo, hi)
}

// trim cuts ASCII white space from both ends of what a string holds.
func trim(b []byte) []byte {
	for len(b) > 0 && isSpace(b[0]) {
		b = b[1:]
	}
	for len(b) > 0 && isSpace(b[len(b)-1]) {
		b = b[:len(b)-1]
	}
	return b
}
