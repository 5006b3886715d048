package transport

import (
	"context"
	"errors"
	"fmt"
	"mime"
	"net/http"
	"regexp"
	"strings"

	"github.com/go-resty/resty/v2"
)

// Classes of outcomes, for logs.
const (
	classOK        = "ok"
	classBuild     = "build"
	classEnded     = "context"
	classTimeout   = "timeout"
	classNetwork   = "network"
	classTLS       = "tls"
	classTooLarge  = "too_large"
	classRedirect  = "redirect"
	classStatus    = "status"
	classBusiness  = "business"
	classMalformed = "malformed"
)

// sendFailure maps an error of the sender. resp holds what came before it.
func (c *Client) sendFailure(ctx, attempt context.Context, resp Response, err error) *Error {
	err = inner(err)
	var redirect *redirectError
	var refused *refusedError
	switch {
	case ctx.Err() != nil:
		return ended(ctx.Err(), err)
	case errors.As(err, &redirect):
		return &Error{kind: ErrUnavailable, class: classRedirect, reached: true,
			HTTPStatus: redirect.status, RequestID: redirect.id, cause: opaque(redirect)}
	case errors.As(err, &refused):
		return &Error{kind: ErrInvalidRequest, class: classTLS, cause: opaque(refused)}
	case errors.Is(err, resty.ErrResponseBodyTooLarge):
		return &Error{kind: ErrResponseTooLarge, class: classTooLarge, reached: true,
			detail: fmt.Sprintf("%v: the body is longer than %d bytes", ErrResponseTooLarge, c.maxBytes)}
	case resp.Status != 0 && !success(resp.Status):
		return statusFailure(resp, "the body was cut short")
	case attempt.Err() != nil:
		return &Error{kind: ErrUnavailable, class: classTimeout, retry: true, reached: true,
			context: context.DeadlineExceeded, detail: fmt.Sprintf("no complete answer within %v", c.timeout)}
	}
	return networkFailure(err)
}

func networkFailure(err error) *Error {
	e := &Error{kind: ErrUnavailable, class: classNetwork, retry: true, reached: !unsent(err)}
	e.cause = opaque(err).withText(describe(err))
	switch {
	case corrupted(err):
		e.kind, e.class = ErrMalformedResponse, classMalformed
		e.detail = ErrMalformedResponse.Error()
	case certificate(err) != "" || errors.Is(err, http.ErrSchemeMismatch):
		e.class, e.retry = classTLS, false
	}
	return e
}

// ended is the error of a call that the caller's context ended.
func ended(why, inner error) *Error {
	e := &Error{class: classEnded, context: why, reached: true}
	if inner != nil {
		e.cause = opaque(inner).withText(why.Error())
	}
	return e
}

// statusFailure maps an answer that is not 2xx by its HTTP meaning alone.
func statusFailure(resp Response, detail string) *Error {
	e := &Error{class: classStatus, reached: true, HTTPStatus: resp.Status, detail: detail}
	switch {
	case resp.Status == http.StatusUnauthorized || resp.Status == http.StatusForbidden:
		e.kind = ErrAuth
	case resp.Status == http.StatusTooManyRequests:
		e.kind, e.retry = ErrRateLimited, true
	case resp.Status == http.StatusRequestTimeout || resp.Status >= 500:
		e.kind, e.retry = ErrUnavailable, true
	case resp.Status < 400:
		e.kind = ErrUnavailable
	}
	return e
}

// refusal is statusFailure for a complete answer, with what its body says.
func refusal(call Call, resp Response) *Error {
	e := statusFailure(resp, "")
	if call.Explain != nil && len(resp.Body) > 0 {
		e.Code, e.SubCode, e.Message = call.Explain(resp)
		e.judge(call)
	}
	if e.Code == "" && e.SubCode == "" && e.Message == "" {
		e.detail = shape(resp)
	}
	return e
}

// judge lets a known code overrule what the status alone would mean.
func (e *Error) judge(call Call) {
	if call.Judge == nil || e.Code == "" {
		return
	}
	retry, ok, kind := call.Judge(e.Code)
	if !ok {
		return
	}
	e.retry = retry
	if kind != nil {
		e.kind = kind
	}
}

// decodeFailure maps what Decode returned for a 2xx answer.
func decodeFailure(resp Response, err error) *Error {
	if known := new(*Error); !errors.As(err, known) {
		err = Malformed(err, false)
	}
	e := asError(err)
	e.reached, e.class = true, classBusiness
	if e.kind == ErrMalformedResponse {
		e.class = classMalformed
		if !strings.Contains(mediaType(resp), "json") {
			e.detail += ": " + shape(resp)
		}
	}
	return e
}

var plainMedia = regexp.MustCompile(`^[a-z0-9.+-]{1,40}/[a-z0-9.+-]{1,40}$`)

func mediaType(resp Response) string {
	media, _, err := mime.ParseMediaType(resp.Header.Get("Content-Type"))
	if err != nil || !plainMedia.MatchString(media) {
		return ""
	}
	return media
}

// shape tells what a body looks like from outside.
func shape(resp Response) string {
	if len(resp.Body) == 0 {
		return "empty body"
	}
	return strings.TrimSpace(fmt.Sprintf("%s body of %d bytes", mediaType(resp), len(resp.Body)))
}
