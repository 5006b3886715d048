package paging

import (
	"crypto/sha256"
	"encoding/binary"
	"hash/maphash"
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

// key is a row identity as 128 seeded bits. Among 10 million rows two different
// identities share a key with odds of about 1 in 10^25, and then the run fails
// as drifted: a collision can cost a run, never a row.
type key [2]uint64

// identities remembers which rows a run has seen.
type identities struct {
	seeds [2]maphash.Seed
	seen  map[key]struct{}
	keys  []key  // of the page in hand
	row   []byte // identity of the row in hand
	text  []byte // identities of the page in hand, for its digest
}

func newIdentities() *identities {
	return &identities{
		seeds: [2]maphash.Seed{maphash.MakeSeed(), maphash.MakeSeed()},
		seen:  map[key]struct{}{},
	}
}

// begin starts a page.
func (ids *identities) begin() {
	ids.keys, ids.text = ids.keys[:0], ids.text[:0]
}

// add takes in the identity of the page's next row.
func (ids *identities) add(id []byte) {
	ids.keys = append(ids.keys, key{
		maphash.Bytes(ids.seeds[0], id),
		maphash.Bytes(ids.seeds[1], id),
	})
	ids.text = binary.AppendUvarint(ids.text, uint64(len(id)))
	ids.text = append(ids.text, id...)
}

// digest is the page's fingerprint: all identities, in order. It has no seed,
// since a cursor carries it from one process to another.
func (ids *identities) digest() [32]byte { return sha256.Sum256(ids.text) }

// commit adds the page's rows to those seen and returns how many of them were
// seen before, and the index of the first such row.
func (ids *identities) commit() (again, first int) {
	for i, k := range ids.keys {
		if _, ok := ids.seen[k]; !ok {
			ids.seen[k] = struct{}{}
			continue
		}
		if again == 0 {
			first = i
		}
		again++
	}
	return again, first
}
