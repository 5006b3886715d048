package transport

import (
	"context"
	"errors"
	"net/http"
	"sync"
	"time"

	"github.com/billrecon/billrecon"
	"github.com/billrecon/billrecon/internal/fault"
	"github.com/billrecon/billrecon/internal/wire"
)

// attempt builds, sends and decodes once. It returns nil or a finished fault.
func (c *Client) attempt(ctx context.Context, call Call, stats *Stats) *fault.Fault {
	req, url, err := c.build(ctx, call, stats.Attempts+1)
	if err != nil {
		e := buildFailure(ctx, err)
		c.finish(call, e, Response{}, stats, req.Hide)
		c.logAttempt(ctx, call, record{attempt: stats.Attempts + 1, class: e.Class})
		return e
	}
	stats.Attempts++
	start := time.Now()
	resp, e := c.exchange(ctx, call, url, req)
	defer c.sender.bodies.put(resp.Body)
	stats.Bytes += int64(len(resp.Body))
	out := record{attempt: stats.Attempts, class: classOK, status: resp.Status,
		sent: len(req.Body), received: len(resp.Body), took: time.Since(start)}
	if e != nil {
		c.finish(call, e, resp, stats, req.Hide)
		out.class, out.status = e.Class, e.HTTPStatus
	} else {
		stats.RequestID = c.scrub(requestID(resp.Header), maxShortText, req.Hide)
	}
	c.logAttempt(ctx, call, out)
	return e
}

func (c *Client) build(ctx context.Context, call Call, attempt int) (Request, string, error) {
	req, err := call.Build(ctx, attempt)
	if err != nil {
		return req, "", err
	}
	url, err := c.sender.prepare(call.Method, req)
	return req, url, err
}

// exchange sends the request under the time limit of one attempt.
func (c *Client) exchange(ctx context.Context, call Call, url string, req Request) (Response, *fault.Fault) {
	limited, cancel := context.WithTimeout(ctx, c.timeout)
	defer cancel()
	resp, err := c.sender.sendApart(limited, call.Method, url, req)
	if err != nil {
		return resp, c.sendFailure(ctx, limited, resp, err)
	}
	resp.Context = wire.HidingNames(limited, c.hidden(req.Hide))
	if !success(resp.Status) {
		return resp, refusal(call, resp)
	}
	err = call.Decode(resp)
	switch {
	case err == nil:
		return resp, nil
	case limited.Err() != nil && errors.Is(err, limited.Err()):
		return resp, c.sendFailure(ctx, limited, resp, limited.Err())
	}
	return resp, decodeFailure(resp, err)
}

// buildFailure keeps the kind of an error that has one. A request that could
// not be built was not sent, and is not tried again.
func buildFailure(ctx context.Context, err error) *fault.Fault {
	if ctx.Err() != nil {
		e := ended(ctx.Err(), err)
		e.Reached = false
		return e
	}
	e := faultOf(err)
	if !ours(err) {
		e.Detail = "the request was not built"
	}
	e.Class = classBuild
	return e
}

// finish fills in what every error of this call tells, and scrubs its texts.
func (c *Client) finish(call Call, e *fault.Fault, resp Response, stats *Stats, hide []string) *fault.Fault {
	c.nameOp(call, e)
	e.Attempts, e.MaxAttempts = stats.Attempts, c.retry.MaxAttempts
	if resp.Status != 0 {
		e.HTTPStatus = resp.Status
	}
	if id := requestID(resp.Header); id != "" {
		e.RequestID = id
	}
	c.noteRetryAfter(e, resp.Header)
	s := c.scrubber(hide)
	e.Code, e.SubCode = s.text(e.Code, maxShortText), s.text(e.SubCode, maxShortText)
	e.RequestID = s.text(e.RequestID, maxShortText)
	e.Message = s.text(e.Message, maxText)
	e.Detail = s.text(e.Detail, maxText) // it may name the answer's media type
	if e.Cause != nil {
		e.Cause = e.Cause.Saying(s.text(e.Cause.Error(), maxText))
	}
	stats.RequestID = e.RequestID
	return e
}

// nameOp names this call in the error, and keeps the name of an inner call that
// failed while this one was built.
func (c *Client) nameOp(call Call, e *fault.Fault) {
	if e.Op != call.Op && e.Op != c.provider {
		e.Via = e.Op
	}
	e.Op, e.Provider = call.Op, c.provider
}

func (c *Client) noteRetryAfter(e *fault.Fault, h http.Header) {
	now := time.Now()
	wait, ok := retryAfter(h, now)
	if !ok {
		return
	}
	e.After = wait
	e.Also = nil
	if e.Retry && wait > c.retry.MaxDelay {
		e.Also = billrecon.ErrRateLimited
	}
	e.RetryAt = now.Add(wait)
}

func (c *Client) scrubber(hide []string) scrubber {
	var secrets []string
	if c.secrets != nil {
		secrets = append(secrets, c.secrets()...)
	}
	return newScrubber(append(secrets, hide...))
}

// hidden returns a function that reports whether a text holds a secret. Most attempts never call it.
func (c *Client) hidden(hide []string) func(text string) bool {
	s := sync.OnceValue(func() scrubber { return c.scrubber(hide) })
	return func(text string) bool { return s().hides(text) }
}

func (c *Client) scrub(text string, runes int, hide []string) string {
	if text == "" {
		return ""
	}
	return c.scrubber(hide).text(text, runes)
}
