package recon

import (
	"crypto/sha256"
	"math/bits"

	"github.com/shopspring/decimal"

	"github.com/billrecon/billrecon/recon/internal/exact"
)

// Odd constants with no pattern (digits of π), which keep the parts of a fingerprint apart.
const (
	salt0 = 0x243f6a8885a308d3
	salt1 = 0x13198a2e03707345
	salt2 = 0xa4093822299f31d1
	salt3 = 0x082efa98ec4e6c89
	salt4 = 0x452821e638d01377
	salt5 = 0xbe5466cf34e90c6d
)

// mix folds a 128-bit product: every bit of both factors reaches every bit of the result.
func mix(a, b uint64) uint64 {
	hi, lo := bits.Mul64(a, b)
	return hi ^ lo
}

// fold adds x to a running fingerprint; order matters.
func fold(h, x uint64) uint64 { return mix(h^salt0, x^salt1) + x }

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

// textPrint is the fingerprint of a text. It is the same on every machine.
func textPrint(s string) uint64 {
	h, i := uint64(len(s))+salt2, 0
	for ; i+8 <= len(s); i += 8 {
		h = fold(h, word(s, i))
	}
	if i < len(s) {
		h = fold(h, tailWord(s, i))
	}
	return h
}

// print is the fingerprint of everything that matching sees of a record. Two records with the same content have the same;
// it serves the proof and ties between rows, never a match.
func (r *Record) print() uint64 {
	f := r.fens()
	return r.printOf(&f)
}

// printOf is print of a record with these fens.
func (r *Record) printOf(f *fens) uint64 {
	h := mix(textPrint(r.Key)^salt3, f.print(amountField, f.amount, &r.Amount)^r.restPrint()^salt4)
	if f.given&feeField != 0 {
		h = fold(h, f.print(feeField, f.fee, &r.Fee.Decimal)^salt5)
	}
	if f.given&incomeField != 0 {
		h = fold(h, f.print(incomeField, f.income, &r.Income.Decimal)^salt2)
	}
	return h
}

// print is the same for equal amounts, however they are written.
func (f *fens) print(field fields, fen int64, d *decimal.Decimal) uint64 {
	if f.whole&field != 0 {
		return uint64(fen)
	}
	return oddPrint(d)
}

func oddPrint(d *decimal.Decimal) uint64 { return textPrint(exact.Text(*d)) }

// restPrint is the part of everything but key and amounts; 0 when there is nothing else.
func (r *Record) restPrint() (h uint64) {
	keys := r.AltKeys.given()
	if flags := uint64(r.Kind) | uint64(r.State)<<8 | uint64(boolByte(r.Manual))<<16 | uint64(len(keys))<<32; flags != 0 {
		h = fold(salt2, flags)
	}
	if !r.Time.IsZero() {
		h = fold(h, uint64(r.Time.Unix())*1e9+uint64(r.Time.Nanosecond())) // an instant, whatever its zone
	}
	if r.Unit != "" && r.Unit != CNY {
		h = fold(h, textPrint(r.Unit)^salt5)
	}
	if r.Channel != "" {
		h = fold(h, textPrint(string(r.Channel))^salt2)
	}
	for _, key := range keys {
		h = fold(h, textPrint(key))
	}
	return h
}

// ContentHash is a SHA-256 of all that matching sees of the row. Rows that say the same have the same hash, however their amounts are
// written and in whatever zone their times are; rows that differ have another one. It stays the same between versions of this package,
// so that it may be kept.
func (r Record) ContentHash() [sha256.Size]byte {
	return sha256.Sum256(appendContent([]byte("recon row 1"), r))
}

// Partition is the shard of a key among n: 0 ≤ Partition < n, for n ≥ 1. It depends on the key alone and never changes,
// so that bills and orders that were sharded on different machines meet.
func Partition(key string, n int) int {
	if n <= 1 {
		return 0
	}
	return int(mix(textPrint(key)^salt4, salt2) % uint64(n))
}
