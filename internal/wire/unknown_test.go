package wire

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestUnknownCounts(t *testing.T) {
	var u Unknown
	assert.Nil(t, u)
	assert.Empty(t, u.String())
	u.AddField([]byte("foo"))
	u.AddValue("pay_type", 7)
	u.AddField([]byte("foo"))
	u.AddValue("pay_type", -1)
	u.Add("odd")
	assert.Equal(t, Unknown{"field:foo": 2, "pay_type:7": 1, "pay_type:-1": 1, "odd": 1}, u)
	assert.Equal(t, "field:foo=2 odd=1 pay_type:-1=1 pay_type:7=1", u.String())
}

func TestUnknownMerges(t *testing.T) {
	var u Unknown
	u.Merge(nil)
	assert.Nil(t, u, "still not needed")
	u.Merge(Unknown{"a": 1, "b": 2})
	other := Unknown{"b": 3}
	u.Merge(other)
	assert.Equal(t, Unknown{"a": 1, "b": 5}, u)
	assert.Equal(t, Unknown{"b": 3}, other)
}

func TestUnknownShowsNoNameThatMayBeData(t *testing.T) {
	var u Unknown
	u.AddField([]byte("13800000000"))
	u.AddField([]byte("fictional name"))
	assert.Equal(t, "field:?=2", u.String())
}

func TestUnknownIsBounded(t *testing.T) {
	var u, other Unknown
	for i := range 1000 {
		u.AddField(fmt.Appendf(nil, "f%d", i))
		other.AddField(fmt.Appendf(nil, "g%d", i))
	}
	u.AddField([]byte("f1"))
	assert.Len(t, u, 201)
	assert.Equal(t, int64(800), u["others"])
	assert.Equal(t, int64(2), u["field:f1"], "a known key still counts")

	u.Merge(other)
	assert.Len(t, u, 201)
	assert.Equal(t, int64(1800), u["others"])
}
