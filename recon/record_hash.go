package recon

import (
	"crypto/sha256"

	"github.com/shopspring/decimal"

	"github.com/billrecon/billrecon/recon/internal/exact"
	"github.com/billrecon/billrecon/recon/internal/hash"
)

// hash is of everything that matching sees of a record. Two records with the same content have the same;
// it serves the proof and ties between rows, never a match.
func (r *Record) hash() uint64 {
	f := r.fens()
	return r.hashOf(&f)
}

// hashOf is hash of a record with these fens.
func (r *Record) hashOf(f *fens) uint64 {
	h := hash.Mix(hash.Text(r.Key)^hash.Pi3, f.hash(amountField, f.amount, &r.Amount)^r.restHash()^hash.Pi4)
	if f.given&feeField != 0 {
		h = hash.Fold(h, f.hash(feeField, f.fee, &r.Fee.Decimal)^hash.Pi5)
	}
	if f.given&incomeField != 0 {
		h = hash.Fold(h, f.hash(incomeField, f.income, &r.Income.Decimal)^hash.Pi2)
	}
	return h
}

// hash is the same for equal amounts, however they are written.
func (f *fens) hash(field fields, fen int64, d *decimal.Decimal) uint64 {
	if f.whole&field != 0 {
		return uint64(fen)
	}
	return oddHash(d)
}

func oddHash(d *decimal.Decimal) uint64 { return hash.Text(exact.Text(*d)) }

// restHash is the part of everything but key and amounts; 0 when there is nothing else.
func (r *Record) restHash() (h uint64) {
	keys := r.AltKeys.given()
	if flags := uint64(r.Kind) | uint64(r.State)<<8 | uint64(boolByte(r.Manual))<<16 | uint64(len(keys))<<32; flags != 0 {
		h = hash.Fold(hash.Pi2, flags)
	}
	if !r.Time.IsZero() {
		h = hash.Fold(h, uint64(r.Time.Unix())*1e9+uint64(r.Time.Nanosecond())) // an instant, whatever its zone
	}
	if r.Unit != "" && r.Unit != CNY {
		h = hash.Fold(h, hash.Text(r.Unit)^hash.Pi5)
	}
	if r.Channel != "" {
		h = hash.Fold(h, hash.Text(string(r.Channel))^hash.Pi2)
	}
	for _, key := range keys {
		h = hash.Fold(h, hash.Text(key))
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
	return int(hash.Mix(hash.Text(key)^hash.Pi4, hash.Pi2) % uint64(n))
}
