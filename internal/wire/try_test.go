package wire

import (
	"context"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// tried reads {"a":…,"b":…} and tries to read a as an object of numbers.
func tried(r *Reader, doc string) (b string, err error) {
	r.Reset([]byte(doc))
	for ok := r.Object(); ok && r.Next(); {
		switch string(r.Name()) {
		case "a":
			err = r.Try(func() {
				in := r.Embedded()
				in.Members(new(Unknown), func() int { in.Int(0, 9); return 1 << len(in.Name()) })
			})
		case "b":
			b, _ = r.Text()
		}
	}
	r.End()
	return b, err
}

func TestTry(t *testing.T) {
	for _, test := range []struct{ reason, value, text string }{
		{"a value that is read", `{"x":1}`, ""},
		{"a value that is embedded", `"{\"x\":1}"`, ""},
		{"another kind", `[1,{"y":2}]`, "a: is an array, not an object"},
		{"an error within", `{"xx":{"y":[1]},"z":2}`, "a.xx: is an object, not a whole number"},
		{"an error that is final", `{"x":1,"y":2}`, "a.y: appears twice"},
		{"an error in an embedded value", `"{\"x\":-1}"`, "a.x: is not within 0 to 9"},
		{"an embedded value that goes on", `"{} 1"`, "a: goes on after its end"},
		{"text that is not UTF-8", "{\"x\":\"\xff\"}", "a.x: is not UTF-8 text"},
	} {
		t.Run(test.reason, func(t *testing.T) {
			r := NewReader(nil)
			b, err := tried(r, `{"a": `+test.value+` ,"b":"after"}`)
			require.NoError(t, r.Err())
			assert.Equal(t, "after", b)
			if test.text == "" {
				require.NoError(t, err)
				return
			}
			require.EqualError(t, err, test.text)
		})
	}
}

func TestTryGrammar(t *testing.T) {
	for _, value := range []string{`{"x":1`, `{"x":[}`, `[1,,2]`, `{"x":-1,"y":tru}`} {
		r := NewReader(nil)
		_, _ = tried(r, `{"a":`+value+`,"b":"after"}`)
		assert.Error(t, r.Err(), value)
	}
}

func TestTryContext(t *testing.T) {
	r := NewReader(nil)
	ctx, cancel := context.WithCancel(t.Context())
	r.ResetContext(ctx, []byte(`[[1,2]]`))
	require.True(t, r.Array() && r.Next())
	cancel()
	err := r.Try(func() { r.lookAt = 0; r.Array(); r.Next() })
	require.ErrorIs(t, err, context.Canceled)
	require.ErrorIs(t, r.Err(), context.Canceled, "no value is stepped over when the time is over")
}

// What the value used up of the bounds of the document counts only when it was read.
func TestTryBounds(t *testing.T) {
	r, unknown := NewReader([]byte(`{"a":{"x":1,"y":"no"},"b":1}`)), Unknown{}
	require.True(t, r.Object() && r.Next())
	require.Error(t, r.Try(func() {
		for ok := r.Object(); ok && r.Next(); {
			r.Member(&unknown)
			r.Int(0, 9)
		}
	}))
	assert.Zero(t, r.shared.members)
	require.True(t, r.Next())
	require.NoError(t, r.Try(func() { r.Member(&unknown); r.Skip() }))
	assert.Equal(t, 1, r.shared.members)
}
