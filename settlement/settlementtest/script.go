package settlementtest

import "github.com/billrecon/billrecon/billtest"

// TB is the part of *testing.T and *testing.B that a gateway uses: Helper, Cleanup, Errorf and Logf. A nil TB is allowed.
type TB = billtest.TB

// Script is a list of rules, read from the top for every request: the first one that fires and has times left plays, and
// no other. A fault that finds nothing to do leaves the reply correct and uses up no time.
//
//	settlementtest.Script{{On: settlementtest.Page(2), Times: 1, Fault: settlementtest.Status(500)}}
type Script = billtest.Script

// Rule plays one fault on some requests.
//
//   - On When: which requests; the zero value is every one.
//   - Times int: how often at most; 0 is always.
//   - Fault Fault: what happens.
type Rule = billtest.Rule

// When says on which requests a rule plays: [Always], [Call], [Page], [Every] or [Random]. Its method Where limits it
// further by a function of the [Request].
type When = billtest.When

// Fault is one thing that goes wrong. The functions of this package that return a Fault make them.
type Fault = billtest.Fault

// Request is one entry of the request log: Number (from 1), Time, Method, Host, Path, Query, Header, Body and Page. Its
// fields hold what was sent, sign included; printing it shows names and sizes only.
type Request = billtest.Request

// Reply is what the gateway sends: Status (0 is 200), Header and Body, for [Respond].
type Reply = billtest.Reply

// Always is every request.
func Always() When { return billtest.Always() }

// Call is the n-th request alone, n from 1. A retry is a request of its own.
func Call(n int) When { return billtest.Call(n) }

// Page is every request for the given page, from 1. A retry of that page counts too: bound the rule with Times.
func Page(page int) When { return billtest.Page(page) }

// Every is each n-th request, n from 1.
func Every(n int) When { return billtest.Every(n) }

// Random is a share of all requests, rate from 0 to 1. The same seed picks the same request numbers in every run.
func Random(rate float64, seed uint64) When { return billtest.Random(rate, seed) }
