package settlementtest

import (
	"time"

	"github.com/billrecon/billrecon/internal/fake"
)

// Status answers with an HTTP status, 200 to 599, and a short plain text.
func Status(code int) Fault { return fake.Status(code) }

// StatusOnly answers with the correct body under another HTTP status.
func StatusOnly(code int) Fault { return fake.StatusOnly(code) }

// RetryAfter is [Status] with a Retry-After header: seconds ("30") or an HTTP date.
func RetryAfter(code int, value string) Fault { return fake.RetryAfter(code, value) }

// HTML answers with an HTTP status and the HTML error page of a proxy.
func HTML(code int) Fault { return fake.HTML(code) }

// RedirectTo answers 307 with this Location.
func RedirectTo(url string) Fault { return fake.RedirectTo(url) }

// Empty answers with the correct status and no body.
func Empty() Fault { return fake.Empty() }

// Truncate breaks the connection in the middle of the correct body.
func Truncate() Fault { return fake.Truncate() }

// CutShort sends the first half of the correct body as if it were all.
func CutShort() Fault { return fake.CutShort() }

// SlowDrip sends the correct body in ten pieces, each after d.
func SlowDrip(d time.Duration) Fault { return fake.SlowDrip(d) }

// Delay sends the correct reply after d.
func Delay(d time.Duration) Fault { return fake.Delay(d) }

// Oversize blows the correct body up to n bytes with white space after it.
func Oversize(n int64) Fault { return fake.Oversize(n) }

// GzipBomb is [Oversize], packed: n bytes once unpacked, about a thousandth of that on the wire.
func GzipBomb(n int64) Fault { return fake.GzipBomb(n) }

// Reset resets the connection before any byte of the answer.
func Reset() Fault { return fake.Reset() }

// Hang never answers: the request ends when the client gives up or the gateway closes.
func Hang() Fault { return fake.Hang() }

// InvalidUTF8 puts a byte that is not UTF-8 into every string value of the correct JSON.
func InvalidUTF8() Fault { return fake.InvalidUTF8() }

// Deep adds an unknown first member that holds n arrays in one another.
func Deep(n int) Fault { return fake.Deep(n) }

// Respond answers with r whatever the correct reply is.
func Respond(r Reply) Fault { return fake.Respond(r) }
