package recon

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
)

// Numbers that count up are the commonest keys. Their hashes must spread like random ones over slots (the lower bits) and over
// partitions (the upper bits): where they cluster, linear probing turns quadratic.
func TestHashSpreadsKeysThatCountUp(t *testing.T) {
	const n = 1 << 16
	for _, format := range []string{"O%d", "%d", "%08d", "A-%06d", "S202611%08d", "%020d", "order/2026/11/22/%d", "%032x"} {
		for _, seed := range [][2]uint64{{salt0, salt1}, {salt2, salt3}, {salt4, salt5}} {
			t.Run(fmt.Sprintf("%s with seed %x", format, seed[0]), func(t *testing.T) {
				slots, partitions := make([]bool, n), make([]int, 64)
				used := 0
				for i := range n {
					var w packed
					h := hashWords(w[:wordsOf[pack(fmt.Sprintf(format, i), &w)]], seed[0], seed[1])
					if slot := h % n; !slots[slot] {
						slots[slot] = true
						used++
					}
					partitions[h>>58]++
				}
				// n random hashes use n·(1 − 1/e) = 63 % of n slots.
				assert.Greater(t, used, n*60/100, "slots")
				for _, count := range partitions {
					assert.InDelta(t, n/64, count, n/64/2, "rows of a partition")
				}
			})
		}
	}
}
