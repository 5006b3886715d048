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

// TestScrubProperty: whatever surrounds it, the secret does not come through,
// and the text stays one line of valid UTF-8 within the limit.
func TestScrubProperty(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		secret := rapid.StringMatching(`[!-~]{8,40}`).Draw(t, "secret")
		forms := formsOf(secret)
		form := rapid.SampledFrom(forms).Draw(t, "form")
		noise := rapid.StringMatching(`[ a-z0-9=&%+/\x00-\x1f福]{0,400}`)
		text := noise.Draw(t, "before") + form + noise.Draw(t, "after")
		got := newScrubber([]string{secret}).text(text, maxText)
		for _, f := range forms {
			if strings.Contains(got, f) {
				t.Fatalf("%q left in %q", f, got)
			}
		}
		if !utf8.ValidString(got) || utf8.RuneCountInString(got) > maxText || strings.ContainsAny(got, "\n\r\x00") {
			t.Fatalf("unclean: %q", got)
		}
	})
}
