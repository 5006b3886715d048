package contract_test

import (
	"context"
	"iter"
	"log/slog"
	"net/http"
	"time"

	"github.com/billrecon/billrecon"
	"github.com/billrecon/billrecon/billtest"
)

// providers are the clients under contract.
func providers() []provider {
	return []provider{fubeiProvider(), settlementProvider(), eshouhouProvider(), consoleProvider(), acmeProvider()}
}

// provider is what the suite has to know about one client.
type provider struct {
	name string
	// invented is a provider that does not exist: docs/faults.md does not speak of it.
	invented bool
	serve    func(t billtest.TB, script billtest.Script) gateway // a fake gateway with the rows that the ops ask for
	dial     func(gw gateway, s settings) (any, error)           // a client of it
	ops      []op                                                //
	days     bool                                                // its bills are of days, which must be over
	totals   bool                                                // it declares a total
	paged    bool                                                // faults of pages apply
	code     string                                              // a business failure's code, as the provider writes them
	own      []fault                                             // faults that only this provider has
	shown    func(gw gateway, s settings, client any) []any      // what beside errors a program may print
	// carried are the names of headers, query parameters and members of the request's body that carry secrets.
	carried []string
	open    func(ctx context.Context, client any) outcome // the whole bill of a period that is not over; nil without days
	long    *long                                         // nil: nothing to soak
	tokens  *tokens                                       // nil: no tokens
}

// gateway is what every fake has.
type gateway interface {
	http.Handler
	Requests() []billtest.Request
	Unplayed() []billtest.Rule
	Close()
}

// settings are the fields that every Config has.
type settings struct {
	baseURL    string
	http       *http.Client
	logger     *slog.Logger
	retry      billrecon.RetryPolicy
	rate       billrecon.RateLimit
	timeout    time.Duration
	maxBytes   int64
	ahead      int           // Prefetch or Concurrency
	tokenTakes time.Duration // how long a token takes, where no request brings it
	twice      bool          // ReadTwice
	trusting   bool          // the end is believed without proof, where the provider leaves the choice
}

// op is one operation of a client. See the package's doc.
type op struct {
	name          string
	hit           func(billtest.Request) bool
	before, after int // requests before it, and after it when it failed for good
	left          int // requests after it when it succeeded
	sound         int
	truth         []string
	once          bool
	complete      bool
	trusting      bool              // it runs with settings.trusting
	twice         bool              // it runs with settings.twice
	blind         map[string]string // faults that nothing it does can tell from a right answer, and why
	loose         []string
	differs       map[string]expect
	run           func(ctx context.Context, client any, row func()) outcome
}

// outcome is what an operation came to. rows are fingerprints: identity and amount.
type outcome struct {
	rows  []string
	err   error
	done  bool  // it claims, by an Audit, that nothing is missing
	odd   bool  // it tells by other means than an error that something is not as it should be
	shown []any // results that a program may print, personal data inside or not
}

// long is a run of n pages or replies.
type long struct {
	serve func(script billtest.Script, n int) gateway
	dial  func(gw gateway, s settings) (any, error) // nil: the provider's
	rows  func(ctx context.Context, client any, n int) iter.Seq2[string, error]
	truth func(n int) []string
}

// tokens are the storms of a provider with access tokens.
type tokens struct {
	slow    func(d time.Duration) billtest.Script // makes a token late, where a request brings it; nil: settings.tokenTakes does
	fetched func(gateway) int                     // tokens asked for so far
	expire  func(gateway)                         // refuses every token from now on
	call    func(ctx context.Context, client any) error
}

// What must never be shown. The secret has characters that URLs and JSON escape; all of it is made up.
const (
	plantedSecret = "fictional-secret/with+odd=chars&0001"
	plantedPhone  = "13800001234"
	plantedName   = "虚构人名甲乙"
	plantedBody   = "fictional-body-text"
)
