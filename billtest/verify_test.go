package billtest

import (
	"sync"
	"sync/atomic"
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestProblem(t *testing.T) {
	good, bad := func() string { return "" }, func() string { return "page is missing" }
	late := func() string { t.Error("a check after the first problem"); return "" }
	assert.Empty(t, Problem())
	assert.Empty(t, Problem(good, good))
	assert.Equal(t, "page is missing", Problem(good, bad, late))
}

func TestOnce(t *testing.T) {
	var once Once
	assert.True(t, once.First("a"))
	assert.False(t, once.First("a"))
	assert.True(t, once.First(""), "the empty value is a value")
	assert.False(t, once.First(""))
}

func TestOnceUnderConcurrency(t *testing.T) {
	var once Once
	var firsts atomic.Int64
	var all sync.WaitGroup
	for range 16 {
		all.Go(func() {
			if once.First("nonce") {
				firsts.Add(1)
			}
		})
	}
	all.Wait()
	assert.Equal(t, int64(1), firsts.Load())
}
