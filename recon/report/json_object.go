package report

import (
	"strconv"
	"unicode/utf8"
)

// object appends JSON, member by member. It is what keeps a large report free of reflection.
type object struct {
	buf   []byte
	fresh bool // nothing is in the innermost object yet
}

func (o *object) open() { o.buf, o.fresh = append(o.buf, '{'), true }

func (o *object) close() { o.buf, o.fresh = append(o.buf, '}'), false }

// key begins a member. Keys are this package's own words.
func (o *object) key(key string) {
	if !o.fresh {
		o.buf = append(o.buf, ',')
	}
	o.fresh = false
	o.buf = append(append(append(o.buf, '"'), key...), '"', ':')
}

func (o *object) comma(i int) {
	if i > 0 {
		o.buf = append(o.buf, ',')
	}
}

func (o *object) text(key, value string) {
	o.key(key)
	o.buf = appendString(o.buf, value)
}

func (o *object) integer(key string, value int64) {
	o.key(key)
	o.buf = strconv.AppendInt(o.buf, value, 10)
}

func (o *object) boolean(key string, value bool) {
	o.key(key)
	o.buf = strconv.AppendBool(o.buf, value)
}

// list is an array of texts, left out when it is empty.
func (o *object) list(key string, values []string) {
	if len(values) == 0 {
		return
	}
	o.key(key)
	o.buf = append(o.buf, '[')
	for i, value := range values {
		o.comma(i)
		o.buf = appendString(o.buf, value)
	}
	o.buf = append(o.buf, ']')
}

// array is an array of objects, whose members are what each appends.
func (o *object) array(key string, n int, each func(i int)) {
	o.key(key)
	o.buf = append(o.buf, '[')
	for i := range n {
		o.comma(i)
		o.open()
		each(i)
		o.close()
	}
	o.buf = append(o.buf, ']')
}

// appendString writes a JSON string. Bytes that are not UTF-8 become U+FFFD; < > & and the line separators of JavaScript are
// escaped, so that the text is harmless inside a page too.
func appendString(b []byte, s string) []byte {
	b = append(b, '"')
	for _, r := range s {
		switch {
		case r == '"' || r == '\\':
			b = append(b, '\\', byte(r))
		case r < ' ' || r == '<' || r == '>' || r == '&' || r == 0x7F || r == 0x2028 || r == 0x2029:
			b = append(b, '\\', 'u', hexDigit(r>>12), hexDigit(r>>8), hexDigit(r>>4), hexDigit(r))
		default:
			b = utf8.AppendRune(b, r)
		}
	}
	return append(b, '"')
}

func hexDigit(r rune) byte { return "0123456789abcdef"[r&15] }
