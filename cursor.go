package billrecon

// Cursor is where a stopped run can go on: set the query's Cursor to Audit.Next. It is opaque text of URL-safe characters,
// about 150 long, that can be stored. Inside are a version, a hash of the account and the query, the page size, the next page,
// the counts so far, the declared total, a hash of the last page's row identities, the sum of the hashes of all rows with the
// random key of those hashes, and a checksum; no row and no secret of the account. The empty Cursor means the start.
//
// A damaged cursor, one of another version and one of another query are refused with [ErrInvalidRequest]. The checksum finds
// damage; it is no signature: whoever stores a cursor is trusted with it.
type Cursor string

// DriftPolicy says what happens when the result set moves while its pages are read.
type DriftPolicy uint8

const (
	// FailOnDrift ends the run with [ErrPageDrift] at the first sign. It is the zero value.
	FailOnDrift DriftPolicy = iota
	// ReportDrift keeps every row, names each sign in Audit.Findings and leaves Audit.Complete false. Missing rows and
	// repeated pages stay errors. A method that returns a sequence, and so no Audit, ends with [ErrPageDrift] after the last
	// row.
	ReportDrift
)
