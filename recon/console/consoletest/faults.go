package consoletest

import (
	"time"

	"github.com/billrecon/billrecon/billtest"
)

// Status answers with an HTTP status, 200 to 599, and a short plain text.
func Status(code int) Fault { return billtest.Status(code) }

// StatusOnly answers with the correct body under another HTTP status.
func StatusOnly(code int) Fault { return billtest.StatusOnly(code) }

// RetryAfter is [Status] with a Retry-After header: seconds ("30") or an HTTP date.
func RetryAfter(code int, value string) Fault { return billtest.RetryAfter(code, value) }

// HTML answers with an HTTP status and the HTML error page of a proxy.
func HTML(code int) Fault { return billtest.HTML(code) }

// RedirectTo answers 307 with this Location.
func RedirectTo(url string) Fault { return billtest.RedirectTo(url) }

// Empty answers with the correct status and no body.
func Empty() Fault { return billtest.Empty() }

// Truncate breaks the connection in the middle of the correct body.
func Truncate() Fault { return billtest.Truncate() }

// CutShort sends the first half of the correct body as if it were all.
func CutShort() Fault { return billtest.CutShort() }

// SlowDrip sends the correct body in ten pieces, each after d.
func SlowDrip(d time.Duration) Fault { return billtest.SlowDrip(d) }

// Delay sends the correct reply after d.
func Delay(d time.Duration) Fault { return billtest.Delay(d) }

// Oversize blows the correct body up to n bytes with white space after it.
func Oversize(n int64) Fault { return billtest.Oversize(n) }

// GzipBomb is [Oversize], packed: n bytes once unpacked, about a thousandth of that on the wire.
func GzipBomb(n int64) Fault { return billtest.GzipBomb(n) }

// Reset resets the connection before any byte of the answer.
func Reset() Fault { return billtest.Reset() }

// Hang never answers: the request ends when the client gives up or the console closes.
func Hang() Fault { return billtest.Hang() }

// InvalidUTF8 puts a byte that is not UTF-8 into every string value of the correct JSON.
func InvalidUTF8() Fault { return billtest.InvalidUTF8() }

// Deep adds an unknown first member that holds n arrays in one another.
func Deep(n int) Fault { return billtest.Deep(n) }

// Respond answers with r whatever the correct reply is.
func Respond(r Reply) Fault { return billtest.Respond(r) }
