package eshouhoutest

import (
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
)

func TestTokenBook(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := newTokenBook(AppID, time.Minute)
		short, long := b.issue(0), b.issue(2)
		assert.Equal(t, []time.Time{time.Now().Add(time.Minute), time.Now().Add(2 * time.Hour)}, []time.Time{short.Expires, long.Expires})
		for _, test := range []struct{ reason, value, want string }{
			{"no token", "", "access_token is missing"},
			{"one of another gateway", newTokenBook(AppID, time.Minute).issue(0).Value, "access_token differs: the gateway did not issue it"},
			{"a good one", short.Value, ""},
			{"another good one", long.Value, ""},
		} {
			assert.Equal(t, test.want, b.problem(test.value), test.reason)
		}
		b.expire("unknown")
		assert.NotEmpty(t, b.problem("unknown"), "expiring a token does not issue it")

		time.Sleep(time.Minute)
		assert.Equal(t, "access_token has expired", b.problem(short.Value))
		assert.Empty(t, b.problem(long.Value))
		b.expire(long.Value)
		assert.Equal(t, "access_token has expired", b.problem(long.Value))
	})
}
