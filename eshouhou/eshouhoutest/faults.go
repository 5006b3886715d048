package eshouhoutest

import (
	"strings"

	"github.com/billrecon/billrecon/billtest"
)

// The paths of the two calls that a gateway serves, for the method At of a [billtest.When].
const (
	TokenPath     = "/api/TokenApi"
	StatementPath = "/api/CustomerService/GetStatementPay"
)

func isTokenRequest(path string) bool { return strings.HasSuffix(path, TokenPath) }

func isStatementRequest(path string) bool { return strings.HasSuffix(path, StatementPath) }

// pageOf is for Page rules: the provider has no pages, and every request for a statement counts as one for page 1.
func pageOf(r *billtest.Request) int {
	if isStatementRequest(r.Path) {
		return 1
	}
	return 0
}

// TokenCall is the n-th request for a token, n from 1.
func TokenCall(n int) billtest.When { return billtest.Call(n).At(TokenPath) }

// StatementCall is the n-th request for a statement, n from 1.
func StatementCall(n int) billtest.When { return billtest.Call(n).At(StatementPath) }

// WorkOrder is every request for the statement of this work order. A retry counts too: bound the rule with Times.
func WorkOrder(id string) billtest.When {
	return billtest.Always().At(StatementPath).Where(func(r billtest.Request) bool { return r.Query.Get("workOrderId") == id })
}

// Names of the faults that only this gateway has.
const (
	expireToken = "token expired"
	noStatement = "no statement"
)

// ExpireToken refuses the token of the request from now on, as if it had expired. It does nothing on a request for a token.
func ExpireToken() billtest.Fault { return billtest.Named(expireToken) }

// NoStatement answers that the work order has no statement. It does nothing on a request for a token.
func NoStatement() billtest.Fault { return billtest.Named(noStatement) }
