package paging

import (
	"math/bits"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// The set is compared with a map over hashes that crowd: few low bits, so that many want the same slots, the last one among them.
func TestHashesAreASet(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var set hashes
		want := map[hash128]bool{}
		crowded := rapid.Custom(func(t *rapid.T) hash128 {
			return hash128{uint64(rapid.IntRange(1, 40).Draw(t, "high")), rapid.SampledFrom([]uint64{0, 1, 7, 1<<20 - 1, ^uint64(0)}).Draw(t, "low")}
		})
		set.room(rapid.IntRange(0, 30).Draw(t, "room"))
		for _, h := range rapid.SliceOfN(crowded, 0, 300).Draw(t, "hashes") {
			require.Equal(t, want[h], set.has(h))
			require.Equal(t, !want[h], set.add(h))
			want[h] = true
		}
		require.Equal(t, len(want), set.n)
		for h := range want {
			require.True(t, set.has(h))
		}
		require.False(t, set.has(hash128{99, 0}))
	})
}

func TestHashesKeepAQuarterFree(t *testing.T) {
	var set hashes
	for i := range uint64(1000) {
		set.add(hash128{1, i})
		require.LessOrEqual(t, set.n, len(set.slots)/4*3)
	}
	require.Len(t, set.slots, 2048)
	require.Equal(t, 1, bits.OnesCount(uint(len(set.slots))))
}

// The zero hash is a free slot: it counts as seen, which is drift, and never hides another row.
func TestTheZeroHashCountsAsSeen(t *testing.T) {
	var set hashes
	require.False(t, set.add(hash128{}))
	require.True(t, set.add(hash128{0, 1}))
	require.Equal(t, 1, set.n)
}
