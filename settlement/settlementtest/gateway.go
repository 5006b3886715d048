// Package settlementtest is a fake Dbenefit (百福得) gateway in memory, for tests of code that uses package settlement.
//
// It verifies the signature of every preset with an implementation of its own, issues and refuses tokens, pages like the
// provider and plays the fault scripts of package billtest. It is an http.Handler, and its RoundTrip serves as an
// http.RoundTripper and as an httpmock responder:
//
//	gw := settlementtest.New(t, settlementtest.Options{Items: settlementtest.Items(250, start, time.Minute)})
//	c, err := settlement.New(gw.Config())
//
// Known of the provider are its parameters, their form, the maximum of itemsPerPage and code 10016. The other refusals are guesses: the
// rule of the sign itself, a Content-Type that is not application/json, a parameter or field that is not on the page, a number written
// as text, a parameter that appears twice, a timestamp that is more than a day off, a time without its zeros, an end before its start, a
// start or end of order times alone, a page below 1, a sign used again, a token refused with HTTP 401. [Options.Lenient] lets in any JSON
// Content-Type, unknown parameters and fields, numbers as text and a sign used again, for requests of other people's clients.
//
// It does not import testing: t is any [billtest.TB], and programs may pass nil.
package settlementtest

import (
	"cmp"
	"context"
	"fmt"
	"net/url"
	"sync/atomic"
	"time"

	"github.com/billrecon/billrecon/billtest"
	"github.com/billrecon/billrecon/settlement"
)

// What a gateway knows that is given no credentials in its [Options]. They are fictional.
const (
	Token  = "fictional-token-of-the-fake-gateway"
	Secret = "fictional-secret-of-the-fake-gateway"
)

// refusedCode is a made-up code, in a form that no provider uses.
const refusedCode = "settlementtest"

// Options say what a [Gateway] serves. The zero value is a gateway that knows [Token] and [Secret] and serves the sample items of
// 2022-11-02.
type Options struct {
	// Token is a token that is always taken until it is made to expire. Empty: the constant of the same name.
	Token string
	// Secret is what requests are signed with. Empty: the constant of the same name.
	Secret string
	// Scheme is the rule of the sign. The zero value is that of settlement.SortedSecretParamMD5.
	Scheme Scheme
	// Sign replaces Scheme and Secret by a rule of your own, for a client with a settlement.SignerFunc. It gets the query
	// without sign and the body as they came, and returns the right sign.
	Sign func(query url.Values, body []byte) string
	// Items are the rows, served in this order, filtered as the query says, both ends of a range included. A row without
	// PaymentTime is never found. The slice is copied. Nil: 24 of [Items], paid at every full hour of 2022-11-02 at UTC+8, the
	// day of the provider's sample; an empty slice is no items.
	Items []settlement.Item
	// Faults is what goes wrong, and when.
	Faults billtest.Script
	// Call serves the paths other than that of the items, for settlement.Client.Call: it gets the path behind "/dbenefit" and the
	// body, and returns the JSON of data; ok false answers 404. Token and sign are verified before. It may be called
	// concurrently. Nil serves none.
	Call func(path string, body []byte) (data []byte, ok bool)
	// Version is the version that requests must carry. Empty: any, or none.
	Version string
	// RefuseReplays refuses a sign that came before, since the timestamp is the page's guard against replays. One client never
	// sends a sign twice; two clients of one gateway can, when they ask for the same in the same millisecond.
	RefuseReplays bool
	// Lenient takes what only a guess refuses: any JSON Content-Type, query parameters and fields that are not on the page, numbers
	// in the body that are written as text, and a sign that came before, whatever RefuseReplays says. Token and sign are verified.
	Lenient bool
	// NullForNone sends data as null, not as [], on a page without rows.
	NullForNone bool
	// ExpiredCode is the code that a refused token gets, under HTTP 200. Empty: HTTP 401. What the provider does is not
	// documented.
	ExpiredCode string
	// ErrorCode is the code of a refused parameter. Empty is "settlementtest", which is made up: the provider documents no
	// code but 10016, which a refused signature gets.
	ErrorCode string
}

