package eshouhou_test

import (
	"bytes"
	"context"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"log/slog"
	"net/url"
	"strings"
	"sync"
	"testing"
	"testing/synctest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/billrecon/billrecon/billtest"
	"github.com/billrecon/billrecon/eshouhou"
	"github.com/billrecon/billrecon/eshouhou/eshouhoutest"
)

// The id makes a token with +, / and =, so that its escaped forms differ.
const (
	leakID     = "~~~???>>>"
	leakSecret = "fictional-secret+with/odd=signs&001"
	leakMobile = "13800000000"
)

// formsOf are the ways in which a secret could show up.
func formsOf(secret string) []string {
	lower := func(s string) string {
		for _, c := range []string{"%2B", "%2F", "%3D", "%26"} {
			s = strings.ReplaceAll(s, c, strings.ToLower(c))
		}
		return s
	}
	forms := []string{
		secret, url.QueryEscape(secret), lower(url.QueryEscape(secret)), url.PathEscape(secret), strings.ReplaceAll(secret, "&", `\u0026`),
		url.QueryEscape(url.QueryEscape(secret)), hex.EncodeToString([]byte(secret)), base64.StdEncoding.EncodeToString([]byte(secret)),
		strings.TrimRight(secret, "="),
	}
	if plain, err := base64.StdEncoding.DecodeString(secret); err == nil {
		forms = append(forms, string(plain), url.QueryEscape(string(plain)))
	}
	return forms
}

// secretsOf are the secret, and every token and sign that the gateway saw.
func secretsOf(gw *eshouhoutest.Gateway) []string {
	secrets := []string{leakSecret, leakMobile}
	for _, r := range gw.Requests() {
		for _, name := range []string{"access_token", "sign"} {
			if value := r.Query.Get(name); value != "" {
				secrets = append(secrets, value)
			}
		}
	}
	return secrets
}

func assertNoLeak(t *testing.T, text string, secrets []string) {
	t.Helper()
	for _, secret := range secrets {
		for _, form := range formsOf(secret) {
			if i := strings.Index(text, form); i >= 0 {
				t.Errorf("%q shows in …%q", form, text[max(0, i-80):min(len(text), i+len(form)+20)])
			}
		}
	}
}

// printed is every value in every way.
func printed(values ...any) string {
	var b strings.Builder
	for _, value := range values {
		for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%d", "%x"} {
			fmt.Fprintf(&b, verb+"\n", value)
		}
	}
	return b.String()
}

// recorder keeps what a gateway writes into a test's log.
type recorder struct {
	testing.TB
	mu   sync.Mutex
	text strings.Builder
}

func (r *recorder) Logf(format string, args ...any) {
	r.mu.Lock()
	defer r.mu.Unlock()
	fmt.Fprintf(&r.text, format+"\n", args...)
}

func (r *recorder) Errorf(format string, args ...any) { r.Logf(format, args...) }

// echoes answer with everything that was asked, as a careless provider does, in the body, a header and a redirect.
func echoes() []billtest.Fault {
	text := "refused: " + leakSecret + " " + url.QueryEscape(leakSecret) + " call " + leakMobile
	faults := []billtest.Fault{
		billtest.Business("5", "", text),
		billtest.RedirectTo("https://elsewhere.example/?secret=" + url.QueryEscape(leakSecret)),
		billtest.RedirectTo("/here?secret=" + url.QueryEscape(leakSecret)),
	}
	for _, status := range []int{200, 401, 500} {
		body := fmt.Sprintf(`{"ResultCode":%q,"ErrorMsg":%q,"ResultValue":null}`, leakSecret, text)
		faults = append(faults, billtest.Respond(billtest.Reply{Status: status, Body: []byte(body), Header: map[string][]string{
			"Content-Type": {"application/json"}, "X-Request-Id": {leakSecret}, "Retry-After": {leakSecret}, "Set-Cookie": {"token=" + leakSecret}}}))
	}
	return faults
}

func TestNothingLeaksUnderAnyFault(t *testing.T) {
	var faults []billtest.Fault
	for _, f := range append(append(faultCases[:len(faultCases):len(faultCases)], statementFaults...), tokenFaults...) {
		faults = append(faults, f.fault)
	}
	faults = append(append(faults, echoes()...), eshouhoutest.ExpireToken())
	for _, path := range []string{eshouhoutest.TokenPath, eshouhoutest.StatementPath} {
		for _, fault := range faults {
			t.Run(fmt.Sprint(path, " ", fault), func(t *testing.T) {
				synctest.Test(t, func(t *testing.T) { leakRun(t, path, fault) })
			})
		}
	}
}

