package wire

import (
	"fmt"
	"strings"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// TestTextsStayAsTheyWere reads far more text than the chunk and the table hold, of all lengths, some of it again.
func TestTextsStayAsTheyWere(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := shared{}
		s.size(rapid.SampledFrom([]int{0, 1, 100, smallDoc, 1 << 20}).Draw(t, "document size"))
		var want, got []string
		buf := make([]byte, 0, 4*maxChunked)
		for i := range rapid.IntRange(1, 400).Draw(t, "texts") {
			text := fmt.Sprintf("%d", rapid.IntRange(0, 300).Draw(t, "value"))
			text += strings.Repeat("x", rapid.SampledFrom([]int{0, 1, 7, 8, 9, maxRepeated, maxChunked - 5, maxChunked, 2 * maxChunked}).Draw(t, "more"))
			buf = append(buf[:0], text...)
			want = append(want, text)
			got = append(got, s.text(buf))
			clear(buf) // what is answered must not be a view of the buffer
			if want[i] != got[i] {
				t.Fatalf("text %d is wrong at once", i)
			}
		}
		for i := range want {
			if want[i] != got[i] {
				t.Fatalf("text %d changed later", i)
			}
		}
	})
}

func TestTextsShareAllocations(t *testing.T) {
	var s shared
	s.size(1 << 20)
	repeated := []byte("fictional-shop")
	s.text(repeated)
	assert.Zero(t, testing.AllocsPerRun(100, func() { s.text(repeated) }), "a repeated text")

	distinct := make([][]byte, 1000)
	for i := range distinct {
		distinct[i] = fmt.Appendf(nil, "2016110709582383%06d", i)
	}
	perThousand := testing.AllocsPerRun(5, func() {
		for _, b := range distinct {
			s.text(b)
		}
	})
	assert.LessOrEqual(t, perThousand, 4.0, "22 000 bytes in chunks of 8 KiB")
}

func TestChunkFitsASmallDocument(t *testing.T) {
	var s shared
	s.size(100)
	s.text([]byte("fictional"))
	assert.LessOrEqual(t, s.chunk.Cap(), 112)
	assert.Nil(t, s.texts, "no tables for a small document")
	assert.Nil(t, s.amounts)
}

func TestDecimalsAreWhatWasAsked(t *testing.T) {
	for _, size := range []int{0, 1 << 20} {
		var s shared
		s.size(size)
		for range 2 { // the second time they come from the table
			for coefficient := int64(-2000); coefficient <= 2000; coefficient += 7 {
				for exp := int32(-8); exp <= 2; exp++ {
					want, got := decimal.New(coefficient, exp), s.decimal(coefficient, exp)
					require.Equal(t, want, got)
				}
			}
		}
	}
}

func TestZeroOfAnEmptySlotIsAProperZero(t *testing.T) {
	var s shared
	s.size(1 << 20)
	assert.Equal(t, decimal.New(0, 0), s.decimal(0, 0))
	assert.Equal(t, decimal.New(0, -2), s.decimal(0, -2))
}
