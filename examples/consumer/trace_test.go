package consumer

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/contrib/instrumentation/net/http/otelhttp"
	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/propagation"
	"go.opentelemetry.io/otel/sdk/trace"
	"go.opentelemetry.io/otel/sdk/trace/tracetest"

	"github.com/billrecon/billrecon/eshouhou/eshouhoutest"
	"github.com/billrecon/billrecon/fubei/fubeitest"
	"github.com/billrecon/billrecon/recon"
	"github.com/billrecon/billrecon/settlement/settlementtest"
)

// watched is a transport that remembers what went over the wire, below everything else.
type watched struct {
	next     http.RoundTripper
	requests *[]*http.Request
}

func (w watched) RoundTrip(r *http.Request) (*http.Response, error) {
	*w.requests = append(*w.requests, r)
	return w.next.RoundTrip(r)
}

// newTracer keeps every span.
func newTracer(t *testing.T) (*trace.TracerProvider, *tracetest.SpanRecorder) {
	t.Helper()
	spans := tracetest.NewSpanRecorder()
	tracers := trace.NewTracerProvider(trace.WithSpanProcessor(spans))
	t.Cleanup(func() { _ = tracers.Shutdown(t.Context()) })
	return tracers, spans
}

// tracedBy makes the wrapper of a test: watched below, TracedClient above.
func tracedBy(tracers *trace.TracerProvider, requests *[]*http.Request) func(*http.Client) *http.Client {
	return func(c *http.Client) *http.Client { return TracedClient(watched{c.Transport, requests}, tracers) }
}

// secrets are what the test must not find in a span: the values of the query that went over the wire, and the fakes' credentials.
func secrets(t *testing.T, requests []*http.Request) []string {
	t.Helper()
	found := []string{fubeitest.AppSecret, settlementtest.Token, settlementtest.Secret, eshouhoutest.AppSecret, consoleToken, "access_token", "sign="}
	for _, r := range requests {
		for name, values := range r.URL.Query() {
			if name == "workOrderId" || name == "expire" { // no secrets, and short
				continue
			}
			found = append(found, values...)
		}
	}
	return found
}

// everything is all that a span would be exported with.
func everything(s trace.ReadOnlySpan) string {
	var text strings.Builder
	write := func(attributes []attribute.KeyValue) {
		for _, a := range attributes {
			fmt.Fprintf(&text, "%s = %s\n", a.Key, a.Value.String())
		}
	}
	fmt.Fprintln(&text, s.Name(), s.Status().Code, s.Status().Description, s.SpanContext().TraceState())
	write(s.Attributes())
	for _, e := range s.Events() {
		fmt.Fprintln(&text, e.Name)
		write(e.Attributes)
	}
	for _, l := range s.Links() {
		write(l.Attributes)
	}
	write(s.Resource().Attributes())
	return text.String()
}

func assertQuiet(t *testing.T, spans []trace.ReadOnlySpan, secrets []string) {
	t.Helper()
	for _, s := range spans {
		text := everything(s)
		assert.NotContains(t, text, "?", "a query")
		for _, secret := range secrets {
			assert.NotContains(t, text, secret)
		}
	}
}

func TestNoSecretInAnySpan(t *testing.T) {
	orders := dayOrders(5)
	for _, s := range setups(orders, 503) { // the first attempt fails, to trace a failure as well
		for _, to := range routes() {
			t.Run(s.name+" by "+to.name, func(t *testing.T) {
				tracers, spans := newTracer(t)
				var requests []*http.Request
				p := s.open(t, to, tracedBy(tracers, &requests))
				ctx, parent := tracers.Tracer("test").Start(t.Context(), "reconcile")
				_, err := NewService(nil, p).Reconcile(ctx, s.name, day, orders, recon.Pool{})
				parent.End()
				require.NoError(t, err)
				ended := spans.Ended()
				require.Len(t, ended, len(requests)+1, "a span for every attempt")
				require.NotEmpty(t, requests)
				assertQuiet(t, ended, secrets(t, requests))
				for i, r := range requests {
					text := everything(ended[i])
					assert.Contains(t, text, r.Method+" "+r.URL.Path, "the span still says where it went")
					assert.Contains(t, text, "http.response.status_code")
					assert.Equal(t, parent.SpanContext().SpanID(), ended[i].Parent().SpanID())
				}
			})
		}
	}
}

