package recon

import (
	"bytes"
	"encoding/binary"
	"fmt"
)

// A key is packed into a few words, so that keys can be compared without going back to the caller's memory.
// The packing is exact: two keys are equal if and only if their shapes and words are.
type shape uint8

// The shapes. 1 to 8 are that many words of raw bytes.
const (
	aside    shape = 0 // no key, or one that is too long or ends in a zero byte: it is left to a map
	maxRaw   shape = 8
	digits16 shape = 9  // 1 to 16 decimal digits in one word, with their number
	digits32 shape = 10 // 17 to 32 decimal digits: the first 16 with their number, and the last 16
	hex32    shape = 11 // 32 lower-case hex digits
	uuid36   shape = 12 // 8-4-4-4-12 lower-case hex digits
	prefixed shape = 13 // a numbered prefix, and up to 16 digits
	shapes         = 14
)

// packed is a key in words; only those of its shape are meaningful.
type packed [maxRaw]uint64

// wordsOf is the number of words of a shape.
var wordsOf = [shapes]int{0, 1, 2, 3, 4, 5, 6, 7, 8, 1, 2, 2, 2, 2}

// Masks of the same byte eight times, and of the upper byte of a word, where the number of digits is.
const (
	eachByte   = 0x0101010101010101
	lowHalf    = 0x0f * eachByte
	highHalf   = 0xf0 * eachByte
	zeros      = '0' * eachByte
	countShift = 56
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

// packDigits takes the digits as numbers, which two keys of as many digits share only when they are equal.
// Where the digits are no multiple of eight, the words read overlap.
func packDigits(key string, w *packed) shape {
	n := len(key)
	switch {
	case n > 16:
		a, b, c, d := word(key, 0), word(key, 8), word(key, n-16), word(key, n-8)
		if notDigits(a)|notDigits(b)|notDigits(c)|notDigits(d) != 0 {
			return aside
		}
		w[0] = uint64(n)<<countShift | (number(a)*1e8 + number(b))
		w[1] = number(c)*1e8 + number(d)
		return digits32
	case n >= 8:
		a, b := word(key, 0), word(key, n-8)
		if notDigits(a)|notDigits(b) != 0 {
			return aside
		}
		w[0] = uint64(n)<<countShift | (number(a)*1e8 + number(b))
		return digits16
	}
	a := tailWord(key, 0)<<(64-8*n) | zeros>>(8*n)
	if notDigits(a) != 0 {
		return aside
	}
	w[0] = uint64(n)<<countShift | number(a)
	return digits16
}

// notDigits is zero when eight bytes are decimal digits.
func notDigits(x uint64) uint64 {
	return ((x ^ zeros) | ((x + 6*eachByte) ^ zeros)) & highHalf
}

// number is the value of eight digits, the first of which is the lowest byte: pairs are put together, then fours, then all.
func number(x uint64) uint64 {
	x = x & lowHalf * (10<<8 + 1) >> 8
	x = x & 0x00ff00ff00ff00ff * (100<<16 + 1) >> 16
	return x & 0x0000ffff0000ffff * (10000<<32 + 1) >> 32
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

// unpackDigits writes the first digits, then the last over them.
func unpackDigits(words []uint64) string {
	n := int(words[0] >> countShift)
	first := words[0] & (1<<countShift - 1)
	switch {
	case n < 8:
		return fmt.Sprintf("%0*d", n, first)
	case n <= 16:
		return overlap(n, fmt.Sprintf("%08d", first/1e8), fmt.Sprintf("%08d", first%1e8))
	}
	return overlap(n, fmt.Sprintf("%016d", first), fmt.Sprintf("%016d", words[1]))
}

// overlap is n characters that begin with one text and end with another.
func overlap(n int, first, last string) string {
	return first[:n-len(last)] + last
}

// unpackHex spells out two words.
func unpackHex(words []uint64) string {
	var b []byte
	for _, w := range words {
		for half := range 2 {
			x := uint64(uint32(w >> (32 * half)))
			x = (x | x<<16) & 0x0000ffff0000ffff
			x = (x | x<<8) & 0x00ff00ff00ff00ff
			x = (x | x<<4) & lowHalf
			b = binary.LittleEndian.AppendUint64(b, hexText(x))
		}
	}
	return string(b)
}
