package wire

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestKindOfNextValue(t *testing.T) {
	for doc, want := range map[string]Kind{
		`null`: Null, `true`: Bool, `false`: Bool, `-1`: Number, `0`: Number, `""`: String, `{}`: Object, ` [`: Array,
		``: Invalid, ` `: Invalid, `<html>`: Invalid, `+1`: Invalid, `.5`: Invalid, `NaN`: Invalid, `１`: Invalid,
	} {
		r := NewReader([]byte(doc))
		assert.Equal(t, want, r.Kind(), "%q", doc)
		assert.Equal(t, want, r.Kind(), "%q: asking does not consume", doc)
		assert.NoError(t, r.Err(), "%q: asking is no error", doc)
	}
}

func TestKindIsInvalidWhereNoValueIsDue(t *testing.T) {
	r := NewReader([]byte(`{"a":1}`))
	r.Object()
	assert.Equal(t, Invalid, r.Kind(), "before the first Next")
	r.Next()
	assert.Equal(t, Number, r.Kind())
	r.Skip()
	assert.Equal(t, Invalid, r.Kind(), "after the value")
	r.Fail("is wrong")
	assert.Equal(t, Invalid, r.Kind(), "after an error")
}

func TestKindNames(t *testing.T) {
	want := []string{"not a JSON value", "null", "a boolean", "a number", "a string", "an object", "an array", "not a JSON value"}
	for k, name := range want {
		assert.Equal(t, name, Kind(k).String())
	}
}
