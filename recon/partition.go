package recon

// Partition is the shard of a key among n: 0 ≤ Partition < n, for n ≥ 1. It depends on the key alone and never changes,
// so that bills and orders that were sharded on different machines meet.
func Partition(key string, n int) int {
	if n <= 1 {
		return 0
	}
	return int(mix(textPrint(key)^salt4, salt2) % uint64(n))
}
