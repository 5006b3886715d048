// Package paging turns the pages of a provider into one complete, audited
// sequence of rows.
//
// Its promise: a caller never takes a partial bill for a whole one. Each and
// All end without an error only when two signs of the end agreed and nothing
// on the way contradicted them. Everything else is an error that errors.Is
// places: billrecon.ErrPageDrift (the result set moved, or the provider
// contradicted itself), billrecon.ErrPageLoop (it repeats a page),
// billrecon.ErrIncomplete (rows or their total are missing, or a cap was
// reached). Two exceptions are asked for: All under ReportDrift and a run
// under Open say in Audit.Complete that the bill is not proven.
//
// A page is checked whole before any of its rows is handed out, so the rows a
// caller holds after an error are always whole pages that passed every check.
//
// # The end
//
// A page that is merely short is never the end: a server may cap its pages, and
// a page may come short by mistake. What ends a run, and the requests of a bill
// of n pages that have rows (Prefetch may add idle ones where there is no total:
// at most as many as the pages that were asked for, and as Prefetch):
//
//	provider       last page   what ends the run                      requests
//	total          short       the total is reached by a short page   n
//	total          full        the total is reached, an empty page    n + 1
//	no total       short       a short page, an empty page            n + 1
//	no total       full        an empty page, another empty page      n + 2
//	any            no rows     an empty first page                    1
//	TrustShortPage short       a short page                           n
//	TrustShortPage full        an empty page                          n + 1
//
// A full page has as many rows as were asked for or, when the server caps its
// pages, as many as its longest page. Why a total alone is not enough: where it
// counts the rows of the page, as some do, the first page would reach it.
// ReadTwice adds the requests of the same bill with smaller pages: about as many
// again. A client that reads a long period in parts (Plan.Part) makes the
// requests of each part: one or two more than its pages where there is no total.
//
// # What a reading sees
//
//	                                                one reading              two readings
//	                                                total        no total    total        no total
//	the server caps pages and steps by its cap      read         read        read         read
//	it caps pages and steps by what was asked for   incomplete   NOT SEEN    incomplete   drift
//	a page lacks rows, full pages follow            incomplete   drift       incomplete   drift
//	the last page lacks rows, or was empty          incomplete   NOT SEEN    incomplete   drift
//	each page lacks its last row                    incomplete   NOT SEEN    incomplete   drift
//	an empty page in the middle                     incomplete   drift       incomplete   drift
//	the first page was empty, once                  incomplete   NOT SEEN    incomplete   drift
//	the first page is empty, always                 incomplete   NOT SEEN    incomplete   NOT SEEN
//	a row moves up as one leaves and none comes     drift        NOT SEEN    drift        drift
//	a row moves up as one leaves and another comes  NOT SEEN     NOT SEEN    drift        drift
//	a row moves down as one comes in                drift        drift       drift        drift
//	a row comes again                               drift        drift       drift        drift
//	a page comes again                              loop         loop        loop         loop
//	rows that were not asked for                    drift        drift       drift        drift
//	a row that is never sent, and not counted       NOT SEEN     NOT SEEN    NOT SEEN     NOT SEEN
//
// In words: one reading cannot see missing rows where there is no total, nor
// rows that move under a constant total. Two readings cannot see rows that are
// hidden from both, such as an empty first page. What hides the last rows of
// each page hides other rows from each reading, as their pages end at other rows.
//
// A server that ignores the page size cannot be read with another one: the
// second reading is then drift ("the limit was ignored").
//
// # The second reading
//
// It compares identities, not contents, through a sum of keyed 128-bit hashes of
// all rows. The sum fits into a cursor, so the second reading of a resumed run
// covers the rows of the runs before as well. Its key is random, so that no
// server can choose rows whose sums agree. While it runs, the hashes of both
// readings are in memory: 16 bytes a row each, and what their maps need.
package paging
