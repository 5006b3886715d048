package wire_test

import (
	"encoding/json"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/billrecon/billrecon/internal/wire"
)

func TestSameAmount(t *testing.T) {
	amount := func(s string) decimal.NullDecimal { return decimal.NewNullDecimal(decimal.RequireFromString(s)) }
	for _, test := range []struct {
		reason string
		a, b   decimal.NullDecimal
		same   bool
	}{
		{"both absent", decimal.NullDecimal{}, decimal.NullDecimal{}, true},
		{"another number of decimals", amount("9.9"), amount("9.90"), true},
		{"absent is not zero", decimal.NullDecimal{}, amount("0"), false},
		{"zero is not absent", amount("0"), decimal.NullDecimal{}, false},
		{"one fen off", amount("9.90"), amount("9.91"), false},
		{"what an absent amount holds does not count", decimal.NullDecimal{Decimal: decimal.NewFromInt(1)}, decimal.NullDecimal{}, true},
	} {
		assert.Equal(t, test.same, wire.SameAmount(test.a, test.b), test.reason)
	}
}

func TestSameJSON(t *testing.T) {
	for _, test := range []struct {
		reason, a, b string
		same         bool
	}{
		{"the same bytes", `{"a":1}`, `{"a":1}`, true},
		{"white space", `{ "a" : 1 }`, `{"a":1}`, true},
		{"white space inside a string", `"a b"`, `"ab"`, false},
		{"escaped by package json", `"<&>"`, `"\u003c\u0026\u003e"`, true},
		{"another value", `1`, `2`, false},
		{"another way to write a number", `1.50`, `1.5`, false},
		{"no JSON, the same bytes", `{`, `{`, true},
		{"no JSON, other bytes", `{`, `{ `, false},
	} {
		assert.Equal(t, test.same, wire.SameJSON([]byte(test.a), []byte(test.b)), test.reason)
		assert.Equal(t, test.same, wire.SameJSON([]byte(test.b), []byte(test.a)), test.reason)
	}
}

// TestSameExtra: members come back equal from package json.
func TestSameExtra(t *testing.T) {
	extra := map[string]json.RawMessage{"a": json.RawMessage(`[ "<a> & b" ]`), "b": json.RawMessage(`null`)}
	text, err := json.Marshal(extra)
	require.NoError(t, err)
	var again map[string]json.RawMessage
	require.NoError(t, json.Unmarshal(text, &again))
	assert.NotEqual(t, extra, again, "package json rewrote nothing: the comparison proves nothing")
	assert.True(t, wire.SameExtra(extra, again))
	assert.True(t, wire.SameExtra(nil, map[string]json.RawMessage{}))
	assert.False(t, wire.SameExtra(extra, nil))
	delete(again, "b")
	assert.False(t, wire.SameExtra(extra, again))
}
