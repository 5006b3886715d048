package eshouhoutest

import (
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
)

func TestIssue(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := New(t, Options{TokenLife: time.Minute})
		short, long := g.IssueToken(), g.issue(2*time.Hour)
		assert.Equal(t, []time.Time{time.Now().Add(time.Minute), time.Now().Add(2 * time.Hour)}, []time.Time{short.Expires, long.Expires})
		assert.Equal(t, "access_token differs: the gateway did not issue it", g.tokens.Problem(New(t, Options{}).IssueToken().Value))
		assert.Empty(t, g.tokens.Problem(short.Value))
		time.Sleep(time.Minute)
		assert.Equal(t, "access_token has expired", g.tokens.Problem(short.Value))
		assert.Empty(t, g.tokens.Problem(long.Value))
	})
}
