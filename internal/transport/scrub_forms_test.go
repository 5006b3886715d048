package transport

import (
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"html"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

func TestFormsOfASecret(t *testing.T) {
	const secret = `fictional/+ &"<秘>=secret`
	marshalled, err := json.Marshal(secret)
	require.NoError(t, err)
	inURL := url.Values{"k": {secret}}.Encode()
	tests := []struct{ reason, text string }{
		{"raw", secret},
		{"query-escaped", url.QueryEscape(secret)},
		{"query-escaped in lower case", strings.ToLower(url.QueryEscape(secret))},
		{"path-escaped", url.PathEscape(secret)},
		{"escaped twice", url.QueryEscape(url.QueryEscape(secret))},
		{"escaped byte by byte", escapeAll(secret)},
		{"escaped byte by byte in lower case", strings.ToLower(escapeAll(secret))},
		{"in an encoded query", inURL},
		{"in JSON", string(marshalled)},
		{"in HTML", html.EscapeString(secret)},
		{"base64", base64.StdEncoding.EncodeToString([]byte(secret))},
		{"base64 for URLs", base64.URLEncoding.EncodeToString([]byte(secret))},
		{"base64 without padding", base64.RawStdEncoding.EncodeToString([]byte(secret))},
		{"hex", hex.EncodeToString([]byte(secret))},
		{"upper hex", strings.ToUpper(hex.EncodeToString([]byte(secret)))},
	}
	s := newScrubber([]string{secret})
	for _, tt := range tests {
		got := s.text("a "+tt.text+" b", maxText)
		require.Contains(t, got, "***", tt.reason)
		require.LessOrEqual(t, len(got), len("a k=\"***=\" b"), "%s: %s", tt.reason, got)
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
	require.Equal(t, []string{"abcde", "%61%62%63%64%65"}, formsOf("abcde"))
	require.Empty(t, formsOf(""))
	require.Empty(t, formsOf(" \n"))
}

func TestSecretWithSurroundingSpace(t *testing.T) {
	require.Equal(t, "[***]", newScrubber([]string{testSecret + "\n"}).text("["+testSecret+"]", maxText))
}

func TestBase64CoreProperty(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		secret := rapid.StringN(8, 30, -1).Draw(t, "secret")
		before := rapid.String().Draw(t, "before")
		text := base64.StdEncoding.EncodeToString([]byte(before + secret + rapid.String().Draw(t, "after")))
		core := base64Core(base64.StdEncoding, secret, len(before)%3)
		if !strings.Contains(text, core) {
			t.Fatalf("%q is not in %q", core, text)
		}
	})
}
