package paging

// Audit says what a run did and what it proved.
type Audit struct {
	// Pages is how many pages this run took and checked, the repeated page of
	// a resumed run not counted.
	Pages int
	// Rows is how many rows this run handed out. After an error they are the
	// rows of the first Pages pages, each of which passed every check.
	Rows int64
	// Earlier is how many rows the runs before the Cursor handed out; 0 when
	// the run started at page 1. The whole bill is Earlier + Rows.
	Earlier int64
	// DeclaredTotal is the last total the provider declared; valid only with
	// HasTotal.
	DeclaredTotal int64
	// HasTotal says that the provider declared a total.
	HasTotal bool
	// Duplicates counts the rows whose identity was seen before, earlier runs
	// included. Under FailOnDrift they are those of the page that failed.
	Duplicates int64
	// Retries is how many attempts failed before the pages came.
	Retries int
	// Unknown counts the unknown fields and enum values seen; nil when there
	// were none.
	Unknown map[string]int64
	// Complete is true only when the provider's end signal was reached, the
	// rows equal its total where it gave one, and no drift was seen. It is
	// false after every error and after leaving the loop early.
	Complete bool
	// Findings are sentences about what was noticed, without row contents: each
	// sign of drift, a missing total, a resumed run. At most 50, the last of
	// which then says how many were left out.
	Findings []string
	// Next is where another run can go on after an error or an early leave.
	// It is empty when the run is complete and when going on makes no sense:
	// after drift and after rows turned out to be missing, start again.
	Next Cursor
}
