package attacks

import (
	"bytes"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"html"
	"io"
	"log/slog"
	"net/http"
	"net/url"
	"reflect"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func inJSON(s string) string {
	text, _ := json.Marshal(s)
	return string(text[1 : len(text)-1])
}

func each(format string) func(string) string {
	return func(s string) string {
		var b strings.Builder
		for i := range len(s) {
			fmt.Fprintf(&b, format, s[i])
		}
		return b.String()
	}
}

var encodings = map[string]func(string) string{
	"as it is":             func(s string) string { return s },
	"in upper case":        strings.ToUpper,
	"JSON in JSON":         inJSON,
	"JSON with slashes":    func(s string) string { return strings.ReplaceAll(inJSON(s), "/", `\/`) },
	"JSON's \\u":           each(`\u%04x`),
	"percent":              each("%%%02x"),
	"query":                url.QueryEscape,
	"query, three times":   func(s string) string { return url.QueryEscape(url.QueryEscape(url.QueryEscape(s))) },
	"HTML":                 html.EscapeString,
	"entities":             each("&#%d;"),
	"hexadecimal":          func(s string) string { return hex.EncodeToString([]byte(s)) },
	"hex with colons":      each("%02X:"),
	"base64":               func(s string) string { return base64.StdEncoding.EncodeToString([]byte(s)) },
	"base64 for URLs":      func(s string) string { return base64.RawURLEncoding.EncodeToString([]byte(s)) },
	"base64 within a text": func(s string) string { return base64.StdEncoding.EncodeToString([]byte("x" + s + "y")) },
}

// field is a field of a result by its name; nil where there is no result.
func field(result any, name string) any {
	v := reflect.Indirect(reflect.ValueOf(result))
	if !v.IsValid() {
		return nil
	}
	return v.FieldByName(name).Interface()
}

// TestNoLeak: a provider repeats the secrets of the client in every encoding, in each place that it can reach. None is in the error,
// the log, what a panic with the error would print, or the counts of unknown members.
func TestNoLeak(t *testing.T) {
	forEach(t, func(t *testing.T, v victim) {
		places := map[string]struct {
			status int
			body   func(text string) string // text is within a JSON string
		}{
			"a message":            {200, func(s string) string { return fmt.Sprintf(`{%q:"77",%q:"%s"}`, v.code, v.message, s) }},
			"a code":               {200, func(s string) string { return fmt.Sprintf(`{%q:"%s"}`, v.code, s) }},
			"an error's message":   {500, func(s string) string { return fmt.Sprintf(`{%q:"77",%q:"%s"}`, v.code, v.message, s) }},
			"an error without one": {500, func(s string) string { return "<html>" + s }},
			"a member's name":      {200, func(s string) string { return strings.Replace(v.reply(""), "{", `{"`+s+`":1,`, 1) }},
			"a failure's member":   {200, func(s string) string { return fmt.Sprintf(`{"%s":1,%q:"77"}`, s, v.code) }},
			"a row's member":       {200, func(s string) string { return v.reply(`{"` + s + `":1}`) }},
			"a value of a row":     {200, func(s string) string { return v.reply(`"` + s + `"`) }},
			"where data should be": {200, func(s string) string { return fmt.Sprintf(`{%q:%s,%q:"%s"}`, v.code, v.success, v.data, s) }},
			"what is no JSON":      {200, func(s string) string { return s }},
		}
		for _, s := range v.secrets() {
			for encoding, encode := range encodings {
				for place, p := range places {
					var log bytes.Buffer
					encoded := encode(s)
					hc := &http.Client{Transport: roundTrip(func(r *http.Request) (*http.Response, error) {
						return &http.Response{StatusCode: p.status, Header: http.Header{"Content-Type": {"application/json"}, "X-Request-Id": {encoded}},
							Request: r, ContentLength: -1, Body: io.NopCloser(strings.NewReader(p.body(inJSON(encoded))))}, nil
					})}
					call := v.dial(t, settings{base: "https://api.example.test", http: hc, timeout: guard, secret: secret, token: token,
						log: slog.New(slog.NewTextHandler(&log, &slog.HandlerOptions{Level: slog.LevelDebug}))})
					got, err := call(t.Context())
					panicked := func() (v any) {
						defer func() { v = recover() }()
						panic(err)
					}()
					asJSON, _ := json.Marshal(err)
					shown := strings.ToLower(fmt.Sprintf("%v %+v %#v %q %s %s %v", err, err, err, panicked, asJSON, log.String(), field(got, "Unknown")))
					for _, form := range []string{s, encoded, inJSON(encoded), inJSON(inJSON(encoded))} {
						require.NotContains(t, shown, strings.ToLower(form), "%s in %s", encoding, place)
					}
					require.NotEmpty(t, log.String())
					if place == "a member's name" && encoding == "as it is" {
						require.NotEmpty(t, field(got, "Unknown"))
					}
				}
			}
		}
	})
}

// secrets are what the client has that nobody may see.
func (v victim) secrets() []string {
	switch v.name {
	case "fubei", "console":
		return []string{secret}
	case "eshouhou":
		return []string{token}
	}
	return []string{secret, token}
}

// TestNoLeakInAudits: a run whose pages repeat the secrets, in names, values, codes and totals, tells none of them in its Audit: neither in
// the names that it counts, nor in its findings, the errors it lists, or the cursor to go on from.
func TestNoLeakInAudits(t *testing.T) {
	forEach(t, func(t *testing.T, v victim) {
		pages := map[string]func(text string) string{
			"a member's name": func(s string) string { return strings.Replace(v.reply(""), "{", `{"`+s+`":1,`, 1) },
			"a row's member":  func(s string) string { return v.reply(`{"` + s + `":1}`) },
			"a value of a row": func(s string) string {
				return v.reply(`{"order_sn":"` + s + `","pay_type":"` + s + `","order_state":"` + s + `"}`)
			},
			"a total": func(s string) string { return strings.Replace(v.reply(""), "1,", `"`+s+`",`, 1) },
			"a name beside data": func(s string) string {
				return fmt.Sprintf(`{%q:%s,"total":"%s","%s":7,%q:[]}`, v.code, v.success, s, s, v.data)
			},
			"where data should be": func(s string) string { return fmt.Sprintf(`{%q:%s,%q:"%s"}`, v.code, v.success, v.data, s) },
			"a code":               func(s string) string { return fmt.Sprintf(`{%q:"%s",%q:"%s"}`, v.code, s, v.message, s) },
		}
		for _, s := range v.secrets() {
			for encoding, encode := range encodings {
				for place, page := range pages {
					encoded := encode(s)
					hc := &http.Client{Transport: roundTrip(func(r *http.Request) (*http.Response, error) {
						return &http.Response{StatusCode: 200, Header: http.Header{"Content-Type": {"application/json"}, "X-Request-Id": {encoded}},
							Request: r, ContentLength: -1, Body: io.NopCloser(strings.NewReader(page(inJSON(encoded))))}, nil
					})}
					run := v.dial(t, settings{base: "https://api.example.test", http: hc, timeout: guard, secret: secret, token: token, whole: true})
					audit, err := run(t.Context())
					asJSON, _ := json.Marshal(audit)
					shown := strings.ToLower(fmt.Sprintf("%+v %#v %s %v %v", audit, audit, asJSON, field(audit, "Findings"), err))
					for _, form := range []string{s, encoded, inJSON(encoded), inJSON(inJSON(encoded))} {
						require.NotContains(t, shown, strings.ToLower(form), "%s in %s", encoding, place)
					}
					if place == "a member's name" && encoding == "as it is" {
						require.NotEmpty(t, field(audit, "Unknown"), "the name is counted, without being told")
					}
				}
			}
		}
	})
}
