package eshouhou

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestTypeOptionMarshalJSON(t *testing.T) {
	for _, test := range []struct {
		reason string
		option TypeOption
		want   string
	}{
		{"the provider's sample", sampleStatement().TypeList[0], `{"Key":"9","Value":"微信支付(线上)","ObjArray":[],"isChecked":false}`},
		{"everything", TypeOption{Key: "1", ObjArray: raws(`{"a":1}`), IsChecked: true, Extra: map[string]json.RawMessage{"z": raws(`1`)[0], "a": raws(`2`)[0]}},
			`{"Key":"1","Value":"","ObjArray":[{"a":1}],"isChecked":true,"a":2,"z":1}`},
	} {
		t.Run(test.reason, func(t *testing.T) {
			got, err := json.Marshal(test.option)
			require.NoError(t, err)
			assert.Equal(t, test.want, string(got))
		})
	}
}

func TestTypeOptionRefusesBrokenExtra(t *testing.T) {
	for _, name := range []string{"Key", "Value", "ObjArray", "isChecked"} {
		_, err := TypeOption{Extra: map[string]json.RawMessage{name: raws(`1`)[0]}}.MarshalJSON()
		assert.EqualError(t, err, "eshouhou: TypeOption.Extra holds "+name+": that is a field of its own")
	}
}

func TestTypeOptionEqual(t *testing.T) {
	base := TypeOption{Key: "9", Value: "v", ObjArray: raws(`1`), Extra: map[string]json.RawMessage{"a": raws(`1`)[0]}}
	assert.True(t, base.Equal(base))
	for reason, change := range map[string]func(*TypeOption){
		"another key":     func(o *TypeOption) { o.Key = "8" },
		"another value":   func(o *TypeOption) { o.Value = "w" },
		"other objects":   func(o *TypeOption) { o.ObjArray = raws(`2`) },
		"checked":         func(o *TypeOption) { o.IsChecked = true },
		"no extra member": func(o *TypeOption) { o.Extra = nil },
	} {
		other := base
		change(&other)
		assert.False(t, base.Equal(other), reason)
	}
}
