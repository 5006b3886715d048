package reconbeam

import (
	"testing"

	"github.com/billrecon/billrecon/recon/internal/trouble"
)

// hotRows is a key's worth of trouble on each side.
const hotRows = 100_000

// TestHotKeys: one key, no key, one alternative key or one amount for all rows is slower than none, and nothing worse. Rows under
// no key, or of one amount, go through the same shuffle as any others: what is theirs is a loop over all pairs, which a fifth of
// the rows would show as well.
func TestHotKeys(t *testing.T) {
	for _, c := range []struct {
		kind string
		rows int
	}{
		{"key", hotRows},
		{"alternative key", hotRows},
		{"no key", hotRows / 5},
		{"amount and time", hotRows / 5},
	} {
		in := trouble.Hot(c.kind, c.rows)
		got, err := run(t, "direct", in, Options{Shards: 8})
		if err != nil {
			t.Fatalf("%s: %v", c.kind, err)
		}
		sameAsMatch(t, in, Options{}, got)
		if t.Failed() {
			t.Fatal(c.kind)
		}
	}
}
