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

	"github.com/billrecon/billrecon"
	"github.com/billrecon/billrecon/internal/fault"
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
func (c *Client) sendFailure(ctx, attempt context.Context, resp Response, err error) *fault.Fault {
	err = inner(err)
	var redirect *redirectError
	var odd *senselessError
	var refused *refusedError
	switch {
	case ctx.Err() != nil:
		return ended(ctx.Err(), err)
	case errors.As(err, &redirect):
		return &fault.Fault{Kind: billrecon.ErrUnavailable, Class: classRedirect, Reached: true,
			HTTPStatus: redirect.status, RequestID: redirect.id, Cause: fault.Hide(redirect)}
	case errors.As(err, &odd):
		return &fault.Fault{Kind: billrecon.ErrMalformedResponse, Class: classMalformed, Reached: true,
			HTTPStatus: odd.status, RequestID: odd.id, Detail: billrecon.ErrMalformedResponse.Error(), Cause: fault.Hide(odd)}
	case errors.As(err, &refused):
		return &fault.Fault{Kind: billrecon.ErrInvalidRequest, Class: classTLS, Cause: fault.Hide(refused)}
	case errors.Is(err, errStuck):
		return &fault.Fault{Kind: billrecon.ErrUnavailable, Class: classNetwork, Cause: fault.Hide(errStuck)}
	case errors.Is(err, resty.ErrResponseBodyTooLarge):
		return &fault.Fault{Kind: billrecon.ErrResponseTooLarge, Class: classTooLarge, Reached: true,
			Detail: fmt.Sprintf("%v: the body is longer than %d bytes", billrecon.ErrResponseTooLarge, c.maxBytes)}
	case resp.Status != 0 && !success(resp.Status):
		return statusFailure(resp, "the body was cut short")
	case attempt.Err() != nil:
		return &fault.Fault{Kind: billrecon.ErrUnavailable, Class: classTimeout, Retry: true, Reached: true,
			Context: context.DeadlineExceeded, Detail: fmt.Sprintf("no complete answer within %v", c.timeout)}
	}
	return networkFailure(err)
}

func networkFailure(err error) *fault.Fault {
	e := &fault.Fault{Kind: billrecon.ErrUnavailable, Class: classNetwork, Retry: true, Reached: !unsent(err)}
	e.Cause = fault.Hide(err).Saying(describe(err))
	switch {
	case corrupted(err):
		e.Kind, e.Class = billrecon.ErrMalformedResponse, classMalformed
		e.Detail = billrecon.ErrMalformedResponse.Error()
	case certificate(err) != "" || errors.Is(err, http.ErrSchemeMismatch):
		e.Class, e.Retry = classTLS, false
	}
	return e
}

// ended is the error of a call that the caller's context ended.
func ended(why, inner error) *fault.Fault {
	e := &fault.Fault{Class: classEnded, Context: why, Reached: true}
	if inner != nil {
		e.Cause = fault.Hide(inner).Saying(why.Error())
	}
	return e
}

// statusFailure maps an answer that is not 2xx by its HTTP meaning alone.
func statusFailure(resp Response, detail string) *fault.Fault {
	e := &fault.Fault{Class: classStatus, Reached: true, HTTPStatus: resp.Status, Detail: detail}
	switch {
	case resp.Status == http.StatusUnauthorized || resp.Status == http.StatusForbidden:
		e.Kind = billrecon.ErrAuth
	case resp.Status == http.StatusTooManyRequests:
		e.Kind, e.Retry = billrecon.ErrRateLimited, true
	case resp.Status == http.StatusRequestTimeout || resp.Status >= 500:
		e.Kind, e.Retry = billrecon.ErrUnavailable, true
	case resp.Status < 400:
		e.Kind = billrecon.ErrUnavailable
	}
	return e
}

// refusal is statusFailure for a complete answer, with what its body says.
func refusal(call Call, resp Response) *fault.Fault {
	e := statusFailure(resp, "")
	if call.Explain != nil && len(resp.Body) > 0 {
		e.Code, e.SubCode, e.Message = call.Explain(resp)
		judge(e, call)
	}
	if e.Code == "" && e.SubCode == "" && e.Message == "" {
		e.Detail = shape(resp)
	}
	return e
}

// judge lets a known code overrule what the status alone would mean.
func judge(e *fault.Fault, call Call) {
	if call.Judge == nil || e.Code == "" {
		return
	}
	retry, ok, kind := call.Judge(e.Code)
	if !ok {
		return
	}
	e.Retry = retry
	if kind != nil {
		e.Kind = kind
	}
}

// decodeFailure maps what Decode returned for a 2xx answer.
func decodeFailure(resp Response, err error) *fault.Fault {
	e := faultOf(err)
	if _, known := errors.AsType[*fault.Fault](err); !known {
		*e = malformed(err)
	}
	e.Reached, e.Class = true, classBusiness
	if e.Kind == billrecon.ErrMalformedResponse {
		e.Class = classMalformed
		if !strings.Contains(mediaType(resp), "json") {
			e.Detail += ": " + shape(resp)
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