// withDefaults fills in what is not set.
func (o Options) withDefaults() Options {
	o.Token = cmp.Or(o.Token, Token)
	o.Secret = cmp.Or(o.Secret, Secret)
	o.ErrorCode = cmp.Or(o.ErrorCode, refusedCode)
	if o.Items == nil {
		o.Items = Items(24, time.Date(2022, 11, 2, 0, 0, 0, 0, billtest.China()), time.Hour)
	}
	return o
}

func (o Options) signer() settlement.Signer {
	if sign := o.Sign; sign != nil {
		return settlement.SignerFunc(func(query url.Values, body []byte) (string, error) { return sign(query, body), nil })
	}
	return o.Scheme.Signer(o.Secret)
}

// basePath stands before the provider's paths in [Gateway.Config] and behind the host in URL.
const basePath = "/dbenefit"

// Gateway is a fake Dbenefit gateway. Its methods may be called concurrently. The embedded [billtest.Gateway] has URL, Client,
// Requests, Count, Unplayed and Close.
type Gateway struct {
	*billtest.Gateway
	rows    []*row
	signing signing
	signs   billtest.Once
	tokens  *billtest.Tokens
	issued  atomic.Int64
	config  func() settlement.Config
	call    func(path string, body []byte) (json []byte, ok bool)

	version, expiredCode, errorCode string
	nullForNone, refuseReplays      bool
	lenient                         bool
}

// New makes a gateway that wants requests signed and a token with each. [billtest.NewGateway] says what t is for.
func New(t billtest.TB, o Options) *Gateway {
	if t != nil {
		t.Helper()
	}
	o = o.withDefaults()
	tokens := billtest.NewTokens()
	tokens.Add(o.Token, time.Time{})
	g := &Gateway{
		rows:          rowsOf(o.Items),
		signing:       signingOf(o),
		tokens:        tokens,
		call:          o.Call,
		version:       o.Version,
		expiredCode:   o.ExpiredCode,
		errorCode:     o.ErrorCode,
		nullForNone:   o.NullForNone,
		refuseReplays: o.RefuseReplays && !o.Lenient,
		lenient:       o.Lenient,
	}
	g.config = func() settlement.Config {
		return settlement.Config{
			Token: settlement.StaticToken(o.Token), Signer: o.signer(), Version: o.Version,
			BaseURL: "https://settlement.example" + basePath, HTTPClient: g.Client(),
		}
	}
	g.Gateway = billtest.NewGateway(t, o.Faults, g.reply, billtest.PageFunc(g.pageOf), billtest.BasePath(basePath),
		billtest.Describe("settlementtest.Gateway", fmt.Sprintf("%d items", len(g.rows))))
	return g
}

// Config is a client configuration that reaches this gateway in memory, with its credentials. No network is used, whatever
// BaseURL it is given. For a client over loopback set BaseURL to URL() and HTTPClient to nil.
func (g *Gateway) Config() settlement.Config { return g.config() }

// TokenSource issues a new token of this gateway each time it is asked, good for life, or until [Gateway.ExpireTokens] if life
// is 0. A client keeps what it returns: [Gateway.TokensIssued] is how often it was asked. No network is used, since the
// provider's token endpoint is not public.
func (g *Gateway) TokenSource(life time.Duration) settlement.TokenSource {
	return settlement.TokenSourceFunc(func(ctx context.Context) (settlement.Token, error) {
		if err := ctx.Err(); err != nil {
			return settlement.Token{}, err
		}
		return g.issue(life), nil
	})
}

func (g *Gateway) issue(life time.Duration) settlement.Token {
	t := settlement.Token{Value: fmt.Sprintf("fictional-issued-token-%04d", g.issued.Add(1))}
	if life > 0 {
		t.Expires = time.Now().Add(life)
	}
	g.tokens.Add(t.Value, t.Expires)
	return t
}

// TokensIssued is how many tokens the sources of [Gateway.TokenSource] issued.
func (g *Gateway) TokensIssued() int { return int(g.issued.Load()) }

// ExpireTokens refuses every token there is so far, [Options.Token] included. Tokens issued later are good.
func (g *Gateway) ExpireTokens() { g.tokens.ExpireAll() }
