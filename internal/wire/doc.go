// Package wire reads the JSON that the bill providers send: a strict grammar, lenient scalars, exact values.
//
// [Reader] pulls one document that is already in memory, value by value, without reflection and without float64: an amount
// is parsed from the digits as they came. Whether a provider writes 9.9, "9.90", "" or null for an amount is settled here,
// once, so that the packages above only name their fields.
//
// An error says where and which rule ([FieldError]); it never holds a value of the document, which may be personal data.
package wire
