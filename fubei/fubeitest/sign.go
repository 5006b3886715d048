package fubeitest

import (
	"crypto/md5"
	"fmt"
	"io"
	"net/url"
	"slices"
	"strings"

	"github.com/billrecon/billrecon/billtest"
)

// identity is who may ask. The secret lives in the closures alone.
type identity struct {
	field, id string
	sign      func(fields map[string]string) string
	guess     func(fields map[string]string, got string) string
}

func identityOf(o Options) identity {
	field, id, secret := "app_id", o.AppID, o.AppSecret
	if o.VendorSN != "" {
		field, id, secret = "vendor_sn", o.VendorSN, o.VendorSecret
	}
	return identity{
		field: field,
		id:    id,
		sign:  func(fields map[string]string) string { return digest(toSign(fields, raw) + secret) },
		guess: func(fields map[string]string, got string) string { return mistake(fields, secret, got) },
	}
}

// toSign is the provider's rule: every field but sign, by name, name=value joined with "&".
func toSign(fields map[string]string, value func(string) string) string {
	names := make([]string, 0, len(fields))
	for name := range fields {
		if name != "sign" {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	pairs := make([]string, len(names))
	for i, name := range names {
		pairs[i] = name + "=" + value(fields[name])
	}
	return strings.Join(pairs, "&")
}

func raw(s string) string { return s }

// digest is MD5 in upper-case hexadecimal.
func digest(text string) string {
	h := md5.New()
	_, _ = io.WriteString(h, text) // a hash never fails
	return fmt.Sprintf("%X", h.Sum(nil))
}

// mistake tells which of the usual mistakes explains the sign, without showing a secret or a sign.
func mistake(fields map[string]string, secret, got string) string {
	right := toSign(fields, raw)
	for _, guess := range []struct{ text, rule string }{
		{right + secret, "the digits must be upper case"},
		{right + "&" + secret, `there must be no "&" before the secret`},
		{right + "&key=" + secret, `there must be no "&key=" before the secret`},
		{right, "the secret is not appended"},
		{secret + right + secret, "the secret must not stand before the fields"},
		{toSign(fields, url.QueryEscape) + secret, "the values must not be URL-encoded"},
	} {
		if billtest.SameSign(strings.ToUpper(got), digest(guess.text)) {
			return "sign differs: " + guess.rule
		}
	}
	return "sign differs: another secret, or other bytes than the ones sent"
}
