package contract_test

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"log/slog"
	"net/url"
	"strings"

	"github.com/stretchr/testify/assert"

	"github.com/billrecon/billrecon/billtest"
)

// requireQuiet prints all that a program may print, in every way, and looks for what must not be shown.
func (l *lab) requireQuiet(out outcome) {
	l.t.Helper()
	values := append([]any{out.err, l.client}, out.shown...)
	values = append(values, l.p.shown(l.gw, l.set, l.client)...)
	var shown buffer
	handlers := []slog.Handler{slog.NewTextHandler(&shown, nil), slog.NewJSONHandler(&shown, nil)}
	for _, v := range values {
		for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%d", "%x"} {
			fmt.Fprintf(&shown, verb+"\n", v)
		}
		for _, h := range handlers {
			slog.New(h).Warn("value", "v", v)
		}
	}
	l.requireAbsent(shown.String() + l.log.String())
}

func (l *lab) requireAbsent(shown string) {
	l.t.Helper()
	hidden := append(forms(plantedSecret), plantedPhone, plantedBody, plantedName)
	for _, r := range l.gw.Requests() {
		hidden = append(hidden, carried(r, l.p.carried)...)
	}
	for _, secret := range hidden {
		if at := strings.Index(shown, secret); at >= 0 {
			assert.Fail(l.t, "what must not be shown is shown", "…%s…", shown[max(0, at-200):min(len(shown), at+len(secret)+60)])
			return
		}
	}
}

// forms are the ways a secret may hide in a text.
func forms(secret string) []string {
	quoted, _ := json.Marshal(secret) // a string always has one
	return []string{
		secret, url.QueryEscape(secret), url.PathEscape(secret), strings.Trim(string(quoted), `"`),
		fmt.Sprintf("%x", secret), fmt.Sprintf("%X", secret), base64.StdEncoding.EncodeToString([]byte(secret)),
	}
}

// carried are the secrets that a request really carried: signs, nonces, tokens.
func carried(r billtest.Request, names []string) []string {
	var found []string
	members, _ := r.Members() // a body that is no JSON has none
	for _, name := range names {
		for _, value := range []string{members[name], r.Query.Get(name), r.Header.Get(name)} {
			if len(value) >= 6 {
				found = append(found, forms(value)...)
			}
		}
	}
	return found
}
