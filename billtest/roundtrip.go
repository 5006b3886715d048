package billtest

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"syscall"
	"time"
)

// RoundTrip makes the Gateway an http.RoundTripper and an httpmock responder. Like a real transport it closes the request's body, leaves the request as
// it is, ends with the request's context, gives a body that is still arriving while it is read, and returns an error only when there is no answer. It
// unpacks nothing.
func (c *Gateway) RoundTrip(req *http.Request) (*http.Response, error) {
	if err := sendable(req); err != nil {
		return nil, err
	}
	in, err := readRequest(req)
	if err != nil {
		return nil, err
	}
	reply, err := c.handle(in)
	if err == nil {
		err = c.hold(req.Context(), reply)
	}
	if err != nil {
		return nil, err
	}
	if reply.Reset {
		return nil, &net.OpError{Op: "read", Net: "tcp", Err: os.NewSyscallError("read", syscall.ECONNRESET)}
	}
	return c.response(req, reply), nil
}

// sendable refuses what never leaves a real transport, and closes the body then.
func sendable(req *http.Request) error {
	var err error
	switch {
	case req.URL == nil:
		err = errors.New("billtest: the request has no URL")
	case req.Context().Err() != nil:
		err = context.Cause(req.Context())
	default:
		return nil
	}
	if req.Body != nil {
		_ = req.Body.Close()
	}
	return err
}

func (c *Gateway) response(req *http.Request, reply Reply) *http.Response {
	code := reply.code()
	resp := &http.Response{
		Status: fmt.Sprintf("%d %s", code, http.StatusText(code)), StatusCode: code,
		Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1,
		Header: fullHeader(method(req), reply), ContentLength: reply.length(), Request: req, Body: http.NoBody,
	}
	if req.Method == http.MethodHead {
		return resp
	}
	if bodyless(method(req), code) {
		resp.ContentLength = 0
		return resp
	}
	if resp.ContentLength < 0 {
		resp.TransferEncoding = []string{"chunked"}
	}
	resp.Body = c.responseBody(req.Context(), reply)
	return resp
}

// responseBody is a body that is still on its way: reading it fails once the client has given up or closed it.
type responseBody struct {
	ctx   context.Context
	close context.CancelCauseFunc
	from  io.Reader
}

func (c *Gateway) responseBody(parent context.Context, reply Reply) *responseBody {
	b := new(responseBody)
	b.ctx, b.close = context.WithCancelCause(parent)
	b.from = reply.stream(func(d time.Duration) error { return c.pause(b.ctx, d) })
	return b
}

// Read fails with the cause of the context, or http.ErrBodyReadAfterClose, or io.ErrUnexpectedEOF where the connection breaks.
func (b *responseBody) Read(p []byte) (int, error) {
	if b.ctx.Err() != nil {
		return 0, context.Cause(b.ctx)
	}
	n, err := b.from.Read(p)
	if errors.Is(err, net.ErrClosed) {
		err = io.ErrUnexpectedEOF // the server went away in the middle
	}
	return n, err
}

// Close ends a read that is waiting, too.
func (b *responseBody) Close() error {
	b.close(http.ErrBodyReadAfterClose)
	return nil
}
