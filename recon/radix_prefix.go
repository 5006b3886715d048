package recon

import (
	"fmt"
	"math/bits"
	"strings"
	"sync"
)

// Most keys that are not all digits begin with a few common characters and end in digits: ORDER-2026-00000000000000017.
// Such a key is packed as the number of its prefix and the number at its end.

// minSerial is how many digits at the end are worth the detour; maxSerial is how many one word holds.
const (
	minSerial = 6
	maxSerial = 16
)

// serial is how many decimal digits the key ends in, as far as packing goes, and their value. Zero when it is not worth it.
func serial(key string) (digits int, value uint64) {
	n := len(key)
	if n <= maxSerial {
		return 0, 0
	}
	a, b := word(key, n-16), word(key, n-8)
	digits = bits.LeadingZeros64(notDigits(b)) / 8
	if digits == 8 {
		digits += bits.LeadingZeros64(notDigits(a)) / 8
	}
	if digits < minSerial {
		return 0, 0
	}
	return digits, number(lastDigits(a, digits-8))*1e8 + number(lastDigits(b, digits))
}

// lastDigits keeps the last n of eight digits, with zeros before them.
func lastDigits(x uint64, n int) uint64 {
	gone := uint(8 * (8 - min(max(n, 0), 8)))
	return x>>gone<<gone | zeros&(1<<gone-1)
}

// prefixes numbers the prefixes of a run. Goroutines share it; each has a prefixCache of its own in front of it.
type prefixes struct {
	mu     sync.Mutex
	number map[string]uint32
	texts  []string
}

// maxPrefixes bounds them. Keys with more prefixes than that have no common ones, and are packed raw:
// a prefix that was refused once is refused ever after.
const maxPrefixes = 1 << 12

// numberOf is the number of a prefix, from 1; 0 when there are too many.
func (p *prefixes) numberOf(prefix string) uint32 {
	p.mu.Lock()
	defer p.mu.Unlock()
	n := p.number[prefix]
	if n == 0 && len(p.texts) < maxPrefixes {
		if p.number == nil {
			p.number = map[string]uint32{}
		}
		p.texts = append(p.texts, strings.Clone(prefix)) // the key may be part of something large
		n = uint32(len(p.texts))
		p.number[p.texts[n-1]] = n
	}
	return n
}

// prefixCache remembers numbers for one goroutine, so that it needs no lock.
type prefixCache struct {
	shared *prefixes
	last   string // the prefix seen last, and its number
	number uint32
	seen   map[string]uint32
}

func (c *prefixCache) numberOf(prefix string) uint32 {
	if prefix == c.last {
		return c.number
	}
	n, ok := c.seen[prefix]
	if !ok {
		n = c.shared.numberOf(prefix)
		if c.seen == nil {
			c.seen = map[string]uint32{}
		}
		if n != 0 {
			c.seen[prefix] = n
		}
	}
	c.last, c.number = prefix, n
	return n
}

// pack is the package's pack, with prefixes. It gives the key's fingerprint too.
func (c *prefixCache) pack(key string, w *packed) (shape, uint64) {
	if n := len(key); n > 16 && n <= 32 && packDigits(key, w) == digits32 {
		return digits32, hashPair(w[0], w[1], salt0, salt1+uint64(digits32)) // the commonest keys take the shortest way
	}
	s := pack(key, w)
	if s == aside || s >= digits16 {
		return s, packedPrint(key, s, w)
	}
	print := packedPrint(key, s, w)
	if digits, value := serial(key); digits > 0 {
		if n := c.numberOf(key[:len(key)-digits]); n != 0 {
			w[0], w[1] = uint64(digits)<<countShift|uint64(n), value
			return prefixed, print
		}
	}
	return s, print
}

// unpackPrefixed is the key again.
func unpackPrefixed(words []uint64, prefixes []string) string {
	return prefixes[uint32(words[0])-1] + fmt.Sprintf("%0*d", int(words[0]>>countShift), words[1])
}
