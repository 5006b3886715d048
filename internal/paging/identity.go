package paging

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/binary"
	"math/bits"
)

// Part appends one part of an identity to dst, its length first, so that
// ("ab", "c") and ("a", "bc") stay different.
func Part(dst []byte, text string) []byte {
	dst = binary.AppendUvarint(dst, uint64(len(text)))
	return append(dst, text...)
}

// HashQuery makes the QueryHash of a Plan out of whatever makes two queries
// different: the account, every filter, in a fixed order. Page numbers, limits
// and secrets do not belong in it.
func HashQuery(parts ...string) [32]byte {
	var all []byte
	for _, part := range parts {
		all = Part(all, part)
	}
	return sha256.Sum256(all)
}

// secret keys the hashes of one bill's rows, so that nobody who sends rows can
// choose two that hash alike. A cursor carries it from one run to the next.
type secret [16]byte

func newSecret() (s secret) {
	_, _ = rand.Read(s[:]) // crypto/rand.Read never fails
	return s
}

// hash128 is a row identity as 128 bits: the first half of SHA-256 over the
// secret and the identity. Among 10 million rows two different identities hash
// alike with odds of about 1 in 10^25, and then the run fails as drifted: a
// collision can cost a run, never a row.
type hash128 struct{ high, low uint64 }

// plus adds modulo 2^128. A sum of hashes depends on the rows and how often each
// of them came, not on their order: two readings have the same sum when they had
// the same rows.
func (h hash128) plus(other hash128) hash128 {
	low, carry := bits.Add64(h.low, other.low, 0)
	high, _ := bits.Add64(h.high, other.high, carry)
	return hash128{high, low}
}

// identities remembers which rows a reading has seen: 16 bytes a row, and free
// slots around them.
type identities struct {
	secret secret
	seen   hashes
	before *hashes   // in a second reading: what the first one has seen
	both   int       // how many of those the second one has seen too
	hashes []hash128 // of the page in hand
	keyed  []byte    // the secret, and the identity of the row in hand
	text   []byte    // those hashes in a row, for the page's digest
}

func newIdentities(s secret) *identities { return &identities{secret: s, keyed: s[:]} }

// begin starts a page.
func (ids *identities) begin() {
	ids.hashes, ids.text = ids.hashes[:0], ids.text[:0]
}

// addRow takes in the identity of the page's next row. It reports whether the row has one.
func addRow[T any](ids *identities, row *T, identity func([]byte, *T) []byte) bool {
	ids.keyed = identity(ids.keyed[:len(ids.secret)], row)
	if len(ids.keyed) == len(ids.secret) {
		return false
	}
	sum := sha256.Sum256(ids.keyed)
	ids.hashes = append(ids.hashes, hash128{binary.BigEndian.Uint64(sum[:8]), binary.BigEndian.Uint64(sum[8:16])})
	ids.text = append(ids.text, sum[:16]...)
	return true
}

// digest is the hash of the page: all its row hashes, in order.
func (ids *identities) digest() [32]byte { return sha256.Sum256(ids.text) }

// pageSum is the sum of the page's row hashes.
func (ids *identities) pageSum() (sum hash128) {
	for _, h := range ids.hashes {
		sum = sum.plus(h)
	}
	return sum
}

// known returns how many of the page's rows were seen before it.
func (ids *identities) known() (n int) {
	for _, h := range ids.hashes {
		if ids.seen.has(h) {
			n++
		}
	}
	return n
}

// commit adds the page's rows to those seen and returns how many of them were
// seen before, and the index of the first such row.
func (ids *identities) commit() (again, first int) {
	for i, h := range ids.hashes {
		if ids.seen.add(h) {
			if ids.before != nil && ids.before.has(h) {
				ids.both++
			}
			continue
		}
		if again == 0 {
			first = i
		}
		again++
	}
	return again, first
}
