package transport

import (
	"net/netip"
	"net/url"
	"strings"
)

// parseBase checks Config.BaseURL. Its errors never quote the URL: a rejected
// one may hold a password or a token.
func parseBase(op, raw string) (*url.URL, error) {
	if raw == "" {
		return nil, Invalid(op, "BaseURL is empty: it must be an https URL")
	}
	u, err := url.Parse(raw)
	if err != nil || u.Opaque != "" || u.Hostname() == "" {
		return nil, Invalid(op, "BaseURL is not an absolute URL with a host")
	}
	switch {
	case u.User != nil:
		return nil, Invalid(op, "BaseURL holds user info: it must not")
	case u.RawQuery != "" || u.ForceQuery:
		return nil, Invalid(op, "BaseURL holds a query: it must not")
	case strings.Contains(raw, "#"):
		return nil, Invalid(op, "BaseURL holds a fragment: it must not")
	case u.Scheme != "https" && (u.Scheme != "http" || !loopback(u.Hostname())):
		return nil, Invalid(op, "BaseURL must be https; plain http is for loopback addresses only")
	}
	return u, nil
}

func loopback(host string) bool {
	if strings.EqualFold(host, "localhost") {
		return true
	}
	addr, err := netip.ParseAddr(host)
	return err == nil && addr.IsLoopback()
}

// target is the URL of one request: the base with the path appended, and the
// query sorted by name.
func target(base *url.URL, path string, query url.Values) (string, error) {
	if strings.ContainsAny(path, "?#\\") || strings.Contains(path, "://") {
		return "", Invalid("", "the request path holds more than a path")
	}
	for part := range strings.SplitSeq(path, "/") {
		if part == ".." || part == "." {
			return "", Invalid("", "the request path holds a dot segment")
		}
	}
	u := *base
	if path != "" {
		path = "/" + strings.TrimPrefix(path, "/")
		u.Path = strings.TrimSuffix(base.Path, "/") + path
		u.RawPath = strings.TrimSuffix(base.EscapedPath(), "/") + (&url.URL{Path: path}).EscapedPath()
	}
	u.RawQuery = query.Encode()
	return u.String(), nil
}
