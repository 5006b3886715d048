package settlementtest

import "github.com/billrecon/billrecon/internal/fake"

// There is no LieTotal: the provider declares no total.

// Duplicate repeats the page's first row in place of its last one: the number of rows is right, one row comes twice and
// one never.
func Duplicate() Fault { return fake.Duplicate() }

// Shift moves the page's window back by one row, as when a new row came in: the page starts with the last row of the page
// before and its own last row is lost. It does nothing on page 1.
func Shift() Fault { return fake.Shift() }

// ShortPage leaves out the page's last row. Among full pages that is drift; on the first or the last page nothing tells it
// from a page that the provider caps, or from the end, as there is no total.
func ShortPage() Fault { return fake.ShortPage() }

// EmptyPage sends no rows. In the middle of a bill that is drift; the first or the last page looks like the end.
func EmptyPage() Fault { return fake.EmptyPage() }

// IgnorePage sends page 1 whatever page was asked for.
func IgnorePage() Fault { return fake.IgnorePage() }

// IgnoreLimit sends every row from the page's first on.
func IgnoreLimit() Fault { return fake.IgnoreLimit() }

// IgnoreRange sends the rows of all payment times, paged as asked for.
func IgnoreRange() Fault { return fake.Named(ignoreRange) }

const ignoreRange = "range ignored"

// WrongType gives one field of the reply the value [true]: a member name ("settlementAmount", the first one in the document)
// or the end of a path ("data.orderNum").
func WrongType(field string) Fault { return fake.WrongType(field) }

// BadExponent makes the first settlementAmount of the reply 1e10000: legal JSON, ruinous arithmetic.
func BadExponent() Fault { return fake.BadExponent() }

// Business answers with the provider's error envelope under HTTP 200: Business("10016", "签名错误").
func Business(code, message string) Fault { return fake.Business(code, "", message) }

// ExpireToken refuses the token of the request and every token issued before it, as [Gateway.ExpireTokens] does.
func ExpireToken() Fault { return fake.Named(expireToken) }

const expireToken = "token expired"
