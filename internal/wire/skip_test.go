package wire

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestRawIsExactlyWhatCame(t *testing.T) {
	for _, value := range []string{`null`, `-1.50e+02`, `"\u0041\/"`, `{ "b" : 1 , "a" : [ ] }`, "[1,\n\t2]", `"` + "\xff" + `"`} {
		doc := []byte(`{"v": ` + value + ` ,"w":1}`)
		r := NewReader(doc)
		r.Object()
		r.Next()
		raw := r.Raw()
		require.NoError(t, r.Err())
		clear(doc[6 : 6+len(value)])
		assert.Equal(t, value, string(raw), "a copy, free of the space around it")
		assert.True(t, r.Next(), "and the reader goes on behind it")
	}
}

func TestSinceIsTheRowThatWasRead(t *testing.T) {
	r := NewReader([]byte(`[ {"a": 1, "x": [2] } , 5]`))
	var rows []string
	for ok := r.Array(); ok && r.Next(); {
		start := r.Pos()
		readAll(r)
		rows = append(rows, string(r.Since(start)))
	}
	require.NoError(t, r.Err())
	assert.Equal(t, []string{`{"a": 1, "x": [2] }`, `5`}, rows)
	assert.Nil(t, r.Since(-1))
	assert.Nil(t, r.Since(1000))
}

func TestNullTakesOnlyNull(t *testing.T) {
	for value, want := range map[string]bool{`null`: true, `0`: false, `""`: false, `{}`: false, `false`: false} {
		err := member(t, value, func(r *Reader) {
			assert.Equal(t, want, r.Null(), value)
			if !want {
				assert.NotEqual(t, Invalid, r.Kind(), "%s stays unread", value)
			}
		})
		assert.NoError(t, err)
	}
	assert.Error(t, member(t, `nul`, func(r *Reader) { assert.False(t, r.Null()) }))
}

func TestEmptyTakesTheFourFormsOfNothing(t *testing.T) {
	for value, want := range map[string]bool{
		`null`: true, `""`: true, `{}`: true, `[]`: true, "{ \t\r\n}": true, "[ ]": true,
		`" "`: false, `{"a":1}`: false, `[0]`: false, `0`: false, `false`: false, `"x"`: false,
	} {
		err := member(t, value, func(r *Reader) {
			assert.Equal(t, want, r.Empty(), value)
			assert.Equal(t, want, r.Kind() == Invalid, "%s: only nothing is consumed", value)
		})
		assert.NoError(t, err, value)
	}
	for _, cut := range []string{`[`, `{`, `"`, `[ `} {
		r := NewReader([]byte(cut))
		assert.False(t, r.Empty(), cut)
		r.Skip()
		assert.True(t, fieldError(t, r.Err()).Truncated, cut)
	}
}

func TestFailAfterASkippedValueIsAtItsStart(t *testing.T) {
	r := NewReader([]byte(`{"v":[1,[2,3]]}`))
	r.Object()
	r.Next()
	r.Skip()
	r.Fail("is not wanted")
	assert.Equal(t, int64(5), fieldError(t, r.Err()).Offset)
	assert.EqualError(t, r.Err(), "v: is not wanted")
}
