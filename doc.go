// Package billrecon holds the words that every client of this module shares: the error and its kinds, the policies for
// retries, rates and pages that move, the audit of a run, its cursor, and access tokens.
//
//	bills, audit, err := client.CollectBills(ctx, fubei.Day(2026, 11, 22))   // complete, or an error
//	if failure := new(billrecon.Error); errors.As(err, &failure) {
//		fmt.Println(failure.Code, failure.Retryable())
//	}
//	fmt.Println(audit.Complete, audit.Until)                                  // what was proven
//
// The clients are fubei, settlement, eshouhou and recon/console. Each has its own names for these types, such as fubei.Error
// for [Error]: they are the same types, so one function can look at the errors and audits of all four. Bills are matched with
// the orders by package recon, which knows no client.
package billrecon
