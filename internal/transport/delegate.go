package transport

import (
	"crypto/tls"
	"errors"
	"fmt"
	"net/http"
	"sync/atomic"
)

var (
	errSkipVerify  = errors.New("its transport has InsecureSkipVerify set: certificates must be verified")
	errOldTLS      = errors.New("its transport allows less than TLS 1.2")
	errNoTransport = errors.New("its transport is a nil *http.Transport: leave the field unset instead")
)

// delegate finds the caller's transport at every request, so that one which is
// swapped after New, by a test's mock for example, is the one that is used.
type delegate struct {
	client  *http.Client
	checked atomic.Pointer[http.Transport]
}

// RoundTrip sends the request and turns a redirect into an error here, before
// http.Client sees it: http.Client puts the target into its error texts.
func (d *delegate) RoundTrip(req *http.Request) (*http.Response, error) {
	next := d.client.Transport
	if next == nil {
		next = http.DefaultTransport
	}
	if err := d.check(next); err != nil {
		closeBody(req.Body)
		return nil, err
	}
	resp, err := next.RoundTrip(req)
	switch {
	case err != nil || resp == nil:
		return resp, err
	case redirects(resp.StatusCode):
		closeBody(resp.Body)
		return nil, &redirectError{status: resp.StatusCode, where: redirectTarget(req, resp), id: requestID(resp.Header)}
	case senseless(resp.StatusCode):
		closeBody(resp.Body)
		return nil, &senselessError{status: resp.StatusCode, id: requestID(resp.Header)}
	}
	return resp, nil
}

// senseless reports whether the status cannot answer a request that asked for no upgrade and for no part of a body. The body of a 101 is
// the bare connection: reading it would have no end.
func senseless(status int) bool {
	return status < 200 || status > 599 || status == http.StatusPartialContent
}

type senselessError struct {
	status int
	id     string
}

func (e *senselessError) Error() string {
	if e.status == http.StatusPartialContent {
		return "the provider answered with a part of a body (206), which nobody asked for"
	}
	return fmt.Sprintf("the provider answered with HTTP status %d, which is no answer to this request", e.status)
}

func (d *delegate) check(next http.RoundTripper) error {
	known, ok := next.(*http.Transport)
	if !ok || known != nil && d.checked.Load() == known {
		return nil
	}
	if err := checkTLS(known); err != nil {
		return &refusedError{err}
	}
	d.checked.Store(known)
	return nil
}

// checkTLS refuses a transport that would accept a forged server. One that
// dials TLS itself cannot be looked into.
func checkTLS(rt http.RoundTripper) error {
	t, ok := rt.(*http.Transport)
	if !ok {
		return nil
	}
	if t == nil {
		return errNoTransport
	}
	// Clone waits until the transport has set itself up: reading its
	// configuration directly would race with its first request.
	cfg := t.Clone().TLSClientConfig
	switch {
	case cfg == nil:
		return nil
	case cfg.InsecureSkipVerify:
		return errSkipVerify
	case below12(cfg.MinVersion) || below12(cfg.MaxVersion):
		return errOldTLS
	}
	return nil
}

// below12 leaves 0 alone: it stands for the default, which is TLS 1.2 or later.
func below12(version uint16) bool { return version != 0 && version < tls.VersionTLS12 }

type refusedError struct{ err error }

func (e *refusedError) Error() string { return "HTTPClient: " + e.err.Error() }
func (e *refusedError) Unwrap() error { return e.err }

type redirectError struct {
	status    int
	where, id string
}

func (e *redirectError) Error() string {
	return fmt.Sprintf("the provider answered with a redirect (%d)%s; not followed", e.status, e.where)
}

func redirects(status int) bool {
	switch status {
	case http.StatusMovedPermanently, http.StatusFound, http.StatusSeeOther,
		http.StatusTemporaryRedirect, http.StatusPermanentRedirect:
		return true
	}
	return false
}

// redirectTarget says in words where a redirect leads, and never its address.
func redirectTarget(req *http.Request, resp *http.Response) string {
	location := resp.Header.Get("Location")
	u, err := req.URL.Parse(location)
	switch {
	case location == "" || err != nil:
		return ""
	case u.Host != req.URL.Host:
		return " to another host"
	}
	return " to the same host"
}
