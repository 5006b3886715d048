// Package fubeitest is a fake Fubei (付呗) gateway in memory, for tests of code that uses package fubei.
//
// It verifies the signature with an implementation of its own, pages like the provider and plays the fault scripts of package
// billtest. It is an http.Handler, and its RoundTrip serves as an http.RoundTripper and as an httpmock responder:
//
//	gw := fubeitest.New(t, fubeitest.Options{Bills: fubeitest.Bills(250, 2026, 11, 22)})
//	c, err := fubei.New(gw.Config())
//
// Known of the provider are the sign, the fields of a request, their fixed values and the maximum of limit. The other refusals are
// guesses: a Content-Type without its charset, a nonce used again, a field that is not on the page, a number written as text, an empty
// value or white space around one, a day without a month, a page below 1. [Options.Lenient] lets the first four in, for requests of
// other people's clients.
//
// It does not import testing: t is any [billtest.TB], and programs may pass nil.
package fubeitest

import (
	"cmp"
	"fmt"

	"github.com/billrecon/billrecon/billtest"
	"github.com/billrecon/billrecon/fubei"
)

// The merchant that a gateway without credentials in its [Options] knows. They are fictional.
const (
	AppID     = "20260101000000000001"
	AppSecret = "fictional-secret-of-the-fake-gateway"
)

// Options say what a [Gateway] serves. The zero value is an empty gateway that knows [AppID].
type Options struct {
	// AppID and AppSecret are the merchant that the gateway knows. Empty: the constants of the same names, unless VendorSN
	// is set.
	AppID, AppSecret string
	// VendorSN and VendorSecret make it a gateway for an agent (服务商) instead.
	VendorSN, VendorSecret string
	// Bills are the rows, served in this order, filtered as the query says. The day of a row is the day of its CreateTime at
	// UTC+8; a row without CreateTime is never found. Unpaid rows come only with BillQuery.All, as the provider is believed
	// to do. The slice is copied.
	Bills []fubei.Bill
	// Faults is what goes wrong, and when.
	Faults billtest.Script
	// Call serves the methods other than that of the bill, for fubei.Client.Call: it gets the method and the biz_content, and
	// returns the JSON of data; ok false refuses the method. It may be called concurrently. Nil refuses all.
	Call func(method, bizContent string) (data []byte, ok bool)
	// DataAsString sends data as a JSON string that holds the object, as the provider sometimes does.
	DataAsString bool
	// Lenient takes what only a guess refuses: any JSON Content-Type, a nonce used again, fields that are not on the page (they are
	// signed all the same) and numbers in biz_content that are written as text. The sign is verified as ever.
	Lenient bool
	// ErrorCode is the result_code of a refused signature or parameter. Empty is "9996", seen in public code for a bad
	// parameter; the code of a refused signature is not documented.
	ErrorCode string
}

// withDefaults fills in the credentials and the code.
func (o Options) withDefaults() Options {
	if o.AppID == "" && o.VendorSN == "" {
		o.AppID = AppID
		o.AppSecret = cmp.Or(o.AppSecret, AppSecret)
	}
	o.ErrorCode = cmp.Or(o.ErrorCode, "9996")
	return o
}

// Gateway is a fake Fubei gateway. Its methods may be called concurrently. The embedded [billtest.Gateway] has URL, Client,
// Requests, Count, Unplayed and Close.
type Gateway struct {
	*billtest.Gateway
	rows     []*row
	merchant identity
	nonces   billtest.Once
	config   func() fubei.Config
	call     func(method, bizContent string) (json []byte, ok bool)

	stringData, lenient bool
	errorCode           string
}

// New makes a gateway for one merchant or agent. [billtest.NewGateway] says what t is for.
func New(t billtest.TB, o Options) *Gateway {
	if t != nil {
		t.Helper()
	}
	o = o.withDefaults()
	g := &Gateway{
		rows:       rowsOf(o.Bills),
		merchant:   identityOf(o),
		call:       o.Call,
		stringData: o.DataAsString,
		lenient:    o.Lenient,
		errorCode:  o.ErrorCode,
	}
	g.config = func() fubei.Config {
		return fubei.Config{
			AppID: o.AppID, AppSecret: o.AppSecret, VendorSN: o.VendorSN, VendorSecret: o.VendorSecret,
			HTTPClient: g.Client(),
		}
	}
	g.Gateway = billtest.NewGateway(t, o.Faults, g.reply, billtest.PageFunc(g.pageOf), billtest.BasePath("/gateway"),
		billtest.Describe("fubeitest.Gateway", fmt.Sprintf("%d bills", len(g.rows))))
	return g
}

// Config is a client configuration that reaches this gateway in memory, with its credentials. No network is used, whatever
// BaseURL it is given. For a client over loopback set BaseURL to URL() and HTTPClient to nil.
func (g *Gateway) Config() fubei.Config { return g.config() }
