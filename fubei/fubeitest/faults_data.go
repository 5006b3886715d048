package fubeitest

import "github.com/billrecon/billrecon/billtest"

// Duplicate repeats the page's first row in place of its last one: the number of rows is right, one row comes twice and
// one never.
func Duplicate() Fault { return billtest.Duplicate() }

// Shift moves the page's window back by one row, as when a new order came in: the page starts with the last row of the
// page before and its own last row is lost. It does nothing on page 1.
func Shift() Fault { return billtest.Shift() }

// ShortPage leaves out the page's last row.
func ShortPage() Fault { return billtest.ShortPage() }

// EmptyPage sends no rows, with the true total.
func EmptyPage() Fault { return billtest.EmptyPage() }

// IgnorePage sends page 1 whatever page was asked for.
func IgnorePage() Fault { return billtest.IgnorePage() }

// IgnoreLimit sends every row from the page's first on.
func IgnoreLimit() Fault { return billtest.IgnoreLimit() }

// LieTotal declares n as the total, whatever it is.
func LieTotal(n int64) Fault { return billtest.LieTotal(n) }

// WrongType gives one field of the reply the value [true]: a member name ("total_fee", the first one in the document) or
// the end of a path ("data.total").
func WrongType(field string) Fault { return billtest.WrongType(field) }

// BadExponent makes the first total_fee of the reply 1e10000: legal JSON, ruinous arithmetic.
func BadExponent() Fault { return billtest.BadExponent() }

// Business answers with the provider's error envelope under HTTP 200. An empty subCode is left out.
func Business(code, subCode, message string) Fault { return billtest.Business(code, subCode, message) }
