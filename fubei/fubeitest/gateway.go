package fubeitest

import (
	"fmt"
	"net/http"
	"sync"

	"github.com/billrecon/billrecon/billtest"
	"github.com/billrecon/billrecon/fubei"
)

// Gateway is a fake Fubei gateway. Its methods may be called concurrently.
type Gateway struct {
	core   *billtest.Core
	rows   []*row
	merch  identity
	config func() fubei.Config

	stringData, omitTotal bool
	errorCode             string

	mu     sync.Mutex
	nonces map[string]struct{}
}

// New makes a gateway. With a t it is closed at the end of the test; a script that cannot be played fails the test. With
// nil, call Close, and such a script panics. Inside a testing/synctest bubble use Client or RoundTrip, not URL.
func New(t billtest.TB, o Options) *Gateway {
	o = o.withDefaults()
	g := &Gateway{
		rows:       rowsOf(o.Bills),
		merch:      identityOf(o),
		stringData: o.DataAsString,
		omitTotal:  o.OmitTotal,
		errorCode:  o.ErrorCode,
		nonces:     map[string]struct{}{},
	}
	g.config = func() fubei.Config {
		return fubei.Config{
			AppID: o.AppID, AppSecret: o.AppSecret, VendorSN: o.VendorSN, VendorSecret: o.VendorSecret,
			HTTPClient: g.Client(),
		}
	}
	if t == nil {
		g.core = billtest.NewCore(nil, o.Faults, g.answer, billtest.PageFunc(pageOf))
		return g
	}
	t.Helper()
	g.core = billtest.NewCore(t, o.Faults, g.answer, billtest.PageFunc(pageOf))
	return g
}

// Config is a client configuration that reaches this gateway in memory, with its credentials. No network is used, whatever
// BaseURL it is given. For a client over loopback set BaseURL to URL() and HTTPClient to nil.
func (g *Gateway) Config() fubei.Config { return g.config() }

// URL is the gateway's URL on a loopback server, to be used as Config.BaseURL. The first call starts the server; Close
// stops it.
func (g *Gateway) URL() string {
	url := g.core.URL()
	if url == "" {
		return ""
	}
	return url + "/gateway"
}

// Client is an http.Client whose Transport is the gateway: no network, any host.
func (g *Gateway) Client() *http.Client { return g.core.Client() }

// ServeHTTP makes the gateway an http.Handler.
func (g *Gateway) ServeHTTP(w http.ResponseWriter, r *http.Request) { g.core.ServeHTTP(w, r) }

// RoundTrip makes the gateway an http.RoundTripper and an httpmock responder.
func (g *Gateway) RoundTrip(r *http.Request) (*http.Response, error) { return g.core.RoundTrip(r) }

// Requests is the log of all requests, in the order of arrival. Their fields hold what was sent; printing them does not.
func (g *Gateway) Requests() []billtest.Request { return g.core.Requests() }

// Count is how many requests came, retries included.
func (g *Gateway) Count() int { return g.core.Count() }

// Unplayed are the rules of the script that never changed a reply: a test that scripts a fault should find it empty.
func (g *Gateway) Unplayed() []billtest.Rule { return g.core.Unplayed() }

// Close ends what hangs and refuses later requests. It may be called more than once.
func (g *Gateway) Close() { g.core.Close() }

// String shows the sizes and no credentials.
func (g *Gateway) String() string {
	return fmt.Sprintf("fubeitest.Gateway(%d bills, %d requests)", len(g.rows), g.Count())
}

// GoString is String.
func (g *Gateway) GoString() string { return g.String() }
