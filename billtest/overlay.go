package billtest

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"net/http"
)

// dripPieces is how many pieces SlowDrip cuts a body into.
const dripPieces = 10

// over plays a transport-level fault over the correct reply; played is false when it makes no difference to this one.
func (f Fault) over(r Reply) (out Reply, played bool) {
	switch f.kind {
	case kStatus:
		return statusReply(int(f.n)), true
	case kStatusOnly:
		return f.statusOnly(r)
	case kRetryAfter:
		return statusReply(int(f.n)).with("Retry-After", f.text), true
	case kHTML:
		return htmlReply(int(f.n)), true
	case kRedirect:
		return Reply{Status: http.StatusTemporaryRedirect}.with("Location", f.text), true
	case kRespond:
		return *f.reply, true
	case kReset:
		r.Reset = true
		return r, true
	case kHang:
		r.Hang = true
		return r, true
	case kDelay:
		r.Delay += f.d
		return r, true
	}
	return f.overBody(r)
}

// overBody plays the faults that need a body.
func (f Fault) overBody(r Reply) (out Reply, played bool) {
	if len(r.Body) == 0 {
		return r, false
	}
	half := len(r.Body) / 2
	switch f.kind {
	case kEmpty:
		r.Body = nil
	case kTruncate:
		r.Truncate, r.TruncateAt = true, half
	case kCutShort:
		r.Body = r.Body[:half]
	case kDrip:
		r.DripChunk, r.DripEvery = (len(r.Body)+dripPieces-1)/dripPieces, f.d
	case kDeep:
		r.Body = deepen(r.Body, int(f.n))
	case kInvalidUTF8:
		spoiled, ok := spoilStrings(r.Body)
		r.Body = spoiled
		return r, ok
	case kOversize, kGzipBomb:
		return f.grow(r)
	default:
		return r, false
	}
	return r, true
}

// grow plays Oversize and GzipBomb.
func (f Fault) grow(r Reply) (out Reply, played bool) {
	pad := f.n - int64(len(r.Body))
	if pad <= 0 {
		return r, false
	}
	if f.kind == kOversize {
		r.Pad = pad
		return r, true
	}
	r.Body = bomb(r.Body, pad)
	return r.with("Content-Encoding", "gzip"), true
}

func (f Fault) statusOnly(r Reply) (out Reply, played bool) {
	if r.code() == int(f.n) {
		return r, false
	}
	r.Status = int(f.n)
	return r, true
}

// resets reports whether f can reset a connection.
func (f Fault) resets() bool { return f.kind == kReset || f.kind == kRespond && f.reply.Reset }

func statusReply(code int) Reply {
	return Text(code, fmt.Sprintf("%d %s\n", code, http.StatusText(code)))
}

func htmlReply(code int) Reply {
	title := fmt.Sprintf("%d %s", code, http.StatusText(code))
	page := "<html>\r\n<head><title>" + title + "</title></head>\r\n<body>\r\n<center><h1>" + title + "</h1></center>\r\n</body>\r\n</html>\r\n"
	return Content(code, "text/html; charset=utf-8", []byte(page))
}

// bombBlock is the unpacked size of the member a bomb repeats.
const bombBlock = 1 << 20

// bomb packs body and pad spaces. Gzip members may follow one another, so one packed block is repeated and the work does not grow with pad.
func bomb(body []byte, pad int64) []byte {
	head := pack(io.MultiReader(bytes.NewReader(body), spaces(pad%bombBlock)))
	block := pack(spaces(bombBlock))
	return append(head, bytes.Repeat(block, int(pad/bombBlock))...)
}

func pack(from io.Reader) []byte {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	_, _ = io.Copy(w, from) // neither the readers given nor a bytes.Buffer can fail
	_ = w.Close()
	return b.Bytes()
}
