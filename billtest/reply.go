package billtest

import (
	"bytes"
	"encoding/json"
	"net/http"
	"time"
)

// Reply is what the gateway sends back, and how. A fake's answer func fills Status, Header and Body; the other fields are how faults are played, and
// a fake may set them itself.
type Reply struct {
	Status int         // HTTP status, 200 to 599; 0 means 200
	Header http.Header // sent as it is; Content-Length is set by the gateway, and no Content-Type is guessed
	Body   []byte      // never changed in place

	Delay      time.Duration // waits this long before the header
	Pad        int64         // so many spaces follow Body; no length is declared then
	Truncate   bool          // the connection breaks after TruncateAt bytes of the body, whose whole length was declared
	TruncateAt int           // bytes sent before the break
	DripChunk  int           // above 0: the body comes in chunks of so many bytes, each after DripEvery
	DripEvery  time.Duration // wait before each chunk
	Reset      bool          // the connection is reset before the header
	Hang       bool          // no answer until the client gives up or the gateway closes
}

// JSON is a reply with v as its JSON body: UTF-8, no HTML escapes, no final newline, as the providers send it. It panics when v cannot be encoded,
// which is a mistake in the fake.
func JSON(status int, v any) Reply {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		panic("billtest: a reply cannot be encoded as JSON: " + err.Error())
	}
	return RawJSON(status, bytes.TrimSuffix(b.Bytes(), []byte("\n")))
}

// RawJSON is a reply with body as it is, declared as JSON.
func RawJSON(status int, body []byte) Reply {
	return Content(status, "application/json; charset=utf-8", body)
}

// Text is a reply in plain text.
func Text(status int, body string) Reply {
	return Content(status, "text/plain; charset=utf-8", []byte(body))
}

// Content is a reply with body as it is, declared as contentType.
func Content(status int, contentType string, body []byte) Reply {
	return Reply{Status: status, Header: http.Header{"Content-Type": {contentType}}, Body: body}
}

// with returns a copy of r with one more header field; r's own header is not touched.
func (r Reply) with(name, value string) Reply {
	r.Header = cloneHeader(r.Header)
	r.Header.Set(name, value)
	return r
}

// code is the status to send.
func (r Reply) code() int {
	if r.Status == 0 {
		return http.StatusOK
	}
	return r.Status
}

// length is the Content-Length to declare, -1 when none is.
func (r Reply) length() int64 {
	if r.Pad > 0 {
		return -1
	}
	return int64(len(r.Body))
}

// bodyless reports whether HTTP forbids a body in the answer to this method and status.
func bodyless(method string, status int) bool {
	return method == http.MethodHead || status == http.StatusNoContent || status == http.StatusNotModified
}
