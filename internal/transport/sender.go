package transport

import (
	"context"
	"io"
	"net/http"
	"net/url"
	"strings"
	"sync/atomic"

	"github.com/go-resty/resty/v2"
)

const userAgent = "billrecon"

// sender is the only place that touches resty.
type sender struct {
	rest   *resty.Client
	base   *url.URL
	limit  int64        // of a body in bytes
	stuck  atomic.Int64 // requests that were left running
	bodies bodies
}

// newSender switches off everything that would print, repeat, redirect or
// remember a request.
func newSender(cfg Config, base *url.URL) *sender {
	rest := resty.NewWithClient(&http.Client{Transport: &delegate{client: cfg.HTTPClient}})
	rest.SetLogger(silent{}).SetDisableWarn(true).SetRetryCount(0)
	rest.SetRedirectPolicy(resty.NoRedirectPolicy())
	rest.SetDoNotParseResponse(true)
	return &sender{rest: rest, base: base, limit: cfg.MaxResponseBytes}
}

// send makes one attempt. The Response holds what came even if err is not nil.
func (s *sender) send(ctx context.Context, method, url string, req Request) (Response, error) {
	r := s.rest.R().SetContext(ctx)
	if req.Header != nil {
		r.Header = req.Header.Clone()
	}
	if r.Header.Get("User-Agent") == "" {
		r.Header.Set("User-Agent", userAgent)
	}
	if req.Body != nil {
		r.SetBody(req.Body)
	}
	got, err := r.Execute(method, url)
	if got == nil || got.RawResponse == nil {
		return Response{}, err
	}
	resp := Response{Status: got.StatusCode(), Header: got.Header()}
	if err == nil {
		resp.Body, err = readBody(got.RawResponse, s.limit, s.bodies.get())
	}
	return resp, err
}

// prepare checks what Build made and gives the URL to send it to.
func (s *sender) prepare(method string, req Request) (string, error) {
	if len(req.Body) > 0 && bodiless(method) {
		return "", Invalid("", "a %s request cannot carry a body", method)
	}
	for name, values := range req.Header {
		for _, v := range values {
			if strings.ContainsAny(v, "\r\n\x00") {
				return "", Invalid("", "the value of header %q holds a line break or NUL", name)
			}
		}
	}
	return target(s.base, req.Path, req.Query)
}

func requestID(h http.Header) string { return h.Get("X-Request-Id") }

func closeBody(body io.Closer) {
	if body != nil {
		_ = body.Close()
	}
}

// silent replaces resty's logger, which prints full URLs to standard error.
type silent struct{}

func (silent) Errorf(string, ...any) {}
func (silent) Warnf(string, ...any)  {}
func (silent) Debugf(string, ...any) {}

// bodiless methods are those for which resty drops the body without a word.
func bodiless(method string) bool {
	return method == http.MethodGet || method == http.MethodHead || method == http.MethodOptions
}
