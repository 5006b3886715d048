package wire

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

func TestNextIs(t *testing.T) {
	r := NewReader([]byte(`[{"a":1,"b":{"c":[]} ,"d":"x", "e":2,"f":3}]`))
	assert.False(t, r.NextIs(`"a":`), "no object is entered")
	require.True(t, r.Array() && r.Next() && r.Object())
	assert.False(t, r.NextIs(`"b":`), "another member comes")
	require.True(t, r.NextIs(`"a":`))
	assert.Equal(t, "a", string(r.Name()))
	assert.False(t, r.NextIs(`"b":`), "the value is not read")
	v, _ := r.Int(1, 1)
	assert.EqualValues(t, 1, v)
	require.True(t, r.NextIs(`"b":`))
	require.True(t, r.Object() && r.NextIs(`"c":`) && r.Array())
	assert.False(t, r.NextIs(`"d":`), "elements have no names")
	assert.False(t, r.Next(), "the array ends")
	assert.False(t, r.Next(), "the object ends")
	assert.False(t, r.NextIs(`"d":`), "white space is for Next")
	require.True(t, r.Next())
	r.Skip()
	assert.False(t, r.NextIs(`"e":`))
	require.True(t, r.Next())
	r.Fail("is odd")
	assert.False(t, r.NextIs(`"f":`), "after an error")
	assert.EqualError(t, r.Err(), "[0].e: is odd")
}

func TestNextIsAtTheEnd(t *testing.T) {
	for _, doc := range []string{`{`, `{"a"`, `{"a":1`, `{"a":1,`, `{"a":1,"b"`, `{"a":1}`} {
		r := NewReader([]byte(`[` + doc))
		require.True(t, r.Array() && r.Next() && r.Object())
		if r.NextIs(`"a":`) {
			r.Skip()
			assert.False(t, r.NextIs(`"b":`), doc)
		}
	}
}

// An error is where it is, however its member was found.
func TestNextIsPlace(t *testing.T) {
	r := NewReader([]byte(`{"a":[{"b":1,"c":"x"}]}`))
	require.True(t, r.Object() && r.Next() && r.Array() && r.Next() && r.Object() && r.NextIs(`"b":`))
	r.Skip()
	require.True(t, r.NextIs(`"c":`))
	r.Int(0, 9)
	assert.EqualError(t, r.Err(), "a[0].c: is not a whole number")
	assert.EqualValues(t, 17, r.err.Offset)
	require.True(t, r.Unread(3))
	assert.Equal(t, `"x"`, string(r.Raw()))
}

// The short way reads an amount as the long one does, or leaves it to that.
func TestPlainAmount(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := []byte(rapid.StringMatching(`-?[0-9]{0,20}(\.[0-9]{0,10})?(e[0-9])?|[-.0-9 ]{0,6}`).Draw(t, "text"))
		coefficient, exp, ok := plainAmount(text)
		if !ok {
			return
		}
		l, rule := scanLiteral(text)
		require.Empty(t, rule)
		require.Empty(t, l.moneyRule())
		long := new(shared).amount(&l, text)
		assert.Equal(t, long.CoefficientInt64(), coefficient)
		assert.Equal(t, long.Exponent(), exp)
	})
	for _, text := range []string{"9.90", "0", "-0.00", "007.5", "99999999999999.99", "-123456789012345678"} {
		_, _, ok := plainAmount([]byte(text))
		assert.True(t, ok, text)
	}
	for _, text := range []string{"", "-", ".", ".5", "5.", "1.2.3", "--1", "+1", "1e2", " 1", "1.123456789", "1234567890123456789"} {
		_, _, ok := plainAmount([]byte(text))
		assert.False(t, ok, text)
	}
}
