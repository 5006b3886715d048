package main

import (
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"html"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"testing/synctest"

	"github.com/stretchr/testify/assert"

	"github.com/billrecon/billrecon/billtest"
	"github.com/billrecon/billrecon/eshouhou/eshouhoutest"
	"github.com/billrecon/billrecon/fubei/fubeitest"
	"github.com/billrecon/billrecon/internal/longtest"
	"github.com/billrecon/billrecon/recon/console/consoletest"
	"github.com/billrecon/billrecon/settlement/settlementtest"
)

// What must never be shown: of the environment, and of what a provider may send.
const (
	planted      = "fictional/secret+odd=chars&0001"
	plantedID    = "fictionalidentifierabc"
	plantedPhone = "13800001234"
	plantedName  = "张三丰"
	plantedMoney = "4711.13"
)

// writings are the ways a secret may hide in a text.
func writings(secret string) []string {
	quoted, _ := json.Marshal(secret)
	return []string{secret, strings.ToUpper(secret), url.QueryEscape(secret), url.PathEscape(secret), url.QueryEscape(url.QueryEscape(secret)),
		strings.Trim(string(quoted), `"`), html.EscapeString(secret), hex.EncodeToString([]byte(secret)), fmt.Sprintf("%X", secret),
		base64.StdEncoding.EncodeToString([]byte(secret)), base64.RawURLEncoding.EncodeToString([]byte(secret)), base64.StdEncoding.EncodeToString([]byte("x" + secret))}
}

// leaky replies hand a form of a secret back in each place that a report could repeat.
func leaky(form string) []billtest.Fault {
	text, _ := json.Marshal(form)
	other, _ := json.Marshal(form + plantedName + plantedPhone)
	reply := func(body string) billtest.Fault {
		return billtest.Respond(billtest.Reply{Header: http.Header{"Content-Type": {"application/json; charset=" + form}, "X-Request-Id": {form}}, Body: []byte(body)})
	}
	body := fmt.Sprintf(`"result_message":%[1]s,"msg":%[1]s,"ErrorMsg":%[1]s,"data":{%[1]s:[{%[2]s:%[3]s}],"list":[{"order_sn":%[1]s,"total_fee":%[3]s}],"total":%[1]s}`,
		text, other, plantedMoney)
	faults := []billtest.Fault{
		reply(fmt.Sprintf(`{"result_code":%[1]s,"code":%[1]s,"ResultCode":%[1]s,"sub_code":%[1]s,%[2]s}`, text, body)),
		reply(fmt.Sprintf(`{"result_code":200,"code":0,"ResultCode":0,"ResultValue":{%[1]s:%[1]s},%[2]s}`, text, body)),
		reply(fmt.Sprintf(`{"code":200,"data":{"order":{"num":%[1]s,"data":[{"code":%[1]s}]},%[1]s:1}}`, text)),
		billtest.Business(form, form, form), billtest.RedirectTo("https://elsewhere.example/?x=" + url.QueryEscape(form)),
		billtest.Respond(billtest.Reply{Status: 500, Body: []byte("<html>" + form)}),
	}
	if !strings.ContainsFunc(form, func(r rune) bool {
		return !(r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r == '-' || r >= '0' && r <= '9')
	}) {
		faults = append(faults, billtest.Respond(billtest.Reply{Header: http.Header{form: {form}}, Body: []byte(`{}`)}))
	}
	return faults
}

// Every secret in every form in every place, for every provider: neither output nor report shows it.
func TestNothingLeaks(t *testing.T) {
	secrets := longtest.Or([]string{planted}, []string{planted, plantedID})
	for provider, start := range map[string]func(billtest.TB, billtest.Script) (fake, map[string]string){
		"fubei": func(t billtest.TB, s billtest.Script) (fake, map[string]string) {
			return fubeitest.New(t, fubeitest.Options{AppID: plantedID, AppSecret: planted, Faults: s}), map[string]string{"FUBEI_APP_ID": plantedID, "FUBEI_APP_SECRET": planted}
		},
		"settlement": func(t billtest.TB, s billtest.Script) (fake, map[string]string) {
			return settlementtest.New(t, settlementtest.Options{Token: plantedID, Secret: planted, Faults: s}),
				map[string]string{"SETTLEMENT_BASE_URL": "https://settlement.example/dbenefit", "SETTLEMENT_ACCESS_TOKEN": plantedID, "SETTLEMENT_SECRET": planted}
		},
		"eshouhou": func(t billtest.TB, s billtest.Script) (fake, map[string]string) {
			return eshouhoutest.New(t, eshouhoutest.Options{AppID: plantedID, AppSecret: planted, Faults: s}), map[string]string{"ESHOUHOU_APP_ID": plantedID, "ESHOUHOU_APP_SECRET": planted}
		},
		"console": func(t billtest.TB, s billtest.Script) (fake, map[string]string) {
			return consoletest.New(t, consoletest.Options{Faults: s}), map[string]string{"CONSOLE_BASE_URL": "https://console.example", "CONSOLE_AUTHORIZATION": planted}
		},
	} {
		t.Run(provider, func(t *testing.T) {
			for _, secret := range secrets {
				for _, form := range writings(secret) {
					for _, fault := range leaky(form) {
						for call := range 2 {
							synctest.Test(t, func(t *testing.T) {
								gw, env := start(silent{t}, billtest.Script{{On: billtest.Call(call + 1), Fault: fault}})
								_, shown := visitOf(t, gw, env, "-wrong-sign", provider)
								requireHidden(t, shown, gw)
							})
						}
					}
				}
			}
		})
	}
}

func requireHidden(t *testing.T, shown string, gw fake) {
	t.Helper()
	concealed := append(append(writings(planted), writings(plantedID)...), plantedPhone, plantedName, plantedMoney)
	for _, r := range gw.Requests() {
		members, _ := r.Members()
		concealed = append(concealed, members["sign"], members["nonce"], r.Query.Get("sign"), r.Query.Get("access_token"), r.Query.Get("timestamp"))
	}
	shown = strings.ToLower(shown)
	for _, secret := range concealed {
		if secret != "" && strings.Contains(shown, strings.ToLower(secret)) {
			assert.Fail(t, "a secret is shown", secret)
		}
	}
}
