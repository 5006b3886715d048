package eshouhoutest

import (
	"crypto/md5"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/billrecon/billrecon/billtest"
)

// minTimestampDigits tells milliseconds from seconds: a time in milliseconds has 12 digits from 1973 on (the clock of a
// testing/synctest bubble starts in 2000), and 13 from 2001 on.
const minTimestampDigits = 12

// names returns which parameter is missing, double or not on the page, "" when none is.
func (g *Gateway) names(query url.Values, required, optional []string) string {
	for _, name := range required {
		if query.Get(name) == "" {
			return name + " is missing or empty"
		}
	}
	for name, values := range query {
		switch {
		case !g.lenient && !slices.Contains(required, name) && !slices.Contains(optional, name):
			return "a parameter is not on the page"
		case len(values) != 1:
			return name + " appears twice"
		}
	}
	return ""
}

// verifyToken returns what is wrong with a token request, "" when nothing is.
func (g *Gateway) verifyToken(query url.Values) string {
	if text := g.names(query, []string{"appid", "timestamp", "sign"}, []string{"expire"}); text != "" {
		return text
	}
	timestamp := query.Get("timestamp")
	switch {
	case query.Get("appid") != g.app.id:
		return "appid differs: the gateway does not know it"
	case len(timestamp) < minTimestampDigits || strings.Trim(timestamp, "0123456789") != "":
		return "timestamp is not a time in milliseconds"
	case !billtest.SameSign(query.Get("sign"), g.app.sign(timestamp)):
		return g.app.mistake(timestamp, query.Get("sign"))
	}
	if _, ok := expireHours(query); !ok {
		return "expire must be 0 to 24 hours"
	}
	return ""
}

// expireHours is the life asked for, 0 when none is.
func expireHours(query url.Values) (hours int, ok bool) {
	text := query.Get("expire")
	if text == "" {
		return 0, true
	}
	hours, err := strconv.Atoi(text)
	return hours, err == nil && hours >= 0 && hours <= 24
}

// identity is who may ask for tokens. The secret lives in the closures alone.
type identity struct {
	id      string
	sign    func(timestamp string) string
	mistake func(timestamp, got string) string
}

func identityOf(id, secret string) identity {
	return identity{
		id:      id,
		sign:    func(timestamp string) string { return hash(id, secret, timestamp) },
		mistake: func(timestamp, got string) string { return mistake(id, secret, timestamp, got) },
	}
}

// hash is the provider's rule: MD5 of the parts, one directly behind the other, in upper-case hexadecimal.
func hash(parts ...string) string { return strings.ToUpper(billtest.Hash(md5.New(), parts...)) }

// mistake returns which of the usual mistakes explains the sign, without showing a secret or a sign.
func mistake(id, secret, timestamp, got string) string {
	return billtest.Mistake(got, []billtest.Guess{
		{Sign: hash(id, secret, timestamp), Rule: "the digits must be upper case"},
		{Sign: hash(id, timestamp, secret), Rule: "the secret must stand before the timestamp"},
		{Sign: hash(secret, id, timestamp), Rule: "the appid must stand first"},
		{Sign: hash(timestamp, id, secret), Rule: "the timestamp must stand last"},
		{Sign: hash(id, "&", secret, "&", timestamp), Rule: `there must be no "&" between the parts`},
		{Sign: hash(id, timestamp), Rule: "the secret is missing"},
		{Sign: hash(id, secret), Rule: "the timestamp is missing"},
		{Sign: hash(id, secret, strings.TrimSuffix(timestamp, "000")), Rule: "the timestamp must be signed as it is sent"},
	})
}
