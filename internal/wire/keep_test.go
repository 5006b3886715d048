package wire

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func keepAll(doc string) (extra map[string]json.RawMessage, unknown Unknown, err error) {
	r := NewReader([]byte(doc))
	for ok := r.Object(); ok && r.Next(); {
		r.Keep(&extra, &unknown)
	}
	r.End()
	return extra, unknown, r.Err()
}

func TestKeep(t *testing.T) {
	extra, unknown, err := keepAll(`{"foo": 1.50, "bar":{"a":[ ]}}`)
	require.NoError(t, err)
	assert.Equal(t, map[string]json.RawMessage{"foo": []byte("1.50"), "bar": []byte(`{"a":[ ]}`)}, extra, "as they came")
	assert.Equal(t, Unknown{"field:foo": 1, "field:bar": 1}, unknown)
}

func TestKeepMakesNothingWithoutNeed(t *testing.T) {
	extra, unknown, err := keepAll(`{}`)
	require.NoError(t, err)
	assert.Nil(t, extra)
	assert.Nil(t, unknown)
}

func TestKeepRefusesANameTwice(t *testing.T) {
	_, _, err := keepAll(`{"foo":1,"foo":2}`)
	require.EqualError(t, err, "foo: appears twice")
}
