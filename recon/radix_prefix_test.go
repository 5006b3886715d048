package recon

import (
	"fmt"
	"strings"
	"testing"
)

func TestSerial(t *testing.T) {
	for _, tt := range []struct {
		reason, key string
		digits      int
		value       uint64
	}{
		{"digits at the end", "ORDER-2026-000000017", 9, 17},
		{"sixteen digits", "ORDER-1234567890123456", 16, 1234567890123456},
		{"more than sixteen: the first belong to the prefix", "ORDER-71234567890123456", 16, 1234567890123456},
		{"eight digits", "ORDER-ABCDEFGH-12345678", 8, 12345678},
		{"nine digits", "ORDER-ABCDEFG-912345678", 9, 912345678},
		{"too few", "ORDER-ABCDEFGHIJKL-12345", 0, 0},
		{"none", "ORDER-ABCDEFGHIJKLMNOPQ", 0, 0},
		{"as long as a key can be to be packed", strings.Repeat("x", 58) + "123456", 6, 123456},
		{"longer", strings.Repeat("x", 59) + "123456", 0, 0},
		{"short keys fit in two words anyway", "ORDER-1234567890", 0, 0},
		{"a byte above the digits", "ORDER-ABCDEFG-12345:123456", 6, 123456},
		{"a byte below the digits", "ORDER-ABCDEFG-12345/123456", 6, 123456},
	} {
		digits, packed := serial(tt.key)
		if want := fmt.Sprintf("%016d", tt.value); digits != tt.digits || digits > 0 && unpackDigits([]uint64{packed}) != want {
			t.Errorf("%s: %d digits, %x, want %d, %s", tt.reason, digits, packed, tt.digits, want)
		}
	}
}

func TestPrefixedRoundTrip(t *testing.T) {
	var shared prefixes
	a, b := prefixCache{shared: &shared}, prefixCache{shared: &shared}
	for _, key := range []string{
		"ORDER-2026-00000000000000017", "ORDER-2026-00000000000000018", "PAY-2026-ABCDEFG-000017", "订单号订单号订单号00000017",
		"ORDER-2026-0000000000000017", "\xff\xfeORDER-2026-ABCDEFG-999999",
	} {
		var x, y packed
		s, print := a.pack(key, &x)
		other, again := b.pack(key, &y)
		if s != prefixed || other != s || x[0] != y[0] || x[1] != y[1] || print != again || print != keyPrint(key) {
			t.Errorf("%q is packed as %d %x %x and as %d %x %x", key, s, x[:2], print, other, y[:2], again)
		}
		if got := unpackPrefixed(x[:2], shared.texts); got != key {
			t.Errorf("%q unpacks to %q", key, got)
		}
	}
}

// TestTooManyPrefixes: a prefix that finds no room is packed raw, by everyone and for good; the others keep their numbers.
func TestTooManyPrefixes(t *testing.T) {
	var shared prefixes
	c := prefixCache{shared: &shared}
	key := func(i int) string { return fmt.Sprintf("PREFIX-%06d-X-%08d", i, i) }
	for i := range maxPrefixes + 100 {
		var w packed
		s, _ := c.pack(key(i), &w)
		if want := i < maxPrefixes; (s == prefixed) != want {
			t.Fatalf("prefix %d of %d has shape %d", i, maxPrefixes, s)
		}
	}
	other := prefixCache{shared: &shared}
	for _, i := range []int{0, maxPrefixes - 1, maxPrefixes, maxPrefixes + 99} {
		var w packed
		s, _ := other.pack(key(i), &w)
		if want := i < maxPrefixes; (s == prefixed) != want {
			t.Errorf("prefix %d has shape %d the second time", i, s)
		}
		if s == prefixed && unpackPrefixed(w[:2], shared.texts) != key(i) {
			t.Errorf("prefix %d does not come back", i)
		}
	}
}

// TestManyPrefixesMatch runs Match over more prefixes than are numbered, with several workers.
func TestManyPrefixesMatch(t *testing.T) {
	var rows []Record
	for i := range 3 * segment {
		rows = append(rows, Record{Key: fmt.Sprintf("SHOP-%05d-ORDER-%08d", i%6000, i)})
	}
	res, err := Match(rows, itself, rows, itself, Rules{BillsUntil: proven, Workers: 3})
	if err != nil || res.Count(Matched) != int64(len(rows)) {
		t.Fatalf("%d of %d matched (%v)", res.Count(Matched), len(rows), err)
	}
	for g := range res.Groups() {
		if g.Key != rows[g.Orders[0]].Key || g.Key != rows[g.Bills[0]].Key {
			t.Fatalf("group %q of %q and %q", g.Key, rows[g.Bills[0]].Key, rows[g.Orders[0]].Key)
		}
	}
	if err := res.Verify(); err != nil {
		t.Error(err)
	}
}

func itself(r Record) Record { return r }

// FuzzPrefixed packs two keys with one set of prefixes: alike if and only if they are equal, and back again.
func FuzzPrefixed(f *testing.F) {
	f.Add("ORDER-2026-00000000000000017", "ORDER-2026-0000000000000017")
	f.Add("ORDER-2026-ABCDEFG-123456", "ORDER-2026-ABCDEFG-023456")
	f.Add(strings.Repeat("9", 40), strings.Repeat("9", 41))
	f.Fuzz(func(t *testing.T, a, b string) {
		var shared prefixes
		c := prefixCache{shared: &shared}
		var x, y packed
		s, _ := c.pack(a, &x)
		u, _ := c.pack(b, &y)
		if s == prefixed && unpackPrefixed(x[:2], shared.texts) != a {
			t.Fatalf("%q comes back as %q", a, unpackPrefixed(x[:2], shared.texts))
		}
		if s == prefixed && u == prefixed && (x[0] == y[0] && x[1] == y[1]) != (a == b) {
			t.Fatalf("%q and %q are packed as %x and %x", a, b, x[:2], y[:2])
		}
	})
}
