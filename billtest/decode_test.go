package billtest

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

const secretText = "fictional-secret-in-body"

func TestDecode(t *testing.T) {
	tests := []struct {
		reason string
		body   string
		err    string
	}{
		{"good", `{"page":2,"limit":3}`, ""},
		{"white space around", " {\"page\":2,\"limit\":3}\r\n", ""},
		{"unknown members", `{"page":2,"limit":3,"more":"x"}`, ""},
		{"empty", ``, "billtest: request 4: the body of 0 bytes is not the JSON expected"},
		{"no JSON", secretText, "billtest: request 4: the body of 24 bytes is not the JSON expected"},
		{"cut off", `{"page":2`, "billtest: request 4: the body of 9 bytes is not the JSON expected"},
		{"wrong type", `{"page":"` + secretText + `"}`, "billtest: request 4: field page of the body has a wrong JSON type"},
		{"wrong number", `{"page":1380000.5}`, "billtest: request 4: field page of the body has a wrong JSON type"},
		{"wrong document", `["` + secretText + `"]`, "billtest: request 4: the body of 28 bytes is not the JSON expected"},
		{"a second document", `{"page":2}{}`, "billtest: request 4: the body goes on after its JSON document"},
		{"rubbish behind", `{"page":2} x`, "billtest: request 4: the body goes on after its JSON document"},
	}
	for _, test := range tests {
		t.Run(test.reason, func(t *testing.T) {
			r := Request{Number: 4, Body: []byte(test.body)}
			var q shopQuery
			err := r.Decode(&q)
			if test.err == "" {
				require.NoError(t, err)
				assert.Equal(t, shopQuery{Page: 2, Limit: 3}, q)
				return
			}
			assert.EqualError(t, err, test.err)
			assert.NotContains(t, err.Error(), secretText)
		})
	}
}

func TestDecodeKeepsNumbersExact(t *testing.T) {
	r := Request{Body: []byte(`{"n":12345678901234567.89}`)}
	var m map[string]any
	require.NoError(t, r.Decode(&m))
	assert.Equal(t, json.Number("12345678901234567.89"), m["n"])
}

func TestMembers(t *testing.T) {
	tests := []struct {
		reason string
		body   string
		want   map[string]string
		err    string
	}{
		{"strings are their text", `{"app_id":"1","biz_content":"{\"page\":1}","e":"\u00e9&<"}`, map[string]string{"app_id": "1", "biz_content": `{"page":1}`, "e": "é&<"}, ""},
		{"the rest is literal", `{"n":1.50,"b":true,"z":null,"o":{ "a":1 },"l":[1, 2]}`, map[string]string{"n": "1.50", "b": "true", "z": "null", "o": `{ "a":1 }`, "l": "[1, 2]"}, ""},
		{"no members", `{}`, map[string]string{}, ""},
		{"a member twice", `{"a":"1","\u0061":"2"}`, nil, "billtest: request 2: a member of the body appears twice"},
		{"an array", `[]`, nil, "billtest: request 2: the body of 2 bytes is not the JSON expected"},
		{"a string", `"a"`, nil, "billtest: request 2: the body of 3 bytes is not the JSON expected"},
		{"nothing", ``, nil, "billtest: request 2: the body of 0 bytes is not the JSON expected"},
		{"no value", `{"a"}`, nil, "billtest: request 2: the body of 5 bytes is not the JSON expected"},
		{"cut off", `{"a":1`, nil, "billtest: request 2: the body of 6 bytes is not the JSON expected"},
		{"cut off after a comma", `{"a":1,`, nil, "billtest: request 2: the body of 7 bytes is not the JSON expected"},
		{"wrong bracket", `{"a":1]`, nil, "billtest: request 2: the body of 7 bytes is not the JSON expected"},
		{"rubbish behind", `{"a":1} x`, nil, "billtest: request 2: the body goes on after its JSON document"},
	}
	for _, test := range tests {
		t.Run(test.reason, func(t *testing.T) {
			r := Request{Number: 2, Body: []byte(test.body)}
			got, err := r.Members()
			if test.err == "" {
				require.NoError(t, err)
				assert.Equal(t, test.want, got)
				return
			}
			assert.Nil(t, got)
			assert.EqualError(t, err, test.err)
		})
	}
}

func TestForm(t *testing.T) {
	r := Request{Number: 1, Body: []byte("code=A%26B&auto=true")}
	form, err := r.Form()
	require.NoError(t, err)
	assert.Equal(t, "A&B", form.Get("code"))
	assert.Equal(t, "true", form.Get("auto"))

	bad := Request{Number: 3, Body: []byte("code=%zz" + secretText)}
	_, err = bad.Form()
	assert.EqualError(t, err, "billtest: request 3: the body is not a URL-encoded form")
}

// Members agrees with encoding/json on what a JSON object is, but for members that appear twice.
func FuzzMembers(f *testing.F) {
	f.Add([]byte(`{"a":"1","b":{"c":[1,2]},"d":null}`))
	f.Add([]byte(`{"a":1,}`))
	f.Add([]byte(` {} x`))
	f.Fuzz(func(t *testing.T, body []byte) {
		r := Request{Body: body}
		members, err := r.Members()
		var want map[string]json.RawMessage
		wrong := json.Unmarshal(body, &want)
		if err == nil {
			require.NoError(t, wrong)
			require.Len(t, members, len(want))
			return
		}
		twice := "billtest: request 0: a member of the body appears twice"
		require.True(t, wrong != nil || want == nil || err.Error() == twice, "refused %q: %v", body, err)
	})
}

func TestDecodeStrict(t *testing.T) {
	for document, want := range map[string]bool{
		`{"page":2}`: true, ` {"page":2} `: true, `{}`: true, `null`: true,
		`{"page":"2"}`: false, `{"pages":2}`: false, `{"page":2}{}`: false, `{"page":2} x`: false, `{"page":2`: false, `[]`: false, ``: false,
	} {
		var q struct {
			Page int `json:"page"`
		}
		assert.Equal(t, want, DecodeStrict([]byte(document), &q), "%q", document)
	}
	var q struct {
		Page int `json:"page"`
	}
	assert.True(t, DecodeStrict([]byte(`{"page":2}`), &q))
	assert.Equal(t, 2, q.Page)
}

func TestOr(t *testing.T) {
	zero := 0
	assert.Equal(t, 0, Or(&zero, 100), "zero is not absent")
	assert.Equal(t, 100, Or(nil, 100))
}
