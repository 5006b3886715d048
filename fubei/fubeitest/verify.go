package fubeitest

import (
	"crypto/md5"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/billrecon/billrecon/billtest"
)

const billMethod = "openapi.payment.order.reconciliation"

// verify returns what is wrong with the request around biz_content, "" when nothing is.
func (g *Gateway) verify(r *billtest.Request, fields map[string]string) string {
	return billtest.Problem(
		func() string { return g.contentType(r.Header) },
		func() string { return g.names(fields) },
		func() string { return values(fields) },
		func() string { return g.identified(fields) },
		func() string { return g.signed(fields) },
		func() string { return g.fresh(fields["nonce"]) },
	)
}

func (g *Gateway) contentType(h http.Header) string {
	if g.lenient && billtest.IsJSON(h) || strings.EqualFold(h.Get("Content-Type"), "application/json; charset=utf-8") {
		return ""
	}
	return "Content-Type differs: it must be application/json; charset=utf-8"
}

// names wants exactly the fields of the page.
func (g *Gateway) names(fields map[string]string) string {
	want := []string{g.merchant.field, "biz_content", "format", "method", "nonce", "sign", "sign_method", "version"}
	for _, name := range want {
		if _, ok := fields[name]; !ok {
			return name + " is missing"
		}
	}
	for name := range fields {
		if !g.lenient && !slices.Contains(want, name) {
			return "a field is not on the page, or is of the other level (app_id and vendor_sn exclude each other)"
		}
	}
	return ""
}

func values(fields map[string]string) string {
	for name, value := range fields {
		if value == "" || strings.TrimSpace(value) != value {
			return name + " is empty or has white space around it"
		}
	}
	for _, fixed := range []struct{ name, value string }{
		{"format", "json"}, {"sign_method", "md5"}, {"version", "1.0"},
	} {
		if fields[fixed.name] != fixed.value {
			return fixed.name + " differs: it must be " + fixed.value
		}
	}
	return ""
}

func (g *Gateway) identified(fields map[string]string) string {
	if fields[g.merchant.field] == g.merchant.id {
		return ""
	}
	return g.merchant.field + " differs: the gateway does not know it"
}

func (g *Gateway) signed(fields map[string]string) string {
	if billtest.SameSign(fields["sign"], g.merchant.sign(fields)) {
		return ""
	}
	return g.merchant.mistake(fields)
}

// fresh refuses a nonce that came before: a client must make one per attempt.
func (g *Gateway) fresh(nonce string) string {
	if g.nonces.First(nonce) || g.lenient {
		return ""
	}
	return "nonce was used before"
}

// identity is who may ask. The secret lives in the closures alone.
type identity struct {
	field, id string
	sign      func(fields map[string]string) string
	mistake   func(fields map[string]string) string
}

func identityOf(o Options) identity {
	field, id, secret := "app_id", o.AppID, o.AppSecret
	if o.VendorSN != "" {
		field, id, secret = "vendor_sn", o.VendorSN, o.VendorSecret
	}
	return identity{
		field:   field,
		id:      id,
		sign:    func(fields map[string]string) string { return hash(toSign(fields) + secret) },
		mistake: func(fields map[string]string) string { return mistake(fields, secret) },
	}
}

// toSign is the provider's rule: every field but sign, by name, name=value joined with "&".
func toSign(fields map[string]string) string {
	return strings.Join(billtest.Pairs(fields, "=", "sign"), "&")
}

// hash is MD5 in upper-case hexadecimal.
func hash(text string) string { return strings.ToUpper(billtest.Hash(md5.New(), text)) }

// mistake returns which of the usual mistakes explains the sign, without showing a secret or a sign.
func mistake(fields map[string]string, secret string) string {
	right := toSign(fields)
	return billtest.Mistake(fields["sign"], []billtest.Guess{
		{Sign: hash(right + secret), Rule: "the digits must be upper case"},
		{Sign: hash(right + "&" + secret), Rule: `there must be no "&" before the secret`},
		{Sign: hash(right + "&key=" + secret), Rule: `there must be no "&key=" before the secret`},
		{Sign: hash(right), Rule: "the secret is not appended"},
		{Sign: hash(secret + right + secret), Rule: "the secret must not stand before the fields"},
		{Sign: hash(toSign(escaped(fields)) + secret), Rule: "the values must not be URL-encoded"},
	})
}

func escaped(fields map[string]string) map[string]string {
	fields = maps.Clone(fields)
	for name, value := range fields {
		fields[name] = url.QueryEscape(value)
	}
	return fields
}
