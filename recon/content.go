package recon

import "crypto/sha256"

// ContentHash is a SHA-256 of all that matching sees of the row. Rows that say the same have the same hash, however their amounts are
// written and in whatever zone their times are; rows that differ have another one. It stays the same between versions of this package,
// so that it may be kept.
func (r Record) ContentHash() [sha256.Size]byte {
	return sha256.Sum256(appendContent([]byte("recon row 1"), r))
}
