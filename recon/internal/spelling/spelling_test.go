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
		{"Invisible", folds[Invisible], key, "'‘ａ1b"},
		{"Width", folds[Width], key, "'‘a1 b\u200b"},
		{"Quotes", folds[Quotes], key, "ａ1 b\u200b"},
		{"Case", folds[Case], "a1b", "A1B"},
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
		key := rapid.OneOf(rapid.String(), rapid.StringOf(rapid.RuneFrom([]rune("＇'‘｀aA１1 \u200b")))).Draw(t, "key")
		stepwise := key
		for _, fold := range folds {
			stepwise = fold(stepwise)
		}
		if want := Fold(key); stepwise != want {
			t.Fatalf("%q: %q, want %q", key, stepwise, want)
		}
	})
}

func TestDifferences(t *testing.T) {
	for _, tt := range []struct {
		reason, a, b string
		want         uint8
	}{
		{"equal keys", "a 1", "a 1", 0},
		{"no keys", "", "", 0},
		{"a space", "A1", "A1 ", 1 << Invisible},
		{"spaces in both, at other places", "A 1", "A1 ", 1 << Invisible},
		{"both quoted, of which nothing is left to tell", "'A1", "'A1 ", 1 << Invisible},
		{"a quote mark behind a space", "A1", " 'A1", 1<<Invisible | 1<<Quotes},
		{"width", "A1", "Ａ1", 1 << Width},
		{"case", "A1", "a1", 1 << Case},
		{"a full-width quote mark", "A1", "＇A1", 1<<Width | 1<<Quotes},
		{"all", "a1", " 'Ａ1", 1<<Invisible | 1<<Quotes | 1<<Width | 1<<Case},
	} {
		if got := Differences(tt.a, tt.b); got != tt.want {
			t.Errorf("%s: %04b, want %04b", tt.reason, got, tt.want)
		}
	}
}

// TestDifferencesAreFound: a key and its changed form differ in something exactly when they are not the same, whichever comes first; and
// in nothing that was not changed.
func TestDifferencesAreFound(t *testing.T) {
	changes := map[Step]func(string) string{
		Invisible: func(key string) string { return key + " " },
		Quotes:    func(key string) string { return "'" + key },
		Width:     func(key string) string { return strings.ReplaceAll(key, "B", "Ｂ") },
		Case:      strings.ToLower,
	}
	rapid.Check(t, func(t *rapid.T) {
		key := rapid.StringMatching("[AB][AB0-9]*").Draw(t, "key")
		changed, want := key, uint8(0)
		for _, step := range []Step{Case, Width, Quotes, Invisible} {
			if rapid.Bool().Draw(t, "changed") {
				if to := changes[step](changed); to != changed {
					changed, want = to, want|1<<step
				}
			}
		}
		if got, back := Differences(key, changed), Differences(changed, key); got != want || back != want {
			t.Fatalf("%q and %q: %04b and %04b, want %04b", key, changed, got, back, want)
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
