package main

import (
	"context"
	"net/http"
	"reflect"
	"time"

	"github.com/billrecon/billrecon"
	"github.com/billrecon/billrecon/examples/internal/tap"
)

// answer is one question, answered. Its texts follow from ID and Verdict: see words.txt.
type answer struct {
	ID      string `json:"id"`
	Verdict string `json:"verdict"`
	Code    string `json:"code,omitempty"`   // the provider's, when the verdict speaks of one
	Number  int64  `json:"number,omitempty"` // seconds, rows or an HTTP status, as the verdict says
}

// reply is what a call brought, read as JSON without any type in mind.
type reply struct {
	tap.Exchange
	code string // of the business
}

// visit is one run: it asks, and notes what came.
type visit struct {
	ctx     context.Context
	o       options
	tap     *tap.Tap
	codes   codes
	answers []answer
	met     bool // there was a reply, and TLS and clock are noted
}

// codes say where a provider puts its code, which one is success, and which one is known to refuse a sign.
type codes struct{ field, success, badSign string }

// call sends one request, or more.
type call = func() error

// once is the policy of every client here: the doctor repeats nothing behind the back of its budget.
var once = billrecon.RetryPolicy{MaxAttempts: 1}

func (v *visit) client() *http.Client { return &http.Client{Transport: v.tap} }

func (v *visit) note(id, verdict, code string, number int64) {
	v.answers = append(v.answers, answer{id, verdict, v.tap.Hide.Code(code), number})
}

// question asks, and notes the verdict of judge, unless it is ""; without judge that the call was accepted. It reports whether there was
// an answer.
func (v *visit) question(id string, ask call, judge func(reply) (verdict string, number int)) (reply, bool) {
	r, failure := v.ask(ask)
	if failure != "" {
		v.fail(id, failure, r)
		return r, false
	}
	verdict, number := "accepted", 0
	if judge != nil {
		verdict, number = judge(r)
	}
	if verdict != "" {
		v.note(id, verdict, "", int64(number))
	}
	return r, true
}

// later judges nothing yet.
func later(reply) (string, int) { return "", 0 }

// patient is a call that is made again where a business code refuses it, unless the code is known to refuse a sign: one that passes is
// worth a retry.
func (v *visit) patient(ask call) call {
	return func() (err error) {
		kept := func() error { err = ask(); return err }
		if r, failure := v.ask(kept); failure == "code" && r.code != v.codes.badSign {
			if _, again := v.ask(kept); again == "" {
				v.note("passing_code", "passes", r.code, 0)
			}
		}
		return err
	}
}

// ask makes a call and reads the last reply. failure is "" or the verdict that the call has no answer.
func (v *visit) ask(ask call) (r reply, failure string) {
	before := len(v.tap.Seen())
	err := ask()
	if seen := v.tap.Seen(); len(seen) > before {
		r.Exchange = seen[len(seen)-1]
	}
	r.code = tap.Text(r.JSON, v.codes.field)
	v.meet(r)
	failure = r.Trouble()
	switch {
	case r.Status == 0 && r.Err == nil && err != nil:
		failure = "not_sent"
	case failure == "" && r.code != v.codes.success:
		failure = "code"
	}
	return r, failure
}

// fail notes why a question has no answer.
func (v *visit) fail(id, failure string, r reply) {
	a := answer{ID: id, Verdict: failure}
	switch failure {
	case "code":
		a.Code = v.tap.Hide.Code(r.code)
	case "status":
		a.Number = int64(r.Status)
	}
	v.answers = append(v.answers, a)
}

// meet notes TLS and the clock by the first reply there is.
func (v *visit) meet(r reply) {
	if v.met || r.Status == 0 {
		return
	}
	v.met = true
	v.note("tls", r.Version(), "", 0)
	ahead, ok := r.Clock()
	v.note("clock", yesNo(!ok, "absent", yesNo(ahead.Abs() > 5*time.Second, "off", "close")), "", int64(ahead/time.Second))
}

// past judges a page past the end by the rows of the first page.
func past(first []any, rows func(reply) []any) func(reply) (string, int) {
	return func(r reply) (string, int) {
		if reflect.DeepEqual(rows(r), first) && len(first) > 0 {
			return "first_again", 0
		}
		return yesNo(len(rows(r)) == 0, "empty", "rows"), 0
	}
}

// above judges a limit above the documented maximum. A cap is told; the rows of a whole bill are nobody's business.
func above(rows, limit, total int) (string, int) {
	switch {
	case rows > limit:
		return "taken", 0
	case total > rows:
		return "capped", rows
	}
	return "undecided", 0
}

// pageCap judges the documented maximum.
func pageCap(rows, limit, total int) (string, int) {
	switch {
	case rows > limit:
		return "unpaged", 0
	case rows == limit:
		return "honoured", 0
	}
	return above(rows, limit, total)
}
