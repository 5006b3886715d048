package consoletest

import "github.com/billrecon/billrecon/billtest"

// Duplicate repeats the list's first row in place of its last one: the number of rows is right, one row comes twice and one
// never.
func Duplicate() Fault { return billtest.Duplicate() }

// ShortPage leaves out the list's last row, with the true order.num.
func ShortPage() Fault { return billtest.ShortPage() }

// EmptyPage lists no rows, with the true order.num.
func EmptyPage() Fault { return billtest.EmptyPage() }

// LieTotal declares n as order.num, whatever it is.
func LieTotal(n int64) Fault { return billtest.LieTotal(n) }

// WrongType gives one field of the reply the value [true]: a member name ("total_fee", the first one in the document) or
// the end of a path ("order.num").
func WrongType(field string) Fault { return billtest.WrongType(field) }

// BadExponent makes the first total_fee of the reply 1e10000: legal JSON, ruinous arithmetic.
func BadExponent() Fault { return billtest.BadExponent() }

// Business answers with an error code and a message under HTTP 200. The page documents neither; the client takes every code
// but 200 for a failure.
func Business(code, message string) Fault { return billtest.Business(code, "", message) }
