package recon

import (
	"strings"
	"testing"
)

func roundTrip(t *testing.T, key string) shape {
	t.Helper()
	var w packed
	s := pack(key, &w)
	if s == aside {
		return s
	}
	if got := unpack(s, w[:wordsOf[s]]); got != key {
		t.Fatalf("%q of shape %d unpacks to %q", key, s, got)
	}
	return s
}

func TestPackShapes(t *testing.T) {
	for _, tt := range []struct {
		reason, key string
		want        shape
	}{
		{"no key", "", aside},
		{"one digit", "0", digits16},
		{"sixteen digits", "0123456789012345", digits16},
		{"seventeen digits", "01234567890123456", digits32},
		{"32 digits", strings.Repeat("90", 16), digits32},
		{"33 digits are raw", strings.Repeat("9", 33), 5},
		{"a colon is one above 9", "2026112200000000000000:1", 3},
		{"a slash is one below 0", "2026112200000000000000/1", 3},
		{"a letter at the end", "202611220000000000000000a", 4},
		{"hex", "0123456789abcdef0123456789abcdef", hex32},
		{"upper-case hex is raw", "0123456789ABCDEF0123456789ABCDEF", 4},
		{"g is no hex digit", "0123456789abcdef0123456789abcdeg", 4},
		{"a back quote is one below a", "0123456789abcdef0123456789abcde`", 4},
		{"a UUID", "01234567-89ab-cdef-0123-456789abcdef", uuid36},
		{"a UUID of digits", "01234567-8901-2345-6789-012345678901", uuid36},
		{"36 characters that are no UUID", "01234567-89ab-cdef-0123_456789abcdef", 5},
		{"eight raw bytes", "ABCDEFGH", 1},
		{"nine raw bytes", "ABCDEFGHI", 2},
		{"64 raw bytes", strings.Repeat("x", 64), 8},
		{"65 bytes are too long", strings.Repeat("x", 65), aside},
		{"a zero byte inside", "a\x00b", 1},
		{"a zero byte at the end", "ab\x00", aside},
		{"bytes that are no text", "\xff\xfe\x80", 1},
		{"digits of another script", "１２３", 2},
	} {
		if got := roundTrip(t, tt.key); got != tt.want {
			t.Errorf("%s: shape %d, want %d", tt.reason, got, tt.want)
		}
	}
}

// TestPackIsExact packs keys that differ little: no two may have the same shape and words.
func TestPackIsExact(t *testing.T) {
	type image struct {
		shape
		packed
	}
	seen := map[image]string{}
	for n := range 41 {
		for _, filler := range []string{"0", "9", "a", "f", "-", "\x00", "A"} {
			base := []byte(strings.Repeat(filler, n))
			for at := range n {
				for _, c := range []byte("09afFg:/-\x00\xff`") {
					key := string(base[:at]) + string(c) + string(base[at+1:])
					var w packed
					s := pack(key, &w)
					if s == aside {
						continue
					}
					clear(w[wordsOf[s]:])
					if other, ok := seen[image{s, w}]; ok && other != key {
						t.Fatalf("%q and %q are packed alike", other, key)
					}
					seen[image{s, w}] = key
				}
			}
		}
	}
}

func FuzzPack(f *testing.F) {
	for _, key := range []string{"", "0", "20261122000000000001", "0123456789abcdef0123456789abcdef", "01234567-89ab-cdef-0123-456789abcdef", "A-1", "a\x00"} {
		f.Add(key, key+"0")
	}
	f.Fuzz(func(t *testing.T, a, b string) {
		roundTrip(t, a)
		var x, y packed
		s, u := pack(a, &x), pack(b, &y)
		if s == aside || s != u || a == b {
			return
		}
		for i := range wordsOf[s] {
			if x[i] != y[i] {
				return
			}
		}
		t.Fatalf("%q and %q are packed alike", a, b)
	})
}
