package console

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/billrecon/billrecon/internal/client"
	"github.com/billrecon/billrecon/internal/transport"
)

// authorizer makes requests and lets Config.Authorize add to them.
type authorizer struct {
	base string
	hook func(*http.Request) error
}

// request is one attempt. On an error it still says what to hide.
func (a authorizer) request(ctx context.Context, method, path string, query url.Values, contentType string, body []byte) (transport.Request, error) {
	out := transport.Request{Path: path, Query: query, Header: http.Header{"Accept": {"application/json"}}, Body: body}
	if contentType != "" {
		out.Header.Set("Content-Type", contentType)
	}
	if a.hook == nil {
		return out, nil
	}
	shown, err := a.show(ctx, method, out)
	if err != nil {
		return out, err
	}
	given := snapshotOf(shown)
	err = a.hook(shown)
	if shown.URL == nil {
		return out, invalid("Config.Authorize took the URL away: it must change nothing but headers and query parameters")
	}
	added := shown.URL.Query()
	out.Hide = hidden(out.Header, shown.Header, out.Query, added)
	if err != nil {
		return out, &authorizeError{err}
	}
	if what := given.changed(shown); what != "" {
		return out, invalid("Config.Authorize changed the %s: it must change nothing but headers and query parameters", what)
	}
	for _, value := range out.Hide {
		if rule := client.BrokenText(value); rule != "" {
			return out, invalid("Config.Authorize added a value that %s", rule)
		}
	}
	out.Header, out.Query = shown.Header, added
	return out, nil
}

// show is the request as the hook gets it.
func (a authorizer) show(ctx context.Context, method string, r transport.Request) (*http.Request, error) {
	target := a.base + r.Path
	if len(r.Query) > 0 {
		target += "?" + r.Query.Encode()
	}
	var body io.Reader
	if r.Body != nil {
		body = bytes.NewReader(r.Body)
	}
	shown, err := http.NewRequestWithContext(ctx, method, target, body)
	if err != nil {
		return nil, invalid("the request cannot be made") // the text of err holds the URL
	}
	shown.Header = r.Header.Clone()
	return shown, nil
}

// snapshot is what a hook must leave as it is.
type snapshot struct {
	method, scheme, address, host, path string
	body                                io.ReadCloser
}

func snapshotOf(r *http.Request) snapshot {
	return snapshot{r.Method, r.URL.Scheme, r.URL.Host, r.Host, r.URL.EscapedPath(), r.Body}
}

// changed names the first thing that differs, "" for none.
func (s snapshot) changed(r *http.Request) string {
	switch {
	case r.Method != s.method:
		return "method"
	case r.URL.Scheme != s.scheme || r.URL.Host != s.address || r.Host != s.host || r.URL.User != nil:
		return "host"
	case r.URL.EscapedPath() != s.path:
		return "path"
	case r.Body != s.body:
		return "body"
	}
	return ""
}

// hidden lists what the hook added, whole and in the parts that a console may repeat in a message.
func hidden(before, after http.Header, query, added url.Values) []string {
	var secrets []string
	for name, values := range after {
		for _, v := range values {
			if !slices.Contains(before[name], v) {
				secrets = append(secrets, v)
				secrets = append(secrets, headerParts(name, v)...)
			}
		}
	}
	for name, values := range added {
		for _, v := range values {
			if !slices.Contains(query[name], v) {
				secrets = append(secrets, v)
			}
		}
	}
	return secrets
}

// headerParts are the token after a scheme ("Bearer …"), the password of basic authentication, and the values of cookies.
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

// Error leaves out the URL of a request that the hook made: it may hold a secret.
func (e *authorizeError) Error() string {
	text := e.cause.Error()
	var sent *url.Error
	if errors.As(e.cause, &sent) {
		text = "its own request failed: " + sent.Err.Error()
	}
	return "Config.Authorize: " + text
}

// Unwrap gives the kind, and keeps the hook's own error reachable.
func (e *authorizeError) Unwrap() []error { return []error{ErrAuth, e.cause} }
