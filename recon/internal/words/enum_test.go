package words

import (
	"encoding/json"
	"testing"

	"pgregory.net/rapid"
)

type colour uint8

// colours has no word at 0 and at 2.
var colours = Enum[language, colour]{1: {"红", "red"}, 3: {"蓝", "dark blue"}}

func TestEnum(t *testing.T) {
	for _, tt := range []struct {
		reason                 string
		n                      colour
		chinese, english, json string
	}{
		{"a word", 1, "红", "red", `"red"`},
		{"two words", 3, "蓝", "dark blue", `"dark blue"`},
		{"an empty place at the start", 0, "0", "0", `0`},
		{"an empty place in between", 2, "2", "2", `2`},
		{"just beyond", 4, "4", "4", `4`},
		{"the largest number", 255, "255", "255", `255`},
	} {
		if zh, en := colours.In(chinese, tt.n), colours.In(english, tt.n); zh != tt.chinese || en != tt.english {
			t.Errorf("%s: %q and %q, want %q and %q", tt.reason, zh, en, tt.chinese, tt.english)
		}
		if data, err := colours.JSON(tt.n); err != nil || string(data) != tt.json {
			t.Errorf("%s: the JSON is %s, want %s (%v)", tt.reason, data, tt.json, err)
		}
	}
}

func TestOfSet(t *testing.T) {
	for _, tt := range []struct {
		reason           string
		set              uint8
		chinese, english string
	}{
		{"none", 0, "", ""},
		{"one", 1 << 1, "红", "red"},
		{"several", 1<<3 | 1<<1, "红、蓝", "red, dark blue"},
		{"some without a word", 1<<7 | 1<<3 | 1<<0, "0、蓝、7", "0, dark blue, 7"},
	} {
		if zh, en := colours.OfSet(chinese, tt.set), colours.OfSet(english, tt.set); zh != tt.chinese || en != tt.english {
			t.Errorf("%s: %q and %q, want %q and %q", tt.reason, zh, en, tt.chinese, tt.english)
		}
	}
}

func TestEnumRefuses(t *testing.T) {
	for _, text := range []string{`"green"`, `"红"`, `"Red"`, `""`, `"1"`, `256`, `-1`, `1.5`, `1e1`, `null`, `{}`, `[1]`, `true`, ``, `"red`} {
		if n, ok := colours.FromJSON([]byte(text)); ok {
			t.Errorf("%s is read as %d", text, n)
		}
	}
}

// TestEveryNumberSurvives: what JSON wrote is read as the same number, whatever words there are.
func TestEveryNumberSurvives(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		names := rapid.SliceOfNDistinct(rapid.String().Filter(func(s string) bool { return s != "" }), 0, 9, rapid.ID[string]).Draw(t, "names")
		enum := make(Enum[language, colour], len(names))
		for i, name := range names {
			if rapid.Bool().Draw(t, "named") {
				enum[i] = Text[language]{"", name}
			}
		}
		for n := range 256 {
			data, err := enum.JSON(colour(n))
			if err != nil || !json.Valid(data) {
				t.Fatalf("%d: %s (%v)", n, data, err)
			}
			if back, ok := enum.FromJSON(data); !ok || back != colour(n) {
				t.Fatalf("%d is written as %s and read as %d (%v)", n, data, back, ok)
			}
		}
	})
}
