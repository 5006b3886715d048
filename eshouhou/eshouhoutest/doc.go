// Package eshouhoutest is a fake e售后 (eshouhou.cn) in memory, for tests of code that uses package eshouhou.
//
// It issues tokens and lets them expire, verifies the sign with an implementation of its own, serves statements and plays
// fault scripts. It is an http.Handler, and its RoundTrip serves as an http.RoundTripper and as an httpmock responder:
//
//	gw := eshouhoutest.New(t, eshouhoutest.Options{Statements: eshouhoutest.Statements(250)})
//	c, err := eshouhou.New(gw.Config())
//
// It does not import testing: t is any [billtest.TB], and programs may pass nil.
package eshouhoutest