// leakRun makes every call under one fault and looks at all that was said about it.
func leakRun(t *testing.T, path string, fault billtest.Fault) {
	var logs bytes.Buffer
	var said recorder
	said.TB = t
	gw := eshouhoutest.New(&said, eshouhoutest.Options{AppID: leakID, AppSecret: leakSecret, Statements: eshouhoutest.Statements(3),
		Faults: billtest.Script{{On: billtest.Always().At(path), Fault: fault}}})
	var outputs []string
	for _, handler := range []slog.Handler{
		slog.NewTextHandler(&logs, &slog.HandlerOptions{Level: slog.LevelDebug}),
		slog.NewJSONHandler(&logs, &slog.HandlerOptions{Level: slog.LevelDebug}),
	} {
		logger := slog.New(handler)
		var cfg eshouhou.Config
		c := client(t, gw, small, func(given *eshouhou.Config) { given.Logger = logger; cfg = *given })
		st, err := c.Statement(t.Context(), eshouhoutest.ID(0))
		statements, audit, errAll := c.CollectStatements(t.Context(), ids(3))
		logger.Info("x", "err", err, "all", errAll, "cfg", cfg, "client", c, "statements", statements, "audit", audit,
			"in", struct{ C *eshouhou.Client }{c})
		outputs = append(outputs, printed(err, errAll, cfg, *c, c, st, statements, audit, gw, struct{ C *eshouhou.Client }{c}),
			fmt.Sprintf("%v %+v %#v %s %q", gw.Requests(), gw.Requests(), gw.Requests(), gw.Requests(), gw.Requests()))
		for e := err; e != nil; e = errors.Unwrap(e) {
			outputs = append(outputs, printed(e))
		}
		if e, ok := errors.AsType[*eshouhou.Error](err); ok {
			outputs = append(outputs, printed(e.Unwrap(), e.Code, e.Message, e.RequestID))
		}
	}
	assertNoLeak(t, logs.String()+said.text.String()+strings.Join(outputs, "\n"), secretsOf(gw))
	assert.Contains(t, logs.String(), "outcome", "something was logged")
}

// A provider that sends the token back in its message, in any form, does not get it printed.
func TestATokenInAMessageIsHidden(t *testing.T) {
	for i, form := range formsOf("fictional+token/with=odd&signs") {
		synctest.Test(t, func(t *testing.T) {
			const token = "fictional+token/with=odd&signs"
			gw := eshouhoutest.New(t, eshouhoutest.Options{Faults: billtest.Script{{Fault: billtest.Respond(billtest.Reply{
				Body: []byte(fmt.Sprintf(`{"ResultCode":7,"ErrorMsg":"bad token <%s>"}`, form)),
			})}}})
			c := client(t, gw, func(cfg *eshouhou.Config) {
				cfg.AppID, cfg.AppSecret, cfg.Token = "", "", eshouhou.StaticToken(token)
			})
			_, err := c.Statement(t.Context(), "w")
			require.Error(t, err)
			assert.Contains(t, err.Error(), "bad token <***>", "form %d", i)
			assertNoLeak(t, printed(err), []string{token})
		})
	}
}

// The token is base64 of appid, a GUID and minutes: that text must not show either.
func TestADecodedTokenIsHidden(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		const plain = "fictional-app-01&6a8251ba-0000-0000-0000-000000000000&120"
		token := base64.StdEncoding.EncodeToString([]byte(plain))
		gw := eshouhoutest.New(t, eshouhoutest.Options{Faults: billtest.Script{{Fault: billtest.Business("7", "", "bad token "+plain)}}})
		c := client(t, gw, func(cfg *eshouhou.Config) {
			cfg.AppID, cfg.AppSecret, cfg.Token = "", "", eshouhou.StaticToken(token)
		})
		_, err := c.Statement(t.Context(), "w")
		require.Error(t, err)
		assertNoLeak(t, printed(err), []string{token})
	})
}

// A real transport's *url.Error holds the URL with the token.
func TestNetworkErrorsShowNoURL(t *testing.T) {
	gw := eshouhoutest.New(t, eshouhoutest.Options{AppID: leakID, AppSecret: leakSecret, Statements: eshouhoutest.Statements(1),
		Faults: billtest.Script{{On: eshouhoutest.StatementCall(1), Fault: billtest.Reset()}}})
	c := client(t, gw, func(cfg *eshouhou.Config) {
		cfg.BaseURL, cfg.HTTPClient, cfg.Retry.MaxAttempts = gw.URL(), nil, 1
	})
	_, err := c.Statement(t.Context(), eshouhoutest.ID(0))
	require.ErrorIs(t, err, eshouhou.ErrUnavailable)
	leaky, ok := errors.AsType[*url.Error](err)
	assert.False(t, ok, "%v", leaky)
	text := printed(err)
	assertNoLeak(t, text, secretsOf(gw))
	assert.NotContains(t, text, "access_token")
	assert.NotContains(t, text, "GetStatementPay")

	gw.Close()
	_, err = c.Statement(t.Context(), eshouhoutest.ID(0))
	require.ErrorIs(t, err, eshouhou.ErrUnavailable)
	assert.NotContains(t, printed(err), "access_token")
}

// Personal data of a statement shows in no print of it, of an error or of the gateway.
func TestPersonalDataIsNotPrinted(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		st := eshouhoutest.Statements(1)[0]
		st.CustomerName, st.OperatorName, st.Remark = "测试甲", "测试乙", "测试丙 "+leakMobile
		var said recorder
		said.TB = t
		gw := eshouhoutest.New(&said, eshouhoutest.Options{Statements: []eshouhou.Statement{st}})
		var logs bytes.Buffer
		c := client(t, gw, func(cfg *eshouhou.Config) {
			cfg.Logger = slog.New(slog.NewTextHandler(&logs, &slog.HandlerOptions{Level: slog.LevelDebug}))
		})
		got, err := c.Statement(context.Background(), st.WorkOrderID)
		require.NoError(t, err)
		assert.Equal(t, "测试甲", got.CustomerName)
		all, audit, err := c.CollectStatements(context.Background(), ids(1))
		require.NoError(t, err)
		text := logs.String() + said.text.String() + printed(got, *got, all, audit, gw, struct{ G *eshouhoutest.Gateway }{gw})
		for _, personal := range []string{"测试甲", "测试乙", "测试丙", leakMobile} {
			assert.NotContains(t, text, personal)
		}
	})
}
