package paging

import "context"

// Limits and defaults of a Plan. They are this package's own, not a provider's.
const (
	// DefaultMaxPages is the page cap of a Plan whose MaxPages is 0.
	DefaultMaxPages = 100_000
	// MaxPagesLimit is the largest MaxPages a Plan may ask for.
	MaxPagesLimit = 1_000_000_000
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

// EndRule says which signal of the provider ends the paging.
type EndRule uint8

const (
	// EndByTotal is for a provider that declares a total on every page (fubei).
	// The rows must reach it exactly. An empty or short page before that is not
	// the end; a full page that reaches it is followed by one more request,
	// which must bring nothing. Pages are asked for up to one beyond
	// ceil(total/Size). If no page carries a total, EndByShortPage decides and
	// the Audit says so.
	EndByTotal EndRule = iota
	// EndByShortPage is for a provider without a total (settlement): a page
	// shorter than Size, or empty, is the last one. A total that comes
	// nevertheless is checked against the rows, but never prolongs the paging.
	EndByShortPage
)

// Plan is one run over the pages of one query. Rows and Collect copy it at the
// door and never write to it.
type Plan[T any] struct {
	// Op names the operation in the errors of this package, the provider first
	// ("fubei: Bills"), since only the transport adds the provider by itself.
	Op string
	// Size is the number of rows a full page has; it must be 1 or more, and it
	// must be the limit that Fetch sends.
	Size int
	// MaxPages is the highest page number that is ever asked for; 0 means
	// DefaultMaxPages. Reaching it before the end is transport.ErrIncomplete.
	MaxPages int
	// Prefetch is how many fetches may be in flight ahead of the consumer, 0 to
	// MaxPrefetch. 0 and 1 are serial: a page is fetched when it is needed. The
	// first page always travels alone, since it tells what there is. Rows come
	// in page order whatever the order of arrival.
	Prefetch int
	// End is the provider's end signal.
	End EndRule
	// Drift is the policy for a result set that moves.
	Drift DriftPolicy
	// ProveEnd asks for one page more after a short page that would end the
	// run, and takes any row there as drift. It costs one request and is the
	// only defence of EndByShortPage against a page that came short by mistake,
	// or a provider that silently caps Size.
	ProveEnd bool
	// Fetch gets one page, numbered from 1. It must return when ctx ends, must
	// be safe for concurrent use when Prefetch is above 1, and should return a
	// *transport.Error; any other error is wrapped into one. It is never called
	// after the loop was left.
	Fetch func(ctx context.Context, page int) (Page[T], error)
	// Identity appends the identity of a row to dst: every part that makes a row
	// one row, each added with Part. Two rows of the result set must never share
	// an identity. Appending nothing means that the row has none, which is
	// transport.ErrMalformedResponse, as a shift could hide behind it.
	Identity func(dst []byte, row *T) []byte
	// QueryHash binds cursors to the query; see HashQuery. The zero hash means
	// that the run has no cursors: Audit.Next stays empty.
	QueryHash [32]byte
	// Cursor is where to go on; empty starts at page 1. A resumed run fetches
	// the last page of the run before again, and the result set must still show
	// the same rows there.
	Cursor Cursor
	// Done, when set, is called once as a Rows loop ends: after its last row,
	// before an error is yielded, or because the caller left it. Collect, which
	// returns its Audit, does not call it.
	Done func(Audit)
}
