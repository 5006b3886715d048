package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/billrecon/billrecon/billtest"
	"github.com/billrecon/billrecon/examples/internal/tap"
	"github.com/billrecon/billrecon/settlement/settlementtest"
)

// fake is what the tests ask of a fake provider.
type fake interface {
	Client() *http.Client
	Requests() []billtest.Request
	Count() int
}

// behaviour is a provider that behaves in a way, and what the doctor concludes: "question=verdict code number".
type behaviour struct {
	name   string
	faults billtest.Script
	args   []string
	want   []string
}

const busyDay = "2000-01-01"

// visitOf runs the doctor on a fake in memory and returns its report and all that it printed.
func visitOf(t *testing.T, gw fake, env map[string]string, args ...string) (report, string) {
	t.Helper()
	w := world{gw.Client().Transport, func(_ context.Context, host string) ([]string, error) {
		if strings.HasSuffix(host, ".unknown.example") {
			return nil, errors.New("no such host")
		}
		return nil, nil
	}}
	file := filepath.Join(t.TempDir(), "report.json")
	var out, errs bytes.Buffer
	status := w.run(t.Context(), append([]string{"-out", file, "-day", busyDay}, args...), func(name string) string { return env[name] }, &out, &errs)
	require.Zero(t, status, errs.String())
	text, err := os.ReadFile(file)
	require.NoError(t, err)
	var r report
	require.NoError(t, json.Unmarshal(text, &r))
	assert.LessOrEqual(t, gw.Count(), tap.MaxRequests)
	requests := gw.Requests()
	for i := 1; i < len(requests); i++ {
		assert.GreaterOrEqual(t, requests[i].Time.Sub(requests[i-1].Time).Seconds(), 1.0, "one request a second")
	}
	return r, out.String() + errs.String() + string(text)
}

func (r report) has(t *testing.T, want []string) {
	t.Helper()
	var got []string
	for _, a := range r.Answers {
		v, ok := a.saying(r.Provider)
		assert.True(t, ok, "%s=%s has no words", a.ID, a.Verdict)
		assert.NotEmpty(t, v.en)
		assert.NotEmpty(t, v.zh)
		text := a.ID + "=" + a.Verdict
		if a.Code != "" {
			text += " " + a.Code
		}
		if a.Number != 0 {
			text += " " + strconv.FormatInt(a.Number, 10)
		}
		got = append(got, text)
	}
	for _, w := range want {
		if name, absent := strings.CutPrefix(w, "!"); absent {
			assert.NotContains(t, "\n"+strings.Join(got, "\n"), "\n"+name+"=")
			continue
		}
		assert.Contains(t, got, w)
	}
}

func respond(body string) billtest.Fault {
	return billtest.Respond(billtest.RawJSON(200, []byte(body)))
}

// everywhere are behaviours of any provider, on the first request.
func everywhere(first, code string) []behaviour {
	on := func(f billtest.Fault) billtest.Script { return billtest.Script{{Fault: f}} }
	return []behaviour{
		{"no connection", on(billtest.Reset()), nil, []string{first + "=cut_off", "!tls", "!day"}},
		{"no answer", on(billtest.Hang()), nil, []string{first + "=late", "!day"}},
		{"401", on(billtest.Status(401)), nil, []string{first + "=status 401", "!day"}},
		{"429", on(billtest.Status(429)), nil, []string{first + "=status 429", "!day"}},
		{"503", on(billtest.Status(503)), nil, []string{first + "=status 503", "!day"}},
		{"HTML", on(billtest.HTML(200)), nil, []string{first + "=no_json", "!day"}},
		{"a redirect to another host", on(billtest.RedirectTo("https://elsewhere.example/")), nil, []string{first + "=status 307", "!day"}},
		{"a body cut off", on(billtest.Truncate()), nil, []string{first + "=cut_off", "!day"}},
		{"always the same code", on(billtest.Business("7001", "", "系统异常")), nil, []string{first + "=code " + code, "!day", "!passing_code"}},
		{"a clock an hour ahead", on(billtest.Respond(billtest.Reply{Status: 500, Header: http.Header{"Date": {"Sat, 01 Jan 2000 01:00:00 GMT"}}})),
			nil, []string{"clock=off -3600"}},
	}
}

func TestWithoutCredentialsNothingIsMadeUp(t *testing.T) {
	for provider, missing := range map[string]string{
		"fubei": "FUBEI_APP_ID, FUBEI_APP_SECRET missing", "settlement": "SETTLEMENT_BASE_URL, SETTLEMENT_ACCESS_TOKEN, SETTLEMENT_SECRET missing",
		"eshouhou": "ESHOUHOU_APP_ID, ESHOUHOU_APP_SECRET missing", "console": "CONSOLE_BASE_URL, CONSOLE_AUTHORIZATION missing",
	} {
		var out, errs bytes.Buffer
		status := world{}.run(t.Context(), []string{provider}, func(string) string { return "" }, &out, &errs)
		assert.Equal(t, 2, status)
		assert.Empty(t, out.String())
		assert.Contains(t, errs.String(), missing)
	}
}

