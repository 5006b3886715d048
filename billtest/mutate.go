package billtest

import (
	"bytes"
	"encoding/json"
	"slices"
	"strings"
)

// SetField replaces the value of one member in a JSON document by another JSON literal. The field is a member name (the first one of that name in
// document order) or the end of a path, "data.code"; arrays add nothing to a path. ok is false, and the document comes back as it is, when there is
// no such field or doc is not JSON. doc is not changed in place.
func SetField(doc []byte, field, literal string) (changed []byte, ok bool) {
	if !json.Valid(doc) {
		return doc, false
	}
	f := finder{dec: json.NewDecoder(bytes.NewReader(doc)), want: strings.Split(field, ".")}
	if !f.value() {
		return doc, false
	}
	return slices.Concat(doc[:f.start], []byte(literal), doc[f.end:]), true
}

// finder walks a valid document for the first member whose path ends with want.
type finder struct {
	dec        *json.Decoder
	want, path []string
	start, end int64
}

// value walks the next value and reports whether the member was found in it.
func (f *finder) value() bool {
	token, err := f.dec.Token()
	if err != nil {
		return false
	}
	switch token {
	case json.Delim('{'):
		return f.members()
	case json.Delim('['):
		return f.elements()
	}
	return false
}

func (f *finder) members() bool {
	for f.dec.More() {
		name, _ := f.dec.Token()
		f.path = append(f.path, name.(string))
		if f.here() {
			return f.take()
		}
		if f.value() {
			return true
		}
		f.path = f.path[:len(f.path)-1]
	}
	_, _ = f.dec.Token()
	return false
}

func (f *finder) elements() bool {
	for f.dec.More() {
		if f.value() {
			return true
		}
	}
	_, _ = f.dec.Token()
	return false
}

func (f *finder) here() bool {
	return len(f.path) >= len(f.want) && slices.Equal(f.path[len(f.path)-len(f.want):], f.want)
}

// take notes where the member's value stands.
func (f *finder) take() bool {
	var raw json.RawMessage
	if f.dec.Decode(&raw) != nil {
		return false
	}
	f.end = f.dec.InputOffset()
	f.start = f.end - int64(len(raw))
	return true
}

// spoilStrings puts 0xFF before the closing quote of every string value of a JSON document; a string is a member name when a colon follows.
func spoilStrings(doc []byte) (spoiled []byte, ok bool) {
	inside := false
	for i := 0; i < len(doc); i++ {
		switch {
		case inside && doc[i] == '\\' && i+1 < len(doc):
			spoiled = append(spoiled, doc[i])
			i++
		case doc[i] == '"':
			inside = !inside
			if !inside && !bytes.HasPrefix(bytes.TrimLeft(doc[i+1:], " \t\r\n"), []byte(":")) {
				spoiled, ok = append(spoiled, 0xFF), true
			}
		}
		spoiled = append(spoiled, doc[i])
	}
	return spoiled, ok
}

// deepen adds a member "deep" of n nested arrays to a JSON object, or replaces any other document by the nested arrays.
func deepen(doc []byte, n int) []byte {
	deep := strings.Repeat("[", n) + strings.Repeat("]", n)
	if n == 0 {
		deep = "null"
	}
	rest, isObject := bytes.CutPrefix(bytes.TrimLeft(doc, " \t\r\n"), []byte("{"))
	if !isObject {
		return []byte(deep)
	}
	if !bytes.HasPrefix(bytes.TrimLeft(rest, " \t\r\n"), []byte("}")) {
		deep += ","
	}
	return slices.Concat([]byte(`{"deep":`), []byte(deep), rest)
}
