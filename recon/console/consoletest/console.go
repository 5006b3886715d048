package consoletest

import (
	"fmt"
	"maps"
	"net/http"
	"slices"
	"sync"

	"github.com/billrecon/billrecon/internal/fake"
	"github.com/billrecon/billrecon/recon"
	"github.com/billrecon/billrecon/recon/console"
)

// Console is a fake reconciliation console. Its methods may be called concurrently.
type Console struct {
	core    *fake.Core
	o       Options
	details func(code string) (console.OrderDetails, error)

	mu   sync.Mutex
	rows []console.Order // SetAuto changes their Auto
}

// New makes a console. With a t it is closed at the end of the test; a script that cannot be played fails the test. With
// nil, call Close, and such a script panics. Inside a testing/synctest bubble use Client or RoundTrip, not URL.
func New(t TB, o Options) *Console {
	if t != nil {
		t.Helper()
	}
	byCode := maps.Clone(o.Details)
	return build(t, o, func(code string) (console.OrderDetails, error) { return byCode[code], nil })
}

// FromResult makes a console that shows a result. See console.NewLedger for how an order becomes a row. A result that cannot be shown fails the test, and
// panics with nil. Switching an order's auto on does not reconcile it: the result stays what it is.
func FromResult[B, O any](t TB, result *recon.Result[B, O], o Options) *Console {
	if t != nil {
		t.Helper()
	}
	if len(o.Orders) > 0 || len(o.Details) > 0 {
		fail(t, "consoletest: Options.Orders and Options.Details are for New: FromResult makes them")
	}
	ledger, err := console.NewLedger(result, o.Ledger)
	if err != nil {
		fail(t, "consoletest: FromResult: "+err.Error())
		return New(t, Options{Faults: o.Faults})
	}
	o.Orders = ledger.Page().Orders
	return build(t, o, func(code string) (console.OrderDetails, error) {
		details, err := ledger.Details(code)
		if err != nil {
			return console.OrderDetails{}, err
		}
		return *details, nil
	})
}

func fail(t TB, text string) {
	if t == nil {
		panic(text)
	}
	t.Helper()
	t.Errorf("%s", text)
}

func build(t TB, o Options, details func(string) (console.OrderDetails, error)) *Console {
	if o.ErrorCode == "" {
		o.ErrorCode = "400"
	}
	c := &Console{o: o, details: details, rows: slices.Clone(o.Orders)}
	if t == nil {
		c.core = fake.NewCore(nil, o.Faults, c.answer)
		return c
	}
	t.Helper()
	c.core = fake.NewCore(t, o.Faults, c.answer)
	return c
}

// Config is a client configuration that reaches this console in memory. No network is used, whatever BaseURL it is given.
// For a client over loopback set BaseURL to URL() and HTTPClient to nil. Set Authorize to what Options.Allow asks for.
func (c *Console) Config() console.Config {
	return console.Config{BaseURL: "https://console.example", HTTPClient: c.Client()}
}

// URL is the console's URL on a loopback server, to be used as Config.BaseURL. The first call starts the server; Close
// stops it.
func (c *Console) URL() string { return c.core.URL() }

// Client is an http.Client whose Transport is the console: no network, any host.
func (c *Console) Client() *http.Client { return c.core.Client() }

// ServeHTTP makes the console an http.Handler. It answers below any base path.
func (c *Console) ServeHTTP(w http.ResponseWriter, r *http.Request) { c.core.ServeHTTP(w, r) }

// RoundTrip makes the console an http.RoundTripper and an httpmock responder.
func (c *Console) RoundTrip(r *http.Request) (*http.Response, error) { return c.core.RoundTrip(r) }

// Order is the row of a code as it is now.
func (c *Console) Order(code string) (console.Order, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, o := range c.rows {
		if o.Code == code {
			return o, true
		}
	}
	return console.Order{}, false
}

// Requests is the log of all requests, in the order of arrival. Their fields hold what was sent; printing them does not.
func (c *Console) Requests() []Request { return c.core.Requests() }

// Count is how many requests came, retries included.
func (c *Console) Count() int { return c.core.Count() }

// Unplayed are the rules of the script that never changed a reply: a test that scripts a fault should find it empty.
func (c *Console) Unplayed() []Rule { return c.core.Unplayed() }

// Close ends what hangs and refuses later requests. It may be called more than once.
func (c *Console) Close() { c.core.Close() }

// String shows the sizes and no rows.
func (c *Console) String() string {
	return fmt.Sprintf("consoletest.Console(%d orders, %d requests)", len(c.o.Orders), c.Count())
}

// GoString is String.
func (c *Console) GoString() string { return c.String() }

// Format writes String for every verb: the rows hold personal data.
func (c *Console) Format(f fmt.State, _ rune) { _, _ = f.Write([]byte(c.String())) }
