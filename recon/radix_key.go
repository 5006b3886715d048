package recon

import (
	"bytes"
	"encoding/binary"
)

// A key is packed into a few words, so that keys can be compared without going back to the caller's memory.
// The packing is exact: two keys are equal if and only if their shapes and words are.
type shape uint8

// The shapes. 1 to 8 are that many words of raw bytes.
const (
	aside    shape = 0 // no key, or one that is too long or ends in a zero byte: it is left to a map
	maxRaw   shape = 8
	digits16 shape = 9  // 1 to 16 decimal digits
	digits32 shape = 10 // 17 to 32 decimal digits
	hex32    shape = 11 // 32 lower-case hex digits
	uuid36   shape = 12 // 8-4-4-4-12 lower-case hex digits
	prefixed shape = 13 // a numbered prefix, and 6 to 16 decimal digits
	shapes         = 14
)

// packed is a key in words; only those of its shape are meaningful.
type packed [maxRaw]uint64

// wordsOf is the number of words of a shape.
var wordsOf = [shapes]int{0, 1, 2, 3, 4, 5, 6, 7, 8, 1, 2, 2, 2, 2}

// Masks of the same byte eight times.
const (
	eachByte = 0x0101010101010101
	lowHalf  = 0x0f * eachByte
	highHalf = 0xf0 * eachByte
	zeros    = '0' * eachByte
)

// pack packs a key.
func pack(key string, w *packed) shape {
	if s := packNumber(key, w); s != aside {
		return s
	}
	return packRaw(key, w)
}

// packNumber packs a key that is a number of some kind.
func packNumber(key string, w *packed) shape {
	switch n := len(key); {
	case n == 0 || n > 36:
	case n <= 32:
		if s := packDigits(key, w); s != aside {
			return s
		}
		if n == 32 && packHex(w, word(key, 0), word(key, 8), word(key, 16), word(key, 24)) {
			return hex32
		}
	case n == 36:
		if packUUID(key, w) {
			return uuid36
		}
	}
	return aside
}

// packRaw takes the bytes as they are. Zeros after the last one are no part of the key: it does not end in one.
func packRaw(key string, w *packed) shape {
	if n := len(key); n == 0 || n > 8*int(maxRaw) || key[n-1] == 0 {
		return aside
	}
	i, at := 0, 0
	for ; at+8 <= len(key); i, at = i+1, at+8 {
		w[i&7] = word(key, at)
	}
	if at < len(key) {
		w[i&7] = lastWord(key, at)
		i++
	}
	return shape(i)
}

// lastWord is the last 1 to 7 bytes of key, from at on.
func lastWord(key string, at int) uint64 {
	if n := len(key); n >= 8 {
		return word(key, n-8) >> (8 * uint(8-n+at))
	}
	return tailWord(key, at)
}

// packDigits takes decimal digits. Where they are no multiple of eight, the words read overlap: the digits that would be there twice
// are marked the first time, so that the marks tell how many digits there are.
func packDigits(key string, w *packed) shape {
	n := len(key)
	switch {
	case n > 16:
		var ok bool
		if w[0], w[1], ok = longNumber(key); !ok {
			return aside
		}
		return digits32
	case n >= 8:
		a, b := word(key, 0), word(key, n-8)
		if notDigits(a)|notDigits(b) != 0 {
			return aside
		}
		w[0] = halves(a, b) | unused[n-8]&highHalf
		return digits16
	}
	a := tailWord(key, 0)
	if notDigits(a|zeros<<(8*n)) != 0 {
		return aside
	}
	w[0] = a&lowHalf | lowHalf<<(8*n) | highHalf
	return digits16
}

// longNumber packs 17 to 32 digits, if they are.
func longNumber(key string) (v, w uint64, ok bool) {
	n := len(key)
	a, b, c, d := word(key, 0), word(key, 8), word(key, n-16), word(key, n-8)
	return halves(a, b) | unused[(n-16)&31], halves(c, d), notDigits(a)|notDigits(b)|notDigits(c)|notDigits(d) == 0
}

// halves packs sixteen digits: those of a in the upper halves of the bytes, those of b in the lower.
func halves(a, b uint64) uint64 { return a&lowHalf<<4 | b&lowHalf }

// unused marks all but the first so many of sixteen digits: no digit is 15.
var unused = func() (marks [32]uint64) {
	for n := range 17 {
		for digit := n; digit < 16; digit++ {
			marks[n] |= 15 << (8*(digit%8) + 4*(1-digit/8))
		}
	}
	return marks
}()

// notDigits is zero when eight bytes are decimal digits.
func notDigits(x uint64) uint64 {
	return ((x ^ zeros) | ((x + 6*eachByte) ^ zeros)) & highHalf
}

// packHex takes 32 bytes that are lower-case hex digits.
func packHex(w *packed, a, b, c, d uint64) bool {
	v, x, y, z := hexValues(a), hexValues(b), hexValues(c), hexValues(d)
	w[0], w[1] = halves(v, x), halves(y, z)
	return hexText(v) == a && hexText(x) == b && hexText(y) == c && hexText(z) == d
}

// hexValues are the values of eight hex digits. If they are none, spelling them out again gives other bytes.
func hexValues(x uint64) uint64 { return (x&lowHalf + 9*(x>>6&eachByte)) & lowHalf }

// hexText spells out eight values of 0 to 15.
func hexText(n uint64) uint64 {
	letters := (n + 6*eachByte) >> 4 & eachByte
	return n + zeros + letters*('a'-'0'-10)
}

// packUUID takes a UUID as it is mostly written.
func packUUID(key string, w *packed) bool {
	if key[8] != '-' || key[13] != '-' || key[18] != '-' || key[23] != '-' {
		return false
	}
	b := word(key, 9)&0xffffffff | word(key, 14)<<32
	c := word(key, 19)&0xffffffff | word(key, 24)<<32
	return packHex(w, word(key, 0), b, c, word(key, 28))
}

// unpack is the key again.
func unpack(s shape, words []uint64) string {
	switch s {
	case digits16, digits32:
		return unpackDigits(words)
	case hex32:
		return unpackHex(words)
	case uuid36:
		t := unpackHex(words)
		return t[:8] + "-" + t[8:12] + "-" + t[12:16] + "-" + t[16:20] + "-" + t[20:]
	}
	var b []byte
	for _, w := range words {
		b = binary.LittleEndian.AppendUint64(b, w)
	}
	return string(bytes.TrimRight(b, "\x00"))
}

// unpackDigits spells out the digits that are not marked.
func unpackDigits(words []uint64) string {
	var b []byte
	for _, w := range words {
		for _, half := range [2]uint64{w >> 4, w} {
			for at := range 8 {
				if digit := half >> (8 * at) & 15; digit < 10 {
					b = append(b, byte('0'+digit))
				}
			}
		}
	}
	return string(b)
}

// unpackHex spells out two words.
func unpackHex(words []uint64) string {
	var b []byte
	for _, w := range words {
		b = binary.LittleEndian.AppendUint64(b, hexText(w>>4&lowHalf))
		b = binary.LittleEndian.AppendUint64(b, hexText(w&lowHalf))
	}
	return string(b)
}
