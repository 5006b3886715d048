package main

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"net"
	"net/http"
	"time"

	"github.com/billrecon/billrecon"
)

// answer is one question, answered. Its texts follow from ID and Verdict.
type answer struct {
	ID      string `json:"id"`
	Verdict string `json:"verdict"`
	Code    string `json:"code,omitempty"`   // the provider's, when the verdict speaks of one
	Number  int64  `json:"number,omitempty"` // seconds, rows or an HTTP status, as the verdict says
}

// reply is what a call brought, read as JSON without any type in mind.
type reply struct {
	exchange
	json any
	code string // of the business
}

// visit is one run: it asks, and notes what came.
type visit struct {
	ctx     context.Context
	o       options
	wire    *observer
	codes   codes
	answers []answer
}

// codes say where a provider puts its code, which one is success, and which one is known to refuse a sign.
type codes struct{ field, success, badSign string }

// once is the policy of every client here: the doctor repeats nothing behind the back of its budget.
var once = billrecon.RetryPolicy{MaxAttempts: 1}

func (v *visit) client() *http.Client { return &http.Client{Transport: v.wire} }

func (v *visit) note(id, verdict string, code string, number int64) {
	v.answers = append(v.answers, answer{id, verdict, v.wire.hide.code(code), number})
}

// ask makes a call. failure is "" or the verdict that the call has no answer.
func (v *visit) ask(call func() error) (r reply, failure string) {
	_, before := v.wire.since(0)
	err := call()
	x, _ := v.wire.since(before)
	r = reply{exchange: x, json: parse(x.body)}
	if code, ok := at(r.json, v.codes.field); ok {
		r.code = scalar(code)
	}
	return r, v.failure(r, err)
}

func (v *visit) failure(r reply, err error) string {
	var dns *net.DNSError
	var certificate *tls.CertificateVerificationError
	var authority x509.UnknownAuthorityError
	var network net.Error
	switch cause := errors.Join(r.err); {
	case r.status == 0 && r.err == nil && err != nil:
		return "not_sent"
	case errors.As(cause, &dns):
		return "no_name"
	case errors.As(cause, &certificate), errors.As(cause, &authority):
		return "certificate"
	case errors.Is(cause, context.DeadlineExceeded), errors.As(cause, &network) && network.Timeout():
		return "late"
	case r.status == 0, cause != nil:
		return "cut_off"
	case r.status != http.StatusOK:
		return "status"
	case !isObject(r.json):
		return "no_json"
	case r.code != v.codes.success:
		return "code"
	}
	return ""
}

// question asks for what must have an answer, and notes the failure if it has none. A business code, unless it is known to refuse a
// sign, is asked once more: one that passes is worth a retry.
func (v *visit) question(id string, call func() error) (reply, bool) {
	r, failure := v.ask(call)
	if failure == "code" && r.code != v.codes.badSign {
		code := r.code
		if r, failure = v.ask(call); failure == "" {
			v.note("passing_code", "passes", code, 0)
		}
	}
	if failure != "" {
		v.fail(id, failure, r)
	}
	return r, failure == ""
}

// fail notes why a question has no answer.
func (v *visit) fail(id, failure string, r reply) {
	switch failure {
	case "code":
		v.note(id, failure, r.code, 0)
	case "status":
		v.note(id, failure, "", int64(r.status))
	default:
		v.note(id, failure, "", 0)
	}
}

// network notes name, TLS and clock, once the first request was made.
func (v *visit) network(resolve func(context.Context, string) error, host string) {
	switch {
	case net.ParseIP(host) != nil:
		v.note("dns", "address", "", 0)
	case resolve(v.ctx, host) != nil:
		v.note("dns", "unknown", "", 0)
	default:
		v.note("dns", "resolves", "", 0)
	}
}

// first notes TLS and the clock by the first reply there is.
func (v *visit) first() {
	x, count := v.wire.since(0)
	switch {
	case count == 0 || x.status == 0:
		return
	case x.tls == 0:
		v.note("tls", "none", "", 0)
	case x.tls >= tls.VersionTLS13:
		v.note("tls", "tls13", "", 0)
	default:
		v.note("tls", "tls12", "", 0)
	}
	date, err := http.ParseTime(x.header.Get("Date"))
	if err != nil {
		v.note("clock", "absent", "", 0)
		return
	}
	off := x.came.Sub(date.Add(500 * time.Millisecond)) // a Date has whole seconds
	verdict := "close"
	if off.Abs() > 5*time.Second {
		verdict = "off"
	}
	v.note("clock", verdict, "", int64(off/time.Second))
}

// paged says how a reply to page and limit compares with what there is: rows came, total there are at least.
func paged(rows, limit, total int) string {
	switch {
	case rows > limit:
		return "unpaged"
	case rows == limit:
		return "honoured"
	case total > rows:
		return "capped"
	}
	return "undecided"
}

// rowsOf are the elements of a list; null, "", {} and nothing have none.
func rowsOf(v any) []any {
	rows, _ := v.([]any)
	return rows
}

// form names how a list without rows, or a member, is written.
func form(v any, ok bool) string {
	switch v := v.(type) {
	case []any:
		return "array"
	case map[string]any:
		return "object"
	case string:
		if v == "" {
			return "empty_text"
		}
		return "text"
	case nil:
		if ok {
			return "null"
		}
		return "absent"
	}
	return "other"
}

// plain are the members of a biz_content or a body.
type plain map[string]any

// with is a copy with one more member.
func (p plain) with(name string, value any) plain {
	q := plain{name: value}
	for n, v := range p {
		if n != name {
			q[n] = v
		}
	}
	return q
}
