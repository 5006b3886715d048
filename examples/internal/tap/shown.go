package tap

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"maps"
	"net"
	"net/http"
	"slices"
	"time"
)

// Shown is what may be told of a reply.
type Shown struct {
	Status    int               `json:"status"`
	Type      string            `json:"content_type"`
	Headers   []string          `json:"headers"`
	LatencyMS int64             `json:"latency_ms"`
	Shape     map[string]string `json:"shape,omitempty"`
}

// Show tells what may be told of the exchanges so far.
func (t *Tap) Show() (all []Shown) {
	for _, x := range t.Seen() {
		s := Shown{Status: x.Status, Type: "none", LatencyMS: x.Latency.Milliseconds()}
		if x.Status != 0 {
			s.Type = MediaType(x.Header)
		}
		for _, name := range slices.Sorted(maps.Keys(x.Header)) {
			s.Headers = append(s.Headers, t.Hide.Name(name))
		}
		if x.JSON != nil {
			s.Shape = t.Hide.Shape(x.JSON)
		}
		all = append(all, s)
	}
	return all
}

// Trouble says in a word why an exchange brought no JSON object, "" if it did: no_name, certificate, late, cut_off, status or no_json.
func (x *Exchange) Trouble() string {
	var dns *net.DNSError
	var certificate *tls.CertificateVerificationError
	var authority x509.UnknownAuthorityError
	var network net.Error
	switch {
	case errors.As(x.Err, &dns):
		return "no_name"
	case errors.As(x.Err, &certificate), errors.As(x.Err, &authority):
		return "certificate"
	case errors.Is(x.Err, context.DeadlineExceeded), errors.As(x.Err, &network) && network.Timeout():
		return "late"
	case x.Status == 0, x.Err != nil:
		return "cut_off"
	case x.Status != http.StatusOK:
		return "status"
	case !IsObject(x.JSON):
		return "no_json"
	}
	return ""
}

// Version is that of TLS in a word: tls13, tls12 or none.
func (x *Exchange) Version() string {
	switch {
	case x.TLS == 0:
		return "none"
	case x.TLS >= tls.VersionTLS13:
		return "tls13"
	}
	return "tls12"
}

// Clock is how far this clock is ahead of the header Date; 0 and false without one.
func (x *Exchange) Clock() (ahead time.Duration, ok bool) {
	date, err := http.ParseTime(x.Header.Get("Date"))
	if err != nil {
		return 0, false
	}
	return x.Came.Sub(date.Add(500 * time.Millisecond)), true // a Date has whole seconds
}
