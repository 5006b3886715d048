// Package consoletest is a fake reconciliation console (对账控制台) in memory, for tests of code that uses package console.
//
// It lists, filters, counts, switches and shows details as the console's page says, out of a recon.Result or out of given
// rows, and plays the fault scripts of package billtest. It is an http.Handler, and its RoundTrip serves as an http.RoundTripper
// and as an httpmock responder:
//
//	fake := consoletest.FromResult(t, result, consoletest.Options{})
//	c, err := console.New(fake.Config())
//
// The page says of no request that it is refused: every refusal is a guess. Those of a filter that is no whole number, a pay_way other
// than 1 and 2, a missing or unknown code, an auto that is no bool and a body that is neither JSON nor a form follow from its tables.
// Parameters and fields that are not on it are ignored. [Options.Lenient] lets more in, for requests of other people's clients.
//
// It does not import testing: t is any [billtest.TB], and programs may pass nil.
package consoletest

import (
	"fmt"
	"maps"
	"slices"
	"sync"

	"github.com/billrecon/billrecon/billtest"
	"github.com/billrecon/billrecon/recon"
	"github.com/billrecon/billrecon/recon/console"
)

// Options say what a [Console] serves. The zero value is an empty console.
type Options struct {
	// Orders are the rows of the list, in this order. The slice is copied. FromResult makes them, and refuses any here.
	Orders []console.Order
	// Details are both sides of an order, by its code. An order without any has no bill_data. FromResult makes them.
	Details map[string]console.OrderDetails
	// Ledger says what the result does not know; for FromResult alone.
	Ledger console.LedgerOptions
	// Faults is what goes wrong, and when.
	Faults billtest.Script
	// Allow says whether a request may be answered; it may be called concurrently. False answers 401. Nil allows all: how the
	// console authorises is not documented.
	Allow func(billtest.Request) bool
	// MaxRows is the most rows that a list has; order.num still counts all. 0 is no limit: the console's paging is not
	// documented.
	MaxRows int
	// StatisticsOfAll counts all orders, whatever the filters. The zero value counts the rows that the filters let through;
	// the page does not say which.
	StatisticsOfAll bool
	// Lenient takes any JSON Content-Type for a switch, an auto written as text, and a code written as a number.
	Lenient bool
	// ErrorCode is the code of a refused parameter. Empty is "400"; the page documents none.
	ErrorCode string
}

// Console is a fake reconciliation console. It answers below any base path; its methods may be called concurrently. The embedded
// [billtest.Gateway] has URL, Client, Requests, Count, Unplayed and Close.
type Console struct {
	*billtest.Gateway
	o       Options
	details func(code string) (console.OrderDetails, error)

	mu   sync.Mutex
	rows []console.Order // SetAuto changes their Auto
}

// New makes a console. With a t it is closed at the end of the test; a script that cannot be played fails the test. With
// nil, call Close, and such a script panics. Inside a testing/synctest bubble use Client or RoundTrip, not URL.
func New(t billtest.TB, o Options) *Console {
	if t != nil {
		t.Helper()
	}
	byCode := maps.Clone(o.Details)
	return build(t, o, func(code string) (console.OrderDetails, error) { return byCode[code], nil })
}

// FromResult makes a console that shows a result. See console.NewLedger for how an order becomes a row. A result that cannot be shown fails the test, and
// panics with nil. Switching an order's auto on does not reconcile it: the result stays what it is.
func FromResult[B, O any](t billtest.TB, result *recon.Result[B, O], o Options) *Console {
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

func fail(t billtest.TB, text string) {
	if t == nil {
		panic(text)
	}
	t.Helper()
	t.Errorf("%s", text)
}

func build(t billtest.TB, o Options, details func(string) (console.OrderDetails, error)) *Console {
	if o.ErrorCode == "" {
		o.ErrorCode = "400"
	}
	if t != nil {
		t.Helper()
	}
	c := &Console{o: o, details: details, rows: slices.Clone(o.Orders)}
	c.Gateway = billtest.NewGateway(t, o.Faults, c.reply, billtest.PageFunc(pageOf),
		billtest.Describe("consoletest.Console", fmt.Sprintf("%d orders", len(c.rows))))
	return c
}

// Config is a client configuration that reaches this console in memory. No network is used, whatever BaseURL it is given.
// For a client over loopback set BaseURL to URL() and HTTPClient to nil. Set Authorize to what Options.Allow asks for.
func (c *Console) Config() console.Config {
	return console.Config{BaseURL: "https://console.example", HTTPClient: c.Client()}
}

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
