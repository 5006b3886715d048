package reconbeam

import "testing"

// hotRows is a key's worth of trouble on each side.
const hotRows = 100_000

// TestHotKeys: one key, no key, one alternative key or one amount for all rows is slower than none, and nothing worse.
func TestHotKeys(t *testing.T) {
	for _, kind := range []string{"key", "no key", "alternative key", "amount and time"} {
		in := hot(kind, hotRows)
		got, err := run(t, "direct", in, Options{Shards: 8, AltKeys: 1})
		if err != nil {
			t.Fatalf("%s: %v", kind, err)
		}
		sameAsMatch(t, in, Options{}, got)
		if t.Failed() {
			t.Fatal(kind)
		}
	}
}
