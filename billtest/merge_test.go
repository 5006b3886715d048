package billtest

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestMerge(t *testing.T) {
	for _, c := range []struct {
		reason  string
		members map[string]json.RawMessage
		want    string
	}{
		{"nothing to add", nil, `{"a":1}`},
		{"sorted by name", map[string]json.RawMessage{"c": []byte(`[2]`), "b": []byte(`"x"`)}, `{"a":1,"b":"x","c":[2]}`},
		{"a name that needs escapes", map[string]json.RawMessage{`"`: []byte(`null`)}, `{"a":1,"\"":null}`},
	} {
		got, err := Merge([]byte(`{"a":1}`), c.members)
		require.NoError(t, err, c.reason)
		assert.Equal(t, c.want, string(got), c.reason)
	}
}

func TestMergeRefusesWhatIsNotJSON(t *testing.T) {
	_, err := Merge([]byte(`{"a":1}`), map[string]json.RawMessage{"b": []byte(`{`)})
	require.Error(t, err)
}
