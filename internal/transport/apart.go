package transport

import (
	"context"
	"errors"
	"runtime"
	"time"
)

const (
	// grace is how long a request may take to end after its context has: net/http ends it at once, and then says more of why.
	grace = 100 * time.Millisecond
	// mostStuck is this module's own bound: how many requests that did not end with their contexts are left running.
	mostStuck = 64
)

var errStuck = errors.New("HTTPClient: earlier requests have not ended, long after their time limits: its transport stands still")

// outcome is how a request ended: exited says that its goroutine was ended, panicked is what it panicked with.
type outcome struct {
	resp     Response
	err      error
	exited   bool
	panicked any
}

// sendApart is send in a goroutine of its own, so that an attempt ends with its context even where a transport does not: the HTTP/2 of
// net/http waits for ever for a lock that it holds itself once a provider lets the window of a stream overflow. What does not end is
// left running; where that happens again and again, nothing more is sent. A panic, or the end of the goroutine, is the caller's.
func (s *sender) sendApart(ctx context.Context, method, url string, req Request) (Response, error) {
	if s.stuck.Load() >= mostStuck {
		return Response{}, errStuck
	}
	done, left := make(chan outcome), make(chan struct{})
	go func() {
		out := outcome{exited: true}
		defer func() {
			out.panicked = recover()
			select {
			case done <- out:
			case <-left:
				s.stuck.Add(-1)
			}
		}()
		out.resp, out.err = s.send(ctx, method, url, req)
		out.exited = false
	}()
	select {
	case out := <-done:
		return out.here()
	case <-ctx.Done():
	}
	late := time.NewTimer(grace)
	defer late.Stop()
	select {
	case out := <-done:
		return out.here()
	case <-late.C:
		s.stuck.Add(1)
		close(left)
		return Response{}, ctx.Err()
	}
}

// here returns the outcome, or panics or ends the goroutine as the request did.
func (o outcome) here() (Response, error) {
	switch {
	case o.panicked != nil:
		panic(o.panicked)
	case o.exited:
		runtime.Goexit()
	}
	return o.resp, o.err
}
