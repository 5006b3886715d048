package recon

import (
	"encoding/hex"
	"testing"
	"time"
)

func TestContentHashIsOfTheContentAlone(t *testing.T) {
	at := time.Date(2026, 11, 22, 10, 0, 0, 0, utc8)
	one := Record{Key: "A100", Amount: dec("1.50"), Fee: some("0.010"), Time: at}
	same := Record{Key: "A100", Amount: dec("1.5"), Fee: some("0.01"), Unit: CNY, Time: at.UTC()}
	if one.ContentHash() != same.ContentHash() {
		t.Error("the same row written differently has another hash")
	}
	for what, change := range map[string]func(*Record){
		"state":  func(r *Record) { r.State = Refunded },
		"amount": func(r *Record) { r.Amount = dec("1.51") },
		"no fee": func(r *Record) { r.Fee.Valid = false },
	} {
		other := one
		change(&other)
		if other.ContentHash() == one.ContentHash() {
			t.Errorf("another %s gives the same hash", what)
		}
	}
}

// The hash is stored outside: it must not change between versions.
func TestContentHashIsStable(t *testing.T) {
	r := Record{Key: "20200221113708eb3b8dcc2383481c", Amount: dec("1.98"), Time: time.Date(2020, 2, 21, 11, 37, 8, 784968000, utc8)}
	hash := r.ContentHash()
	const want = "979050a734e3720a"
	if got := hex.EncodeToString(hash[:8]); got != want {
		t.Errorf("the hash starts with %s, want %s", got, want)
	}
}
