package billtest

import (
	"bytes"
	"io"
	"time"
)

// blank is an endless reader of spaces.
type blank struct{}

func (blank) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = ' '
	}
	return len(p), nil
}

func spaces(n int64) io.Reader { return io.LimitReader(blank{}, n) }

// broken is a reader whose connection is gone.
type broken struct{}

func (broken) Read([]byte) (int, error) { return 0, io.ErrUnexpectedEOF }

// stream returns the body as a client sees it: padded, truncated and dripping. pause waits between the chunks of a drip.
func (r Reply) stream(pause func(time.Duration) error) io.Reader {
	body := io.MultiReader(bytes.NewReader(r.Body), spaces(r.Pad))
	if r.breaks() {
		body = io.MultiReader(io.LimitReader(body, int64(r.TruncateAt)), broken{})
	}
	if r.DripChunk <= 0 {
		return body
	}
	chunk := min(int64(r.DripChunk), int64(len(r.Body))+r.Pad)
	return &drip{from: body, chunk: chunk, every: r.DripEvery, pause: pause}
}

// breaks reports whether the truncation shows: once every declared byte has arrived, a client no longer sees the connection break.
func (r Reply) breaks() bool {
	return r.Truncate && (r.length() < 0 || r.TruncateAt < len(r.Body))
}

// drip hands out a chunk at a time, each after a pause.
type drip struct {
	from  io.Reader
	chunk int64
	every time.Duration
	pause func(time.Duration) error
	ready []byte
}

func (d *drip) Read(p []byte) (int, error) {
	if len(d.ready) == 0 {
		if err := d.refill(); err != nil {
			return 0, err
		}
	}
	n := copy(p, d.ready)
	d.ready = d.ready[n:]
	return n, nil
}

// refill takes the next chunk first and waits then, so that the end of the body is told without a wait.
func (d *drip) refill() error {
	buf := make([]byte, max(d.chunk, 1))
	n, err := io.ReadFull(d.from, buf)
	if n == 0 {
		return err
	}
	if err := d.pause(d.every); err != nil {
		return err
	}
	d.ready = buf[:n]
	return nil
}
