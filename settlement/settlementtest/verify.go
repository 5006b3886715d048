package settlementtest

import (
	"maps"
	"mime"
	"net/http"
	"strconv"
	"time"

	"github.com/billrecon/billrecon/billtest"
)

// shape tells what is wrong with the request around its body, "" when nothing is.
func (g *Gateway) shape(r *billtest.Request) string {
	for _, problem := range []func() string{
		func() string { return contentType(r.Header) },
		func() string { return parameters(r) },
		func() string { return g.versioned(r) },
		func() string { return timely(r.Query.Get("timestamp")) },
	} {
		if text := problem(); text != "" {
			return text
		}
	}
	return ""
}

func contentType(h http.Header) string {
	media, _, err := mime.ParseMediaType(h.Get("Content-Type"))
	if err == nil && media == "application/json" {
		return ""
	}
	return "Content-Type differs: it must be application/json"
}

// parameters wants exactly the public parameters of the page, each once.
func parameters(r *billtest.Request) string {
	for _, name := range []string{"access_token", "timestamp", "sign"} {
		if r.Query.Get(name) == "" {
			return name + " is missing"
		}
	}
	for name, values := range r.Query {
		switch name {
		case "access_token", "timestamp", "sign", "version":
		default:
			return "a query parameter is not on the page"
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

// signed tells what is wrong with the sign.
func (g *Gateway) signed(r *billtest.Request) string {
	sign := r.Query.Get("sign")
	query := maps.Clone(r.Query)
	query.Del("sign")
	if billtest.SameSign(sign, g.sign(query, r.Body)) {
		return g.fresh(sign)
	}
	query.Set("sign", sign)
	return g.guess(query, r.Body)
}

// fresh refuses a sign that came before, if that is asked for.
func (g *Gateway) fresh(sign string) string {
	if !g.refuseReplays {
		return ""
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	if _, again := g.signs[sign]; again {
		return "sign was used before"
	}
	g.signs[sign] = struct{}{}
	return ""
}
