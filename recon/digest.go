package recon

import (
	"encoding/binary"
	"encoding/hex"
	"fmt"

	"github.com/billrecon/billrecon/recon/internal/hash"
)

// Digest is an order-free fingerprint of a multiset. Digests add up, so that shards can be proven one by one.
// It guards against loss and mistakes, not against someone who forges rows. As text it is 32 hex digits.
type Digest [2]uint64

// Add is the digest of both multisets together.
func (d Digest) Add(o Digest) Digest { return Digest{d[0] + o[0], d[1] + o[1]} }

func (d Digest) sub(o Digest) Digest { return Digest{d[0] - o[0], d[1] - o[1]} }

// times weighs a digest with an odd factor, which tells one multiset from another.
func (d Digest) times(factor uint64) Digest { return Digest{d[0] * factor, d[1] * factor} }

// lanes is the digest of one row or group with this hash.
func lanes(h uint64) Digest { return Digest{h, hash.Mix(h^hash.Pi0, hash.Pi1)} }

// String is 32 hex digits.
func (d Digest) String() string { return fmt.Sprintf("%016x%016x", d[0], d[1]) }

// MarshalText is String.
func (d Digest) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText reads what MarshalText writes.
func (d *Digest) UnmarshalText(text []byte) error {
	b, err := hex.DecodeString(string(text))
	if err != nil || len(b) != 16 {
		return badRecord("Digest", "it must be 32 hex digits")
	}
	d[0], d[1] = binary.BigEndian.Uint64(b[:8]), binary.BigEndian.Uint64(b[8:])
	return nil
}

// Weights of the two sides of a plain pair in the digest of a result.
const (
	billWeight  = hash.Pi4
	orderWeight = hash.Pi5
)

// withinDigest is added for each plain pair in which something is within tolerance.
func withinDigest(pairs int64) Digest { return Digest{hash.Pi2, hash.Pi3}.times(uint64(pairs)) }

// digestOf is a group's part of the result's digest: what was found, and which rows, by content.
// A clean one-to-one match by Key is the sum of its two rows, so that Match need not visit it again:
// its rows' keys pair them already. What is within tolerance of each other is a matter of the rows and the rules.
func digestOf(g *Group, rows *sides, b, o Digest) Digest {
	if g.Verdict&^WithinTolerance == 0 && len(rows.bills) == 1 && len(rows.orders) == 1 {
		d := b.times(billWeight).Add(o.times(orderWeight))
		if g.Verdict != 0 {
			d = d.Add(withinDigest(1))
		}
		return d
	}
	return foundDigest(g.Outcome, g.Verdict, g.Pass, b, o)
}

// foundDigest is digestOf any other group, of whose rows these are the digests.
func foundDigest(outcome Outcome, verdict Verdict, pass Pass, b, o Digest) Digest {
	h := hash.Fold(uint64(outcome), uint64(verdict))
	h = hash.Fold(h, uint64(pass))
	h = hash.Fold(hash.Fold(h, b[0]), b[1])
	h = hash.Fold(hash.Fold(h, o[0]), o[1])
	return lanes(h)
}

func rowsDigest(rows []*row) (d Digest) {
	for i := range rows {
		d = d.Add(lanes(rows[i].hash))
	}
	return d
}
