package billtest

import "time"

// Status answers with an HTTP status, 200 to 599, and a short plain text instead of the correct body.
func Status(code int) Fault { return Fault{kind: kStatus, n: int64(code)} }

// StatusOnly answers with the correct body under another status: a client that reads only the body takes it for a success.
func StatusOnly(code int) Fault { return Fault{kind: kStatusOnly, n: int64(code)} }

// RetryAfter is Status with a Retry-After header: seconds ("30") or an HTTP date, sent as given.
func RetryAfter(code int, value string) Fault {
	return Fault{kind: kRetryAfter, n: int64(code), text: value}
}

// HTML answers with an HTTP status and the HTML error page of a proxy.
func HTML(code int) Fault { return Fault{kind: kHTML, n: int64(code)} }

// RedirectTo answers 307 with this Location. A client that follows sends its body and headers again, which Requests shows with its Host.
func RedirectTo(url string) Fault { return Fault{kind: kRedirect, text: url} }

// Empty answers with the correct status and no body.
func Empty() Fault { return Fault{kind: kEmpty} }

// Truncate breaks the connection in the middle of the correct body: the declared length is never reached and reading it fails with
// io.ErrUnexpectedEOF.
func Truncate() Fault { return Fault{kind: kTruncate} }

// CutShort sends the first half of the correct body as if it were all: the length is right, and only the JSON shows that something is missing.
func CutShort() Fault { return Fault{kind: kCutShort} }

// SlowDrip sends the header at once and the correct body in ten pieces (fewer for a body under ten bytes), each after d.
func SlowDrip(d time.Duration) Fault { return Fault{kind: kDrip, d: d} }

// Delay sends the correct reply after d.
func Delay(d time.Duration) Fault { return Fault{kind: kDelay, d: d} }

// Oversize blows the correct JSON up to n bytes with white space after it: it is still valid, and its length is not declared.
func Oversize(n int64) Fault { return Fault{kind: kOversize, n: n} }

// GzipBomb is Oversize under Content-Encoding: gzip: n bytes once unpacked, about a thousandth of that on the wire. It is sent whether or not the
// client accepts gzip.
func GzipBomb(n int64) Fault { return Fault{kind: kGzipBomb, n: n} }

// Reset resets the connection before any byte of the answer.
func Reset() Fault { return Fault{kind: kReset} }

// Hang never answers: the request ends when the client gives up or the gateway closes.
func Hang() Fault { return Fault{kind: kHang} }

// InvalidUTF8 puts a byte that is not UTF-8 into every string value of the correct JSON; member names stay.
func InvalidUTF8() Fault { return Fault{kind: kInvalidUTF8} }

// Deep adds to the correct JSON object an unknown first member "deep" that holds n arrays in one another. It is valid JSON.
func Deep(n int) Fault { return Fault{kind: kDeep, n: int64(n)} }

// Respond answers with r whatever the correct reply is.
func Respond(r Reply) Fault { return Fault{kind: kRespond, reply: &r} }
