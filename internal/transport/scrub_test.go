package transport

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

func TestScrubText(t *testing.T) {
	s := newScrubber([]string{testSecret, "", "abcdefg", "efghijk", "ababa"})
	tests := []struct{ reason, in, want string }{
		{"plain text stays", "余额不足 insufficient: 12.50", "余额不足 insufficient: 12.50"},
		{"empty", "", ""},
		{"a secret", "sign=" + testSecret + "&x", "sign=***&x"},
		{"a secret twice, touching", testSecret + testSecret, "***"},
		{"a secret that overlaps itself", "<ababababa>", "<***>"},
		{"secrets that overlap leave no remainder", "<abcdefghijk>", "<***>"},
		{"a secret split by a zero-width space", testSecret[:9] + "\u200b" + testSecret[9:], "***"},
		{"a secret split by a NUL", testSecret[:9] + "\x00" + testSecret[9:], "***"},
		{"line breaks make one line", "a\r\nb\tc\u2028d", "a  b c d"},
		{"control and direction characters go", "a\x1b[31m\u202eb\x7f", "a[31mb"},
		{"broken UTF-8 is replaced", "a\xffb", "a\uFFFDb"},
		{"a mobile number", "user 13812345678 not found", "user *** not found"},
		{"with the country code", "+8613812345678", "+***"},
		{"each prefix from 13 to 19", "13000000000 14000000000 15000000000 16000000000 17000000000 18000000000 19000000000", "*** *** *** *** *** *** ***"},
		{"12 is no mobile prefix", "12812345678", "12812345678"},
		{"other leading digits", "23812345678", "23812345678"},
		{"10 digits", "1381234567", "1381234567"},
		{"12 digits", "138123456789", "138123456789"},
		{"13 digits of another kind", "1588239113429", "1588239113429"},
		{"a number within letters", "a13812345678b", "a***b"},
	}
	for _, tt := range tests {
		require.Equal(t, tt.want, s.text(tt.in, maxText), tt.reason)
	}
}

func TestScrubCut(t *testing.T) {
	s := newScrubber([]string{testSecret})
	tests := []struct{ reason, in, want string }{
		{"at the limit", strings.Repeat("福", 300), strings.Repeat("福", 300)},
		{"beyond the limit, at a rune", strings.Repeat("福", 301), strings.Repeat("福", 299) + "…"},
		{"a secret across the limit is masked first", strings.Repeat("a", 290) + testSecret + strings.Repeat("b", 300),
			strings.Repeat("a", 290) + "***" + strings.Repeat("b", 6) + "…"},
		{"a number across the limit too", strings.Repeat("a", 295) + "13812345678b", strings.Repeat("a", 295) + "***b"},
	}
	for _, tt := range tests {
		require.Equal(t, tt.want, s.text(tt.in, maxText), tt.reason)
	}
}

// TestScrubOfALongText: what is beyond 4 KB is dropped before anything is looked for, and a secret that this cuts in two is masked too.
func TestScrubOfALongText(t *testing.T) {
	s := newScrubber([]string{testSecret})
	for _, kind := range kinds {
		if kind.lossy {
			continue
		}
		hidden := kind.encode(testSecret)
		// Characters that do not show fill the text, so that its end is not out of sight behind the 300 characters of a message.
		for at := range len(hidden) + 1 {
			text := "a " + strings.Repeat("\x00", maxScrubbed-2-at) + hidden + " tail"
			got := s.text(text, maxText)
			require.NotContains(t, got, "tail")
			rest := strings.TrimSuffix(strings.TrimPrefix(got, "a "), mask)
			require.Less(t, len(rest), kind.rest, "%s cut at %d: %q", kind.name, at, got)
		}
	}
	require.Equal(t, "***", newScrubber([]string{strings.Repeat("a", 8<<10)}).text(strings.Repeat("a", 1<<20), maxText))
}

// TestScrubProperty: whatever surrounds it, the secret does not come through in any encoding, and the text stays one line of valid UTF-8
// within the limit.
func TestScrubProperty(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		secret := rapid.StringMatching(`[!-~]{8,40}`).Draw(t, "secret")
		noise := rapid.StringMatching(`([ a-z0-9=&%+/\x00-\x1f福]{0,400} )?`)
		kind := rapid.SampledFrom(kinds).Draw(t, "kind")
		hidden := kind.encode(secret)
		got := newScrubber([]string{secret}).text(noise.Draw(t, "before")+hidden+" "+noise.Draw(t, "after"), maxText)
		if strings.Contains(got, hidden) {
			t.Fatalf("%s: %q left in %q", kind.name, hidden, got)
		}
		if !utf8.ValidString(got) || utf8.RuneCountInString(got) > maxText || strings.ContainsAny(got, "\n\r\x00") {
			t.Fatalf("unclean: %q", got)
		}
	})
}

// FuzzScrub looks for a secret in what is left of a text, as an attacker would who undoes the encoding.
func FuzzScrub(f *testing.F) {
	f.Add("fictional/+ secret", "before ", " after", 0)
	f.Add("sëcret&<>%2B\\u002f", "%", "&#x", 3)
	f.Add("aaaaaaaa", strings.Repeat("a", 5000), "", 1)
	f.Fuzz(func(t *testing.T, secret, before, after string, kind int) {
		secret = strings.TrimSpace(clean(secret))
		if utf8.RuneCountInString(secret) < minEncoded || len(secret) > 200 || strings.Contains(secret, "\uFFFD") {
			return
		}
		k := kinds[uint(kind)%uint(len(kinds))]
		hidden := k.encode(secret)
		got := newScrubber([]string{secret}).text(before+" "+hidden+" "+after, maxText)
		if strings.Contains(got, hidden) && !strings.Contains(clean(before+" "+after), hidden[:1]) && !strings.Contains(mask, hidden) {
			t.Fatalf("%s: %q left in %q", k.name, hidden, got)
		}
		if !utf8.ValidString(got) || utf8.RuneCountInString(got) > maxText {
			t.Fatalf("unclean: %q", got)
		}
	})
}
