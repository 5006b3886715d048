package eshouhoutest

import (
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/billrecon/billrecon/billtest"
)

// minTimestampDigits tells milliseconds from seconds: a time in milliseconds has 12 digits from 1973 on (the clock of a
// testing/synctest bubble starts in 2000), and 13 from 2001 on.
const minTimestampDigits = 12

// names tells which parameter is missing, double or not on the page, "" when none is.
func names(query url.Values, required, optional []string) string {
	for _, name := range required {
		if query.Get(name) == "" {
			return name + " is missing or empty"
		}
	}
	for name, values := range query {
		switch {
		case !slices.Contains(required, name) && !slices.Contains(optional, name):
			return "a parameter is not on the page"
		case len(values) != 1:
			return name + " appears twice"
		}
	}
	return ""
}

// verifyToken tells what is wrong with a token request, "" when nothing is.
func (g *Gateway) verifyToken(query url.Values) string {
	if text := names(query, []string{"appid", "timestamp", "sign"}, []string{"expire"}); text != "" {
		return text
	}
	timestamp := query.Get("timestamp")
	switch {
	case query.Get("appid") != g.app.id:
		return "appid differs: the gateway does not know it"
	case len(timestamp) < minTimestampDigits || strings.Trim(timestamp, "0123456789") != "":
		return "timestamp is not a time in milliseconds"
	case !billtest.SameSign(query.Get("sign"), g.app.sign(timestamp)):
		return g.app.guess(timestamp, query.Get("sign"))
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
