package billtest

import (
	"bytes"
	"fmt"
	"io"
	"log/slog"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"
)

// Request is one entry of the request log: what a client sent, read in full. Its fields hold the true values, secrets included, so that a test can
// examine them; String, GoString, Format and LogValue print none of them.
//
// Over a real connection Header also holds what net/http adds on the way (User-Agent, Accept-Encoding, Content-Length); through RoundTrip it holds
// only what the client set.
type Request struct {
	Number int         // counts from 1, over all paths
	Time   time.Time   // when the request had arrived in full
	Method string      // GET, POST, …
	Host   string      // host the client meant to reach, with the port if one was given
	Path   string      // unescaped path, without the query
	Query  url.Values  // never nil
	Header http.Header // never nil
	Body   []byte      // nil when there was none
	Page   int         // page number as read by PageFunc; 0 without one or when the request has no page
}

// readRequest reads r into a log entry and closes its body, without changing r.
func readRequest(r *http.Request) (Request, error) {
	body, err := readBody(r.Body)
	if err != nil {
		return Request{}, err
	}
	host := r.Host
	if host == "" {
		host = r.URL.Host
	}
	return Request{
		Time: time.Now(), Method: method(r), Host: host, Path: r.URL.Path,
		Query: r.URL.Query(), Header: cloneHeader(r.Header), Body: body,
	}, nil
}

func readBody(body io.ReadCloser) ([]byte, error) {
	if body == nil {
		return nil, nil
	}
	defer body.Close()
	data, err := io.ReadAll(body)
	if len(data) == 0 {
		return nil, err
	}
	return data, err
}

// method spells out the empty method, which means GET in a client's request.
func method(r *http.Request) string {
	if r.Method == "" {
		return http.MethodGet
	}
	return r.Method
}

func cloneHeader(h http.Header) http.Header {
	if h == nil {
		return http.Header{}
	}
	return h.Clone()
}

// clone returns a copy whose maps and body the receiver may change.
func (r Request) clone() Request {
	r.Query = url.Values(http.Header(r.Query).Clone())
	r.Header = cloneHeader(r.Header)
	r.Body = bytes.Clone(r.Body)
	return r
}

// String says which request it was and what it carried, by names and sizes only: "#3 POST /gateway?sign=…&timestamp=… page 2, body of 214 bytes".
// No value of the query, a header or the body is printed, since signs, tokens and personal data travel in all three.
func (r Request) String() string {
	var b strings.Builder
	path := url.URL{Path: r.Path}
	fmt.Fprintf(&b, "#%d %s %s", r.Number, r.Method, path.EscapedPath())
	for i, name := range slices.Sorted(maps.Keys(r.Query)) {
		b.WriteByte("?&"[min(i, 1)])
		b.WriteString(url.QueryEscape(name) + "=…")
	}
	if r.Page > 0 {
		fmt.Fprintf(&b, " page %d,", r.Page)
	}
	fmt.Fprintf(&b, " body of %d bytes", len(r.Body))
	return b.String()
}

// GoString is String, so that %#v prints no secret either.
func (r Request) GoString() string { return r.String() }

// Format writes String for every verb: %d would print the query values.
func (r Request) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, r.String()) }

// LogValue is String, so that slog prints no secret either.
func (r Request) LogValue() slog.Value { return slog.StringValue(r.String()) }
