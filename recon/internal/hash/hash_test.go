package hash

import (
	"strings"
	"testing"
)

// TestTextStays: a text has the same hash on every machine and in every version: what was spread over machines by it must meet.
func TestTextStays(t *testing.T) {
	for text, want := range map[string]uint64{
		"":                       0xa4093822299f31d1,
		"a":                      0xae8cf03428fc6d83,
		"12345678":               0xcf27e32d97084d5e,
		"2026112200000000000000": 0xf17b7fa83ea3dd8f,
		"订单 2026-11-22 / 000017": 0x7a96b17913158d2e,
	} {
		if got := Text(text); got != want {
			t.Errorf("%q: %#x, want %#x", text, got, want)
		}
	}
}

// TestTextsThatDifferHaveOtherHashes: in a byte at any place, in length, and in zero bytes at the end.
func TestTextsThatDifferHaveOtherHashes(t *testing.T) {
	seen := map[uint64]string{}
	for n := range 40 {
		text := strings.Repeat("x", n)
		all := []string{text}
		for i := range n {
			all = append(all, text[:i]+"y"+text[i+1:])
		}
		if n > 0 {
			all = append(all, text[1:]+"\x00")
		}
		for _, one := range all {
			if other, ok := seen[Text(one)]; ok && other != one {
				t.Fatalf("%q and %q have the same hash", one, other)
			}
			seen[Text(one)] = one
		}
	}
}

func TestFoldKeepsTheOrder(t *testing.T) {
	if Fold(Fold(Pi0, 1), 2) == Fold(Fold(Pi0, 2), 1) {
		t.Error("two numbers can change places")
	}
}
