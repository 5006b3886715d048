// Package fubeitest is a fake Fubei (付呗) gateway in memory, for tests of code that uses package fubei.
//
// It verifies the signature with an implementation of its own, pages like the provider and plays fault scripts. It is an
// http.Handler, and its RoundTrip serves as an http.RoundTripper and as an httpmock responder:
//
//	gw := fubeitest.New(t, fubeitest.Options{Bills: fubeitest.Bills(250, 2026, 11, 22)})
//	c, err := fubei.New(gw.Config())
//
// It does not import testing: t is any [billtest.TB], and programs may pass nil.
package fubeitest
