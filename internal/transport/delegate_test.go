package transport

import (
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"log"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"

	"github.com/jarcoal/httpmock"
	"github.com/stretchr/testify/require"

	"github.com/billrecon/billrecon"
)

// TestHTTPMockBeforeAndAfterNew: the transport is looked up at every request.
func TestHTTPMockBeforeAndAfterNew(t *testing.T) {
	url := testBase + "/gateway"
	call := func(t *testing.T, c *Client) {
		t.Helper()
		stats, err := c.Do(t.Context(), get())
		require.NoError(t, err)
		require.Equal(t, 1, stats.Attempts)
		require.Equal(t, 1, httpmock.GetTotalCallCount())
	}
	register := func() {
		httpmock.RegisterResponder("POST", "=~^"+url, httpmock.NewStringResponder(200, `{}`))
	}
	t.Run("Activate before New", func(t *testing.T) {
		httpmock.Activate(t)
		register()
		call(t, newClient(t, Config{Provider: "fubei", BaseURL: testBase}))
	})
	t.Run("Activate after New", func(t *testing.T) {
		c := newClient(t, Config{Provider: "fubei", BaseURL: testBase})
		httpmock.Activate(t)
		register()
		call(t, c)
	})
	t.Run("Activate after New with a client of the caller", func(t *testing.T) {
		c := newClient(t, Config{Provider: "fubei", BaseURL: testBase, HTTPClient: &http.Client{}})
		httpmock.Activate(t)
		register()
		call(t, c)
	})
	t.Run("ActivateNonDefault before New", func(t *testing.T) {
		hc := &http.Client{}
		httpmock.ActivateNonDefault(hc)
		defer httpmock.DeactivateAndReset()
		register()
		call(t, newClient(t, Config{Provider: "fubei", BaseURL: testBase, HTTPClient: hc}))
	})
	t.Run("ActivateNonDefault after New", func(t *testing.T) {
		hc := &http.Client{Transport: play(broken(errors.New("must not be used")))}
		c := newClient(t, Config{Provider: "fubei", BaseURL: testBase, HTTPClient: hc})
		httpmock.ActivateNonDefault(hc)
		defer httpmock.DeactivateAndReset()
		register()
		call(t, c)
	})
	t.Run("a missing responder is reported without the URL", func(t *testing.T) {
		httpmock.Activate(t)
		cfg := Config{Provider: "fubei", BaseURL: testBase, Retry: billrecon.RetryPolicy{MaxAttempts: 1}}
		_, err := newClient(t, cfg).Do(t.Context(), get())
		require.ErrorIs(t, err, httpmock.NoResponderFound)
		require.NotContains(t, err.Error(), testSecret)
	})
}

// TestRedirectIsNotFollowed plays redirects over the network: the other host
// must see nothing at all.
func TestRedirectIsNotFollowed(t *testing.T) {
	var elsewhere sync.Map
	other := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		elsewhere.Store(r.URL.String(), r.Header)
	}))
	defer other.Close()
	tests := []struct {
		reason, location, text string
		status                 int
	}{
		{"another host", other.URL + "/?token=" + testSecret, " to another host", 302},
		{"a method-keeping redirect", other.URL, " to another host", 307},
		{"a permanent one", other.URL, " to another host", 308},
		{"the same host", "/gateway2?token=" + testSecret, " to the same host", 301},
		{"no target", "", "", 303},
		{"a target that is no URL", "http://[" + testSecret, "", 302},
	}
	for _, tt := range tests {
		t.Run(tt.reason, func(t *testing.T) {
			var hits int
			srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
				hits++
				w.Header().Set("X-Request-Id", "req-7")
				w.Header().Set("Location", tt.location)
				w.WriteHeader(tt.status)
			}))
			defer srv.Close()
			hc := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return nil }}
			c := newClient(t, Config{Provider: "fubei", BaseURL: srv.URL, HTTPClient: hc})
			stats, err := c.Do(t.Context(), get())
			requireKind(t, billrecon.ErrUnavailable, err)
			require.ErrorContains(t, err, fmt.Sprintf("a redirect (%d)%s; not followed", tt.status, tt.text))
			require.NotContains(t, err.Error(), testSecret)
			require.NotContains(t, err.Error(), other.URL)
			e := asOurs(t, err)
			require.Equal(t, tt.status, e.HTTPStatus)
			require.Equal(t, "req-7", e.RequestID)
			require.Equal(t, "req-7", stats.RequestID)
			require.False(t, e.Retryable())
			require.Equal(t, 1, hits)
		})
	}
	elsewhere.Range(func(url, _ any) bool {
		t.Errorf("the other host was asked for %v", url)
		return true
	})
}

