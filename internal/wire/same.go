package wire

import (
	"bytes"
	"encoding/json"
	"maps"

	"github.com/shopspring/decimal"
)

// SameAmount compares by value, 9.9 is 9.90, and absent is not zero.
func SameAmount(a, b decimal.NullDecimal) bool {
	return a.Valid == b.Valid && (!a.Valid || a.Decimal.Equal(b.Decimal))
}

// SameJSON compares two JSON texts, white space and the escapes of <, > and & aside: package json removes the one and adds
// the other whenever it encodes a json.RawMessage. What is no JSON is compared byte by byte.
func SameJSON(a, b json.RawMessage) bool {
	return bytes.Equal(a, b) || bytes.Equal(encoded(a), encoded(b))
}

// SameExtra compares unknown members by [SameJSON]. No members and nil are the same.
func SameExtra(a, b map[string]json.RawMessage) bool { return maps.EqualFunc(a, b, SameJSON) }

// encoded is a JSON text as package json writes it. What is no JSON stays as it is.
func encoded(text json.RawMessage) []byte {
	var compact, escaped bytes.Buffer
	if json.Compact(&compact, text) != nil {
		return text
	}
	json.HTMLEscape(&escaped, compact.Bytes())
	return escaped.Bytes()
}
