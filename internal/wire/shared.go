package wire

import (
	"encoding/binary"
	"strings"

	"github.com/shopspring/decimal"
)

// Sizes of what a Reader keeps. Rows repeat few distinct names, channels, devices and prices.
const (
	chunkSize   = 8 << 10 // text that shares one allocation
	maxChunked  = 1 << 10 // longer text gets an allocation of its own
	maxRepeated = 64      // longer text is not looked for among the repeated
	textSlots   = 256     // of the table of repeated text: 4 KiB
	amountSlots = 1024    // of the table of repeated amounts: 24 KiB
	smallDoc    = 2 << 10 // below this the tables cost more than they save
)

// shared saves allocations for what a Reader returns: short texts share chunks, and a repeated text or amount is returned
// again (strings and decimal.Decimal never change). Texts kept by a caller keep their chunk of 8 KiB alive.
type shared struct {
	bounds
	chunk   strings.Builder
	room    int // an upper bound of the text that is still to come
	texts   *[textSlots]string
	amounts *[amountSlots]amount
}

// amount is a decimal with what it was made from.
type amount struct {
	coefficient int64
	value       decimal.Decimal
}

// size prepares for a document of n bytes.
func (s *shared) size(n int) {
	s.room = n
	if n >= smallDoc && s.texts == nil {
		tables := new(struct {
			texts   [textSlots]string
			amounts [amountSlots]amount
		})
		s.texts, s.amounts = &tables.texts, &tables.amounts
	}
}

// text is b as a string.
func (s *shared) text(b []byte) string {
	if len(b) == 0 {
		return ""
	}
	if s.texts == nil || len(b) > maxRepeated {
		return s.place(b)
	}
	slot := &s.texts[textSlot(b)]
	if *slot != string(b) {
		*slot = s.place(b)
	}
	return *slot
}

// place copies b into the chunk. A Builder only ever appends, so the strings cut from it before stay as they are.
func (s *shared) place(b []byte) string {
	if len(b) > maxChunked {
		return string(b)
	}
	if s.chunk.Cap()-s.chunk.Len() < len(b) {
		s.chunk = strings.Builder{}
		s.chunk.Grow(max(len(b), min(chunkSize, s.room)))
	}
	start := s.chunk.Len()
	s.chunk.Write(b)
	return s.chunk.String()[start:]
}

// textSlot hashes the ends and the length of b: a bad spread costs a copy, never a wrong text.
func textSlot(b []byte) int {
	var head, tail uint64
	if len(b) >= 8 {
		head, tail = binary.LittleEndian.Uint64(b), binary.LittleEndian.Uint64(b[len(b)-8:])
	} else {
		for _, c := range b {
			head = head<<8 | uint64(c)
		}
	}
	return int(spread(head^tail*golden^uint64(len(b))) % textSlots)
}

// golden is 2^64 divided by the golden ratio.
const golden = 0x9E3779B97F4A7C15

// spread is Fibonacci hashing: the upper half of the product depends on all bits of x.
func spread(x uint64) uint64 { return x * golden >> 32 }

// zero is made once, because an empty slot looks like it.
var zero = decimal.New(0, 0)

// decimal is coefficient × 10^exp.
func (s *shared) decimal(coefficient int64, exp int32) decimal.Decimal {
	if coefficient == 0 && exp == 0 {
		return zero
	}
	if s.amounts == nil {
		return decimal.New(coefficient, exp)
	}
	slot := &s.amounts[spread(uint64(coefficient)^uint64(exp)<<56)%amountSlots]
	if slot.coefficient != coefficient || slot.value.Exponent() != exp {
		*slot = amount{coefficient, decimal.New(coefficient, exp)}
	}
	return slot.value
}
