package wire

import (
	"encoding/json"
	"errors"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// fees reads {"data":{"list":[{"fee":…}]},"code":…} with data in either form.
func fees(doc string) (list []string, code int64, err error) {
	r := NewReader([]byte(doc))
	for ok := r.Object(); ok && r.Next(); {
		if string(r.Name()) == "code" {
			code, _ = r.Int(0, 999)
			continue
		}
		data := r.Embedded()
		for ok := data.Kind() == Object && data.Object(); ok && data.Next(); {
			for ok := data.Array(); ok && data.Next(); {
				for ok := data.Object(); ok && data.Next(); {
					fee := data.Money()
					list = append(list, fee.Decimal.String())
				}
			}
		}
	}
	r.End()
	return list, code, r.Err()
}

func TestEmbeddedReadsBothForms(t *testing.T) {
	const inner = `{"list":[{"fee":"9.9"},{"fee":8.25}]}`
	for reason, data := range map[string]string{
		"object":                    inner,
		"string":                    strconv.Quote(inner),
		"string with unicode quote": `"` + strings.ReplaceAll(inner, `"`, `\u0022`) + `"`,
		"string with blanks":        strconv.Quote(" \n" + inner + " "),
	} {
		list, code, err := fees(`{"data":` + data + `,"code":200}`)
		require.NoError(t, err, reason)
		assert.Equal(t, []string{"9.9", "8.25"}, list, reason)
		assert.Equal(t, int64(200), code, "%s: the outer document goes on", reason)
	}
}

func TestEmbeddedNothing(t *testing.T) {
	for data, want := range map[string]Kind{
		`null`: Null, `""`: Null, `" "`: Null, `"null"`: Null, `[]`: Array, `"[]"`: Array, `{}`: Object, `"{}"`: Object, `7`: Number, `true`: Bool,
	} {
		err := member(t, data, func(r *Reader) {
			assert.Equal(t, want, r.Embedded().Kind(), data)
		})
		assert.NoError(t, err, "%s left unread", data)
		err = member(t, data, func(r *Reader) {
			assert.Equal(t, want != Number && want != Bool, r.Embedded().Empty(), data)
		})
		assert.NoError(t, err, data)
	}
}

func TestEmbeddedErrorsSurfaceWithTheWholePath(t *testing.T) {
	for _, c := range []struct{ reason, inner, want string }{
		{"bad amount", `{"list":[{"fee":1},{"fee":"x"}]}`, "data.list[1].fee: is not a decimal number"},
		{"wrong kind", `{"list":[1]}`, "data.list[0]: is a number, not an object"},
		{"cut", `{"list":[`, "data.list: ends too early, in the JSON that a string holds"},
		{"trailing bytes", `{"list":[]} x`, "data: goes on after its end"},
		{"two documents", `{}{}`, "data: goes on after its end"},
		{"plain text", `fictional text`, "data: is not JSON, in the JSON that a string holds"},
	} {
		_, _, err := fees(`{"data":` + strconv.Quote(c.inner) + `,"code":200}`)
		assert.EqualError(t, err, c.want, c.reason)
		e := fieldError(t, err)
		assert.Equal(t, int64(8), e.Offset, "%s: where the string starts", c.reason)
		assert.False(t, e.Truncated, "%s: the outer document is whole", c.reason)
		assert.False(t, e.NotJSON, "%s: the outer document is JSON", c.reason)
	}
}

func TestEmbeddedMustBeReadToItsEnd(t *testing.T) {
	err := member(t, `"[1,2]"`, func(r *Reader) {
		inner := r.Embedded()
		inner.Array()
		inner.Next()
		inner.Int(0, 9)
	})
	assert.EqualError(t, err, "v[0]: was not read to its end")
}

func TestEmbeddedUnreadIsChecked(t *testing.T) {
	err := member(t, `"[1,]"`, func(r *Reader) { r.Embedded() })
	assert.EqualError(t, err, "v[0]: is followed by a comma before the closing bracket")
}

func TestEmbeddedWholeDocument(t *testing.T) {
	r := NewReader([]byte(`"[7]"`))
	inner := r.Embedded()
	inner.Array()
	inner.Next()
	v, _ := inner.Int(0, 9)
	inner.Next()
	r.End()
	require.NoError(t, r.Err())
	assert.Equal(t, int64(7), v)

	r.Reset([]byte(`"[7"`))
	readAll(r.Embedded())
	r.End()
	assert.EqualError(t, r.Err(), "[0]: ends too early, in the JSON that a string holds")
}

func TestEmbeddedTwiceOver(t *testing.T) {
	once, err := json.Marshal(`{"x":["fictional"]}`)
	require.NoError(t, err)
	twice, err := json.Marshal(string(once))
	require.NoError(t, err)
	var got string
	err = member(t, string(twice), func(r *Reader) {
		middle := r.Embedded()
		inner := middle.Embedded()
		for ok := inner.Object(); ok && inner.Next(); {
			for ok := inner.Array(); ok && inner.Next(); {
				got, _ = inner.Text()
				inner.Fail("is refused")
			}
		}
		assert.True(t, errors.Is(middle.Err(), inner.Err()) && errors.Is(r.Err(), inner.Err()), "one error for all three")
	})
	assert.Equal(t, "fictional", got)
	assert.EqualError(t, err, "v.x[0]: is refused")
}

func TestEmbeddedTextsOutliveTheDocument(t *testing.T) {
	r := NewReader([]byte(`{"a":"[\"first\\u0041\"]","b":"[\"second\\u0042\"]"}`))
	var got []string
	for ok := r.Object(); ok && r.Next(); {
		inner := r.Embedded()
		for ok := inner.Array(); ok && inner.Next(); {
			s, _ := inner.Text()
			got = append(got, s)
		}
	}
	r.End()
	require.NoError(t, r.Err())
	assert.Equal(t, []string{"firstA", "secondB"}, got)
}

func TestEmbeddedStringMustBeText(t *testing.T) {
	assert.EqualError(t, member(t, `"\ud800"`, func(r *Reader) { readAll(r.Embedded()) }), "v: holds half of a surrogate pair")
}
