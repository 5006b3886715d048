// Package hash is a 64-bit hash that is the same on every machine. It guards against mistakes, not against someone who seeks collisions.
package hash

import "math/bits"

// Odd constants with no pattern (digits of π), which keep the parts of a hash apart.
const (
	Pi0 = 0x243f6a8885a308d3
	Pi1 = 0x13198a2e03707345
	Pi2 = 0xa4093822299f31d1
	Pi3 = 0x082efa98ec4e6c89
	Pi4 = 0x452821e638d01377
	Pi5 = 0xbe5466cf34e90c6d
)

// Mix folds a 128-bit product: every bit of both factors reaches every bit of the result.
func Mix(a, b uint64) uint64 {
	hi, lo := bits.Mul64(a, b)
	return hi ^ lo
}

// Fold adds x to a running hash; order matters.
func Fold(h, x uint64) uint64 { return Mix(h^Pi0, x^Pi1) + x }

// word is 8 bytes of s from i on.
func word(s string, i int) uint64 {
	s = s[i : i+8]
	return uint64(s[0]) | uint64(s[1])<<8 | uint64(s[2])<<16 | uint64(s[3])<<24 |
		uint64(s[4])<<32 | uint64(s[5])<<40 | uint64(s[6])<<48 | uint64(s[7])<<56
}

// tailWord is the last 0 to 7 bytes of s, from i on.
func tailWord(s string, i int) (w uint64) {
	if i >= 8 {
		return word(s, len(s)-8) >> (8 * (8 - (len(s) - i)))
	}
	for shift := 0; i < len(s); i, shift = i+1, shift+8 {
		w |= uint64(s[i]) << shift
	}
	return w
}

// Text is the hash of a text. It is the same on every machine.
func Text(s string) uint64 {
	h, i := uint64(len(s))+Pi2, 0
	for ; i+8 <= len(s); i += 8 {
		h = Fold(h, word(s, i))
	}
	if i < len(s) {
		h = Fold(h, tailWord(s, i))
	}
	return h
}
