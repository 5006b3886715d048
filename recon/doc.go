// Package recon matches a provider's bills (账单) with the caller's own orders (订单) and explains every difference.
//
//	result, err := recon.Match(bills, fubei.Bill.Record, orders, Order.Record, recon.Rules{BillsUntil: audit.Until, Hold: 1})
//	err = result.Verify()                       // the proof
//	for group := range result.Differences() {   // what does not agree
//		fmt.Println(group.Explain(recon.Chinese))
//	}
//	err = result.Pool.Save(file)                // what waits, for Rules.Pool of the next run
//
// Match is a pure function: rows of any type in, with a func that says what matching should see of each, and a Result out.
// Rows are brought together by key. Equal amounts are paired one to one, what is left is settled where its sums agree, and what remains is
// open: it waits in the Pool (存疑池) for the next run while its window lasts, and is explained then. So a refund or an instalment
// that comes after midnight makes no exception, and no amount is lost. Daily runs end as one run over the month would.
//
// docs/modelling.md says how to model refunds, coupons, deposits, exports and numbers that are used again.
//
// Amounts are exact. Nothing depends on the order of the rows, on the number of workers or on how the rows were sharded.
package recon
