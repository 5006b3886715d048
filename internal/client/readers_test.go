package client

import (
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestReaders(t *testing.T) {
	var readers Readers
	r := readers.Get()
	r.Reset([]byte(`"fictional text"`))
	text, ok := r.Text()
	assert.True(t, ok)
	assert.Equal(t, "fictional text", text)
	readers.Put(r)
	again := readers.Get()
	_, ok = again.Text()
	assert.False(t, ok, "no reader comes with the body of another reply")
	again.Reset([]byte(`1`))
	text, _ = again.Text()
	assert.Equal(t, "1", text, "nor with its error")
}

func TestReadersAreForManyGoroutines(t *testing.T) {
	var readers Readers
	var group sync.WaitGroup
	for range 8 {
		group.Go(func() {
			for range 100 {
				r := readers.Get()
				r.Reset([]byte(`"x"`))
				text, _ := r.Text()
				assert.Equal(t, "x", text)
				readers.Put(r)
			}
		})
	}
	group.Wait()
}
