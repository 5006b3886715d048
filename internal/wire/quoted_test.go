package wire

import (
	"encoding/json"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestStringsDecodeLikeEncodingJSON(t *testing.T) {
	for _, literal := range []string{
		`""`, `"a"`, `"1234567"`, `"12345678"`, `"123456789"`, `"优选生活"`, `"a优b"`, `"\u4f18"`, `"\"\\\/\b\f\n\r\t"`,
		`"\ud83d\ude00"`, `"\uD83D\uDE00x"`, `"\u0000"`, `"\u007f` + "\x7f" + `"`, `"\\u0041"`, `"\\"`, `"12345678\n12345678\n"`,
		`"` + strings.Repeat("长", 2000) + `"`, `"` + strings.Repeat(`\u957f`, 2000) + `"`, `"\ufffd"`, `"` + "\ufffd" + `"`,
	} {
		var want string
		require.NoError(t, json.Unmarshal([]byte(literal), &want))
		r := NewReader([]byte(literal))
		got, ok := r.Text()
		r.End()
		require.NoError(t, r.Err(), "%.40s", literal)
		assert.True(t, ok)
		assert.Equal(t, want, got)
	}
}

// TestSpecialByteAtEveryPlace checks the search by eight bytes at all of its alignments.
func TestSpecialByteAtEveryPlace(t *testing.T) {
	for before := range 20 {
		for after := range 20 {
			for special, want := range map[string]string{
				`\n`: "\n", "é": "é", "\x01": "", "\x1f": "", "\x7f": "\x7f", "!": "!", "#": "#", "[": "[", "]": "]", "\xc3": "", "\x80": "",
			} {
				r := NewReader([]byte(`"` + strings.Repeat(" ", before) + special + strings.Repeat("~", after) + `"`))
				got, ok := r.Text()
				assert.Equal(t, want != "", ok, "%q after %d bytes", special, before)
				if want != "" {
					assert.Equal(t, strings.Repeat(" ", before)+want+strings.Repeat("~", after), got)
				}
			}
		}
	}
}

func TestLoneSurrogatesAreErrorsWhereRead(t *testing.T) {
	for reason, literal := range map[string]string{
		"high alone":               `"\ud83d"`,
		"low alone":                `"\ude00"`,
		"reversed":                 `"\ude00\ud83d"`,
		"high twice":               `"\ud83d\ud83d"`,
		"high, then text":          `"\ud83dabcdef"`,
		"high, then another":       `"\ud83d\n12345"`,
		"high, then plain unicode": `"\ud83d\u0041"`,
	} {
		read := member(t, literal, func(r *Reader) { r.Text() })
		assert.Equal(t, "holds half of a surrogate pair", rule(t, read, "v"), reason)
		assert.NoError(t, member(t, literal, (*Reader).Skip), "skipped: %s", reason)
	}
}

func TestInvalidUTF8IsAnErrorWhereRead(t *testing.T) {
	for reason, text := range map[string]string{
		"stray byte": "\xff", "cut rune": "\xe4\xbc", "overlong": "\xc0\xaf", "encoded surrogate": "\xed\xa0\x80", "GBK": "\xd3\xc5",
	} {
		read := member(t, `"abc`+text+`"`, func(r *Reader) { r.Text() })
		assert.Equal(t, "is not UTF-8 text", rule(t, read, "v"), reason)
		assert.NoError(t, member(t, `"abc`+text+`"`, (*Reader).Skip), "skipped: %s", reason)
	}
}

func FuzzText(f *testing.F) {
	f.Add("plain", false)
	f.Add("优\"\\\n\u2028", true)
	f.Fuzz(func(t *testing.T, s string, escapeHTML bool) {
		if !utf8.ValidString(s) {
			t.Skip()
		}
		var b strings.Builder
		enc := json.NewEncoder(&b)
		enc.SetEscapeHTML(escapeHTML)
		if err := enc.Encode(s); err != nil {
			t.Fatal(err)
		}
		r := NewReader([]byte(b.String()))
		got, ok := r.Text()
		if r.End(); r.Err() != nil || !ok || got != s {
			t.Fatalf("%q came back as %q: %v", s, got, r.Err())
		}
	})
}
