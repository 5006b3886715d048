package eshouhou

import (
	"bytes"
	"encoding/json"
	"fmt"
	"log/slog"
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
	for name, value := range map[string]string{"Key": `1`, "Value": `1`, "ObjArray": `[1]`, "isChecked": `1`} {
		_, err := TypeOption{Extra: map[string]json.RawMessage{name: raws(value)[0]}}.MarshalJSON()
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

func TestTypeOptionPrintsNothingPersonal(t *testing.T) {
	o := TypeOption{Key: "9", Value: "微信支付(线上)", ObjArray: raws(`"fictional-item"`), Extra: map[string]json.RawMessage{"a": raws(`"fictional-extra"`)[0]}}
	var log bytes.Buffer
	slog.New(slog.NewTextHandler(&log, nil)).Info("x", "option", o)
	slog.New(slog.NewJSONHandler(&log, nil)).Info("x", "option", o)
	text := log.String() + fmt.Sprintf("%v %+v %#v %s %q %d %v %#v", o, o, o, o, o, o, []TypeOption{o}, struct{ O TypeOption }{o})
	assert.Contains(t, text, `eshouhou.TypeOption{"9", "微信支付(线上)"}`)
	for _, hidden := range []string{"fictional", fmt.Sprint([]byte("fictional-extra"))[1:20], "0x66, 0x69"} {
		assert.NotContains(t, text, hidden)
	}
}
