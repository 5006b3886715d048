package fubei

import (
	"context"
	"net/http"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/billrecon/billrecon/internal/client/clienttest"
)

// roundTripper lets a func be a transport.
type roundTripper func(*http.Request) (*http.Response, error)

func (f roundTripper) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }

func TestNewUsesNoNetwork(t *testing.T) {
	refuse := roundTripper(func(*http.Request) (*http.Response, error) {
		t.Error("a request was sent")
		return nil, http.ErrHandlerTimeout
	})
	_, err := New(Config{AppID: testAppID, AppSecret: testSecret, HTTPClient: &http.Client{Transport: refuse}})
	require.NoError(t, err)
}

func TestNewCopiesItsConfig(t *testing.T) {
	codes := []string{"9999"}
	c, err := New(Config{AppID: testAppID, AppSecret: testSecret, RetryCodes: codes})
	require.NoError(t, err)
	codes[0] = "1"
	assert.Equal(t, []string{"9999"}, c.retryCodes)
}

func TestClientString(t *testing.T) {
	merchant, err := New(Config{AppID: testAppID, AppSecret: testSecret})
	require.NoError(t, err)
	agent, err := New(Config{VendorSN: "fictional-vendor-0001", VendorSecret: testSecret})
	require.NoError(t, err)
	assert.Equal(t, `fubei.Client{app_id: "fictional-app-0001"}`, merchant.String())
	assert.Equal(t, `fubei.Client{vendor_sn: "fictional-vendor-0001"}`, agent.String())
}

func TestClientNeverShowsSecrets(t *testing.T) {
	c, err := New(Config{AppID: testAppID, AppSecret: testSecret})
	require.NoError(t, err)
	clienttest.AssertHidden(t, *c, testSecret)
	clienttest.AssertHiddenInside(t, *c, testSecret)
}

func TestClientNotMadeByNew(t *testing.T) {
	for _, c := range []*Client{nil, {}} {
		_, err := c.BillPage(context.Background(), BillQuery{Year: 2026})
		assert.ErrorIs(t, err, ErrInvalidRequest)
		assert.EqualError(t, err, "fubei: Client was not made by New")
		_, _, err = c.CollectBills(context.Background(), BillQuery{Year: 2026})
		assert.ErrorIs(t, err, ErrInvalidRequest)
		for _, err := range c.Bills(context.Background(), BillQuery{Year: 2026}) {
			assert.ErrorIs(t, err, ErrInvalidRequest)
		}
	}
}

func TestPostsToTheBaseURLExactly(t *testing.T) {
	for _, test := range []struct{ reason, base, want string }{
		{"the default", "", Production},
		{"the test gateway", TestGateway, TestGateway},
		{"another path", "https://proxy.example/pay/fubei/gateway", "https://proxy.example/pay/fubei/gateway"},
		{"a final slash stays", "https://proxy.example/gateway/", "https://proxy.example/gateway/"},
		{"no path", "https://proxy.example", "https://proxy.example"},
	} {
		t.Run(test.reason, func(t *testing.T) {
			var url, method string
			transport := roundTripper(func(r *http.Request) (*http.Response, error) {
				url, method = r.URL.String(), r.Method
				return nil, http.ErrHandlerTimeout
			})
			c, err := New(Config{AppID: testAppID, AppSecret: testSecret, BaseURL: test.base,
				HTTPClient: &http.Client{Transport: transport}, Retry: RetryPolicy{MaxAttempts: 1}})
			require.NoError(t, err)
			_, err = c.BillPage(context.Background(), BillQuery{Year: 2026})
			require.ErrorIs(t, err, ErrUnavailable)
			assert.Equal(t, test.want, url)
			assert.Equal(t, http.MethodPost, method)
		})
	}
}
