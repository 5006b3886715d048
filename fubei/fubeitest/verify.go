package fubeitest

import (
	"net/http"
	"slices"
	"strings"

	"github.com/billrecon/billrecon/billtest"
)

const billMethod = "openapi.payment.order.reconciliation"

// verify tells what is wrong with the request around biz_content, "" when nothing is.
func (g *Gateway) verify(r *billtest.Request, fields map[string]string) string {
	for _, problem := range []func() string{
		func() string { return contentType(r.Header) },
		func() string { return g.names(fields) },
		func() string { return values(fields) },
		func() string { return g.identified(fields) },
		func() string { return g.signed(fields) },
		func() string { return g.fresh(fields["nonce"]) },
	} {
		if text := problem(); text != "" {
			return text
		}
	}
	return ""
}

func contentType(h http.Header) string {
	if strings.EqualFold(h.Get("Content-Type"), "application/json; charset=utf-8") {
		return ""
	}
	return "Content-Type differs: it must be application/json; charset=utf-8"
}

// names wants exactly the fields of the page.
func (g *Gateway) names(fields map[string]string) string {
	want := []string{g.merch.field, "biz_content", "format", "method", "nonce", "sign", "sign_method", "version"}
	for _, name := range want {
		if _, ok := fields[name]; !ok {
			return name + " is missing"
		}
	}
	for name := range fields {
		if !slices.Contains(want, name) {
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
		{"format", "json"}, {"method", billMethod}, {"sign_method", "md5"}, {"version", "1.0"},
	} {
		if fields[fixed.name] != fixed.value {
			return fixed.name + " differs: it must be " + fixed.value
		}
	}
	return ""
}

func (g *Gateway) identified(fields map[string]string) string {
	if fields[g.merch.field] == g.merch.id {
		return ""
	}
	return g.merch.field + " differs: the gateway does not know it"
}

func (g *Gateway) signed(fields map[string]string) string {
	if billtest.SameSign(fields["sign"], g.merch.sign(fields)) {
		return ""
	}
	return g.merch.guess(fields, fields["sign"])
}

// fresh refuses a nonce that came before: a client must make one per attempt.
func (g *Gateway) fresh(nonce string) string {
	g.mu.Lock()
	defer g.mu.Unlock()
	if _, again := g.nonces[nonce]; again {
		return "nonce was used before"
	}
	g.nonces[nonce] = struct{}{}
	return ""
}