func TestNoSecretInSpansOfTheConsole(t *testing.T) {
	for _, to := range routes() {
		t.Run(to.name, func(t *testing.T) {
			tracers, spans := newTracer(t)
			var requests []*http.Request
			c := openConsole(t, to, tracedBy(tracers, &requests), nil)
			_, err := NewService(c).Disagreements(t.Context(), &Report{})
			require.NoError(t, err)
			require.Len(t, requests, 1)
			assert.Equal(t, consoleToken, requests[0].URL.Query().Get("access_token"), "the wire has it")
			require.Len(t, spans.Ended(), 1)
			assertQuiet(t, spans.Ended(), secrets(t, requests))
		})
	}
}

// What TracedClient is for. If this test fails, otelhttp has begun to hide queries itself: look at what it hides.
func TestPlainOtelhttpWouldTellTheToken(t *testing.T) {
	tracers, spans := newTracer(t)
	plain := func(c *http.Client) *http.Client {
		return &http.Client{Transport: otelhttp.NewTransport(c.Transport, otelhttp.WithTracerProvider(tracers))}
	}
	p := setups(dayOrders(1), 0)[1].open(t, routes()[1], plain)
	_, _, err := p.Bills(t.Context(), day, nil)
	require.NoError(t, err)
	require.Len(t, spans.Ended(), 2, "the page, and the empty one that ends the bill")
	assert.Contains(t, everything(spans.Ended()[0]), "access_token="+settlementtest.Token)
}

// A transport's error can quote the URL, and a span records its text.
func TestErrorOfATransportIsNotRecorded(t *testing.T) {
	tracers, spans := newTracer(t)
	broken := errors.New("no route")
	client := TracedClient(roundTrip(func(r *http.Request) (*http.Response, error) {
		return nil, fmt.Errorf("GET %s: %w", r.URL, broken)
	}), tracers)
	_, err := client.Get("https://user:pass@provider.example/path?access_token=" + settlementtest.Token + "#part")
	assert.ErrorIs(t, err, broken, "the cause is there for errors.Is")
	require.Len(t, spans.Ended(), 1)
	text := everything(spans.Ended()[0])
	assert.Contains(t, text, "the request failed")
	assert.Contains(t, text, "https://provider.example/path")
	for _, secret := range []string{settlementtest.Token, "user", "pass@", "?", "#part"} {
		assert.NotContains(t, text, secret)
	}
}

// The provider gets what it would get without the tracing: nothing is added, and the query is whole.
func TestTracingChangesNothingOnTheWire(t *testing.T) {
	before := otel.GetTextMapPropagator()
	otel.SetTextMapPropagator(propagation.TraceContext{}) // as a service would have it for its own calls
	defer otel.SetTextMapPropagator(before)
	tracers, _ := newTracer(t)
	var sent *http.Request
	client := TracedClient(roundTrip(func(r *http.Request) (*http.Response, error) {
		sent = r
		return &http.Response{StatusCode: 200, Body: http.NoBody, Request: r}, nil
	}), tracers)
	ctx, span := tracers.Tracer("test").Start(t.Context(), "reconcile")
	defer span.End()
	asked, err := http.NewRequestWithContext(ctx, http.MethodPost, "https://provider.example/a%2Fb?x=1&y=%E4%B8%AD", strings.NewReader("body"))
	require.NoError(t, err)
	response, err := client.Do(asked)
	require.NoError(t, err)
	assert.Equal(t, asked.URL.String(), sent.URL.String())
	assert.Equal(t, asked.URL.String(), response.Request.URL.String())
	assert.Empty(t, sent.Header, "no traceparent leaves the house")
	assert.Equal(t, int64(4), sent.ContentLength)
}

func TestTracedClientWithoutATransport(t *testing.T) {
	tracers, _ := newTracer(t)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { fmt.Fprint(w, r.URL.RawQuery) }))
	defer server.Close()
	response, err := TracedClient(nil, tracers).Get(server.URL + "?page=2")
	require.NoError(t, err)
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	require.NoError(t, err)
	assert.Equal(t, "page=2", string(body))
}

func TestQueryBackRefusesOtherRequests(t *testing.T) {
	r, err := http.NewRequest(http.MethodGet, "https://provider.example/", nil)
	require.NoError(t, err)
	_, err = queryBack{http.DefaultTransport}.RoundTrip(r)
	assert.ErrorContains(t, err, "queryOff")
}

type roundTrip func(*http.Request) (*http.Response, error)

func (f roundTrip) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }
