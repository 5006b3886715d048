package fubei_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/synctest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/billrecon/billrecon/billtest"
	"github.com/billrecon/billrecon/fubei"
	"github.com/billrecon/billrecon/fubei/fubeitest"
)

// What must never be shown. The secret has characters that URLs and JSON escape.
const (
	planted      = "fictional-secret/with+odd=chars&0001"
	plantedPhone = "13800001234"
	plantedBody  = "fictional-body-text"
	plantedURL   = "fictional-token-in-url"
)

// leaky are replies that hand secrets back in every place that a client could repeat.
var leaky = []broken{
	{name: "in a message", fault: billtest.Business("9996", planted, "sign of "+planted+" for "+plantedPhone+" is wrong")},
	{name: "in a code", fault: billtest.Business(planted, "", "")},
	{name: "in an error body", fault: respond(500, "text/html", "<html>"+plantedBody+planted+"</html>")},
	{name: "in the envelope of an error", fault: respond(400, "application/json",
		`{"result_code":400,"result_message":"`+planted+` `+plantedPhone+`"}`)},
	{name: "in a body that is no JSON", fault: respond(200, "text/plain", plantedBody+planted)},
	{name: "in a value of the wrong type", fault: respond(200, "application/json",
		`{"result_code":200,"data":{"total":"`+plantedBody+`"}}`)},
	{name: "in a member name", fault: respond(200, "application/json",
		`{"result_code":200,"data":{"list":[{"order_sn":"1","total_fee":"1","`+plantedBody+` `+plantedPhone+`":[}]}}`)},
	{name: "in a request id", fault: billtest.Respond(billtest.Reply{Status: 400,
		Header: map[string][]string{"X-Request-Id": {planted}}, Body: []byte(plantedBody)})},
	{name: "in a content type", fault: respond(500, "text/"+plantedBody+"; x="+planted, "")},
	{name: "in the target of a redirect", fault: billtest.RedirectTo("https://elsewhere.example/?token=" + plantedURL + "&s=" + url.QueryEscape(planted))},
}

func respond(status int, contentType, body string) billtest.Fault {
	return billtest.Respond(billtest.Reply{Status: status, Header: map[string][]string{"Content-Type": {contentType}}, Body: []byte(body)})
}

// forms are the ways a secret may hide in a text.
func forms(secret string) []string {
	quoted, _ := json.Marshal(secret)
	return []string{secret, url.QueryEscape(secret), url.PathEscape(secret), strings.Trim(string(quoted), `"`),
		fmt.Sprintf("%x", secret), fmt.Sprintf("%X", secret)}
}

func TestNothingLeaks(t *testing.T) {
	for _, f := range append(leaky, brokenPages...) {
		t.Run(f.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				gw := fubeitest.New(t, fubeitest.Options{AppID: "fictional-app-0001", AppSecret: planted, Bills: bills(250),
					Faults: billtest.Script{{On: billtest.Page(2), Fault: f.fault}}})
				requireNoLeak(t, gw, everythingShown(t, gw))
			})
		})
	}
}

// everythingShown makes all calls and prints all they return, in every way, together with their log.
func everythingShown(t *testing.T, gw *fubeitest.Gateway) string {
	var out bytes.Buffer
	debug := &slog.HandlerOptions{Level: slog.LevelDebug}
	for _, handler := range []slog.Handler{slog.NewTextHandler(&out, debug), slog.NewJSONHandler(&out, debug)} {
		log := slog.New(handler)
		c := clientOf(t, gw, limits, func(cfg *fubei.Config) { cfg.Logger = log })
		q := day
		q.Page, q.Limit = 2, 100
		page, errPage := c.BillPage(t.Context(), q)
		_, errRange := rangeAll(t.Context(), c, day)
		_, audit, errCollect := c.CollectBills(t.Context(), day)
		cfg := gw.Config()
		holder := struct {
			Client *fubei.Client
			client *fubei.Client
			Config *fubei.Config
		}{c, c, &cfg}
		for _, v := range []any{errPage, errRange, errCollect, cfg, &cfg, c, *c, q, page, audit, holder, &holder} {
			for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%d"} {
				fmt.Fprintf(&out, verb+"\n", v)
			}
			log.Warn("value", "v", v)
		}
	}
	return out.String()
}

// requireNoLeak looks for what was planted, and for what the requests really carried.
func requireNoLeak(t *testing.T, gw *fubeitest.Gateway, shown string) {
	t.Helper()
	hidden := append(forms(planted), plantedPhone, plantedBody, plantedURL)
	for _, r := range gw.Requests() {
		var fields map[string]string
		require.NoError(t, json.Unmarshal(r.Body, &fields))
		hidden = append(hidden, fields["sign"], strings.ToLower(fields["sign"]), fields["nonce"])
	}
	require.NotEmpty(t, gw.Requests())
	for _, secret := range hidden {
		if at := strings.Index(shown, secret); at >= 0 {
			assert.Fail(t, "a secret is shown", "…%s…", shown[max(0, at-200):min(len(shown), at+60)])
			return
		}
	}
}

// quoting is a gateway that refuses every request and quotes a field of it.
type quoting string

func (field quoting) RoundTrip(r *http.Request) (*http.Response, error) {
	var fields map[string]string
	if err := json.NewDecoder(r.Body).Decode(&fields); err != nil {
		return nil, err
	}
	body, err := json.Marshal(map[string]any{"result_code": 9996, "result_message": "got " + fields[string(field)] + " here"})
	return &http.Response{StatusCode: 200, Body: io.NopCloser(bytes.NewReader(body)), Header: http.Header{}}, err
}

// With sign and nonce a request can be made again, so they are masked as well.
func TestSignIsMaskedInMessages(t *testing.T) {
	for _, field := range []quoting{"sign", "nonce"} {
		c, _ := setup(t, 0, nil, func(cfg *fubei.Config) { cfg.HTTPClient = &http.Client{Transport: field} })
		_, err := c.BillPage(t.Context(), day)
		assert.EqualError(t, err, "fubei: BillPage: code 9996: got *** here (attempt 1 of 4)", field)
	}
}

func TestRedirectIsNotFollowed(t *testing.T) {
	other := fubeitest.New(t, fubeitest.Options{})
	gw := fubeitest.New(t, fubeitest.Options{Faults: billtest.Script{{Fault: billtest.RedirectTo(other.URL())}}})
	c := clientOf(t, gw, func(cfg *fubei.Config) { cfg.BaseURL, cfg.HTTPClient = gw.URL(), nil })
	_, err := c.BillPage(t.Context(), day)
	require.ErrorIs(t, err, fubei.ErrUnavailable)
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
