package eshouhoutest

import (
	"fmt"
	"net/http"
	"slices"

	"github.com/billrecon/billrecon/billtest"
	"github.com/billrecon/billrecon/eshouhou"
)

// Gateway is a fake e售后. Its methods may be called concurrently.
type Gateway struct {
	core       *billtest.Core
	statements []eshouhou.Statement
	byID       map[string]int // WorkOrderID → index in statements
	app        identity
	config     func() eshouhou.Config
	tokens     *tokenBook

	errorCode, expiredCode string
	codeAsString           bool
}

// New makes a gateway. With a t it is closed at the end of the test; a script that cannot be played fails the test. With
// nil, call Close, and such a script panics. Inside a testing/synctest bubble use Client or RoundTrip, not URL.
func New(t billtest.TB, o Options) *Gateway {
	o = o.withDefaults()
	g := &Gateway{
		statements:   slices.Clone(o.Statements),
		byID:         map[string]int{},
		app:          identityOf(o.AppID, o.AppSecret),
		tokens:       newTokenBook(o.AppID, o.TokenLife),
		errorCode:    o.ErrorCode,
		expiredCode:  o.ExpiredCode,
		codeAsString: o.CodeAsString,
	}
	for i := len(g.statements) - 1; i >= 0; i-- {
		g.byID[g.statements[i].WorkOrderID] = i
	}
	g.config = func() eshouhou.Config {
		return eshouhou.Config{AppID: o.AppID, AppSecret: o.AppSecret, HTTPClient: g.Client()}
	}
	if t == nil {
		g.core = billtest.NewCore(nil, o.Faults, g.answer)
		return g
	}
	t.Helper()
	g.core = billtest.NewCore(t, o.Faults, g.answer)
	return g
}

// Config is a client configuration that reaches this gateway in memory, with its credentials. No network is used, whatever
// BaseURL it is given. For a client over loopback set BaseURL to URL() and HTTPClient to nil.
func (g *Gateway) Config() eshouhou.Config { return g.config() }

// IssueToken gives a token that the gateway takes, without a request: for a client with Config.Token.
func (g *Gateway) IssueToken() eshouhou.Token { return g.tokens.issue(0) }

// ExpireTokens makes every token that was issued so far a refused one.
func (g *Gateway) ExpireTokens() { g.tokens.expireAll() }

// URL is the gateway's URL on a loopback server, to be used as Config.BaseURL. The first call starts the server; Close
// stops it.
func (g *Gateway) URL() string { return g.core.URL() }

// Client is an http.Client whose Transport is the gateway: no network, any host.
func (g *Gateway) Client() *http.Client { return g.core.Client() }

// ServeHTTP makes the gateway an http.Handler.
func (g *Gateway) ServeHTTP(w http.ResponseWriter, r *http.Request) { g.core.ServeHTTP(w, r) }

// RoundTrip makes the gateway an http.RoundTripper and an httpmock responder.
func (g *Gateway) RoundTrip(r *http.Request) (*http.Response, error) { return g.core.RoundTrip(r) }

// Requests is the log of all requests, in the order of arrival. Their fields hold what was sent; printing them does not.
func (g *Gateway) Requests() []billtest.Request { return g.core.Requests() }

// Count is how many requests came, retries and those for tokens included.
func (g *Gateway) Count() int { return g.core.Count() }

// TokenRequests is how many of the requests were for a token.
func (g *Gateway) TokenRequests() int {
	count := 0
	for _, r := range g.core.Requests() {
		if isTokenRequest(r.Path) {
			count++
		}
	}
	return count
}

// Unplayed are the rules of the script that never changed a reply: a test that scripts a fault should find it empty.
func (g *Gateway) Unplayed() []billtest.Rule { return g.core.Unplayed() }

// Close ends what hangs and refuses later requests. It may be called more than once.
func (g *Gateway) Close() { g.core.Close() }

// String shows the sizes and no credentials.
func (g *Gateway) String() string {
	return fmt.Sprintf("eshouhoutest.Gateway(%d statements, %d requests)", len(g.statements), g.Count())
}

// GoString is String.
func (g *Gateway) GoString() string { return g.String() }

// Format writes String for every verb: without it %d would print the statements.
func (g *Gateway) Format(f fmt.State, _ rune) { _, _ = f.Write([]byte(g.String())) }
