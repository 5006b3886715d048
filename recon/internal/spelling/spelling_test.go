package spelling

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// TestSteps: each step takes one thing away, and Fold all of them.
func TestSteps(t *testing.T) {
	const key = "'‘ａ1 b\u200b"
	for _, tt := range []struct {
		name      string
		fold      func(string) string
		key, want string
	}{
		{"Visible", Visible, key, "'‘ａ1b"},
		{"Narrow", Narrow, key, "'‘a1 b\u200b"},
		{"Unquoted", Unquoted, key, "ａ1 b\u200b"},
		{"Fold", Fold, key, "A1B"},
		{"Fold of what is plain", Fold, "A100", "A100"},
		{"Fold of nothing", Fold, "", ""},
		{"Fold of a quote mark", Fold, " '", ""},
	} {
		if got := tt.fold(tt.key); got != tt.want {
			t.Errorf("%s: %q, want %q", tt.name, got, tt.want)
		}
	}
}

// TestFoldIsItsSteps: one after the other they come to the same, whatever the key.
func TestFoldIsItsSteps(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		key := rapid.String().Draw(t, "key")
		if got, want := Fold(Narrow(Unquoted(Visible(key)))), Fold(key); got != want {
			t.Fatalf("%q: %q, want %q", key, got, want)
		}
	})
}

func TestShownKey(t *testing.T) {
	cases := []struct{ reason, key, want string }{
		{"a plain key", "A100-7", "A100-7"},
		{"Chinese", "订单7", "订单7"},
		{"a space at the end", "A1 ", `"A1 "`},
		{"a mark of a spreadsheet", "'0012", `"'0012"`},
		{"a backtick", "`0012", "\"`0012\""},
		{"a line end", "A\n100", "\"A\ufffd100\""},
		{"something that turns the line around", "A\u202e100", "A\ufffd100"},
		{"no text at all", "\xff\xfe", "\ufffd\ufffd"},
		{"an endless key", strings.Repeat("订", 65), strings.Repeat("订", 64) + "…"},
		{"the longest key", strings.Repeat("订", 64), strings.Repeat("订", 64)},
	}
	for _, c := range cases {
		if got := ShownKey(c.key); got != c.want {
			t.Errorf("%s: %q, want %q", c.reason, got, c.want)
		}
	}
}
