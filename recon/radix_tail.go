package recon

import "math/bits"

// tailBits lays out an entry's tail: the row's index in the lower bits, its fen, signed, in those above.
type tailBits uint

// newTailBits leaves room for the index of the last of so many rows.
func newTailBits(rows int) tailBits { return tailBits(max(bits.Len(uint(rows)), 1)) }

// tail packs index and fen. Fen that do not fit make the row odd.
func (t tailBits) tail(index int, fen int64) uint64 {
	if fen<<t>>t != fen {
		return t.odd(index)
	}
	return uint64(fen)<<t | uint64(index)
}

// odd is the tail of a row that is not plain. The fen in it are the smallest there can be, and those of no plain row.
func (t tailBits) odd(index int) uint64 { return 1<<63 | uint64(index) }

func (t tailBits) index(tail uint64) int { return int(tail & (1<<t - 1)) }

func (t tailBits) fen(tail uint64) int64 { return int64(tail) >> t }

// plainPair reports whether two plain rows have equal fen.
func (t tailBits) plainPair(a, b uint64) bool { return (a^b)>>t == 0 && a>>t != 1<<63>>t }
