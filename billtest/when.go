package billtest

import (
	"fmt"
	"math/rand/v2"
	"strings"
)

type whenKind uint8

const (
	onAlways whenKind = iota
	onEvery
	onCall
	onPage
	onRandom
)

// When says on which requests a Rule plays its fault. The zero When is Always. Requests are counted from 1 per rule, over those that At and Where let
// through; a rule counts every such request, whether or not a rule above it played. A number below 1 or a rate outside 0 to 1 is refused by
// Script.Validate.
type When struct {
	kind  whenKind
	n     int
	rate  float64
	seed  uint64
	path  string
	where func(Request) bool
}

// Always is every request.
func Always() When { return When{} }

// Call is the n-th request alone, n from 1. A retry is a request of its own.
func Call(n int) When { return When{kind: onCall, n: n} }

// Page is every request for the given page, from 1. A retry of that page counts too: bound the rule with Times.
func Page(page int) When { return When{kind: onPage, n: page} }

// Every is each n-th request: the n-th, the 2n-th and so on; n from 1.
func Every(n int) When { return When{kind: onEvery, n: n} }

// Random is a share of all requests, rate from 0 to 1. The same seed picks the same request numbers in every run, also under concurrency.
func Random(rate float64, seed uint64) When { return When{kind: onRandom, rate: rate, seed: seed} }

// At limits w to requests whose path ends with suffix ("/TokenApi"), and counts only those. A second At replaces the first.
func (w When) At(suffix string) When {
	w.path = suffix
	return w
}

// Where limits w to requests for which match is true, and counts only those. It is called with the lock of the gateway held: it must be quick, and must neither
// call the gateway nor change the request. A second Where replaces the first.
func (w When) Where(match func(Request) bool) When {
	w.where = match
	return w
}

// String says it in words: "call 3", "one call in 5", "page 2 at …/gateway".
func (w When) String() string {
	s := w.base()
	if w.path != "" {
		s += " at …" + w.path
	}
	if w.where != nil {
		s += " where a condition holds"
	}
	return s
}

func (w When) base() string {
	switch w.kind {
	case onEvery:
		return fmt.Sprintf("one call in %d", w.n)
	case onCall:
		return fmt.Sprintf("call %d", w.n)
	case onPage:
		return fmt.Sprintf("page %d", w.n)
	case onRandom:
		return fmt.Sprintf("a random %g of all calls", w.rate)
	}
	return "every call"
}

// covers reports whether r passes At and Where.
func (w When) covers(r Request) bool {
	return strings.HasSuffix(r.Path, w.path) && (w.where == nil || w.where(r))
}

// fires reports whether a covered request is picked; seen is its number among those covered.
func (w When) fires(r Request, seen int) bool {
	switch w.kind {
	case onEvery:
		return seen%w.n == 0
	case onCall:
		return seen == w.n
	case onPage:
		return r.Page == w.n
	case onRandom:
		// One generator per request number: no state to share, so the picks do not depend on the order of goroutines.
		return rand.New(rand.NewPCG(w.seed, uint64(seen))).Float64() < w.rate
	}
	return true
}

// check names what is wrong with w.
func (w When) check() error {
	switch w.kind {
	case onAlways:
		return nil
	case onRandom:
		if !(w.rate >= 0 && w.rate <= 1) { // so that NaN is refused too
			return fmt.Errorf("the rate of Random is %g: it must be 0 to 1", w.rate)
		}
		return nil
	}
	if w.n < 1 {
		return fmt.Errorf("%s: it must be 1 or more", w.base())
	}
	return nil
}
