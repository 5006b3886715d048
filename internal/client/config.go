// Package client is what the clients of all providers have in common beside the transport and the paging: the checks of a Config
// and of what callers give, how a Config and a Client print, and the tokens.
package client

import (
	"cmp"
	"log/slog"
	"net/http"
	"reflect"
	"slices"
	"strings"
	"time"

	"github.com/billrecon/billrecon"
	"github.com/billrecon/billrecon/internal/paging"
	"github.com/billrecon/billrecon/internal/row"
	"github.com/billrecon/billrecon/internal/transport"
	"github.com/billrecon/billrecon/internal/wire"
)

// maxPrefetch is this module's own bound: more pages in flight than this help nobody.
const maxPrefetch = 64

// Ready refuses a Client that New did not make. provider is the first word of every error text of a client.
func Ready(provider string, made bool) error {
	if made {
		return nil
	}
	return transport.Invalid(provider, "Client was not made by New")
}

// Malformed maps an error of decoding a reply. A body that is cut short or no JSON at all comes from something between us and the
// provider, so another attempt may help; JSON of the wrong shape will be the same again.
func Malformed(err error) error { return transport.Malformed(err, wire.Passing(err)) }

// Config has the fields that the Config of every client has under the same names and with the same meaning, as far as the client
// has a use for them.
type Config struct {
	BaseURL          string
	HTTPClient       *http.Client
	Logger           *slog.Logger
	Timeout          time.Duration
	Retry            billrecon.RetryPolicy
	RateLimit        billrecon.RateLimit
	MaxResponseBytes int64
	Location         *time.Location
	KeepRaw          bool
	Paging
}

// Common returns the fields of a client's Config that all clients have, copied by name; what the client has no use for stays zero.
// An empty BaseURL becomes production.
func Common(config any, production string) Config {
	var c Config
	from, to := reflect.ValueOf(config), reflect.ValueOf(&c).Elem()
	for _, field := range reflect.VisibleFields(to.Type()) {
		if v := from.FieldByName(field.Name); v.IsValid() && !field.Anonymous {
			to.FieldByIndex(field.Index).Set(v)
		}
	}
	c.BaseURL = cmp.Or(c.BaseURL, production)
	return c
}

// Paging has the fields of a client whose bills come in pages.
type Paging struct {
	MaxPages  int
	MaxRows   int64
	Prefetch  int
	Drift     billrecon.DriftPolicy
	ReadTwice bool
}

// Check names the first field of Paging that breaks a rule. What the transport is given, [Config.Transport] checks.
func (c Paging) Check(provider string) error {
	switch {
	case c.MaxPages < 0 || c.MaxPages > paging.MaxPagesLimit:
		return transport.Invalid(provider, "Config.MaxPages is %d: it must be 0 to %d", c.MaxPages, paging.MaxPagesLimit)
	case c.MaxRows < 0:
		return transport.Invalid(provider, "Config.MaxRows is %d: it must not be negative", c.MaxRows)
	case c.Prefetch < 0 || c.Prefetch > maxPrefetch:
		return transport.Invalid(provider, "Config.Prefetch is %d: it must be 0 to %d", c.Prefetch, maxPrefetch)
	case c.Drift != billrecon.FailOnDrift && c.Drift != billrecon.ReportDrift:
		return transport.Invalid(provider, "Config.Drift is %d: it must be FailOnDrift or ReportDrift", c.Drift)
	}
	return nil
}

// Plan returns a plan with the fields that Paging has; the caller sets the others. op names the operation, the provider first.
func Plan[T any](c Paging, op string) paging.Plan[T] {
	return paging.Plan[T]{Op: op, MaxPages: c.MaxPages, MaxRows: c.MaxRows, Prefetch: c.Prefetch, Drift: c.Drift, ReadTwice: c.ReadTwice}
}

// Transport makes what sends the requests of a client. secrets returns what is masked in every text that comes from elsewhere; nil
// masks nothing. An error names the field of the Config and the rule.
func (c Config) Transport(provider string, secrets func() []string) (*transport.Client, error) {
	calls, err := transport.New(transport.Config{
		Provider:         provider,
		BaseURL:          c.BaseURL,
		HTTPClient:       c.HTTPClient,
		Logger:           c.Logger,
		Timeout:          c.Timeout,
		Retry:            c.Retry,
		RateLimit:        c.RateLimit,
		MaxResponseBytes: c.MaxResponseBytes,
		Secrets:          secrets,
	})
	if err != nil {
		// The transport names its own fields, which have the same names here.
		return nil, transport.Invalid(provider, "Config.%s", strings.TrimPrefix(err.Error(), provider+": "))
	}
	return calls, nil
}

// Rows returns how rows are read: their times in Location, at UTC+8 for none.
func (c Config) Rows() row.Options {
	return row.Options{Zone: cmp.Or(c.Location, wire.ChinaZone), KeepRaw: c.KeepRaw}
}

// CheckPair refuses an identifier and its secret that cannot be sent, signed or masked. required ends the text about one that is
// empty, such as "it is required at agent level".
func CheckPair(provider, idField, id, secretField, secret, required string) error {
	for _, v := range []struct {
		field, value string
		broken       func(string) string
	}{{idField, id, BrokenText}, {secretField, secret, BrokenSecret}} {
		if v.value == "" {
			return transport.Invalid(provider, "Config.%s is empty: %s", v.field, required)
		}
		if rule := v.broken(v.value); rule != "" {
			return transport.Invalid(provider, "Config.%s %s", v.field, rule)
		}
	}
	return nil
}

// Meaning is a code of the provider whose meaning is documented, in words that follow "that is".
type Meaning struct{ Code, Text string }

// CheckCodes refuses a list of result codes with one that is empty, surrounded by white space, or among the documented.
func CheckCodes(provider, field string, codes []string, documented ...Meaning) error {
	for i, code := range codes {
		if code == "" || strings.TrimSpace(code) != code {
			return transport.Invalid(provider, "Config.%s[%d] is empty or has white space around it: it must be a result code", field, i)
		}
		if at := slices.IndexFunc(documented, func(m Meaning) bool { return m.Code == code }); at >= 0 {
			return transport.Invalid(provider, "Config.%s[%d] is %s: that is %s", field, i, code, documented[at].Text)
		}
	}
	return nil
}
