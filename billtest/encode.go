package billtest

import (
	"encoding/json"
	"maps"
	"slices"
	"strconv"
)

// Object returns a row as a JSON object: that of v, which has a member at least, and behind its members those of extra, sorted by name. It panics on what
// is not JSON, which is a mistake in the rows that a test set up.
func Object(v any, extra map[string]json.RawMessage) []byte {
	object := mustJSON(v)
	for _, name := range slices.Sorted(maps.Keys(extra)) {
		object = append(append(object[:len(object)-1], ','), mustJSON(name)...)
		object = append(append(append(object, ':'), mustJSON(extra[name])...), '}')
	}
	return object
}

func mustJSON(v any) []byte {
	text, err := json.Marshal(v)
	if err != nil {
		panic("billtest: a row cannot be encoded as JSON: " + err.Error())
	}
	return text
}

// Array returns the rows as a JSON array; encode returns the JSON of one.
func Array[T any](rows []T, encode func(T) []byte) []byte {
	array := []byte{'['}
	for i, row := range rows {
		if i > 0 {
			array = append(array, ',')
		}
		array = append(array, encode(row)...)
	}
	return append(array, ']')
}

// Number returns a text as the JSON number it spells where it is a whole number as JSON writes it, and as it is otherwise ("007", "E1").
func Number(text string) any {
	if n, err := strconv.ParseInt(text, 10, 64); err == nil && strconv.FormatInt(n, 10) == text {
		return n
	}
	return text
}
