package transport

import (
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"html"
	"net/url"
	"regexp"
	"strings"
)

// minEncoded is the length in bytes from which base64 and hex forms of a
// secret are looked for: shorter ones would match ordinary words.
const minEncoded = 6

var escapes = regexp.MustCompile(`%[0-9A-F]{2}`)

// formsOf lists how a secret may be written in an answer or an error text.
func formsOf(secret string) []string {
	if strings.TrimSpace(clean(secret)) == "" {
		return nil
	}
	forms := append([]string{secret}, escapedForms(secret)...)
	if len(secret) >= minEncoded {
		forms = append(forms, encodedForms(secret)...)
		forms = append(forms, decodedForms(secret)...)
	}
	seen := make(map[string]bool, len(forms))
	kept := forms[:0]
	for _, form := range forms {
		form = strings.TrimSpace(clean(form)) // the text was cleaned too
		if form != "" && !seen[form] {
			seen[form] = true
			kept = append(kept, form)
		}
	}
	return kept
}

func escapedForms(secret string) []string {
	forms := []string{
		url.QueryEscape(secret),
		url.PathEscape(secret),
		url.QueryEscape(url.QueryEscape(secret)),
		escapeAll(secret),
	}
	for _, upper := range forms[:4:4] {
		forms = append(forms, escapes.ReplaceAllStringFunc(upper, strings.ToLower))
	}
	return append(forms, html.EscapeString(secret), jsonEscape(secret, true), jsonEscape(secret, false))
}

func escapeAll(secret string) string {
	var b strings.Builder
	for i := range len(secret) {
		b.WriteString("%" + strings.ToUpper(hex.EncodeToString([]byte{secret[i]})))
	}
	return b.String()
}

func jsonEscape(secret string, forHTML bool) string {
	var b strings.Builder
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(forHTML)
	_ = enc.Encode(secret) // a string always encodes
	return strings.TrimSuffix(strings.TrimPrefix(strings.TrimSpace(b.String()), `"`), `"`)
}

func encodedForms(secret string) []string {
	lower := hex.EncodeToString([]byte(secret))
	forms := []string{lower, strings.ToUpper(lower)}
	for _, enc := range []*base64.Encoding{base64.StdEncoding, base64.URLEncoding} {
		forms = append(forms, enc.EncodeToString([]byte(secret)))
		for offset := range 3 {
			forms = append(forms, base64Core(enc, secret, offset))
		}
	}
	return forms
}

// base64Core is the part of the base64 text that is the same whatever stands
// before and after the secret in the encoded bytes, when it starts at the given
// offset within a group of three.
func base64Core(enc *base64.Encoding, secret string, offset int) string {
	padded := append(make([]byte, offset), secret...)
	text := enc.EncodeToString(padded)
	first := (offset*8 + 5) / 6
	return text[first : len(padded)*8/6]
}

func decodedForms(secret string) []string {
	var forms []string
	for _, enc := range []*base64.Encoding{
		base64.StdEncoding, base64.URLEncoding, base64.RawStdEncoding, base64.RawURLEncoding,
	} {
		if plain, err := enc.DecodeString(secret); err == nil && len(plain) >= minEncoded {
			forms = append(forms, string(plain))
		}
	}
	return forms
}
