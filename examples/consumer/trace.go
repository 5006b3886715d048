package consumer

import (
	"context"
	"errors"
	"net/http"
	"net/url"

	"go.opentelemetry.io/contrib/instrumentation/net/http/otelhttp"
	"go.opentelemetry.io/otel/propagation"
	"go.opentelemetry.io/otel/trace"
)

// TracedClient is an http.Client for the HTTPClient of a Config: it makes one span for every attempt, retries included.
//
// The providers want secrets in the query (access_token, sign), and OpenTelemetry records the whole URL (url.full). So the
// tracing transport is put between two others: the outer one takes the query off before the span is made, and the inner one puts
// it back for the wire. What the span never sees, no exporter can send.
//
// Nothing of the trace is sent to the provider: no traceparent, no baggage.
func TracedClient(base http.RoundTripper, tracers trace.TracerProvider) *http.Client {
	if base == nil {
		base = http.DefaultTransport
	}
	traced := otelhttp.NewTransport(queryBack{base},
		otelhttp.WithTracerProvider(tracers),
		otelhttp.WithPropagators(propagation.NewCompositeTextMapPropagator()),
		otelhttp.WithSpanNameFormatter(func(_ string, r *http.Request) string { return r.Method + " " + r.URL.Path }),
	)
	return &http.Client{Transport: queryOff{traced}}
}

// fullURL is the key of the true URL in a request's context.
type fullURL struct{}

// queryOff hides the query, and what else of a URL can be a secret.
type queryOff struct{ next http.RoundTripper }

func (t queryOff) RoundTrip(r *http.Request) (*http.Response, error) {
	bare := r.Clone(context.WithValue(r.Context(), fullURL{}, r.URL))
	bare.URL = &url.URL{Scheme: r.URL.Scheme, Host: r.URL.Host, Path: r.URL.Path, RawPath: r.URL.RawPath}
	response, err := t.next.RoundTrip(bare)
	if response != nil {
		response.Request = r
	}
	return response, err
}

// queryBack sends the true URL. The span records the text of an error, which may quote the URL: it gets another text.
type queryBack struct{ next http.RoundTripper }

func (t queryBack) RoundTrip(r *http.Request) (*http.Response, error) {
	full, ok := r.Context().Value(fullURL{}).(*url.URL)
	if !ok {
		return nil, errors.New("the request did not come through queryOff")
	}
	whole := r.Clone(r.Context())
	whole.URL = full
	response, err := t.next.RoundTrip(whole)
	if err != nil {
		return nil, quietError{err}
	}
	return response, nil
}

// quietError has a text without details. errors.Is and errors.As find the error itself, so the SDK still knows a time-out.
type quietError struct{ err error }

func (quietError) Error() string   { return "the request failed" }
func (e quietError) Unwrap() error { return e.err }