func TestCookiesAreNotKept(t *testing.T) {
	jar, err := cookiejar.New(nil)
	require.NoError(t, err)
	s := play(answer(200, "{}", "Set-Cookie", "session=fictional"))
	cfg := config(s)
	cfg.HTTPClient.Jar = jar
	c := newClient(t, cfg)
	for range 2 {
		_, err := c.Do(t.Context(), get())
		require.NoError(t, err)
	}
	for _, r := range s.log() {
		require.Empty(t, r.header["Cookie"])
	}
}

// TestTransportSwappedForAnUnsafeOne: what New refuses is refused later as well.
func TestTransportSwappedForAnUnsafeOne(t *testing.T) {
	cfg := config(&http.Transport{})
	c := newClient(t, cfg)
	cfg.HTTPClient.Transport = &http.Transport{TLSClientConfig: &tls.Config{InsecureSkipVerify: true}}
	_, err := c.Do(t.Context(), get())
	require.EqualError(t, err, "fubei: BillPage: HTTPClient: its transport has InsecureSkipVerify set: certificates must be verified (attempt 1 of 4)")
	requireKind(t, billrecon.ErrInvalidRequest, err)
	require.ErrorIs(t, err, errSkipVerify)

	cfg.HTTPClient.Transport = (*http.Transport)(nil)
	_, err = c.Do(t.Context(), get())
	requireKind(t, billrecon.ErrInvalidRequest, err)
	require.ErrorIs(t, err, errNoTransport)
}

// TestTLSVerification talks to a server whose certificate nobody knows.
func TestTLSVerification(t *testing.T) {
	srv := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, "{}") }))
	srv.Config.ErrorLog = log.New(io.Discard, "", 0)
	srv.StartTLS()
	defer srv.Close()

	stats, err := newClient(t, Config{Provider: "fubei", BaseURL: srv.URL, HTTPClient: &http.Client{Transport: &http.Transport{}}}).Do(t.Context(), get())
	requireKind(t, billrecon.ErrUnavailable, err)
	require.ErrorContains(t, err, "failed to verify certificate")
	require.Equal(t, 1, stats.Attempts, "a certificate does not become good by asking again")
	require.False(t, asOurs(t, err).Retryable())
	var cert *tls.CertificateVerificationError
	require.ErrorAs(t, err, &cert)

	_, err = newClient(t, Config{BaseURL: srv.URL, HTTPClient: srv.Client()}).Do(t.Context(), get())
	require.NoError(t, err, "with its certificate known")
}

func TestTLSToAPlainServer(t *testing.T) {
	srv := httptest.NewServer(http.NotFoundHandler())
	defer srv.Close()
	c := newClient(t, Config{BaseURL: strings.Replace(srv.URL, "http:", "https:", 1), HTTPClient: &http.Client{Transport: &http.Transport{}}})
	stats, err := c.Do(t.Context(), get())
	require.EqualError(t, err, "BillPage: http: server gave HTTP response to HTTPS client (attempt 1 of 4)")
	require.Equal(t, 1, stats.Attempts)
	require.ErrorIs(t, err, http.ErrSchemeMismatch)
}

// TestTransportCheckDoesNotRace: reading the TLS settings of a transport that is
// being set up by its first request must be safe (run with -race).
func TestTransportCheckDoesNotRace(t *testing.T) {
	srv := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, "{}") }))
	srv.Config.ErrorLog = log.New(io.Discard, "", 0)
	srv.StartTLS()
	defer srv.Close()
	hc := srv.Client()
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			c, err := New(Config{BaseURL: srv.URL, HTTPClient: hc})
			require.NoError(t, err)
			_, err = c.Do(t.Context(), get())
			require.NoError(t, err)
		})
	}
	wg.Wait()
}

// TestTransportIsCheckedOnce: the check clones the transport, too much for every
// request.
func TestTransportIsCheckedOnce(t *testing.T) {
	known := &http.Transport{}
	d := &delegate{client: &http.Client{Transport: known}}
	require.NoError(t, d.check(known))
	require.Same(t, known, d.checked.Load())
	known.TLSClientConfig = &tls.Config{InsecureSkipVerify: true}
	require.NoError(t, d.check(known), "the same transport is not looked into again")
}

func TestNilResponseIsANetworkFailure(t *testing.T) {
	cfg := config(play(func(*http.Request) (*http.Response, error) { return nil, nil }))
	cfg.Retry.MaxAttempts = 1
	_, err := newClient(t, cfg).Do(t.Context(), get())
	requireKind(t, billrecon.ErrUnavailable, err)
}
