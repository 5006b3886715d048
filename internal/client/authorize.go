package client

import (
	"bytes"
	"context"
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/billrecon/billrecon"
	"github.com/billrecon/billrecon/internal/transport"
)

// Authorizer makes requests and lets Config.Authorize of a client add to them, where nobody documents how a provider authorises.
type Authorizer struct {
	Provider string                    // the first word of every error text
	BaseURL  string                    // without a slash at its end
	Hook     func(*http.Request) error // nil adds nothing
	Timeout  time.Duration             // how long the context of the hook's request lasts; above 0
}

// Request returns one attempt. On an error it still says what to hide.
func (a Authorizer) Request(ctx context.Context, method, path string, query url.Values, contentType string, body []byte) (transport.Request, error) {
	out := transport.Request{Path: path, Query: query, Header: http.Header{"Accept": {"application/json"}}, Body: body}
	if contentType != "" {
		out.Header.Set("Content-Type", contentType)
	}
	if a.Hook == nil {
		return out, nil
	}
	limited, cancel := context.WithTimeout(ctx, a.Timeout)
	defer cancel()
	shown, err := http.NewRequestWithContext(limited, method, a.BaseURL+path+"?"+query.Encode(), bytes.NewReader(body))
	if err != nil {
		return out, transport.Invalid(a.Provider, "the request cannot be made") // the text of err holds the URL
	}
	shown.URL.ForceQuery = false
	shown.Header = out.Header.Clone()
	given, address := *shown, *shown.URL
	given.URL = &address
	err = a.ask(shown)
	if shown.URL == nil {
		return out, transport.Invalid(a.Provider, "Config.Authorize took the URL away: it must change nothing but headers and query parameters")
	}
	added := shown.URL.Query()
	out.Hide = append(hidden(out.Header, shown.Header), hidden(out.Query, added)...)
	if err != nil {
		return out, err
	}
	if what := changed(&given, shown); what != "" {
		return out, transport.Invalid(a.Provider, "Config.Authorize changed the %s: it must change nothing but headers and query parameters", what)
	}
	for _, value := range out.Hide {
		if rule := BrokenText(value); rule != "" {
			return out, transport.Invalid(a.Provider, "Config.Authorize added a value that %s", rule)
		}
	}
	out.Header, out.Query = shown.Header, added
	return out, nil
}

// ask runs the hook. A panic of it is an error.
func (a Authorizer) ask(shown *http.Request) (err error) {
	defer func() {
		if v := recover(); v != nil {
			err = Panicked(a.Provider, "Config.Authorize", v)
		}
	}()
	if err := a.Hook(shown); err != nil {
		return &authorizeError{err}
	}
	return nil
}

// changed names the first thing that a hook must leave as it is and that differs, "" for none.
func changed(before, after *http.Request) string {
	switch {
	case after.Method != before.Method:
		return "method"
	case after.URL.Scheme != before.URL.Scheme || after.URL.Host != before.URL.Host || after.Host != before.Host || after.URL.User != nil:
		return "host"
	case after.URL.EscapedPath() != before.URL.EscapedPath():
		return "path"
	case after.Body != before.Body:
		return "body"
	}
	return ""
}

// hidden returns what the hook added to headers or parameters, whole and in the parts that a console may repeat in a message.
func hidden(before, after map[string][]string) (secrets []string) {
	for name, values := range after {
		for _, v := range values {
			if !slices.Contains(before[name], v) {
				secrets = append(append(secrets, v), headerParts(name, v)...)
			}
		}
	}
	return secrets
}

// headerParts returns the token after a scheme ("Bearer …"), the password of basic authentication, and the values of cookies.
func headerParts(name, value string) []string {
	var parts []string
	r := http.Request{Header: http.Header{name: {value}}}
	for _, cookie := range r.Cookies() {
		parts = append(parts, cookie.Value)
	}
	if _, password, ok := r.BasicAuth(); ok {
		parts = append(parts, password)
	}
	if _, rest, ok := strings.Cut(value, " "); ok && name != "Cookie" {
		parts = append(parts, strings.TrimSpace(rest))
	}
	return parts
}

// authorizeError is a failure of the hook: errors.Is finds ErrAuth and what the hook returned.
type authorizeError struct{ cause error }

// Error leaves out the URLs of requests that the hook made, however deep they are: they may hold a secret.
func (e *authorizeError) Error() string {
	text, cause := e.cause.Error(), e.cause
	for {
		sent, ok := errors.AsType[*url.Error](cause)
		if !ok {
			return "Config.Authorize: " + text
		}
		cause = sent.Err
		text = "its own request failed: " + cause.Error()
	}
}

// Unwrap returns the kind, and keeps the hook's own error reachable.
func (e *authorizeError) Unwrap() []error { return []error{billrecon.ErrAuth, e.cause} }
