package wire

// number steps over the number at pos and returns its literal.
func (r *Reader) number() []byte {
	start, i := r.pos, r.pos
	if r.doc[i] == '-' {
		i++
	}
	if i = r.integerPart(i); i < 0 {
		return nil
	}
	if i < len(r.doc) && r.doc[i] == '.' {
		if i = r.digits(i + 1); i < 0 {
			return nil
		}
	}
	if i < len(r.doc) && r.doc[i]|0x20 == 'e' {
		if i = r.exponent(i + 1); i < 0 {
			return nil
		}
	}
	r.pos, r.due = i, false
	return r.doc[start:i]
}

// integerPart steps over 0, or digits that do not start with 0. It returns -1 after an error, as the next two do.
func (r *Reader) integerPart(i int) int {
	if i < len(r.doc) && r.doc[i] == '0' {
		if i++; i < len(r.doc) && isDigit(r.doc[i]) {
			r.fail(r.at, "is a number with a leading zero")
			return -1
		}
		return i
	}
	return r.digits(i)
}

func (r *Reader) exponent(i int) int {
	if i < len(r.doc) && (r.doc[i] == '+' || r.doc[i] == '-') {
		i++
	}
	return r.digits(i)
}

// digits steps over at least one digit.
func (r *Reader) digits(i int) int {
	start := i
	for i < len(r.doc) && isDigit(r.doc[i]) {
		i++
	}
	switch {
	case i > start:
		return i
	case i == len(r.doc):
		r.truncated()
	default:
		r.fail(r.at, "is not a JSON number")
	}
	return -1
}

// keyword steps over null, true or false and returns it.
func (r *Reader) keyword() string {
	word := "null"
	switch r.doc[r.pos] {
	case 't':
		word = "true"
	case 'f':
		word = "false"
	}
	rest := r.doc[r.pos:]
	if len(rest) >= len(word) && string(rest[:len(word)]) == word {
		r.pos, r.due = r.pos+len(word), false
		return word
	}
	if len(rest) < len(word) && string(rest) == word[:len(rest)] {
		r.truncated()
		return ""
	}
	r.notValue()
	return ""
}
