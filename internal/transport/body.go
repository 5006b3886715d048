package transport

import (
	"compress/gzip"
	"io"
	"math"
	"net/http"
	"slices"
	"strings"
	"sync"

	"github.com/go-resty/resty/v2"
)

// What is set aside for a body at first: a page of 100 rows has about 32 KiB. A declared length is believed in part, since it may be
// wrong: up to 1 MiB at first, and up to eight times what came already afterwards.
const (
	usualBody    = 32 << 10
	mostDeclared = 1 << 20
	mostGrowth   = 8
)

// bodies keeps buffers of bodies for the next ones: a decoded answer never refers to its body.
type bodies struct{ pool sync.Pool }

// get returns a buffer without bytes, which put takes back.
func (b *bodies) get() []byte {
	if kept, ok := b.pool.Get().(*[]byte); ok {
		return (*kept)[:0]
	}
	return make([]byte, 0, usualBody)
}

// put keeps the buffer of a body, unless it is a large one.
func (b *bodies) put(body []byte) {
	if cap(body) > 0 && cap(body) <= mostDeclared {
		b.pool.Put(&body)
	}
}

// readBody reads a body to its end, into buffer as far as it goes, and closes it. gzip is undone where net/http has not done it. A body of more than limit bytes is
// resty.ErrResponseBodyTooLarge, and then there is no body, nor after any other error.
func readBody(resp *http.Response, limit int64, buffer []byte) ([]byte, error) {
	defer closeBody(resp.Body)
	from, declared := io.Reader(resp.Body), resp.ContentLength
	if strings.EqualFold(resp.Header.Get("Content-Encoding"), "gzip") && declared != 0 {
		unzipped, err := gzip.NewReader(resp.Body)
		if err == io.EOF {
			return nil, nil // as net/http reads an empty body
		}
		if err != nil {
			return nil, err
		}
		from, declared = unzipped, -1
	}
	limit = min(limit, math.MaxInt64-1)         // so that one more byte is a number too
	declared = max(min(declared, limit), 0) + 1 // one more byte, to see the end
	body := buffer[:0]
	if most := min(declared, mostDeclared); most > int64(cap(body)) {
		body = make([]byte, 0, most)
	}
	for {
		n, err := from.Read(body[len(body):cap(body)])
		body = body[:len(body)+n]
		switch {
		case int64(len(body)) > limit:
			return nil, resty.ErrResponseBodyTooLarge
		case err == io.EOF:
			return body, nil
		case err != nil:
			return nil, err
		}
		if len(body) == cap(body) {
			more := int64(len(body))
			if missing := declared - more; missing > 0 {
				more = min(missing, more*(mostGrowth-1))
			}
			body = slices.Grow(body, int(min(more, limit-int64(len(body))+1)))
		}
	}
}
