package billtest

import (
	"fmt"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
)

func TestTokens(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		book := NewTokens()
		book.Add("for-ever", time.Time{})
		book.Add("an-hour", time.Now().Add(time.Hour))
		assert.Equal(t, "access_token is missing", book.Problem(""))
		assert.Equal(t, "access_token differs: the gateway did not issue it", book.Problem("another"))
		assert.Empty(t, book.Problem("for-ever"))

		time.Sleep(time.Hour - 1)
		assert.Empty(t, book.Problem("an-hour"))
		time.Sleep(time.Nanosecond)
		assert.Equal(t, "access_token has expired", book.Problem("an-hour"), "its end is excluded")
		assert.Empty(t, book.Problem("for-ever"))
	})
}

func TestTokensExpire(t *testing.T) {
	book := NewTokens()
	book.Add("one", time.Time{})
	book.Add("two", time.Now().Add(time.Hour))
	book.Expire("another")
	assert.Equal(t, "access_token differs: the gateway did not issue it", book.Problem("another"), "to expire does not add")
	book.Expire("one")
	assert.Equal(t, "access_token has expired", book.Problem("one"))
	assert.Empty(t, book.Problem("two"))
	book.ExpireAll()
	assert.Equal(t, "access_token has expired", book.Problem("two"))
	book.Add("three", time.Time{})
	assert.Empty(t, book.Problem("three"))
}

func TestTokensPrintNone(t *testing.T) {
	book := NewTokens()
	book.Add("fictional-token", time.Time{})
	for _, verb := range []string{"%v", "%+v", "%#v"} {
		assert.NotContains(t, fmt.Sprintf(verb, book), "fictional")
	}
}
