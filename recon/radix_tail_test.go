package recon

import (
	"math"
	"testing"
)

func TestTailBits(t *testing.T) {
	for _, rows := range []int{0, 1, 2, 3, 1000, 1 << 20, maxRows} {
		bits := newTailBits(rows)
		most := int64(math.MaxInt64) >> bits
		for _, fen := range []int64{0, 1, -1, 12345, most, -most} {
			tail := bits.tail(rows, fen)
			if bits.index(tail) != rows || bits.fen(tail) != fen {
				t.Errorf("%d rows: row %d of %d fen comes back as row %d of %d", rows, rows, fen, bits.index(tail), bits.fen(tail))
			}
			if !bits.plainPair(tail, bits.tail(0, fen)) || bits.plainPair(tail, bits.tail(0, fen^1)) {
				t.Errorf("%d rows: %d fen are not compared right", rows, fen)
			}
		}
		for _, fen := range []int64{most + 1, -most - 2, math.MaxInt64, math.MinInt64} {
			if got := bits.tail(rows, fen); got != bits.odd(rows) {
				t.Errorf("%d rows: %d fen do not fit, and are not odd", rows, fen)
			}
		}
	}
}

// TestTailOdd: an odd row is nobody's plain partner, not even another odd one's.
func TestTailOdd(t *testing.T) {
	bits := newTailBits(100)
	least := int64(math.MinInt64) >> bits
	for _, other := range []uint64{bits.odd(7), bits.tail(7, 0), bits.tail(7, least), bits.tail(7, 5)} {
		if bits.plainPair(bits.odd(3), other) || bits.plainPair(other, bits.odd(3)) {
			t.Errorf("an odd row and %#x are a plain pair", other)
		}
	}
	if bits.index(bits.odd(99)) != 99 {
		t.Error("an odd row loses its index")
	}
}
