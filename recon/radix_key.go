package recon

import "encoding/binary"

// A key is packed into a few words, so that keys can be compared without going back to the caller's memory.
// The packing is exact: two keys are equal if and only if their shapes and words are.
type shape uint8

// The shapes. 1 to 8 are that many words of raw bytes.
const (
	aside    shape = 0 // no key, or one that is too long or ends in a zero byte: it is left to a map
	maxRaw   shape = 8
	digits16 shape = 9  // up to 16 decimal digits in one word
	digits32 shape = 10 // 17 to 32 decimal digits
	hex32    shape = 11 // 32 lower-case hex digits
	uuid36   shape = 12 // 8-4-4-4-12 lower-case hex digits
	shapes         = 13
)

// packed is a key in words; only those of its shape are meaningful.
type packed [maxRaw]uint64

// wordsOf is the number of words of a shape.
var wordsOf = [shapes]int{0, 1, 2, 3, 4, 5, 6, 7, 8, 1, 2, 2, 2}

// Masks of the same byte eight times.
const (
	eachByte = 0x0101010101010101
	lowHalf  = 0x0f * eachByte
	highHalf = 0xf0 * eachByte
	zeros    = '0' * eachByte
)

// pack packs a key.
func pack(key string, w *packed) shape {
	n := len(key)
	switch {
	case n == 0 || n > 8*int(maxRaw) || key[n-1] == 0:
		return aside
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
	return packRaw(key, w)
}

// packRaw takes the bytes as they are. Zeros after the last one are no part of the key: it does not end in one.
func packRaw(key string, w *packed) shape {
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

// packDigits takes four bits a digit. Where there is no digit any more the bits are 15.
func packDigits(key string, w *packed) shape {
	var half [4]uint32
	i, at := 0, 0
	for ; at+8 <= len(key); i, at = i+1, at+8 {
		x := word(key, at)
		if !allDigits(x) {
			return aside
		}
		half[i&3] = nibbles(x & lowHalf)
	}
	if at < len(key) {
		gone := 8 * uint(len(key)-at)
		x := lastWord(key, at)
		if !allDigits(x | zeros<<gone) {
			return aside
		}
		half[i&3] = nibbles(x&lowHalf | lowHalf<<gone)
		i++
	}
	for ; i < 4; i++ {
		half[i&3] = 1<<32 - 1
	}
	w[0], w[1] = uint64(half[0])|uint64(half[1])<<32, uint64(half[2])|uint64(half[3])<<32
	if len(key) <= 16 {
		return digits16
	}
	return digits32
}

// allDigits reports whether eight bytes are decimal digits.
func allDigits(x uint64) bool {
	return x&highHalf == zeros && (x+6*eachByte)&highHalf == zeros
}

// nibbles drops the upper half of each byte, which is zero.
func nibbles(x uint64) uint32 {
	x = (x | x>>4) & 0x00ff00ff00ff00ff
	x = (x | x>>8) & 0x0000ffff0000ffff
	return uint32(x | x>>16)
}

// packHex takes 32 bytes that are lower-case hex digits.
func packHex(w *packed, a, b, c, d uint64) bool {
	a, okA := hexNibbles(a)
	b, okB := hexNibbles(b)
	c, okC := hexNibbles(c)
	d, okD := hexNibbles(d)
	w[0], w[1] = a|b<<32, c|d<<32
	return okA && okB && okC && okD
}

// hexNibbles packs eight hex digits; ok when spelling them out again gives the same bytes.
func hexNibbles(x uint64) (packed uint64, ok bool) {
	n := (x&lowHalf + 9*(x>>6&eachByte)) & lowHalf
	return uint64(nibbles(n)), hexText(n) == x
}

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
	var b [8 * maxRaw]byte
	switch s {
	case digits16, digits32, hex32, uuid36:
		for i, w := range words {
			spread(b[16*i:], w)
		}
	default:
		for i, w := range words {
			binary.LittleEndian.PutUint64(b[8*i:], w)
		}
	}
	switch s {
	case hex32:
		return string(b[:32])
	case uuid36:
		t := string(b[:32])
		return t[:8] + "-" + t[8:12] + "-" + t[12:16] + "-" + t[16:20] + "-" + t[20:]
	case digits16, digits32:
		return string(b[:lengthUntil(b[:], 'f')])
	}
	n := 8 * len(words)
	for b[n-1] == 0 {
		n--
	}
	return string(b[:n])
}

// lengthUntil is where a digit is no digit any more.
func lengthUntil(b []byte, end byte) int {
	n := 0
	for n < 32 && b[n] != end && b[n] != 0 {
		n++
	}
	return n
}

// spread spells out the sixteen nibbles of w.
func spread(b []byte, w uint64) {
	for half := range 2 {
		x := uint64(uint32(w >> (32 * half)))
		x = (x | x<<16) & 0x0000ffff0000ffff
		x = (x | x<<8) & 0x00ff00ff00ff00ff
		x = (x | x<<4) & lowHalf
		binary.LittleEndian.PutUint64(b[8*half:], hexText(x))
	}
}
