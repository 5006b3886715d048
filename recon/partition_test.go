package recon

import "testing"

// TestPartitionNeverChanges: shards made by another version, or on another machine, must meet.
func TestPartitionNeverChanges(t *testing.T) {
	for _, tt := range []struct {
		key          string
		of64, of1000 int
	}{
		{"", 10, 242},
		{"K", 15, 295},
		{"202611220000000000000001", 14, 902},
		{"ORDER-2026-00000000000000017", 5, 861},
	} {
		if a, b := Partition(tt.key, 64), Partition(tt.key, 1000); a != tt.of64 || b != tt.of1000 {
			t.Errorf("%q is in part %d of 64 and %d of 1000, want %d and %d", tt.key, a, b, tt.of64, tt.of1000)
		}
		if Partition(tt.key, 1) != 0 || Partition(tt.key, 0) != 0 {
			t.Errorf("%q: one part is number 0", tt.key)
		}
	}
}
