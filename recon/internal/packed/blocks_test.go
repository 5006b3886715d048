package packed_test

import (
	"errors"
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/billrecon/billrecon/recon/internal/packed"
)

// TestBlocks: every text is in a block of its place, in the order in which it came, and blocks are given out when they are full, when all
// are together, and at the end.
func TestBlocks(t *testing.T) {
	got := map[packed.Place][]string{}
	blocks, largest := 0, 0
	b := packed.NewBlocks(100, 350, func(at packed.Place, texts int, data []byte) error {
		blocks, largest = blocks+1, max(largest, len(data))
		before := len(got[at])
		assert.True(t, packed.EachText(string(data), func(text string) bool {
			got[at] = append(got[at], text)
			return true
		}))
		assert.Equal(t, texts, len(got[at])-before)
		return nil
	})
	want := map[packed.Place][]string{}
	for i := range 500 {
		at := packed.Place{Step: i % 2, Shard: i * i % 13}
		text := fmt.Sprint("text ", i)
		want[at] = append(want[at], text)
		require.NoError(t, b.Add(at, []byte(text)))
	}
	require.NoError(t, b.Flush())
	assert.Equal(t, want, got)
	assert.Less(t, largest, 120)
	assert.Greater(t, blocks, 500*9/350)
	given := blocks
	require.NoError(t, b.Flush())
	assert.Equal(t, given, blocks, "nothing is left")
}

// TestBlocksGiveErrorsBack: those of emit.
func TestBlocksGiveErrorsBack(t *testing.T) {
	full := errors.New("the disk is full")
	for _, limits := range [][2]int{{1, 1000}, {1000, 1}, {1000, 1000}} {
		b := packed.NewBlocks(limits[0], limits[1], func(packed.Place, int, []byte) error { return full })
		err := b.Add(packed.Place{}, []byte("text"))
		if err == nil {
			err = b.Flush()
		}
		assert.Equal(t, full, err)
	}
}

// TestEachTextStops where it is told to, and before what is damaged.
func TestEachTextStops(t *testing.T) {
	block := packed.AppendText(packed.AppendText(packed.NewBlock(), "one"), "two")
	n := 0
	assert.False(t, packed.EachText(string(block), func(string) bool { n++; return false }))
	assert.Equal(t, 1, n)
	all := func(string) bool { return true }
	assert.True(t, packed.EachText(string(block), all))
	for _, damaged := range []string{"", "\x07", string(block[:len(block)-1]), string(block) + "\x09"} {
		assert.False(t, packed.EachText(damaged, all), "%q", damaged)
	}
}
