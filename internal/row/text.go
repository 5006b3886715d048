package row

import (
	"strconv"

	"github.com/billrecon/billrecon/internal/wire"
)

// Text is a member that is text, or a number that stands for it. The empty text is absent.
func Text[T any](name string, at func(*T) *string) Field[T] {
	return Field[T]{name: name, build: func(o rules) codec[T] {
		read := func(in *Input, row *T) outcome {
			s, _ := in.Text()
			*at(row) = s
			return set(s != "")
		}
		if o.orderNumber {
			read = func(in *Input, row *T) outcome {
				s := orderNumber(in)
				*at(row) = s
				return set(s != "")
			}
		}
		return codec[T]{
			read: read,
			write: func(b []byte, row *T) ([]byte, error) {
				s := *at(row)
				switch {
				case s == "":
					return b, nil
				case o.bare && isWhole(s):
					return append(b, s...), nil
				}
				return appendText(b, s), nil
			},
			same:  func(a, b *T) bool { return *at(a) == *at(b) },
			clear: func(row *T) { *at(row) = "" },
		}
	}}
}

// orderNumber is the next value as text that is no number in scientific notation.
func orderNumber(in *Input) string {
	bare := in.Kind() == wire.Number
	s, _ := in.Text()
	if isScientific(s, bare) {
		in.Fail("is a number in scientific notation, not an order number")
	}
	return s
}

// longestExponent is the length of an exponent with its letter and sign, such as e+0019.
const longestExponent = 6

// isScientific reports whether s is a number with an exponent. In quotes it must have a point or the sign of the exponent too:
// hex digits can look like the rest.
func isScientific(s string, bare bool) bool {
	e := len(s) - 1
	for e > 0 && s[e]|0x20 != 'e' {
		if len(s)-e >= longestExponent || !(s[e] >= '0' && s[e] <= '9' || s[e] == '+' || s[e] == '-') {
			return false
		}
		e--
	}
	if e <= 0 || e == len(s)-1 {
		return false
	}
	signed, point := s[e+1] == '+' || s[e+1] == '-', false
	for _, c := range []byte(s[:e]) {
		switch {
		case c == '.' && !point:
			point = true
		case c < '0' || c > '9':
			return false
		}
	}
	return bare || signed || point
}

// isWhole reports whether s is what a whole number of 64 bits is written as.
func isWhole(s string) bool {
	v, err := strconv.ParseInt(s, 10, 64)
	return err == nil && strconv.FormatInt(v, 10) == s
}
