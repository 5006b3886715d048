//go:build (!amd64 && !arm64) || purego

package recon

// touchRows reads the keys and the amounts of rows: memory cannot be asked for ahead here, but the waits overlap
// as far as the processor looks ahead.
func touchRows(slots []slot) (sum byte) {
	for i := range slots {
		sum += ends(slots[i].key)
	}
	for i := range slots {
		sum += byte(slots[i].amount.Sign())
	}
	return sum
}
