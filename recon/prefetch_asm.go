//go:build (amd64 || arm64) && !purego

package recon

// Go has no way to say that memory will be needed soon, short of reading it and waiting. This says it: it reads none of what the rows
// point to, and cannot fail, whatever they point to.
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
