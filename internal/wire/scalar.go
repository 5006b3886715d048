package wire

import (
	"slices"
	"strings"
)

// scalar steps over the next value and returns its text: what a string holds, or the literal of a number. The text is
// valid until the next value is read. want is for the error that an object or array gets: "an amount".
func (r *Reader) scalar(want string) (text []byte, k Kind) {
	switch k = r.begin(); k {
	case Number:
		text = r.number()
	case String:
		text = r.text()
	case Null, Bool:
		text = r.word()
	case Object, Array:
		r.fail(r.at, "is "+k.String()+", not "+want)
	}
	if r.err != nil {
		return nil, Invalid
	}
	return text, k
}

// text steps over the string at pos and returns what it holds.
func (r *Reader) text() []byte {
	raw, seen := r.quoted()
	r.due = false
	if r.err != nil || seen == 0 {
		return raw
	}
	if seen&sawEscape != 0 {
		r.textBuf = slices.Grow(r.textBuf[:0], len(raw)) // once: raw can be a whole document
	}
	text, ok := r.decode(r.textBuf[:0], raw, seen)
	if ok && seen&sawEscape != 0 {
		r.textBuf = text
	}
	return text
}

// word steps over null, true or false and returns it as it stands.
func (r *Reader) word() []byte {
	start := r.pos
	r.keyword()
	return r.doc[start:r.pos]
}

// Text is the next value as text: a string's text, or a number's literal as it came ("2299" for both "2299" and 2299).
// null is "", false; the empty string is "", true. A boolean, object or array is an error.
func (r *Reader) Text() (s string, ok bool) {
	text, k := r.scalar("text")
	switch k {
	case String, Number:
		return r.shared.text(text), true
	case Bool:
		r.fail(r.at, "is a boolean, not text")
	}
	return "", false
}

// Code is the next value as a code: text, as [Reader.Text] reads it, where a number without quotes that is whole loses its
// zero decimals, so 200.0 is "200".
func (r *Reader) Code() string {
	number := r.Kind() == Number
	code, _ := r.Text()
	if whole, zeros, ok := strings.Cut(code, "."); number && ok && strings.Trim(zeros, "0") == "" {
		return whole
	}
	return code
}

// Bool is the next value as a boolean: true and false, "true" and "false", 1 and 0, "1" and "0". null and "" are false,
// false. Anything else is an error.
func (r *Reader) Bool() (v, ok bool) {
	text, k := r.scalar("a boolean")
	if k == Invalid || k == Null {
		return false, false
	}
	switch string(text) {
	case "true", "1":
		return true, true
	case "false", "0":
		return false, true
	case "":
		return false, false
	}
	r.fail(r.at, "is not a boolean")
	return false, false
}
