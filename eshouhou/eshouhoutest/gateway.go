// Package eshouhoutest is a fake e售后 (eshouhou.cn) in memory, for tests of code that uses package eshouhou.
//
// It issues tokens and lets them expire, verifies the sign with an implementation of its own, serves statements and plays the
// fault scripts of package billtest. It is an http.Handler, and its RoundTrip serves as an http.RoundTripper and as an httpmock
// responder:
//
//	gw := eshouhoutest.New(t, eshouhoutest.Options{Statements: eshouhoutest.Statements(250)})
//	c, err := eshouhou.New(gw.Config())
//
// Known of the provider are its parameters, the sign of a token request and the life of a token. The other refusals are guesses: a
// parameter that is not on the page or appears twice, a request for a statement without a workOrderId, a body under GET, and HTTP 401 or
// any code for a token that is refused. [Options.Lenient] lets unknown parameters and a body in, for requests of other people's clients.
//
// It does not import testing: t is any [billtest.TB], and programs may pass nil.
package eshouhoutest

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"github.com/billrecon/billrecon/billtest"
	"github.com/billrecon/billrecon/eshouhou"
)

// The application that a gateway without credentials in its [Options] knows. They are fictional.
const (
	AppID     = "fictional-app-01"
	AppSecret = "fictional-secret-of-the-fake-gateway"
)

// refusedCode is made up: the provider documents no code of an error.
const refusedCode = "-1"

// Options say what a [Gateway] serves. The zero value is an empty gateway that knows [AppID].
type Options struct {
	// AppID and AppSecret are the application that the gateway knows. Empty: the constants of the same names.
	AppID, AppSecret string
	// Statements are served by their WorkOrderID; of two with the same one the first is. A work order without a statement gets
	// a ResultValue of null. The slice is copied.
	Statements []eshouhou.Statement
	// Faults is what goes wrong, and when.
	Faults billtest.Script
	// TokenLife is how long a token is good when the request does not ask for a life (expire), in whole seconds. 0 is 2 hours.
	TokenLife time.Duration
	// ExpiredCode is the ResultCode that a refused token gets, under HTTP 200. Empty: HTTP 401, with [Options.ErrorCode] in the
	// body. What the provider does is not documented.
	ExpiredCode string
	// ErrorCode is the ResultCode of a refused sign or parameter. Empty is "-1", which is made up: the provider documents none.
	ErrorCode string
	// Lenient takes what only a guess refuses: parameters that are not on the page, and a body. The sign and the token are verified.
	Lenient bool
	// CodeAsString sends ResultCode as a string, as in the provider's table, and not as a number, as in its sample.
	CodeAsString bool
}

// withDefaults fills in what is not set.
func (o Options) withDefaults() Options {
	o.AppID = cmp.Or(o.AppID, AppID)
	o.AppSecret = cmp.Or(o.AppSecret, AppSecret)
	o.TokenLife = cmp.Or(o.TokenLife, 2*time.Hour)
	o.ErrorCode = cmp.Or(o.ErrorCode, refusedCode)
	return o
}

// Gateway is a fake e售后. Its methods may be called concurrently. The embedded [billtest.Gateway] has URL, Client, Requests,
// Count, Unplayed and Close.
type Gateway struct {
	*billtest.Gateway
	statements []eshouhou.Statement
	byID       map[string]int // WorkOrderID → index in statements
	app        identity
	config     func() eshouhou.Config
	tokens     *billtest.Tokens
	tokenLife  time.Duration

	errorCode, expiredCode string
	codeAsString, lenient  bool
}

// New makes a gateway that serves statements and tokens. [billtest.NewGateway] says what t is for.
func New(t billtest.TB, o Options) *Gateway {
	if t != nil {
		t.Helper()
	}
	o = o.withDefaults()
	g := &Gateway{
		statements:   slices.Clone(o.Statements),
		byID:         map[string]int{},
		app:          identityOf(o.AppID, o.AppSecret),
		tokens:       billtest.NewTokens(),
		tokenLife:    o.TokenLife,
		errorCode:    o.ErrorCode,
		expiredCode:  o.ExpiredCode,
		codeAsString: o.CodeAsString,
		lenient:      o.Lenient,
	}
	for i, s := range slices.Backward(g.statements) {
		g.byID[s.WorkOrderID] = i // of two with one id the first is served
	}
	g.config = func() eshouhou.Config {
		return eshouhou.Config{AppID: o.AppID, AppSecret: o.AppSecret, HTTPClient: g.Client()}
	}
	g.Gateway = billtest.NewGateway(t, o.Faults, g.reply, billtest.PageFunc(pageOf),
		billtest.Describe("eshouhoutest.Gateway", fmt.Sprintf("%d statements", len(g.statements))))
	return g
}

// Config is a client configuration that reaches this gateway in memory, with its credentials. No network is used, whatever
// BaseURL it is given. For a client over loopback set BaseURL to URL() and HTTPClient to nil.
func (g *Gateway) Config() eshouhou.Config { return g.config() }
