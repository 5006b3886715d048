package billtest

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestSetField(t *testing.T) {
	const doc = ` { "code" : "0" , "data" : { "code" : -1.5e3, "n" : null, "rows":[[{"v":1}],{"v":{"w":[ ]},"code":true}] } } `
	tests := []struct {
		reason string
		doc    string
		field  string
		want   string
	}{
		{"the first in document order", doc, "code", strings.Replace(doc, `"0"`, "X", 1)},
		{"by the end of its path", doc, "data.code", strings.Replace(doc, "-1.5e3", "X", 1)},
		{"a null", doc, "n", strings.Replace(doc, "null", "X", 1)},
		{"an object", doc, "data", ` { "code" : "0" , "data" : X } `},
		{"an array", doc, "rows", strings.Replace(doc, `[[{"v":1}],{"v":{"w":[ ]},"code":true}]`, "X", 1)},
		{"arrays add nothing to a path", doc, "rows.v", strings.Replace(doc, `{"v":1}`, `{"v":X}`, 1)},
		{"after the members before it", doc, "rows.code", strings.Replace(doc, "true", "X", 1)},
		{"deep", doc, "data.rows.v.w", strings.Replace(doc, "[ ]", "X", 1)},
		{"no such name", doc, "nothing", ""},
		{"a path that is too long", doc, "x.data.code", ""},
		{"a part of a name", doc, "cod", ""},
		{"no name", doc, "", ""},
		{"an empty name that exists", `{"":1}`, "", `{"":X}`},
		{"an escaped name", `{"c\u006fde":1}`, "code", `{"c\u006fde":X}`},
		{"a name in a string is no field", `{"a":"{\"code\":1}"}`, "code", ""},
		{"a scalar document", `12`, "code", ""},
		{"no document", ``, "code", ""},
		{"HTML", `<html>`, "code", ""},
		{"found, but broken behind", `{"code":1`, "code", ""},
		{"two documents", `{"code":1}{"code":2}`, "code", ""},
	}
	for _, test := range tests {
		t.Run(test.reason, func(t *testing.T) {
			before := []byte(test.doc)
			changed, ok := SetField(before, test.field, "X")
			assert.Equal(t, test.doc, string(before), "the document itself is not touched")
			assert.Equal(t, test.want != "", ok)
			if !ok {
				assert.Equal(t, test.doc, string(changed))
				return
			}
			assert.Equal(t, test.want, string(changed))
		})
	}
}

func TestSpoilStrings(t *testing.T) {
	tests := []struct{ reason, doc, want string }{
		{"values, not names", `{"a":"x","b" : "y"}`, `{"a":"x~","b" : "y~"}`},
		{"the empty string", `{"a":""}`, `{"a":"~"}`},
		{"escapes", `{"a":"x\"y\\","b":"\\\""}`, `{"a":"x\"y\\~","b":"\\\"~"}`},
		{"array and bare string", `["a","b"]`, `["a~","b~"]`},
		{"a bare string", `"a"`, `"a~"`},
		{"a colon inside", `{"a":"b: c"}`, `{"a":"b: c~"}`},
		{"a document in a string", `{"a":"{\"b\":\"c\"}"}`, `{"a":"{\"b\":\"c\"}~"}`},
		{"an open end", `{"a":"b\`, `{"a":"b\`},
		{"no strings", `{"a":1}`, `{"a":1}`},
		{"nothing", ``, ``},
	}
	for _, test := range tests {
		t.Run(test.reason, func(t *testing.T) {
			spoiled, ok := spoilStrings([]byte(test.doc))
			assert.Equal(t, strings.ReplaceAll(test.want, "~", "\xff"), string(spoiled))
			assert.Equal(t, test.doc != test.want, ok)
		})
	}
}

func TestDeepen(t *testing.T) {
	tests := []struct {
		reason, doc string
		n           int
		want        string
	}{
		{"first member of an object", `{"a":1}`, 2, `{"deep":[[]],"a":1}`},
		{"the only member", ` { } `, 1, `{"deep":[] } `},
		{"anything else is replaced", `"text"`, 3, `[[[]]]`},
		{"depth 0", `{"a":1}`, 0, `{"deep":null,"a":1}`},
		{"depth 0 instead of an array", `[1]`, 0, `null`},
	}
	for _, test := range tests {
		t.Run(test.reason, func(t *testing.T) {
			got := deepen([]byte(test.doc), test.n)
			assert.Equal(t, test.want, string(got))
			assert.True(t, json.Valid(got))
		})
	}
}

// SetField on any input: no panic, and what it changes stays valid JSON.
func FuzzSetField(f *testing.F) {
	f.Add([]byte(shopTruth), "list.fee")
	f.Add([]byte(`{"a":{"b":[1,2,{"b":"\u00e9"}]}}`), "b")
	f.Add([]byte(`[[`), "")
	f.Fuzz(func(t *testing.T, doc []byte, field string) {
		before := string(doc)
		changed, ok := SetField(doc, field, `[true]`)
		require.Equal(t, before, string(doc))
		if !ok {
			require.Equal(t, before, string(changed))
			return
		}
		require.True(t, json.Valid(changed))
		require.Contains(t, string(changed), `[true]`)
	})
}

// A document that is valid stays valid but for the bytes put in, and keeps its shape when they are taken out.
func FuzzSpoilStrings(f *testing.F) {
	f.Add([]byte(shopTruth))
	f.Add([]byte(`{"a\"":"\\","":["",{"b":"c"}]}`))
	f.Fuzz(func(t *testing.T, doc []byte) {
		if !json.Valid(doc) || strings.Contains(string(doc), "\xff") {
			_, _ = spoilStrings(doc)
			return
		}
		spoiled, ok := spoilStrings(doc)
		require.Equal(t, string(doc), strings.ReplaceAll(string(spoiled), "\xff", ""))
		require.Equal(t, ok, len(spoiled) > len(doc))
		require.True(t, json.Valid(spoiled), "encoding/json takes any byte in a string: the shape is what it was")
	})
}
