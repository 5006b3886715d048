package console

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/billrecon/billrecon/internal/wire"
)

// rowKinds are the rows of the package, to be tested alike.
var rowKinds = []struct {
	name, least string // a row with nothing but what is required
	decode      func(text string) (extra int, err error)
}{
	{"Order", `"code":"1","total_fee":1`, func(text string) (int, error) {
		var o Order
		err := o.UnmarshalJSON([]byte(text))
		return len(o.Extra), err
	}},
	{"DetailOrder", `"code":"1","total_fee":1`, func(text string) (int, error) {
		var o DetailOrder
		err := o.UnmarshalJSON([]byte(text))
		return len(o.Extra), err
	}},
	{"ThirdBill", `"total_money":1`, func(text string) (int, error) {
		var b ThirdBill
		err := b.UnmarshalJSON([]byte(text))
		return len(b.Extra), err
	}},
}

func TestRowsReadStrictly(t *testing.T) {
	for _, kind := range rowKinds {
		for _, test := range []struct {
			reason, text, rule string
		}{
			{"the least", `{` + kind.least + `}`, ""},
			{"unknown members are kept", `{` + kind.least + `,"memo":{"a":[1.50]},"x":null}`, ""},
			{"an unknown member twice", `{` + kind.least + `,"memo":1,"memo":1}`, "memo: appears twice"},
			{"a known member twice", `{` + kind.least + `,` + kind.least + `}`, "appears twice"},
			{"nothing", `{}`, "has no "},
			{"text", `"x"`, "not an object"},
			{"a list", `[]`, "not an object"},
			{"more after it", `{` + kind.least + `}x`, "goes on after its end"},
			{"nothing at all", ``, "is empty"},
		} {
			t.Run(kind.name+" "+test.reason, func(t *testing.T) {
				_, err := kind.decode(test.text)
				if test.rule == "" {
					assert.NoError(t, err)
					return
				}
				assert.ErrorIs(t, err, ErrMalformedResponse)
				assert.ErrorContains(t, err, test.rule)
				assert.ErrorContains(t, err, "console: malformed response: "+kind.name+": ")
			})
		}
		extra, err := kind.decode(`{` + kind.least + `,"memo":1,"x":2}`)
		assert.NoError(t, err)
		assert.Equal(t, 2, extra)
		extra, err = kind.decode(`null`)
		assert.NoError(t, err, "the convention of package json")
		assert.Zero(t, extra)
	}
}

func TestReadRowsForms(t *testing.T) {
	for _, test := range []struct {
		reason, text string
		rows         int
		ok           bool
	}{
		{"rows", `[{"code":"1","total_fee":1},{"code":"2","total_fee":2}]`, 2, true},
		{"null", `null`, 0, true},
		{"an empty list", `[]`, 0, true},
		{"empty text", `""`, 0, true},
		{"an empty object", `{}`, 0, true},
		{"an object of rows", `{"0":{"code":"1","total_fee":1}}`, 0, false},
		{"text", `"x"`, 0, false},
		{"a row that is null", `[null]`, 1, false},
	} {
		t.Run(test.reason, func(t *testing.T) {
			r := wire.NewReader([]byte(test.text))
			var unknown wire.Unknown
			rows := readRows(r, 1, rowOptions{zone: wire.ChinaZone}, &unknown, readOrder)
			r.End()
			assert.Len(t, rows, test.rows)
			assert.Equal(t, test.ok, r.Err() == nil, "%v", r.Err())
		})
	}
}

func TestReadRowKeepsRaw(t *testing.T) {
	text := ` { "code" : "1" , "total_fee" : 1 } `
	for _, keep := range []bool{true, false} {
		r := wire.NewReader([]byte(text))
		var o Order
		var unknown wire.Unknown
		readOrder(r, rowOptions{zone: wire.ChinaZone, keepRaw: keep}, &o, &unknown)
		if keep {
			assert.Equal(t, `{ "code" : "1" , "total_fee" : 1 }`, string(o.Raw))
			continue
		}
		assert.Nil(t, o.Raw)
	}
}
