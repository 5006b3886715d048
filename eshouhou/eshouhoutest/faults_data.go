package eshouhoutest

import "github.com/billrecon/billrecon/billtest"

// Names of the faults that only this gateway has.
const (
	expireToken    = "token expired"
	noStatement    = "no statement"
	otherStatement = "other statement"
)

// ExpireToken refuses the token of the request from now on, as if it had expired. It does nothing on a request for a token.
func ExpireToken() Fault { return billtest.Named(expireToken) }

// NoStatement answers that the work order has no statement. It does nothing on a request for a token.
func NoStatement() Fault { return billtest.Named(noStatement) }

// OtherStatement answers with the statement of another work order. It does nothing when there is no other.
func OtherStatement() Fault { return billtest.Named(otherStatement) }

// WrongType gives one field of the reply the value [true]: a member name ("TotalAmount", the first one in the document) or
// the end of a path ("ResultValue.access_token").
func WrongType(field string) Fault { return billtest.WrongType(field) }

// BadExponent makes the TotalAmount of the reply 1e10000: legal JSON, ruinous arithmetic. It does nothing on a request for a
// token.
func BadExponent() Fault { return billtest.BadExponent() }

// Business answers with the provider's error envelope under HTTP 200.
func Business(code, message string) Fault { return billtest.Business(code, "", message) }
