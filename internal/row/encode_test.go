package row

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestMarshalRefuses(t *testing.T) {
	for _, test := range []struct {
		reason, name, value string
		change              func(*sample)
		want                string
	}{
		{"a field's name with a value that could be read", "shop", `7`, nil, "row: sample.Extra holds shop: that is a field of its own"},
		{"an identity", "id", `{}`, nil, "row: sample.Extra holds id: that is a field of its own"},
		{"an amount", "fee", `{}`, nil, "row: sample.Extra holds fee: that is a field of its own"},
		{"an unreadable value beside one", "shop", `{}`, func(s *sample) { s.Shop = 7 }, "row: sample.Extra holds shop: that is a field of its own"},
		{"no JSON", "x", `{`, nil, "row: a value in sample.Extra is not JSON"},
		{"no JSON under a field's name", "shop", `{`, nil, "row: a value in sample.Extra is not JSON"},
		{"nothing", "x", ``, nil, "row: a value in sample.Extra is not JSON"},
		{"an injection", "x", `1,"id":"9"`, nil, "row: a value in sample.Extra is not JSON"},
		{"an injection under a field's name", "shop", `{},"id":"9"`, nil, "row: a value in sample.Extra is not JSON"},
		{"an item that is no JSON", "x", `1`, func(s *sample) { s.Items = []json.RawMessage{nil} }, "row: a value in sample is not JSON"},
		{"one within", "x", `1`, func(s *sample) { s.Parts = []part{{Items: []json.RawMessage{nil}}} }, "row: a value in part is not JSON"},
		{"Extra within", "x", `1`, func(s *sample) { s.Parts = []part{{Extra: map[string]json.RawMessage{"key": json.RawMessage(`1`)}}} },
			"row: part.Extra holds key: that is a field of its own"},
	} {
		t.Run(test.reason, func(t *testing.T) {
			s := sample{ID: "1", Color: noColor, Extra: map[string]json.RawMessage{test.name: json.RawMessage(test.value)}}
			if test.change != nil {
				test.change(&s)
			}
			_, err := samples.Marshal(&s)
			assert.EqualError(t, err, test.want)
		})
	}
}

func TestMarshalNamesThatNeedEscapes(t *testing.T) {
	s := sample{ID: "1", Color: noColor, Extra: map[string]json.RawMessage{"a\"\n测": json.RawMessage(`1`)}}
	text, err := samples.Marshal(&s)
	require.NoError(t, err)
	require.True(t, json.Valid(text), "%s", text)
	again, _, err := read(string(text))
	require.NoError(t, err)
	assert.True(t, samples.Equal(&s, &again))
}

func TestMarshalNothing(t *testing.T) {
	type empty struct {
		A     string
		Extra map[string]json.RawMessage
	}
	table := Of(Text("a", func(e *empty) *string { return &e.A }), Extra(func(e *empty) *map[string]json.RawMessage { return &e.Extra }))
	text, err := table.Marshal(&empty{})
	require.NoError(t, err)
	assert.Equal(t, `{}`, string(text))
}
