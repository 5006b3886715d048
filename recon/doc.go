// Package recon matches a provider's bills (账单) with the caller's own orders (订单) and explains every difference.
//
// Match is a pure function: rows of any type in, with a func that says what matching should see of each, and a Result out.
// Rows are brought together by key, netted, and judged as groups, so that split payments, batches, refunds and duplicates
// are one case and no amount is lost. What cannot be decided yet stays in the Pool (存疑池) for the next run.
//
// Amounts are exact. Nothing depends on the order of the rows, on the number of workers or on how the rows were sharded.
package recon
