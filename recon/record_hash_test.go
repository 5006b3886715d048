package recon

import (
	"testing"
	"time"

	"github.com/shopspring/decimal"
)

func amountOf(text string) decimal.Decimal { return decimal.RequireFromString(text) }

// TestHashSeesEveryField changes one field at a time: each change must show, and no two may look alike.
func TestHashSeesEveryField(t *testing.T) {
	at := time.Date(2026, 11, 22, 10, 0, 0, 0, time.UTC)
	base := Record{Key: "K1", Amount: amountOf("1.50")}
	records := map[string]Record{"the base": base}
	for name, change := range map[string]func(*Record){
		"key":                  func(r *Record) { r.Key = "K2" },
		"no key":               func(r *Record) { r.Key = "" },
		"digits":               func(r *Record) { r.Key = "12" },
		"a long key":           func(r *Record) { r.Key = "a key that is far too long to be packed into the few words there are for it" },
		"amount":               func(r *Record) { r.Amount = amountOf("1.51") },
		"sign":                 func(r *Record) { r.Amount = amountOf("-1.50") },
		"a fraction of a fen":  func(r *Record) { r.Amount = amountOf("1.501") },
		"a large amount":       func(r *Record) { r.Amount = amountOf("1e40") },
		"fee":                  func(r *Record) { r.Fee = decimal.NewNullDecimal(amountOf("0.01")) },
		"fee of zero":          func(r *Record) { r.Fee = decimal.NewNullDecimal(decimal.Zero) },
		"income":               func(r *Record) { r.Income = decimal.NewNullDecimal(amountOf("0.01")) },
		"income of zero":       func(r *Record) { r.Income = decimal.NewNullDecimal(decimal.Zero) },
		"unit":                 func(r *Record) { r.Unit = "次" },
		"kind":                 func(r *Record) { r.Kind = Refund },
		"state":                func(r *Record) { r.State = Pending },
		"time":                 func(r *Record) { r.Time = at },
		"a nanosecond later":   func(r *Record) { r.Time = at.Add(1) },
		"channel":              func(r *Record) { r.Channel = WeChat },
		"manual":               func(r *Record) { r.Manual = true },
		"alternative key":      func(r *Record) { r.AltKeys = AltKeys{"A"} },
		"two alternative keys": func(r *Record) { r.AltKeys = AltKeys{"A", "B"} },
		"in another order":     func(r *Record) { r.AltKeys = AltKeys{"B", "A"} },
		"only the second one":  func(r *Record) { r.AltKeys = AltKeys{"", "A"} },
	} {
		r := base
		change(&r)
		records[name] = r
	}
	seen := map[uint64]string{}
	for name, r := range records {
		if other, ok := seen[r.hash()]; ok {
			t.Errorf("%s and %s have the same hash", name, other)
		}
		seen[r.hash()] = name
	}
}

// TestHashSeesContentOnly: the same said in another way is the same.
func TestHashSeesContentOnly(t *testing.T) {
	at := time.Date(2026, 11, 22, 10, 0, 0, 0, time.UTC)
	a := Record{Key: "K", Amount: amountOf("1.5"), Time: at, Fee: decimal.NewNullDecimal(amountOf("1"))}
	b := Record{Key: "K", Amount: amountOf("1.500"), Time: at.In(utc8), Unit: CNY, Fee: decimal.NewNullDecimal(amountOf("1.00")), Labels: [4]Label{{"store", "12"}}}
	if a.hash() != b.hash() {
		t.Error("equal content has two hashes")
	}
}

// TestHashNeverChanges: digests are stored and compared with those of later versions and other machines.
func TestHashNeverChanges(t *testing.T) {
	for _, tt := range []struct {
		key  string
		want uint64
	}{
		{"", goldenHashes[0]},
		{"202611220000000000000001", goldenHashes[1]},
		{"0123456789abcdef0123456789abcdef", goldenHashes[2]},
		{"ORDER-2026-00000000000000017", goldenHashes[3]},
		{"a key that is far too long to be packed into the few words there are for it", goldenHashes[4]},
		{"1234567", goldenHashes[5]},
		{"123456789012", goldenHashes[6]},
		{"01234567-89ab-cdef-0123-456789abcdef", goldenHashes[7]},
		{"V1StGXR8_Z5jdHi6B-myTzzzzz", goldenHashes[8]},
	} {
		r := Record{Key: tt.key, Amount: amountOf("12.34")}
		if got := r.hash(); got != tt.want {
			t.Errorf("%q: %#x, want %#x", tt.key, got, tt.want)
		}
	}
}

var goldenHashes = [...]uint64{
	0x8e89b1c0d05c1142, 0xdcdb507ccfb51298, 0xff12eab30e506df4, 0x1f4cdea60c967281, 0x1d6d97035a0d8cb7,
	0xcb0a00f6828e1988, 0x40b08ba950f07c68, 0x870e888c31dd6352, 0x74131d968585c6f0,
}
