// Package settlementtest is a fake Dbenefit (百福得) gateway in memory, for tests of code that uses package settlement.
//
// It verifies the signature of every preset with an implementation of its own, issues and refuses tokens, pages like the
// provider and plays fault scripts. It is an http.Handler, and its RoundTrip serves as an http.RoundTripper and as an httpmock
// responder:
//
//	gw := settlementtest.New(t, settlementtest.Options{Items: settlementtest.Items(250, start, time.Minute)})
//	c, err := settlement.New(gw.Config())
//
// It does not import testing: t is any [billtest.TB], and programs may pass nil.
package settlementtest
