//go:build (amd64 || arm64) && !purego

package recon

// prefetchRows says that what rows point to will be needed soon; Go itself can only read it and wait. It reads none of it,
// and cannot fail, whatever they point to. docs/performance.md has what it buys.
//
//go:noescape
func prefetchRows(slots *slot, n int)

// touchRows fetches the keys and the amounts of rows.
func touchRows(slots []slot) byte {
	if len(slots) > 0 {
		prefetchRows(&slots[0], len(slots))
	}
	return 0
}
