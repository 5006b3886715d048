package transport

import (
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"net/url"
	"strings"
)

const (
	// minEncoded is the length in bytes from which base64 and hex forms of a
	// secret are looked for: shorter ones would match ordinary words.
	minEncoded = 6
	// minLetters is the least number of letters and digits of such a form.
	minLetters = 5
)

// needle is a text to look for, in lower case, with the lengths of its borders: border[i] is that of the longest proper prefix of
// text[:i+1] that is a suffix of it as well.
type needle struct {
	text   []byte
	border []int32
}

// newNeedles returns a function that adds a needle, unless it is empty or there already.
func newNeedles(to *[]needle) func(text string) {
	seen := map[string]bool{"": true}
	return func(text string) {
		if !seen[text] {
			seen[text] = true
			*to = append(*to, newNeedle(text))
		}
	}
}

func newNeedle(text string) needle {
	n := needle{[]byte(text), make([]int32, len(text))}
	matched := int32(0)
	for i := 1; i < len(text); i++ {
		for matched > 0 && text[matched] != text[i] {
			matched = n.border[matched-1]
		}
		if text[matched] == text[i] {
			matched++
		}
		n.border[i] = matched
	}
	return n
}

// plainForms are the secret, the secret unescaped as the text is, and what it is the base64 of; all of them folded.
func plainForms(secret string) []string {
	forms := []string{secret}
	if len(secret) >= minEncoded {
		forms = append(forms, decodedForms(secret)...)
	}
	var all []string
	for _, form := range forms {
		for _, v := range viewsOf(clean(form), false) {
			all = append(all, strings.TrimSpace(string(v.bytes())))
		}
	}
	return all
}

// encodedForms are the base64 and the hex of the secret, in its own case, in lower and in upper case and escaped, as far as letters and
// digits go.
func encodedForms(secret string) []string {
	if len(secret) < minEncoded {
		return nil
	}
	var forms []string
	add := func(encoded string) {
		v := make(view, len(encoded))
		for i := range len(encoded) {
			v[i].b = encoded[i]
		}
		if letters := v.folded().alphanumeric(); len(letters) >= minLetters {
			forms = append(forms, string(letters.bytes()))
		}
	}
	seen := map[string]bool{}
	for _, spelt := range []string{
		secret, strings.ToLower(secret), strings.ToUpper(secret), url.QueryEscape(secret), url.PathEscape(secret), jsonEscape(secret),
	} {
		if seen[spelt] {
			continue
		}
		seen[spelt] = true
		add(hex.EncodeToString([]byte(spelt)))
		for offset := range 3 {
			add(base64Core(spelt, offset))
		}
	}
	return forms
}

func jsonEscape(secret string) string {
	text, _ := json.Marshal(secret) // a string always encodes
	return string(text[1 : len(text)-1])
}

// base64Core is the part of the base64 text that is the same whatever stands
// before and after the secret in the encoded bytes, when it starts at the given
// offset within a group of three.
func base64Core(secret string, offset int) string {
	padded := append(make([]byte, offset), secret...)
	text := base64.StdEncoding.EncodeToString(padded)
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
