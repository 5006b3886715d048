package wire

import "strconv"

// FieldError is the first thing that is wrong with a document. It holds no value of the document.
type FieldError struct {
	// Path is where: `list[3].total_fee`, empty for the document itself. A member name that does not look like a field's
	// name (longer than 40 bytes, or other than letters, digits, "_" and "-") may be data, and appears as "?".
	Path string
	// Rule is what is wrong, to be read after the path: "is not a decimal number".
	Rule string
	// Offset is where the offending value or byte starts, in bytes from the start of the document. Within JSON held
	// in a string it is the offset of that string.
	Offset int64
	// Truncated says that the document ended too early: a broken transfer rather than a broken provider.
	Truncated bool
	// NotJSON says that the document does not even start like JSON: it is empty, or HTML, or plain text.
	NotJSON bool

	cause error // why reading stopped, nil where the document breaks a rule
	final bool  // the value can not be read in another way
}

// Unwrap is why reading stopped, such as the error of a context, or nil where the document breaks a rule.
func (e *FieldError) Unwrap() error { return e.cause }

// Error is one line: the path and the rule.
func (e *FieldError) Error() string {
	if e.Path == "" {
		return "document: " + e.Rule
	}
	return e.Path + ": " + e.Rule
}

// ruleError is a broken rule of a value that has no path: the caller of [ParseTime] knows the place.
type ruleError string

func (e ruleError) Error() string { return string(e) }

// maxNameShown bounds a member name in a path. The longest field name that a provider documents has 21 bytes.
const maxNameShown = 40

// shownName is the name as errors and audits may print it: names come from the document, so they may be data.
func shownName(name []byte) string {
	if len(name) == 0 || len(name) > maxNameShown || !isLetter(name[0]) {
		return "?"
	}
	for _, c := range name {
		if !isLetter(c) && !isDigit(c) && c != '-' {
			return "?"
		}
	}
	return string(name)
}

func isLetter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' || c == '_' }

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

// path builds the place of the value being read: it costs nothing until something fails.
func (r *Reader) path() string {
	var b []byte
	if r.parent != nil {
		b = append(b, r.parent.path()...)
	}
	for i := range r.stack {
		b = r.stack[i].appendTo(b, r.doc)
	}
	return string(b)
}

func (f *frame) appendTo(b, doc []byte) []byte {
	if f.index < 0 {
		return b
	}
	if f.array {
		b = append(b, '[')
		b = strconv.AppendInt(b, int64(f.index), 10)
		return append(b, ']')
	}
	if len(b) > 0 {
		b = append(b, '.')
	}
	return append(b, shownName(doc[f.nameStart:f.nameEnd])...)
}

// fail keeps the first error only: what follows it is a consequence.
func (r *Reader) fail(at int, rule string) {
	r.failWith(at, FieldError{Rule: rule})
}

// truncated fails because the document ends where more was due.
func (r *Reader) truncated() {
	r.failWith(len(r.doc), FieldError{Rule: "ends too early", Truncated: true})
}

func (r *Reader) failWith(at int, e FieldError) {
	if r.err != nil {
		return
	}
	e.Path, e.Offset = r.path(), int64(at)
	if r.parent != nil {
		e.Offset = int64(r.parent.at)
		if e.Truncated || e.NotJSON {
			e.Rule += ", in the JSON that a string holds"
		}
		// The outer document is whole: only this string is not.
		e.Truncated, e.NotJSON = false, false
	}
	r.err = &e
	if r.parent != nil {
		r.parent.adopt(r.err)
	}
}

// adopt takes over the error of JSON held in a string, whose path and offset already speak of the outer document.
func (r *Reader) adopt(err *FieldError) {
	if r.err == nil {
		r.err = err
	}
	if r.parent != nil {
		r.parent.adopt(err)
	}
}
