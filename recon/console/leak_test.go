package console_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"log/slog"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/billrecon/billrecon/billtest"
	"github.com/billrecon/billrecon/recon/console"
	"github.com/billrecon/billrecon/recon/console/consoletest"
)

const (
	token    = "fictional-secret-token-0001"
	session  = "fictional-secret-session-0002"
	password = "fictional-secret-parameter-0003"
	payer    = "**典(139****00)"
	nickName = "虚构昵称"
)

// plant adds a secret in every place that a hook may use.
func plant(r *http.Request) error {
	r.Header.Set("Authorization", "Bearer "+token)
	r.AddCookie(&http.Cookie{Name: "sessionid", Value: session})
	q := r.URL.Query()
	q.Set("key", password)
	r.URL.RawQuery = q.Encode()
	return nil
}

// shown is everything that a value prints, in every way.
func shown(values ...any) string {
	var out bytes.Buffer
	text := slog.New(slog.NewTextHandler(&out, &slog.HandlerOptions{Level: slog.LevelDebug}))
	lines := slog.New(slog.NewJSONHandler(&out, &slog.HandlerOptions{Level: slog.LevelDebug}))
	for _, v := range values {
		nested := struct{ V any }{v}
		for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%d", "%x"} {
			fmt.Fprintf(&out, verb+verb, v, nested)
		}
		text.Info("x", "v", v)
		lines.Info("x", "v", v)
	}
	return out.String()
}

func requireNoSecrets(t testing.TB, text string) {
	t.Helper()
	for _, secret := range []string{token, session, password, "13912345678", payer, nickName, fmt.Sprintf("%x", token)} {
		at := strings.Index(text, secret)
		require.Negative(t, at, "%q shows, after: %s", secret, text[max(0, at-60):max(0, at)])
	}
}

// hostile repeats the secrets that it was sent wherever it can.
func hostile() billtest.Fault {
	body := fmt.Sprintf(`{"code":"E-%s","message":"bad token %s, session %s, key %s of 13912345678","data":{}}`, token[:10], token, session, password)
	return billtest.Respond(billtest.Reply{Header: http.Header{"Content-Type": {"application/json"}, "X-Request-Id": {session}}, Body: []byte(body)})
}

func hostileStatus(code int) billtest.Fault {
	body := fmt.Sprintf(`{"code":1,"msg":"%s %s %s"}`, token, session, password)
	return billtest.Respond(billtest.Reply{Status: code, Header: http.Header{"Content-Type": {"application/json"}}, Body: []byte(body)})
}

func TestNothingShowsSecrets(t *testing.T) {
	all := append(faults[:len(faults):len(faults)], []struct {
		reason   string
		fault    billtest.Fault
		kind     error
		text     string
		requests int
	}{
		{"a message that repeats them", hostile(), nil, "", 1},
		{"a refusal that repeats them", hostileStatus(403), console.ErrAuth, "", 1},
		{"a redirect that repeats them", billtest.RedirectTo("https://evil.example/" + token + "?" + session), console.ErrUnavailable, "", 1},
	}...)
	for _, test := range all {
		t.Run(test.reason, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				var log bytes.Buffer
				fake := detailed(t, billtest.Script{{Fault: test.fault}})
				c := clientOf(t, fake, func(cfg *console.Config) {
					cfg.Authorize, cfg.Retry.MaxAttempts, cfg.MaxResponseBytes = plant, 2, 1<<16
					cfg.Logger = slog.New(slog.NewJSONHandler(&log, &slog.HandlerOptions{Level: slog.LevelDebug}))
				})
				code := rows(2)[1].Code
				page, pageErr := c.OrderPage(ctx, console.OrderQuery{MerchantName: "中软融通"})
				details, detailsErr := c.OrderDetails(ctx, code, console.PayWayWeChat)
				_, audit, collectErr := c.CollectOrders(ctx, console.OrderQuery{})
				autoErr := c.SetAuto(ctx, code, true)
				require.Nil(t, page)
				require.Nil(t, details)
				for _, err := range []error{pageErr, detailsErr, collectErr} {
					require.Error(t, err)
				}
				requireNoSecrets(t, shown(c, *c, audit, pageErr, detailsErr, collectErr, autoErr, fake))
				requireNoSecrets(t, log.String())
				assert.NotEmpty(t, log.String())
				assert.NotContains(t, log.String(), "console.example", "no URL either")
				assert.NotContains(t, log.String(), code)
			})
		})
	}
}

func TestRowsShowNoPersonalData(t *testing.T) {
	personal := map[string]json.RawMessage{"buyer": json.RawMessage(`"` + payer + `"`)}
	bill := console.ThirdBill{OutTradeNo: "1", OpenID: payer, TotalMoney: 1, Extra: personal, Raw: json.RawMessage(`"` + payer + `"`)}
	order := console.DetailOrder{Code: "1", NickName: nickName, Extra: personal, Raw: json.RawMessage(`"` + payer + `"`)}
	details := console.OrderDetails{Orders: []console.DetailOrder{order}, ThirdBill: &bill}
	bills, orders := details.ThirdBills(), details.Orders

	requireNoSecretsIn := func(values ...any) {
		for _, v := range values {
			text := fmt.Sprintf("%v %+v %#v %s %q %d %x", v, v, v, v, v, v, v) + shownByText(v)
			requireNoSecrets(t, text)
		}
	}
	requireNoSecretsIn(bill, &bill, order, &order, details, &details, bills, orders)

	fake := consoletest.New(t, consoletest.Options{Orders: rows(2), Details: map[string]console.OrderDetails{"1": details}})
	requireNoSecretsIn(fake)

	text, err := json.Marshal(details)
	require.NoError(t, err)
	assert.Contains(t, string(text), payer, "encoding keeps it: that is what a caller asks for")
	assert.Contains(t, string(text), nickName)
}

// shownByText logs as text: a JSON log encodes rows, which is asking for them.
func shownByText(v any) string {
	var out bytes.Buffer
	slog.New(slog.NewTextHandler(&out, nil)).Info("x", "v", v)
	return out.String()
}
