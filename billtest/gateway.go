package billtest

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"sync"
)

// Gateway is what every fake embeds: it logs every request, asks the fake for the correct reply and plays the script over it. It serves three ways, as
// an http.Handler, as an http.RoundTripper and as an httpmock responder. All methods may be called at the same time. It starts no goroutine of its own;
// only URL starts a server.
//
// Inside a testing/synctest bubble make the Gateway in the bubble and use Client or RoundTrip: a loopback server does not stand still with the clock.
type Gateway struct {
	t      TB
	answer func(*Request, Hints) Reply
	pageOf func(*Request) int
	path   string // behind the server's URL
	name   string
	holds  string
	rules  []ruleState
	resets bool // the script can reset a connection

	mu     sync.Mutex
	log    []func() Request // entries in closures: fmt prints those as addresses, at any depth and with any verb
	closed bool
	server *httptest.Server
	done   chan struct{} // closed by Close: ends what hangs or drips
}

// Option changes a Gateway at its making.
type Option func(*Gateway)

// PageFunc sets how the gateway reads the page number of a request, which Page rules and Request.Page need; 0 is a request without one. It must not keep
// the request.
func PageFunc(read func(*Request) int) Option {
	return func(c *Gateway) { c.pageOf = read }
}

// BasePath sets what URL has behind the host, such as "/gateway". The gateway answers at every path: it is the fake that looks at Request.Path.
func BasePath(path string) Option {
	return func(c *Gateway) { c.path = path }
}

// Describe sets what String says: the fake's name and what it holds, such as "250 bills". The default name is "billtest.Gateway".
func Describe(name, holds string) Option {
	return func(c *Gateway) { c.name, c.holds = name, holds+", " }
}

// NewGateway makes a Gateway, for the New of a fake. answer returns the correct reply to a request, with the Hints applied; it may be called by several
// goroutines at once and may keep and change the request it is given. script is copied.
//
// With a t the gateway is closed at the end of the test, and a script that cannot be played (Script.Validate, or a Page rule without PageFunc) fails the
// test and is not played at all. With a nil t, in a program, call Close; such a script panics.
func NewGateway(t TB, script Script, answer func(*Request, Hints) Reply, options ...Option) *Gateway {
	c := &Gateway{t: t, answer: answer, name: "billtest.Gateway", done: make(chan struct{})}
	for _, option := range options {
		option(c)
	}
	if t != nil {
		t.Helper()
		t.Cleanup(c.Close)
	}
	if err := c.load(script); err != nil {
		c.complain(err.Error())
	}
	return c
}

func (c *Gateway) load(script Script) error {
	if err := script.Validate(); err != nil {
		return err
	}
	if c.pageOf == nil && script.any(func(r Rule) bool { return r.On.kind == onPage }) {
		return errors.New("billtest: Script: a Page rule needs a fake that reads page numbers")
	}
	for _, rule := range script {
		c.rules = append(c.rules, ruleState{rule: rule})
	}
	c.resets = script.any(func(r Rule) bool { return r.Fault.resets() })
	return nil
}

// complain fails the test, or panics where there is none.
func (c *Gateway) complain(text string) {
	if c.t == nil {
		panic(text)
	}
	c.t.Helper()
	c.t.Errorf("%s", text)
}

// Requests returns a copy of the log, in the order of arrival. A request that hangs is in it already.
func (c *Gateway) Requests() []Request {
	c.mu.Lock()
	defer c.mu.Unlock()
	out := make([]Request, len(c.log))
	for i, entry := range c.log {
		out[i] = entry().clone()
	}
	return out
}

// Count is the number of requests so far, retries included.
func (c *Gateway) Count() int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return len(c.log)
}

// Unplayed returns the rules that never changed a reply, in script order: a test that scripts a fault should see it empty at its end.
func (c *Gateway) Unplayed() []Rule {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.unplayed()
}

func (c *Gateway) unplayed() []Rule {
	idle := slices.DeleteFunc(slices.Clone(c.rules), func(s ruleState) bool { return s.played > 0 })
	var rules []Rule
	for _, state := range idle {
		rules = append(rules, state.rule)
	}
	return rules
}

// String says what the fake holds and how many requests came, and nothing of what they carried.
func (c *Gateway) String() string {
	return fmt.Sprintf("%s(%s%d requests)", c.name, c.holds, c.Count())
}

// GoString is String, for %#v.
func (c *Gateway) GoString() string { return c.String() }

// Format writes String for every verb: %d would print what the gateway and its fake hold.
func (c *Gateway) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, c.String()) }

// Client returns a client whose Transport is the gateway itself: no network, any host.
func (c *Gateway) Client() *http.Client { return &http.Client{Transport: c} }
