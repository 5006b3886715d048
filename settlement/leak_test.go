package settlement_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"log/slog"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/billrecon/billrecon/billtest"
	"github.com/billrecon/billrecon/settlement"
	"github.com/billrecon/billrecon/settlement/settlementtest"
)

// What must never be shown. Secret and token have characters that URLs and JSON escape.
const (
	plantedSecret = "fictional-secret/with+odd=chars&0001"
	plantedToken  = "fictional-token/with+odd=chars&0002"
	plantedPhone  = "13800001234"
	plantedBody   = "fictional-body-text"
	plantedURL    = "fictional-token-in-url"
)

// leaky are replies that hand secrets back in every place that a client could repeat.
var leaky = []broken{
	{name: "in a message", fault: billtest.Business("500", "", "sign of "+plantedSecret+" with "+plantedToken+" for "+plantedPhone+" is wrong")},
	{name: "in a message of a refused sign", fault: billtest.Business("10016", "", "appsecret="+plantedSecret+"&access_token="+plantedToken)},
	{name: "in a code", fault: billtest.Business(plantedSecret, "", "")},
	{name: "in another code", fault: billtest.Business(plantedToken, "", "")},
	{name: "in errMsg", fault: respond(200, "application/json", `{"code":"500","msg":"x","errMsg":"`+plantedSecret+` `+plantedPhone+`"}`)},
	{name: "in an error body", fault: respond(500, "text/html", "<html>"+plantedBody+plantedSecret+plantedToken+"</html>")},
	{name: "in the envelope of an error", fault: respond(400, "application/json", `{"code":"400","msg":"`+plantedSecret+` `+plantedToken+` `+plantedPhone+`"}`)},
	{name: "in a body that is no JSON", fault: respond(200, "text/plain", plantedBody+plantedSecret)},
	{name: "in a value of the wrong type", fault: respond(200, "application/json", `{"code":"0","data":"`+plantedBody+`"}`)},
	{name: "in a broken row", fault: respond(200, "application/json",
		`{"code":"0","data":[{"orderNum":"1","orderUserMobile":"`+plantedPhone+`","orderUserName":"`+plantedBody+`","settlementAmount":"`+plantedBody+`"}]}`)},
	{name: "in a member name", fault: respond(200, "application/json",
		`{"code":"0","data":[{"orderNum":"1","settlementAmount":1,"`+plantedBody+` `+plantedPhone+`":[}]}`)},
	{name: "in an unknown member", fault: respond(200, "application/json",
		`{"code":"0","data":[{"orderNum":"1","settlementAmount":1,"`+plantedBody+` `+plantedPhone+`":"`+plantedBody+`"}]}`)},
	{name: "in a request id", fault: billtest.Respond(billtest.Reply{Status: 400,
		Header: http.Header{"X-Request-Id": {plantedSecret + plantedToken}}, Body: []byte(plantedBody)})},
	{name: "in a content type", fault: respond(500, "text/"+plantedBody+"; x="+plantedSecret, "")},
	{name: "in the target of a redirect", fault: billtest.RedirectTo("https://elsewhere.example/?token=" + plantedURL + "&s=" + url.QueryEscape(plantedSecret))},
}

func respond(status int, contentType, body string) billtest.Fault {
	return billtest.Respond(billtest.Reply{Status: status, Header: http.Header{"Content-Type": {contentType}}, Body: []byte(body)})
}

// forms are the ways a secret may hide in a text.
func forms(secret string) []string {
	quoted, _ := json.Marshal(secret)
	return []string{secret, url.QueryEscape(secret), url.PathEscape(secret), strings.Trim(string(quoted), `"`),
		fmt.Sprintf("%x", secret), fmt.Sprintf("%X", secret)}
}

// people are the rows of a gateway, with personal data in every field that may hold some.
func people(n int) []settlement.Item {
	rows := items(n)
	for i := range rows {
		rows[i].OrderUserMobile, rows[i].OrderUserName = plantedPhone, plantedBody+"-name"
		rows[i].CardID, rows[i].UnionOrganization = plantedBody+"-card", plantedBody+"-department"
		rows[i].Extra = map[string]json.RawMessage{"memo": json.RawMessage(`"` + plantedBody + `"`)}
	}
	return rows
}

func TestNothingLeaks(t *testing.T) {
	faults := append([]broken{{name: "no fault at all"}}, leaky...)
	for _, f := range append(faults, brokenPages...) {
		t.Run(f.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				o := settlementtest.Options{Token: plantedToken, Secret: plantedSecret, Items: people(110)}
				if f.fault != (billtest.Fault{}) {
					o.Faults = billtest.Script{{On: billtest.Page(2), Fault: f.fault}}
				}
				gw := settlementtest.New(t, o)
				requireNoLeak(t, gw, everythingShown(t, gw))
			})
		})
	}
}

