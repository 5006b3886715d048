package settlementtest

import "github.com/billrecon/billrecon/billtest"

// There is no LieTotal: the provider declares no total.

// Duplicate repeats the page's first row in place of its last one: the number of rows is right, one row comes twice and
// one never.
func Duplicate() Fault { return billtest.Duplicate() }

// Shift moves the page's window back by one row, as when a new row came in: the page starts with the last row of the page
// before and its own last row is lost. It does nothing on page 1.
func Shift() Fault { return billtest.Shift() }

// ShortPage leaves out the page's last row. In the middle of a bill it looks like the end: only settlement.Config.ProveEnd
// finds out.
func ShortPage() Fault { return billtest.ShortPage() }

// EmptyPage sends no rows. In the middle of a bill it looks like the end: only settlement.Config.ProveEnd finds out.
func EmptyPage() Fault { return billtest.EmptyPage() }

// IgnorePage sends page 1 whatever page was asked for.
func IgnorePage() Fault { return billtest.IgnorePage() }

// IgnoreLimit sends every row from the page's first on.
func IgnoreLimit() Fault { return billtest.IgnoreLimit() }

// IgnoreRange sends the rows of all payment times, paged as asked for.
func IgnoreRange() Fault { return billtest.Named(ignoreRange) }

const ignoreRange = "range ignored"

// WrongType gives one field of the reply the value [true]: a member name ("settlementAmount", the first one in the document)
// or the end of a path ("data.orderNum").
func WrongType(field string) Fault { return billtest.WrongType(field) }

// BadExponent makes the first settlementAmount of the reply 1e10000: legal JSON, ruinous arithmetic.
func BadExponent() Fault { return billtest.BadExponent() }

// Business answers with the provider's error envelope under HTTP 200: Business("10016", "签名错误").
func Business(code, message string) Fault { return billtest.Business(code, "", message) }

// ExpireToken refuses the token of the request and every token issued before it, as [Gateway.ExpireTokens] does.
func ExpireToken() Fault { return billtest.Named(expireToken) }

const expireToken = "token expired"
