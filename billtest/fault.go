package billtest

import (
	"errors"
	"fmt"
	"time"
)

type kind uint8

const (
	kNone kind = iota
	kStatus
	kStatusOnly
	kRetryAfter
	kHTML
	kRedirect
	kEmpty
	kTruncate
	kCutShort
	kDrip
	kDelay
	kOversize
	kGzipBomb
	kReset
	kHang
	kInvalidUTF8
	kDeep
	kRespond
	firstData // kinds from here on are handed to the fake as Hints
	kDuplicate
	kShift
	kShortPage
	kEmptyPage
	kIgnorePage
	kIgnoreLimit
	kCapPage
	kSwapRows
	kOtherRows
	kLieTotal
	kAbsentTotal
	kWrongType
	kBadExponent
	kBusiness
	kNamed
)

var kindNames = [...]string{
	kNone: "no fault", kStatus: "status", kStatusOnly: "status only", kRetryAfter: "retry after", kHTML: "HTML", kRedirect: "redirect", kEmpty: "empty body",
	kTruncate: "truncate", kCutShort: "cut short", kDrip: "slow drip", kDelay: "delay", kOversize: "oversize", kGzipBomb: "gzip bomb", kReset: "reset",
	kHang: "hang", kInvalidUTF8: "invalid UTF-8", kDeep: "deep nesting", kRespond: "given reply", kDuplicate: "duplicate row", kShift: "shifted rows",
	kShortPage: "short page", kEmptyPage: "empty page", kIgnorePage: "page ignored", kIgnoreLimit: "limit ignored", kCapPage: "page capped at",
	kSwapRows: "swapped rows", kOtherRows: "other rows", kLieTotal: "lying total", kAbsentTotal: "absent total",
	kWrongType: "wrong type", kBadExponent: "bad exponent", kBusiness: "business error", kNamed: "named",
}

// Fault is one thing that goes wrong. The constructors below make them; the zero Fault is refused by Script.Validate.
//
// The provider's answer is worked out even when a fault hides it, as with a gateway that did the work and then failed: what a write changed stays
// changed.
type Fault struct {
	kind    kind
	n       int64 // status, bytes, depth, rows or total
	d       time.Duration
	text    string // code, field, header value, URL or name
	sub     string
	message string
	reply   *Reply
}

// String names the fault: "status 503", "wrong type of total_fee". URLs and messages are left out.
func (f Fault) String() string {
	name := kindNames[f.kind]
	switch f.kind {
	case kStatus, kStatusOnly, kRetryAfter, kHTML, kOversize, kGzipBomb, kDeep, kCapPage, kLieTotal:
		return fmt.Sprintf("%s %d", name, f.n)
	case kDrip, kDelay:
		return fmt.Sprintf("%s %s", name, f.d)
	case kWrongType:
		return "wrong type of " + f.text
	case kNamed, kBusiness:
		return name + " " + f.text
	}
	return name
}

// check names what is wrong with f's arguments.
func (f Fault) check() error {
	switch f.kind {
	case kNone:
		return errors.New("it has no Fault")
	case kStatus, kStatusOnly, kRetryAfter, kHTML:
		return checkStatus(f, int(f.n))
	case kRespond:
		return checkStatus(f, f.reply.code())
	case kCapPage:
		if f.n < 1 {
			return fmt.Errorf("%s: it must be 1 or more", f)
		}
	}
	if f.n < 0 && f.kind != kLieTotal {
		return fmt.Errorf("%s: it must be 0 or more", f)
	}
	if f.d < 0 {
		return fmt.Errorf("%s: it must be 0 or more", f)
	}
	return nil
}

func checkStatus(f Fault, code int) error {
	if code < 200 || code > 599 {
		return fmt.Errorf("%s: the status must be 200 to 599", f)
	}
	return nil
}

// isData reports whether the fake itself has to play f.
func (f Fault) isData() bool { return f.kind > firstData }
