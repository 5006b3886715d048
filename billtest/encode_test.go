package billtest

import (
	"encoding/json"
	"strconv"
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestObject(t *testing.T) {
	row := struct {
		A int `json:"a"`
	}{1}
	for _, c := range []struct {
		reason string
		extra  map[string]json.RawMessage
		want   string
	}{
		{"nothing to add", nil, `{"a":1}`},
		{"sorted by name", map[string]json.RawMessage{"c": []byte(`[2]`), "b": []byte(`"x"`)}, `{"a":1,"b":"x","c":[2]}`},
		{"a name that needs escapes", map[string]json.RawMessage{`"`: []byte(`null`)}, `{"a":1,"\"":null}`},
	} {
		assert.Equal(t, c.want, string(Object(row, c.extra)), c.reason)
	}
}

func TestObjectPanicsOnWhatIsNotJSON(t *testing.T) {
	said := func() (v any) {
		defer func() { v = recover() }()
		Object(struct{ A int }{1}, map[string]json.RawMessage{"b": []byte(`{`)})
		return nil
	}()
	assert.Contains(t, said, "billtest: a row cannot be encoded as JSON: ", "what follows are the words of package json, which change")
	assert.Panics(t, func() { Object(func() {}, nil) })
}

func TestArray(t *testing.T) {
	quote := func(n int) []byte { return []byte(strconv.Quote(strconv.Itoa(n))) }
	assert.Equal(t, `[]`, string(Array(nil, quote)))
	assert.Equal(t, `["1"]`, string(Array([]int{1}, quote)))
	assert.Equal(t, `["1","2","3"]`, string(Array([]int{1, 2, 3}, quote)))
}

func TestNumber(t *testing.T) {
	for text, want := range map[string]any{
		"0": int64(0), "200": int64(200), "-1": int64(-1), "007": "007", "+1": "+1", "1.0": "1.0", "1e3": "1e3", "E1": "E1", "": "",
		"9223372036854775807": int64(9223372036854775807), "9223372036854775808": "9223372036854775808",
	} {
		assert.Equal(t, want, Number(text), "%q", text)
	}
}
