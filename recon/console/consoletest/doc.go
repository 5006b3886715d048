// Package consoletest is a fake reconciliation console (对账控制台) in memory, for tests of code that uses package console.
//
// It lists, filters, counts, switches and shows details as the console's page says, out of a recon.Result or out of given
// rows, and plays fault scripts. It is an http.Handler, and its RoundTrip serves as an http.RoundTripper and as an httpmock
// responder:
//
//	fake := consoletest.FromResult(t, result, bills, fubei.Bill.Record, orders, Order.Record, consoletest.Options{})
//	c, err := console.New(fake.Config())
//
// It does not import testing: t is any [billtest.TB], and programs may pass nil.
package consoletest
