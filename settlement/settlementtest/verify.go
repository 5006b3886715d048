package settlementtest

import (
	"maps"
	"mime"
	"net/http"
	"net/url"
	"strconv"
	"time"

	"github.com/billrecon/billrecon/billtest"
)

// shape returns what is wrong with the request around its body, "" when nothing is.
func (g *Gateway) shape(r *billtest.Request) string {
	return billtest.Problem(
		func() string { return g.contentType(r.Header) },
		func() string { return g.parameters(r) },
		func() string { return g.versioned(r) },
		func() string { return timely(r.Query.Get("timestamp")) },
	)
}

func (g *Gateway) contentType(h http.Header) string {
	media, _, err := mime.ParseMediaType(h.Get("Content-Type"))
	if err == nil && media == "application/json" || g.lenient && billtest.IsJSON(h) {
		return ""
	}
	return "Content-Type differs: it must be application/json"
}

// parameters wants exactly the public parameters of the page, each once.
func (g *Gateway) parameters(r *billtest.Request) string {
	for _, name := range []string{"access_token", "timestamp", "sign"} {
		if r.Query.Get(name) == "" {
			return name + " is missing"
		}
	}
	for name, values := range r.Query {
		switch name {
		case "access_token", "timestamp", "sign", "version":
		default:
			if !g.lenient {
				return "a query parameter is not on the page"
			}
		}
		if len(values) != 1 {
			return name + " appears twice"
		}
	}
	return ""
}

func (g *Gateway) versioned(r *billtest.Request) string {
	if g.version == "" || r.Query.Get("version") == g.version {
		return ""
	}
	return "version differs: it must be " + g.version
}

// timely refuses what cannot be milliseconds of today. How far the provider lets a clock be off is not documented.
func timely(timestamp string) string {
	ms, err := strconv.ParseInt(timestamp, 10, 64)
	if err != nil {
		return "timestamp is not a number"
	}
	if off := time.Since(time.UnixMilli(ms)).Abs(); off > 24*time.Hour {
		return "timestamp differs by more than a day: it must be in milliseconds"
	}
	return ""
}

// signed returns what is wrong with the sign, "" when nothing is.
func (g *Gateway) signed(r *billtest.Request) string {
	sign := r.Query.Get("sign")
	query := maps.Clone(r.Query)
	query.Del("sign")
	switch {
	case !billtest.SameSign(sign, g.signing.sign(query, r.Body)):
		return g.signing.mistake(query, r.Body, sign)
	case g.refuseReplays && !g.signs.First(sign):
		return "sign was used before"
	}
	return ""
}

// signing is the rule that the gateway wants. The secret lives in the closures alone.
type signing struct {
	sign    func(query url.Values, body []byte) string
	mistake func(query url.Values, body []byte, got string) string
}

func signingOf(o Options) signing {
	if o.Sign != nil {
		return signing{o.Sign, func(url.Values, []byte, string) string { return "sign differs from that of Options.Sign" }}
	}
	return signing{
		func(query url.Values, body []byte) string { return o.Scheme.sign(messageOf(query, body), o.Secret) },
		func(query url.Values, body []byte, got string) string {
			return o.Scheme.mistake(messageOf(query, body), o.Secret, got)
		},
	}
}
