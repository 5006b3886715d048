package wire

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestWalkInOrder(t *testing.T) {
	r := NewReader([]byte(` { "a" : [ 1 , [ ] , { "b" : "x" } ] , "c" : { } , "d" : null } `))
	var seen []string
	var walk func()
	walk = func() {
		switch r.Kind() {
		case Object:
			seen = append(seen, "{")
			for ok := r.Object(); ok && r.Next(); {
				seen = append(seen, string(r.Name()))
				walk()
			}
			seen = append(seen, "}")
		case Array:
			seen = append(seen, "[")
			for ok := r.Array(); ok && r.Next(); {
				assert.Nil(t, r.Name(), "an element has no name")
				walk()
			}
			seen = append(seen, "]")
		default:
			seen = append(seen, string(r.Raw()))
		}
	}
	walk()
	r.End()
	require.NoError(t, r.Err())
	assert.Equal(t, `{ a [ 1 [ ] { b "x" } ] c { } d null }`, strings.Join(seen, " "))
}

func TestUnreadValuesAreSkipped(t *testing.T) {
	r := NewReader([]byte(`{"a":{"deep":[1,{"x":2}]},"b":[[]],"c":3}`))
	var names []string
	for ok := r.Object(); ok && r.Next(); {
		names = append(names, string(r.Name()))
	}
	r.End()
	require.NoError(t, r.Err())
	assert.Equal(t, []string{"a", "b", "c"}, names)
}

func TestUnreadValuesAreChecked(t *testing.T) {
	r := NewReader([]byte(`{"a":{"deep":[1,{"x":01}]},"c":3}`))
	require.True(t, r.Object())
	require.True(t, r.Next())
	require.False(t, r.Next())
	assert.EqualError(t, r.Err(), "a.deep[1].x: is a number with a leading zero")
}

func TestNamesAreUnescaped(t *testing.T) {
	r := NewReader([]byte(`{"tot\u0061l":1,"金额":2,"\ud83d\ude00":3,"":4}`))
	var names []string
	for ok := r.Object(); ok && r.Next(); {
		name := r.Name()
		r.Text()
		names = append(names, string(name)) // still valid after the value
	}
	require.NoError(t, r.Err())
	assert.Equal(t, []string{"total", "金额", "😀", ""}, names)
}

func TestNameOfOuterObjectComesBack(t *testing.T) {
	r := NewReader([]byte(`{"outer":{"inner":1}}`))
	r.Object()
	r.Next()
	r.Object()
	assert.Nil(t, r.Name(), "no member yet")
	r.Next()
	assert.Equal(t, "inner", string(r.Name()))
	r.Next()
	assert.Equal(t, "outer", string(r.Name()))
}

func TestEscapedNameOfOuterObjectComesBack(t *testing.T) {
	r := NewReader([]byte(`{"out\u0065r":{"inn\u0065r name":1},"last":2}`))
	r.Object()
	r.Next()
	r.Object()
	r.Next()
	assert.Equal(t, "inner name", string(r.Name()))
	r.Next()
	assert.Equal(t, "outer", string(r.Name()))
	r.Next()
	assert.Equal(t, "last", string(r.Name()))
}

func TestBadNamesAreErrors(t *testing.T) {
	for doc, want := range map[string]string{
		"{\"a\":1,\"\xff\":2}": "a: is not UTF-8 text",
		`{"a":1,"\ud800":2}`:   "a: holds half of a surrogate pair",
		"{\"a\nb\":1}":         "document: holds a control character",
		`{"a":1,}`:             "a: is followed by a comma before the closing bracket",
		`[1,]`:                 "[0]: is followed by a comma before the closing bracket",
		`{a:1}`:                "document: has a member without a quoted name",
		`{"a"=1}`:              "document: has a member name without a colon",
		`[1 2]`:                "[0]: is followed by neither a comma nor the closing bracket",
	} {
		r := NewReader([]byte(doc))
		readAll(r)
		assert.EqualError(t, r.Err(), want)
	}
}

// TestWalkDoesNotAllocate guards the hot path: names and structure cost nothing.
func TestWalkDoesNotAllocate(t *testing.T) {
	doc := benchPage(0, false)
	r := NewReader(doc)
	assert.Zero(t, testing.AllocsPerRun(10, func() {
		r.Reset(doc)
		r.Object()
		for r.Next() {
			for ok := r.Kind() == Array && r.Array(); ok && r.Next(); {
				for ok := r.Object(); ok && r.Next(); {
					if len(r.Name()) == 0 {
						t.Fatal("a name is missing")
					}
				}
			}
		}
	}))
	require.NoError(t, r.Err())
}

func TestMembers(t *testing.T) {
	for _, test := range []struct {
		reason, json string
		a, b         int64
		seen         int
		unknown      map[string]int64
		fails        string
	}{
		{"both", `{"b":2,"a":1}`, 1, 2, 3, nil, ""},
		{"none", `{}`, 0, 0, 0, nil, ""},
		{"one that is null is seen", `{"b":null}`, 0, 0, 2, nil, ""},
		{"others are counted", `{"x":[1],"a":1,"y":{"a":7}}`, 1, 0, 1, map[string]int64{"field:x": 1, "field:y": 1}, ""},
		{"a known one twice", `{"a":1,"a":1}`, 0, 0, 0, nil, "appears twice"},
		{"no object", `[]`, 0, 0, 0, nil, "is an array, not an object"},
	} {
		t.Run(test.reason, func(t *testing.T) {
			r := NewReader([]byte(test.json))
			var a, b int64
			var unknown Unknown
			seen := r.Members(&unknown, func() int {
				switch string(r.Name()) {
				case "a":
					a, _ = r.Int(0, 9)
					return 1
				case "b":
					b, _ = r.Int(0, 9)
					return 2
				}
				return 0
			})
			r.End()
			if test.fails != "" {
				assert.ErrorContains(t, r.Err(), test.fails)
				return
			}
			require.NoError(t, r.Err())
			assert.Equal(t, []int64{test.a, test.b}, []int64{a, b})
			assert.Equal(t, test.seen, seen)
			assert.Equal(t, test.unknown, map[string]int64(unknown))
		})
	}
}