// everythingShown makes all calls and prints all they return, in every way, together with their log.
func everythingShown(t *testing.T, gw *settlementtest.Gateway) string {
	var out bytes.Buffer
	debug := &slog.HandlerOptions{Level: slog.LevelDebug}
	for _, handler := range []slog.Handler{slog.NewTextHandler(&out, debug), slog.NewJSONHandler(&out, debug)} {
		log := slog.New(handler)
		c := clientOf(t, gw, limits, func(cfg *settlement.Config) { cfg.Logger, cfg.KeepRaw = log, true })
		for _, v := range shownBy(t, c, gw.Config()) {
			for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%d"} {
				fmt.Fprintf(&out, verb+"\n", v)
			}
			log.Warn("value", "v", v)
		}
	}
	return out.String()
}

// shownBy is everything that a program may print. Rows that it logs as a slice of its own are its own affair, because a
// JSON logger marshals them.
func shownBy(t *testing.T, c *settlement.Client, cfg settlement.Config) []any {
	q := day
	q.Page = 2
	page, errPage := c.ItemPage(t.Context(), q)
	_, errRange := rangeAll(t.Context(), c, day)
	rows, audit, errCollect := c.CollectItems(t.Context(), day)
	windowed := day
	windowed.Window = 2 * time.Hour
	_, auditWindows, errWindows := c.CollectItems(t.Context(), windowed)
	holder := struct {
		Client *settlement.Client
		client *settlement.Client
		Config *settlement.Config
	}{c, c, &cfg}
	shown := []any{errPage, errRange, errCollect, errWindows, cfg, &cfg, c, *c, q, windowed, page, audit, auditWindows, holder, &holder,
		cfg.Token, cfg.Signer}
	for i := range min(len(rows), 1) {
		shown = append(shown, rows[i], &rows[i])
	}
	return shown
}

// requireNoLeak looks for what was planted, and for what the requests really carried.
func requireNoLeak(t *testing.T, gw *settlementtest.Gateway, shown string) {
	t.Helper()
	hidden := append(forms(plantedSecret), forms(plantedToken)...)
	hidden = append(hidden, plantedPhone, plantedBody, plantedURL)
	for _, r := range gw.Requests() {
		require.NotEmpty(t, r.Query.Get("sign"))
		hidden = append(hidden, r.Query.Get("sign"))
	}
	require.NotEmpty(t, gw.Requests())
	for _, secret := range hidden {
		if at := strings.Index(shown, secret); at >= 0 {
			assert.Fail(t, "a secret is shown", "…%s…", shown[max(0, at-200):min(len(shown), at+60)])
			return
		}
	}
}

// With a sign a request can be made again, so it is masked as well.
func TestSignIsMaskedInMessages(t *testing.T) {
	const sign = "fictional-sign-0123456789abcdef"
	gw := settlementtest.New(t, settlementtest.Options{Sign: func(url.Values, []byte) string { return sign },
		Faults: billtest.Script{{Fault: billtest.Business("10016", "", "got "+sign)}}})
	_, err := clientOf(t, gw).ItemPage(t.Context(), day)
	require.ErrorContains(t, err, "got ")
	assert.NotContains(t, err.Error(), sign)
}

// A secret of one's own signer is masked when the client is told of it.
func TestHideSecretsMasksMessages(t *testing.T) {
	gw := settlementtest.New(t, settlementtest.Options{Sign: func(url.Values, []byte) string { return "fictional-sign" },
		Faults: billtest.Script{{Fault: billtest.Business("500", "", "signed with "+plantedSecret)}}})
	own := settlement.SignerFunc(func(url.Values, []byte) (string, error) { return "fictional-sign", nil })
	c := clientOf(t, gw, func(cfg *settlement.Config) { cfg.Signer = settlement.HideSecrets(own, plantedSecret) })
	_, err := c.ItemPage(t.Context(), day)
	require.ErrorContains(t, err, "signed with ")
	assert.NotContains(t, err.Error(), plantedSecret)
}

func TestRedirectIsNotFollowed(t *testing.T) {
	other := settlementtest.New(t, settlementtest.Options{})
	gw := settlementtest.New(t, settlementtest.Options{Faults: billtest.Script{{Fault: billtest.RedirectTo(other.URL())}}})
	c := clientOf(t, gw, func(cfg *settlement.Config) { cfg.BaseURL, cfg.HTTPClient = gw.URL(), nil })
	_, err := c.ItemPage(t.Context(), day)
	require.ErrorIs(t, err, settlement.ErrUnavailable)
	assert.Zero(t, other.Count(), "a signed request went to another host")
	assert.Equal(t, 1, gw.Count())
}

// A container without a time zone database must do, and the zone of the process must not matter.
func TestSourcesNeedNoTimeZoneDatabase(t *testing.T) {
	files, err := filepath.Glob("*.go")
	require.NoError(t, err)
	require.NotEmpty(t, files)
	for _, file := range files {
		if strings.HasSuffix(file, "_test.go") {
			continue
		}
		text, err := os.ReadFile(file)
		require.NoError(t, err)
		for _, word := range []string{"LoadLocation", "time.Local"} {
			assert.NotContains(t, string(text), word, file)
		}
	}
}
