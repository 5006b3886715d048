package contract_test

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"net"
	"net/http"
	"time"

	"github.com/billrecon/billrecon/billtest"
)

// always is how often the default policy tries.
const always = 4

// expect is what a fault must become while it goes on.
type expect struct {
	kind  string // as kindOf says it; "" is a success
	times int    // requests for the faulty place
}

// fault is one thing that goes wrong at one place of an operation, for as long as it is tried.
type fault struct {
	name    string
	play    billtest.Fault               // what the gateway plays, or
	trouble func(l *lab) *http.Transport // what happens on the way to it
	want    expect
	at      func(o op) billtest.When // where it plays; nil is wherever o is hit
	early   func()                   // takes the clock to where the period is not over; nil is past it
	unsent  bool                     // the provider cannot have seen the request, so that a write may be repeated
	tls     bool
}

func (f fault) script(o op) billtest.Script {
	switch {
	case f.trouble != nil || f.early != nil:
		return nil
	case f.at != nil:
		return billtest.Script{{On: f.at(o), Fault: f.play}}
	}
	return billtest.Script{{On: billtest.Always().Where(o.hit), Fault: f.play}}
}

// expected is what f must become in o: writes are not repeated, and an op may have reasons of its own.
func (f fault) expected(o op) expect {
	if want, ok := o.differs[f.name]; ok {
		return want
	}
	want := f.want
	if o.once && !f.unsent {
		want.times = 1
	}
	return want
}

// faults are those that mean the same to every provider.
func faults() []fault {
	return append(append(troubles(), statuses()...), bodies()...)
}

// troubles come between the client and the provider.
func troubles() []fault {
	return []fault{
		{name: "connection refused", trouble: dialled((*network).refuse), want: expect{"ErrUnavailable", always}, unsent: true},
		{name: "connection reset before the answer", trouble: resets(-1), want: expect{"ErrUnavailable", always}},
		{name: "connection reset in the body", trouble: resets(10), want: expect{"ErrUnavailable", always}},
		{name: "connection closed before the answer", play: billtest.Reset(), want: expect{"ErrUnavailable", always}},
		{name: "connection closed in the body", play: billtest.Truncate(), want: expect{"ErrUnavailable", always}},
		{name: "certificate of an unknown authority", trouble: distrust, want: expect{"ErrUnavailable", 1}, unsent: true, tls: true},
		{name: "certificate of another host", trouble: impostor, want: expect{"ErrUnavailable", 1}, unsent: true, tls: true},
		{name: "no TLS where TLS is due", trouble: noTLS, want: expect{"ErrUnavailable", 1}, unsent: true, tls: true},
		{name: "no answer", play: billtest.Hang(), want: expect{"ErrUnavailable", always}},
		{name: "slow drip past the time limit", play: billtest.SlowDrip(time.Minute), want: expect{"ErrUnavailable", always}},
		{name: "slow drip within it", play: billtest.SlowDrip(time.Second), want: expect{"", 1}},
	}
}

// statuses are answers that are not 2xx.
func statuses() []fault {
	retried, long := expect{"ErrUnavailable", always}, "484289"
	return []fault{
		{name: "400", play: billtest.Status(400), want: expect{"its HTTP status", 1}},
		{name: "401", play: billtest.Status(401), want: expect{"ErrAuth", 1}},
		{name: "403", play: billtest.Status(403), want: expect{"ErrAuth", 1}},
		{name: "404 over the right body", play: billtest.StatusOnly(404), want: expect{"its HTTP status", 1}},
		{name: "408", play: billtest.Status(408), want: retried},
		{name: "429", play: billtest.Status(429), want: expect{"ErrRateLimited", always}},
		{name: "429, Retry-After 2 s", play: billtest.RetryAfter(429, "2"), want: expect{"ErrRateLimited", always}},
		{name: "429, Retry-After 134 h", play: billtest.RetryAfter(429, long), want: expect{"ErrRateLimited", 1}},
		{name: "500", play: billtest.Status(500), want: retried},
		{name: "500 that repeats secrets", play: leaking(500), want: retried},
		{name: "500 over the right body", play: billtest.StatusOnly(500), want: retried},
		{name: "502 in HTML", play: billtest.HTML(502), want: retried},
		{name: "503", play: billtest.Status(503), want: retried},
		{name: "503, Retry-After 2 s", play: billtest.RetryAfter(503, "2"), want: retried},
		{name: "503, Retry-After 134 h", play: billtest.RetryAfter(503, long), want: expect{"ErrRateLimited+ErrUnavailable", 1}},
		{name: "redirect to another host", play: billtest.RedirectTo("https://elsewhere.example/?t=" + plantedBody), want: expect{"ErrUnavailable", 1}},
	}
}

