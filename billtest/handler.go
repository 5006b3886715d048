package billtest

import (
	"context"
	"io"
	"net"
	"net/http"
	"strconv"
	"time"
)

// ServeHTTP makes the Gateway an http.Handler for a server of the caller's own; URL has one ready.
func (c *Gateway) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	in, err := readRequest(r)
	if err != nil {
		panic(http.ErrAbortHandler) // the client broke off: nobody is left to answer
	}
	reply, err := c.handle(in)
	if err == nil {
		err = c.hold(r.Context(), reply)
	}
	if err != nil {
		panic(http.ErrAbortHandler)
	}
	if reply.Reset {
		reset(w)
	}
	c.writeHeader(w, in.Method, reply)
	if !bodyless(in.Method, reply.code()) {
		pause := func(d time.Duration) error { return c.pause(r.Context(), d) }
		writeBody(w, reply.stream(pause), reply.DripChunk > 0)
	}
}

// hold waits as long as the reply says, for ever if it hangs; an error ends the request.
func (c *Gateway) hold(ctx context.Context, reply Reply) error {
	if err := c.pause(ctx, reply.Delay); err != nil {
		return err
	}
	if !reply.Hang {
		return nil
	}
	select {
	case <-ctx.Done():
		return context.Cause(ctx)
	case <-c.done:
		return errClosed
	}
}

// pause waits for d, or until the client gives up or the gateway closes.
func (c *Gateway) pause(ctx context.Context, d time.Duration) error {
	if d <= 0 {
		return nil
	}
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return context.Cause(ctx)
	case <-c.done:
		return errClosed
	}
}

// reset tears the connection down; without linger the kernel sends RST, not FIN. A writer that cannot give its connection away is aborted.
func reset(w http.ResponseWriter) {
	conn, _, err := http.NewResponseController(w).Hijack()
	if err != nil {
		panic(http.ErrAbortHandler)
	}
	if tcp, ok := conn.(*net.TCPConn); ok {
		_ = tcp.SetLinger(0)
	}
	_ = conn.Close()
	panic(http.ErrAbortHandler)
}

func (c *Gateway) writeHeader(w http.ResponseWriter, method string, reply Reply) {
	header := w.Header()
	for name, values := range fullHeader(method, reply) {
		header[name] = values
	}
	if _, given := header["Content-Type"]; !given {
		header["Content-Type"] = nil // keeps net/http from guessing one
	}
	if c.resets {
		// net/http sends a GET again by itself when a kept connection dies: the log would count a request the client never asked for.
		header.Set("Connection", "close")
	}
	w.WriteHeader(reply.code())
}

// fullHeader is the reply's header with the right Content-Length, on a copy.
func fullHeader(method string, reply Reply) http.Header {
	header := cloneHeader(reply.Header)
	header.Del("Content-Length")
	if n := reply.length(); n >= 0 && (method == http.MethodHead || !bodyless(method, reply.code())) {
		header.Set("Content-Length", strconv.FormatInt(n, 10))
	}
	return header
}

// writeBody sends the body, each piece at once when flush is set, and breaks the connection off where the body breaks off.
func writeBody(w http.ResponseWriter, body io.Reader, flush bool) {
	control := http.NewResponseController(w)
	buf := make([]byte, 32<<10)
	for {
		if flush {
			_ = control.Flush()
		}
		n, err := body.Read(buf)
		if _, failed := w.Write(buf[:n]); failed != nil {
			panic(http.ErrAbortHandler)
		}
		if err == io.EOF {
			return
		}
		if err != nil {
			_ = control.Flush() // what came before the break must still arrive
			panic(http.ErrAbortHandler)
		}
	}
}
