package daily

import (
	"context"
	"iter"
	"time"

	"github.com/billrecon/billrecon/recon"
)

// Row is a row of a bill or of the orders.
type Row struct {
	// Record is the row as matching sees it.
	Record recon.Record `json:"record"`
	// File and Line say where it was read, "" and 0 where that says nothing.
	File string `json:"file,omitempty"`
	Line int    `json:"line,omitempty"`
	// Raw is the row as it was there. It is kept by the Store with the day's input and with the differences, whatever it holds.
	Raw string `json:"raw,omitempty"`
}

// record is what matching asks for.
func (r Row) record() recon.Record { return r.Record }

// SideRow is a row and the side that it is of.
type SideRow struct {
	Row
	// Bill says that the row is of the bill, not of the orders.
	Bill bool `json:"bill,omitempty"`
	// Held says that the row came on an earlier day, and waited. Of such a row the Record alone is known.
	Held bool `json:"held,omitempty"`
}

// Request is what is asked for: one bill day.
type Request struct {
	Day recon.Day
	// Start and End are the day's first instant and, exclusive, its end, by the Location and CutOff of the rules.
	Start, End time.Time
	// Orders are the orders that will be matched, for providers that are asked order by order; without the rows that are matched for
	// changes of orders (Result.Changed), whose bill was fetched on an earlier day. Empty when it is the orders that are asked for.
	Orders []Row
	// Held are the orders that wait in the pool.
	Held []recon.PoolRow
}

// Answer is the bill of a day.
type Answer struct {
	Rows []Row
	// Until is up to which instant, exclusive, the bill is proven to be whole. It must not lie before Request.End.
	Until time.Time
	// Again says that rows which wait in the pool may be among Rows again, since the provider was asked for them by their key: each held
	// bill row whose Key is one of Rows' gives way to these.
	Again bool
}

// Bills asks a provider for the bill of a day: all of it, or an error.
type Bills func(ctx context.Context, day Request) (Answer, error)

// Orders are the shop's books.
type Orders interface {
	// Orders yields the orders of the day. It may yield those of other days, too; see the package's comment. The first error ends it.
	Orders(ctx context.Context, day Request) iter.Seq2[Row, error]
}

// OrdersFunc is an Orders made of a func.
type OrdersFunc func(ctx context.Context, day Request) iter.Seq2[Row, error]

// Orders calls f.
func (f OrdersFunc) Orders(ctx context.Context, day Request) iter.Seq2[Row, error] {
	return f(ctx, day)
}

// Refresher is what Orders may offer as well: the current state of orders that wait, by their keys. It is asked for those that Orders
// did not yield. Orders that are gone are left out, and go on waiting as they are.
type Refresher interface {
	Refresh(ctx context.Context, keys []string) iter.Seq2[Row, error]
}

// Report is called with each day's result before it is kept: a report that fails leaves the day as it was. It may be called again
// for the same day.
type Report func(ctx context.Context, r *Result) error

// Step says how far a run is.
type Step struct {
	Day recon.Day
	// Name is "orders", "refresh", "bills", "match", "report" or "keep".
	Name string
	// Rows counts what the step has read so far; 0 at its beginning.
	Rows int
}
