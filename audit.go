package billrecon

import "time"

// Audit says what a run over the pages of one query did and what it proved.
type Audit struct {
	// Complete reports whether the rows are proven to be the whole bill: the provider's end signal was reached, the rows
	// equal its total where it documents one, the period is over, and nothing contradicted any of it. It is false after
	// every error and after leaving a loop early.
	Complete bool
	// Until is the exclusive end of the period whose rows are proven to be there, in UTC+8. It is zero unless Complete, and
	// when the query asked for less than all rows of a period, such as those of one order number.
	Until time.Time
	// ReadTwice reports whether the bill was read a second time, with another page size, and the same rows came.
	ReadTwice bool
	// Pages is how many pages this run took and checked. The page that a resumed run reads again is not counted.
	Pages int
	// Rows is how many rows this run handed out. After an error they are the rows of the first Pages pages, each of which
	// passed every check.
	Rows int64
	// Earlier is how many rows the runs before the Cursor handed out; 0 when the run started at page 1. The whole bill is
	// Earlier + Rows.
	Earlier int64
	// DeclaredTotal is the last total that the provider declared; valid only with HasTotal.
	DeclaredTotal int64
	// HasTotal reports whether the provider declared a total.
	HasTotal bool
	// Duplicates counts the rows whose identity was seen before, in earlier runs too. Under [FailOnDrift] they are those of
	// the page that failed.
	Duplicates int64
	// Retries is how many attempts failed before the pages came.
	Retries int
	// Unknown counts the unknown fields, unknown enum values and unreadable side fields by name; nil when there were none.
	Unknown map[string]int64
	// Findings are sentences about what was noticed, without contents of rows: each sign of drift, a server that caps its
	// pages, pages that came short although rows follow, an open period, a resumed run, a second reading. There are at most
	// 50, the last of which then says how many were left out.
	Findings []string
	// Next is where another run can go on after an error or an early leave. It is empty when the run is complete, and when
	// going on makes no sense: after drift, and after rows turned out to be missing, start again.
	Next Cursor
}
