package recon

import (
	"testing"

	"pgregory.net/rapid"
)

func TestFoldKey(t *testing.T) {
	cases := []struct{ reason, key, want string }{
		{"nothing", "", ""},
		{"already plain", "A100-7_B", "A100-7_B"},
		{"lower case", "a100b", "A100B"},
		{"spaces around", "  A100\t", "A100"},
		{"spaces inside", "2020 0221 1137", "202002211137"},
		{"full width", "Ａ１００－ｂ", "A100-B"},
		{"ideographic space", "A　100", "A100"},
		{"no-break space", "A\u00a0100", "A100"},
		{"byte order mark", "\ufeffA100", "A100"},
		{"zero-width space", "A\u200b100", "A100"},
		{"line end", "A100\r\n", "A100"},
		{"leading zeros stay", "00012", "00012"},
		{"other scripts stay", "订单12", "订单12"},
		{"only invisible", " \u200b\t", ""},
	}
	for _, c := range cases {
		if got := FoldKey(c.key); got != c.want {
			t.Errorf("%s: %q, want %q", c.reason, got, c.want)
		}
	}
}

func TestFoldKeyTwiceIsOnce(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		once := FoldKey(rapid.String().Draw(t, "key"))
		if twice := FoldKey(once); twice != once {
			t.Fatalf("%q folds on to %q", once, twice)
		}
	})
}
