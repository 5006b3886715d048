package heap

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// TestHeap: whatever comes and goes, the least comes out first.
func TestHeap(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		h := Of(func(a, b int) bool { return a < b })
		var want []int
		for _, n := range rapid.SliceOf(rapid.IntRange(-1, 9)).Draw(t, "numbers to push, −1 to pop") {
			if n >= 0 {
				h.Push(n)
				want = append(want, n)
				slices.Sort(want)
			} else if len(want) > 0 {
				require.Equal(t, want[0], h.Least())
				require.Equal(t, want[0], h.Pop())
				want = want[1:]
			}
			require.Equal(t, len(want), h.Len())
		}
	})
}
