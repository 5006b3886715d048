package paging

import (
	"context"
	"time"
)

// Limits and defaults of a Plan. They are this package's own, not a provider's.
const (
	// DefaultMaxPages is the page cap of a Plan whose MaxPages is 0.
	DefaultMaxPages = 100_000
	// MaxPagesLimit is the largest MaxPages a Plan may ask for.
	MaxPagesLimit = 1_000_000_000
	// DefaultMaxRows is the row cap of a Plan whose MaxRows is 0.
	DefaultMaxRows = 10_000_000
	// MaxPrefetch is the largest Prefetch a Plan may ask for.
	MaxPrefetch = 256
)

// Page is what one fetch brought.
type Page[T any] struct {
	// Rows are the page's rows in the provider's order; nil and empty both
	// mean that the page has none.
	Rows []T
	// Total is the provider's count of the whole result set; it counts only
	// when HasTotal is set, so that an absent total is not a total of 0.
	Total int64
	// HasTotal says that the reply carried a total.
	HasTotal bool
	// Retries is how many attempts failed before this page came.
	Retries int
	// Unknown counts the unknown fields and enum values seen on the page. It is
	// read only, nil when there were none.
	Unknown map[string]int64
}

// Plan is one run over the pages of one query. Each and All copy it at the
// door and never write to it.
type Plan[T any] struct {
	// Op names the operation in the errors of this package, the provider first
	// ("fubei: Bills"), since only the transport adds the provider by itself.
	Op string
	// Size is the number of rows to ask for per page, 1 or more.
	Size int
	// MaxPages is the highest page number that is ever asked for; 0 means
	// DefaultMaxPages. Reaching it before the end is billrecon.ErrIncomplete. A
	// second reading, whose pages are smaller, may go to twice as many.
	MaxPages int
	// MaxRows is the most rows of one bill, those of earlier runs included; 0
	// means DefaultMaxRows. A page beyond it is billrecon.ErrIncomplete.
	MaxRows int64
	// Prefetch is how many fetches may be in flight ahead of the consumer, 0 to
	// MaxPrefetch. 0 and 1 are serial: a page is fetched when it is needed. The
	// first page always travels alone, since it tells what there is. Rows come
	// in page order whatever the order of arrival.
	Prefetch int

	// DeclaresTotal says that the provider declares a total on every page
	// (fubei). A page without one is then billrecon.ErrIncomplete. A total that
	// comes from a provider without one (settlement) is checked all the same.
	DeclaresTotal bool
	// EmptyWithoutTotal lets a page without rows come without a total, too.
	EmptyWithoutTotal bool
	// TrustShortPage ends the run on the first page of fewer rows than Size. It
	// saves a request where there is no total, and loses the rows after a page
	// that came short by mistake or because the server caps its pages.
	TrustShortPage bool
	// ReadTwice reads the whole bill again with another page size once all rows
	// are there, and takes other rows as drift. It is not done when the run
	// cannot be complete anyway: after reported drift, and under Open.
	ReadTwice bool

	// Open says that the period is not over, so that rows may still come: the
	// run is never Complete.
	Open bool
	// Part says that the run is one of many over parts of one bill, such as the
	// days of a month, and that the findings of the whole say what was read twice.
	Part bool
	// Until is the exclusive end of the period that a complete run proves;
	// zero when the query asks for less than all rows of a period.
	Until time.Time
	// Drift is the policy for a result set that moves.
	Drift DriftPolicy

	// Fetch gets one page, numbered from 1, of at most size rows. It must return
	// when ctx ends, must be safe for concurrent use when Prefetch is above 1,
	// and should return a *billrecon.Error; any other error is wrapped into one.
	// It is never called after the loop was left.
	Fetch func(ctx context.Context, page, size int) (Page[T], error)
	// Identity appends the identity of a row to dst: every part that makes a row
	// one row, each added with Part. Two rows of the result set must never share
	// an identity. Appending nothing means that the row has none, which is
	// billrecon.ErrMalformedResponse, as a shift could hide behind it.
	Identity func(dst []byte, row *T) []byte
	// Outside returns why the query did not ask for the row ("create_time is not
	// of the day asked for"), "" when it did; such a row is drift. The reason
	// names the field and the rule, never the row's values: it is printed. Nil
	// checks nothing.
	Outside func(row *T) string
	// QueryHash binds cursors to the query; see HashQuery. The zero hash means
	// that the run has no cursors: Audit.Next stays empty.
	QueryHash [32]byte
	// Cursor is where to go on; empty starts at page 1. A resumed run fetches
	// the last page of the run before again, and the result set must still show
	// the same rows there. Its second reading covers the whole bill.
	Cursor Cursor
}
