package recon

import (
	"crypto/sha256"
	"math/bits"
	"time"

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

// money is an amount that may be absent, and its fen when it is a whole number of them that fits.
type money struct {
	decimal.Decimal
	fen   int64
	given bool
	whole bool
}

func newMoney(d decimal.Decimal, given bool) (m money) {
	m.Decimal, m.given = d, given
	if given {
		m.fen, m.whole = exact.Fen(d)
	}
	return m
}

// print is the same for equal numbers, however they are written.
func (m *money) print() uint64 {
	if m.whole {
		return uint64(m.fen)
	}
	return textPrint(exact.Text(m.Decimal))
}

// monies are the amounts of a record.
type monies struct{ amount, fee, income money }

// print is the fingerprint of everything that matching sees of a record. Two records with the same content have the same;
// it serves the proof and ties between rows, never a match.
func (r *Record) print() uint64 {
	m := r.monies()
	return m.print(textPrint(r.Key), r.restPrint())
}

func (r *Record) monies() monies {
	return monies{newMoney(r.Amount, true), newMoney(r.Fee.Decimal, r.Fee.Valid), newMoney(r.Income.Decimal, r.Income.Valid)}
}

// print puts the parts of a record's fingerprint together.
func (m *monies) print(key, rest uint64) uint64 {
	h := amountPrint(key, m.amount.print(), rest)
	if m.fee.given {
		h = fold(h, m.fee.print()^salt5)
	}
	if m.income.given {
		h = fold(h, m.income.print()^salt2)
	}
	return h
}

// amountPrint is the print of a record without fee and income.
func amountPrint(key, amount, rest uint64) uint64 { return mix(key^salt3, amount^rest^salt4) }

// restPrint is the part of everything but key and amounts; 0 when there is nothing else.
func (r *Record) restPrint() uint64 { return altPrint(r.mainPrint(), r.AltKeys.given()) }

// altPrint adds the AltKeys.
func altPrint(h uint64, keys []string) uint64 {
	for _, key := range keys {
		h = fold(h, textPrint(key))
	}
	return h
}

// mainPrint is restPrint without the AltKeys themselves.
func (r *Record) mainPrint() (h uint64) {
	if flags := uint64(r.Kind) | uint64(r.State)<<8 | uint64(len(r.AltKeys.given()))<<32; flags != 0 || r.Manual {
		if r.Manual {
			flags |= 1 << 16
		}
		h = fold(salt2, flags)
	}
	if !r.Time.IsZero() {
		h = timePrint(h, r.Time)
	}
	if r.Unit != "" && r.Unit != CNY {
		h = fold(h, textPrint(r.Unit)^salt5)
	}
	if r.Channel != "" {
		h = fold(h, textPrint(string(r.Channel))^salt2)
	}
	return h
}

// timePrint adds an instant, whatever its zone.
func timePrint(h uint64, t time.Time) uint64 {
	return fold(h, uint64(t.Unix())*1e9+uint64(t.Nanosecond()))
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