// bodies are answers of 200 that are not what they should be.
func bodies() []fault {
	malformed, again := expect{"ErrMalformedResponse", 1}, expect{"ErrMalformedResponse", always}
	return []fault{
		{name: "200 without a body", play: billtest.Empty(), want: again},
		{name: "200 in HTML", play: billtest.HTML(200), want: again},
		{name: "truncated JSON", play: billtest.CutShort(), want: again},
		{name: "more bytes than allowed", play: billtest.Oversize(2 * maxBytes), want: expect{"ErrResponseTooLarge", 1}},
		{name: "many bytes, within the limit", play: billtest.Oversize(maxBytes), want: expect{"", 1}},
		{name: "gzip bomb", play: billtest.GzipBomb(64 * maxBytes), want: expect{"ErrResponseTooLarge", 1}},
		{name: "10 000 arrays in one another", play: billtest.Deep(10_000), want: malformed},
		{name: "10 arrays in one another", play: billtest.Deep(10), want: expect{"", 1}},
		{name: "text that is not UTF-8", play: billtest.InvalidUTF8(), want: malformed},
		{name: "an amount of 1e10000", play: billtest.BadExponent(), want: malformed},
		{name: "JSON of another kind that repeats secrets", play: leaking(200), want: expect{"ErrMalformedResponse", 1}},
	}
}

// drifts are faults of the data. They end in the truth or in an error; docs/faults.md pins which.
func drifts() []fault {
	return []fault{
		{name: "a row twice", play: billtest.Duplicate()},
		{name: "rows shifted by one", play: billtest.Shift()},
		{name: "short page in the middle", play: billtest.ShortPage()},
		{name: "every page lacks its last row", play: billtest.ShortPage(), at: throughout},
		{name: "empty page in the middle", play: billtest.EmptyPage()},
		{name: firstEmpty, play: billtest.EmptyPage(), at: func(op) billtest.When { return billtest.Page(1) }},
		{name: "pages capped at 7 rows", play: billtest.CapPage(7), at: throughout},
		{name: "rows swapped under a constant total", play: billtest.SwapRows(), at: throughout},
		{name: "rows that were not asked for", play: billtest.OtherRows(), at: throughout},
		{name: "page number ignored", play: billtest.IgnorePage()},
		{name: "limit ignored", play: billtest.IgnoreLimit()},
		{name: "no total", play: billtest.AbsentTotal(), at: throughout},
		{name: "total too large", play: billtest.LieTotal(1_000)},
		{name: "total too small", play: billtest.LieTotal(1)},
		{name: "total of zero", play: billtest.LieTotal(0)},
		{name: "total below zero", play: billtest.LieTotal(-1)},
	}
}

// firstEmpty is the fault that neither one reading nor two can see where no total is declared.
const firstEmpty = "first page always empty"

func throughout(op) billtest.When { return billtest.Always() }

// periods are questions for a day that is not over. The rows are those of 2026-11-22; the bubble's clock starts in 2000.
func periods() []fault {
	return []fault{
		{name: "the day is today", early: func() { billtest.SleepPast(2026, 11, 21) }},
		{name: "the day is to come", early: func() {}},
	}
}

// business is the provider's own failure, in its own envelope, with secrets in the message.
func business(p provider) fault {
	return fault{name: "business failure", want: expect{"its code", 1},
		play: billtest.Business(p.code, "", "no: "+plantedSecret+" of "+plantedPhone)}
}

// leaking answers with a document that repeats what it was sent, as gateways in a debug mode do.
func leaking(status int) billtest.Fault {
	return billtest.Respond(billtest.Reply{Status: status, Header: http.Header{"Content-Type": {"application/json"}},
		Body: []byte(`["` + plantedBody + `","` + plantedSecret + `","` + plantedPhone + `","` + plantedName + `"]`)})
}

func dialled(dial func(*network, context.Context, string, string) (net.Conn, error)) func(*lab) *http.Transport {
	return func(l *lab) *http.Transport {
		return transportOf(func(ctx context.Context, network, addr string) (net.Conn, error) {
			return dial(l.net, ctx, network, addr)
		})
	}
}

func resets(after int) func(*lab) *http.Transport {
	return func(l *lab) *http.Transport { return transportOf(l.net.reset(after)) }
}

func distrust(l *lab) *http.Transport {
	t := transportOf(l.net.dial)
	t.TLSClientConfig = &tls.Config{RootCAs: x509.NewCertPool()}
	return t
}

func impostor(l *lab) *http.Transport {
	other := newNetwork()
	l.serve(other, true, certs().name)
	l.beside = append(l.beside, other)
	return transportOf(other.dial)
}

func noTLS(l *lab) *http.Transport {
	other := newNetwork()
	l.serve(other, false, tls.Certificate{})
	l.beside = append(l.beside, other)
	return transportOf(other.dial)
}