func TestWrongUsage(t *testing.T) {
	for _, test := range []struct {
		args []string
		want string
	}{
		{nil, "one of fubei, settlement, eshouhou, console must be named"},
		{[]string{"alipay"}, "one of fubei"},
		{[]string{"-day", "yesterday", "fubei"}, "-day and -empty-day must look like"},
		{[]string{"-write", "1", "fubei"}, "-write is for the console alone"},
		{[]string{"-nope"}, "not defined"},
	} {
		var out, errs bytes.Buffer
		assert.Equal(t, 2, world{}.run(t.Context(), test.args, func(string) string { return "" }, &out, &errs))
		assert.Contains(t, errs.String(), test.want)
		assert.Empty(t, out.String())
	}
}

// What each fake of -fake is scripted to say, and the lines of Config that follow.
func TestFakesAndApply(t *testing.T) {
	for provider, lines := range map[string]string{
		"fubei":      "fubei.Config{\n\tRetryCodes: []string{\"9999\"},\n}\n",
		"settlement": "settlement.Config{\n\tSigner: settlement.SortedSecretParamBodyMD5(secret),\n\tReadTwice: true, // the only proof without a total\n\t// query: Limit: 100, the cap seen\n\tTrustShortPage: false, // a short page was followed by rows\n\tTokenExpiredCodes: []string{\"10001\"}, // of a wrong token; an expired one may differ\n}\n",
		"eshouhou":   "eshouhou.Config{\n\tTokenExpiredCodes: []string{\"40001\"}, // of a wrong token; an expired one may differ\n}\n",
		"console":    "console.Config{\n\tAutoBody: console.JSONBody,\n}\n",
	} {
		t.Run(provider, func(t *testing.T) {
			name := filepath.Join(t.TempDir(), "report.json")
			w := world{http.DefaultTransport, func(context.Context, string) ([]string, error) { return nil, nil }}
			args := []string{"-fake", "-wrong-sign", "-out", name, provider}
			if provider == "console" {
				args = append([]string{"-write", "fictional-order-2"}, args...)
			}
			var out, errs bytes.Buffer
			require.Zero(t, w.run(t.Context(), args, func(string) string { return "" }, &out, &errs), errs.String())
			assert.Contains(t, out.String(), "fake: these answers are made up")
			assert.True(t, strings.HasSuffix(out.String(), lines+"// fake: the answers were made up\n"), out.String())
			assert.NoFileExists(t, name)
			out.Reset()
			require.Zero(t, w.run(t.Context(), []string{"-apply", strings.TrimSuffix(name, ".json") + ".fake.json"}, nil, &out, &errs), errs.String())
			assert.Equal(t, lines+"// fake: the answers were made up\n", out.String())
		})
	}
}

// A report may come from anybody.
func TestApplyRefusesWhatNoDoctorSays(t *testing.T) {
	for _, text := range []string{
		``, `[]`, `{"doctor":2,"provider":"fubei"}`, `{"doctor":1,"provider":"nobody"}`,
		`{"doctor":1,"provider":"fubei","answers":[{"id":"passing_code","verdict":"passes","code":"\"}, BaseURL: \"https://evil.example"}]}`,
		`{"doctor":1,"provider":"settlement","answers":[{"id":"signer","verdict":"os.Exit"}]}`,
		`{"doctor":1,"provider":"fubei","answers":[{"id":"nothing","verdict":"code"}]}`,
		`{"doctor":1,"provider":"fubei","answers":[{"id":"*","verdict":"code"}]}`, `{"doctor":1,"provider":"fubei","answers":[{"id":"dns","verdict":""}]}`,
	} {
		var out bytes.Buffer
		assert.Error(t, apply(strings.NewReader(text), &out), text)
		assert.NotContains(t, out.String(), "evil")
	}
}

// Every preset that the library can find has its line of Config, and the usage names the budget that is kept.
func TestWordsAreWhole(t *testing.T) {
	for _, scheme := range settlementtest.Schemes() {
		v, ok := answer{ID: "signer", Verdict: scheme.String()}.saying("settlement")
		assert.True(t, ok, scheme)
		assert.Contains(t, v.config, "settlement."+scheme.String()+"(secret)")
	}
	assert.Contains(t, usageText, "at most "+strconv.Itoa(tap.MaxRequests)+" requests")
	for _, provider := range providers {
		for _, name := range append(variables[provider][1:], variables[provider][0]) {
			assert.Contains(t, usageText, name)
		}
	}
	for id, question := range words {
		for name, v := range question {
			assert.NotEmpty(t, v.en, "%s %s", id, name)
			assert.NotEmpty(t, v.zh, "%s %s", id, name)
		}
	}
}
