package settlementtest

import "github.com/billrecon/billrecon/billtest"

// Names of the faults that only this gateway has.
const (
	ignoreRange = "range ignored"
	expireToken = "token expired"
)

// IgnoreRange sends the rows of all payment times, paged as asked for.
func IgnoreRange() billtest.Fault { return billtest.Named(ignoreRange) }

// ExpireToken refuses the token of the request and every token issued before it, as [Gateway.ExpireTokens] does.
func ExpireToken() billtest.Fault { return billtest.Named(expireToken) }
