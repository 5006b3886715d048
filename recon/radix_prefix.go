package recon

import (
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

// serial is how many decimal digits the key ends in, as far as packing goes, and the digits packed. Zero when it is not worth it.
func serial(key string) (digits int, packed uint64) {
	n := len(key)
	if n <= maxSerial || n > 8*int(maxRaw) {
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
	return digits, halves(lastBytes(a, digits-8), lastBytes(b, digits))
}

// lastBytes keeps the last n of eight bytes, with zeros before them.
func lastBytes(x uint64, n int) uint64 {
	gone := uint(8 * (8 - min(max(n, 0), 8)))
	return x >> gone << gone
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

// prefix is what is known of one.
type prefix struct {
	number uint32 // 0 for none
	print  uint64
}

// prefixCache remembers prefixes for one goroutine, so that it needs no lock.
type prefixCache struct {
	shared *prefixes
	text   string // the prefix seen last
	prefix
	seen map[string]prefix
}

// find makes text the prefix seen last.
func (c *prefixCache) find(text string) {
	if text == c.text {
		return
	}
	known, ok := c.seen[text]
	if !ok {
		known = prefix{c.shared.numberOf(text), textPrint(text)}
		if known.number != 0 {
			if c.seen == nil {
				c.seen = map[string]prefix{}
			}
			c.seen[text] = known
		}
	}
	c.text, c.prefix = text, known
}

// pack is the package's pack, with prefixes. It gives the key's fingerprint too. Keys of 17 to 31 digits do not come here: see store.
func (c *prefixCache) pack(key string, w *packed) (shape, uint64) {
	n := len(key)
	if n <= 16 || n >= 32 {
		if s := packNumber(key, w); s != aside {
			return s, packedPrint(key, s, w)
		}
	}
	digits, last := serial(key)
	if digits == 0 {
		s := packRaw(key, w)
		return s, packedPrint(key, s, w)
	}
	c.find(key[:n-digits])
	print := prefixedPrint(c.print, digits, last)
	if c.number == 0 {
		return packRaw(key, w), print
	}
	w[0], w[1] = uint64(digits)<<32|uint64(c.number), last
	return prefixed, print
}

// prefixedPrint is the fingerprint of a key that ends in digits.
func prefixedPrint(prefix uint64, digits int, last uint64) uint64 {
	return hashPair(last, prefix+uint64(digits), salt0, salt1+uint64(prefixed))
}

// unpackPrefixed is the key again.
func unpackPrefixed(words []uint64, prefixes []string) string {
	digits := unpackDigits(words[1:])
	return prefixes[uint32(words[0])-1] + digits[len(digits)-int(words[0]>>32):]
}
