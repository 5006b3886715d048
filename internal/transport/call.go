package transport

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
)

// Request is what one attempt sends.
type Request struct {
	// Path is appended to the path of the base URL. It is not escaped yet, and
	// holds neither a query nor "..".
	Path string
	// Query is sent sorted by name.
	Query url.Values
	// Header is sent beside the ones the transport sets itself.
	Header http.Header
	// Body is sent byte for byte, so that a signature over it holds. Only a
	// method other than GET and HEAD may have one. Without a Content-Type in
	// Header a guessed one is sent: always set it.
	Body []byte
	// Hide lists the secrets of this very attempt, such as a fresh access
	// token: they are scrubbed out of whatever this attempt reports.
	Hide []string
}

// Format prints no field: most of them carry secrets.
func (r Request) Format(f fmt.State, _ rune) {
	_, _ = fmt.Fprintf(f, "transport.Request{body of %d bytes}", len(r.Body))
}

// Response is what one attempt received, its body decompressed and complete.
type Response struct {
	// Context is that of the attempt: decoding must stop when it is over. It is nil in a Response made elsewhere, and then never
	// over.
	Context context.Context
	Status  int
	Header  http.Header
	// Body may be reused once the function that got it has returned.
	Body []byte
}

// Format prints the status and the size alone: bodies hold personal data.
func (r Response) Format(f fmt.State, _ rune) {
	_, _ = fmt.Fprintf(f, "transport.Response{HTTP %d, body of %d bytes}", r.Status, len(r.Body))
}

// Call is one operation of a provider.
type Call struct {
	// Op names the operation in errors and logs, such as "BillPage".
	Op string
	// Method is the HTTP method.
	Method string
	// Build makes the request of one attempt, counted from 1. It runs anew for
	// every attempt, so that nonce, timestamp and signature are fresh. An error
	// is final; one made by Invalid or Fail keeps its kind.
	Build func(ctx context.Context, attempt int) (Request, error)
	// Ready, if set, runs before each attempt waits for the rate limit: it brings what Build would wait for, such as an access
	// token, so that calls which waited for that do not leave in one burst. An error is final, as one of Build is.
	Ready func(ctx context.Context) error
	// Decode reads a 2xx answer. It returns nil, or what Fail or Malformed
	// made; any other error counts as Malformed without a retry. It must not
	// keep Response.Body, and must reset what an earlier attempt decoded.
	Decode func(Response) error
	// Explain, if set, reads code, sub code and message out of an answer that
	// is not 2xx. It is not called for an empty body.
	Explain func(Response) (code, subCode, message string)
	// Judge, if set, tells what a code that Explain found means, whatever the
	// status it came under: a refused signature under HTTP 503 is no passing
	// failure. With ok its retry counts, and its kind unless that is nil; else
	// the status alone decides.
	Judge func(code string) (retry, ok bool, kind error)
	// Once marks a write: it is never retried once the request may have
	// reached the provider.
	Once bool
}

// Stats tells what a call cost.
type Stats struct {
	// Attempts counts the requests that were sent.
	Attempts int
	// Bytes is the size of all decompressed bodies that were received.
	Bytes int64
	// RequestID is the X-Request-Id of the last answer, empty when it sent none.
	RequestID string
}
