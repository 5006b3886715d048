// Package paging turns the pages of a provider into one complete, audited
// sequence of rows.
//
// Its promise: a caller never takes a partial bill for a whole one. Rows and
// Collect end without an error only when the provider's own end signal was
// reached and nothing on the way contradicted it. Everything else is an error
// that errors.Is places: transport.ErrPageDrift (the result set moved, or the
// provider contradicted itself), transport.ErrPageLoop (it repeats a page),
// transport.ErrIncomplete (rows are missing, or the page cap was reached). The
// one exception is asked for: Collect under ReportDrift says in
// Audit.Complete what it found instead.
//
// A page is checked whole before any of its rows is handed out, so the rows a
// caller holds after an error are always whole pages that passed every check.
//
// What no check can see: a row that is deleted from a page already read pulls
// another row over the page border, past the reader. A total gives that away,
// unless another row came in at the same time. Bills of a past day do not move.
package paging
