package transport

import (
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"html"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// kind is a way in which a provider, or who sits before it, may write a secret that it repeats.
type kind struct {
	name   string
	encode func(secret string) string
	lossy  bool // the encoding loses the case
	rest   int  // no more bytes than this are left of one that was cut: what the first byte of the secret shares a character with
}

func perByte(format string) func(string) string {
	return func(secret string) string {
		var b strings.Builder
		for i := range len(secret) {
			fmt.Fprintf(&b, format, secret[i])
		}
		return b.String()
	}
}

func perUTF16(format string) func(string) string {
	return func(secret string) string {
		var b strings.Builder
		for _, r := range secret {
			if r > 0xFFFF {
				r -= 0x10000
				fmt.Fprintf(&b, format+format, 0xD800+r>>10, 0xDC00+r&0x3FF)
				continue
			}
			fmt.Fprintf(&b, format, r)
		}
		return b.String()
	}
}

func perRune(format string) func(string) string {
	return func(secret string) string {
		var b strings.Builder
		for _, r := range secret {
			fmt.Fprintf(&b, format, r)
		}
		return b.String()
	}
}

func inJSON(secret string) string {
	text, _ := json.Marshal(secret)
	return string(text[1 : len(text)-1])
}

func times(n int, encode func(string) string) func(string) string {
	return func(secret string) string {
		for range n {
			secret = encode(secret)
		}
		return secret
	}
}

func within(outer, inner func(string) string) func(string) string {
	return func(secret string) string { return outer(inner(secret)) }
}

func separated(by string, every int, encode func(string) string) func(string) string {
	return func(secret string) string {
		text := encode(secret)
		var parts []string
		for ; len(text) > every; text = text[every:] {
			parts = append(parts, text[:every])
		}
		return strings.Join(append(parts, text), by)
	}
}

func toHex(secret string) string    { return hex.EncodeToString([]byte(secret)) }
func toBase64(secret string) string { return base64.StdEncoding.EncodeToString([]byte(secret)) }

// mixed writes every byte in another way.
func mixed(secret string) string {
	ways := []string{"%%%02x", "\\u%04X", "&#%d;", "%%25%02X", "&#x%X;", "\\\\u%04x"}
	var b strings.Builder
	for i := range len(secret) {
		if secret[i] >= 0x80 {
			fmt.Fprintf(&b, "%%%02x", secret[i])
			continue
		}
		fmt.Fprintf(&b, ways[i%len(ways)], secret[i])
	}
	return b.String()
}

var kinds = []kind{
	{name: "as it is", encode: func(s string) string { return s }, rest: 1},
	{name: "in upper case", encode: strings.ToUpper, rest: 1},
	{name: "in lower case", encode: strings.ToLower, rest: 1},
	{name: "JSON", encode: inJSON, rest: 1},
	{name: "JSON in JSON", encode: times(2, inJSON), rest: 1},
	{name: "JSON with escaped slashes", encode: func(s string) string { return strings.ReplaceAll(inJSON(s), "/", `\/`) }, rest: 1},
	{name: "all of JSON's \\u", encode: perUTF16(`\u%04x`), rest: 7},
	{name: "the same in upper case", encode: perUTF16(`\U%04X`), rest: 7},
	{name: "the same in JSON", encode: perUTF16(`\\u%04X`), rest: 8},
	{name: "\\x", encode: perByte(`\x%02x`), rest: 5},
	{name: "percent", encode: perByte("%%%02X"), rest: 4},
	{name: "percent in lower case", encode: perByte("%%%02x"), rest: 4},
	{name: "%u", encode: perUTF16("%%u%04x"), rest: 7},
	{name: "query", encode: url.QueryEscape, rest: 1},
	{name: "path", encode: url.PathEscape, rest: 1},
	{name: "query, seven times", encode: times(7, url.QueryEscape), rest: 1},
	{name: "query in JSON in a query", encode: within(url.QueryEscape, within(inJSON, url.QueryEscape)), rest: 1},
	{name: "HTML", encode: html.EscapeString, rest: 1},
	{name: "HTML twice", encode: times(2, html.EscapeString), rest: 1},
	{name: "decimal entities", encode: perRune("&#%d;"), rest: 8},
	{name: "decimal entities with zeros", encode: perRune("&#%05d;"), rest: 10},
	{name: "hexadecimal entities", encode: perRune("&#x%x;"), rest: 8},
	{name: "the same in upper case", encode: perRune("&#X%X;"), rest: 8},
	{name: "HTML of percent", encode: within(perRune("&#%d;"), perByte("%%%02x")), rest: 15},
	{name: "mixed", encode: mixed, rest: 8},
	{name: "hex", encode: toHex, rest: 2},
	{name: "hex in upper case", encode: within(strings.ToUpper, toHex), rest: 2},
	{name: "hex with colons", encode: separated(":", 2, toHex), rest: 2},
	{name: "hex with spaces", encode: separated(" ", 4, toHex), rest: 2},
	{name: "hex with 0x", encode: perByte("0x%02x, "), rest: 5},
	{name: "hex in percent", encode: within(url.QueryEscape, separated(":", 2, toHex)), rest: 2},
	{name: "base64", encode: toBase64, rest: 3},
	{name: "base64 for URLs", encode: func(s string) string { return base64.RawURLEncoding.EncodeToString([]byte(s)) }, rest: 3},
	{name: "base64 in lines", encode: separated("\n", 8, toBase64), rest: 3},
	{name: "base64 with dashes", encode: separated("-", 5, toBase64), rest: 3},
	{name: "base64 in a query", encode: within(url.QueryEscape, toBase64), rest: 7},
	{name: "base64 in JSON", encode: within(perUTF16(`\u%04x`), toBase64), rest: 18},
	{name: "base64 in upper case", encode: within(strings.ToUpper, toBase64), lossy: true, rest: 3},
	{name: "base64 of a query", encode: within(toBase64, url.QueryEscape), rest: 3},
	{name: "base64 of JSON", encode: within(toBase64, inJSON), rest: 3},
	{name: "zero-width spaces between", encode: func(s string) string { return strings.Join(strings.Split(s, ""), "\u200b") }, rest: 1},
	{name: "escaped zero-width spaces between", encode: func(s string) string { return strings.Join(strings.Split(s, ""), `\u200b`) }, rest: 6},
}

// TestEveryKindIsMasked: nothing is left of the secret but what surrounds it, whatever it is made of.
func TestEveryKindIsMasked(t *testing.T) {
	secrets := []string{
		testSecret, `fictional/+ &"<秘>=secret`, "fictional-秘密😀-secret", `back\slash\"quote'%25&x`, "nine9nine9", "0123456789abcdef0123456789ABCDEF", "秘密秘密秘密",
	}
	for _, secret := range secrets {
		s := newScrubber([]string{secret})
		for _, k := range kinds {
			if strings.Contains(k.name, "lines") && len(secret) < 8 {
				continue
			}
			hidden := k.encode(secret)
			got := s.text("a "+hidden+" b", maxText)
			require.Contains(t, got, mask, "%s: %s", k.name, hidden)
			require.LessOrEqual(t, len(got), len("a ***==, b")+k.rest, "%s of %s: %s", k.name, hidden, got)
		}
	}
}

// TestBasicAuthorizationHidesThePassword: within base64 the bytes before the
// secret shift its text.
func TestBasicAuthorizationHidesThePassword(t *testing.T) {
	s := newScrubber([]string{testSecret})
	for _, user := range []string{"", "a", "ab", "abc", "abcd"} {
		req, err := http.NewRequest(http.MethodGet, testBase, nil)
		require.NoError(t, err)
		req.SetBasicAuth(user, testSecret)
		header := req.Header.Get("Authorization")
		got := s.text(header, maxText)
		require.Contains(t, got, "***", user)
		require.Less(t, len(got), len("Basic ")+2*len(user)+12, "%s of %s", got, header)
	}
}

func TestDecodedFormOfABase64Secret(t *testing.T) {
	secret := base64.StdEncoding.EncodeToString([]byte("fictional key"))
	require.Equal(t, "x *** y", newScrubber([]string{secret}).text("x fictional key y", maxText))
}

func TestShortSecretsHaveNoEncodedForms(t *testing.T) {
	s := newScrubber([]string{"abcde"})
	require.Equal(t, "[***] [***] "+toHex("abcde"), s.text("[abcde] [%61%62%63%64%65] "+toHex("abcde"), maxText))
	require.Empty(t, newScrubber([]string{"", " \n"}).plain)
}

func TestSecretWithSurroundingSpace(t *testing.T) {
	require.Equal(t, "[***]", newScrubber([]string{testSecret + "\n"}).text("["+testSecret+"]", maxText))
}

func TestBase64CoreProperty(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		secret := rapid.StringN(8, 30, -1).Draw(t, "secret")
		before := rapid.String().Draw(t, "before")
		text := base64.StdEncoding.EncodeToString([]byte(before + secret + rapid.String().Draw(t, "after")))
		core := base64Core(secret, len(before)%3)
		if !strings.Contains(text, core) {
			t.Fatalf("%q is not in %q", core, text)
		}
	})
}
