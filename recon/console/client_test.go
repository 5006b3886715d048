package console

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
	hook := func(*http.Request) error { t.Error("the hook was called"); return nil }
	_, err := New(Config{BaseURL: "https://console.example", Authorize: hook, HTTPClient: &http.Client{Transport: refuse}})
	require.NoError(t, err)
}

func TestClientNeverShowsSecrets(t *testing.T) {
	secret := "fictional-secret-for-tests-0001"
	hook := func(r *http.Request) error { r.Header.Set("Authorization", secret); return nil }
	c, err := New(Config{BaseURL: "https://console.example/fictional-path", Authorize: hook})
	require.NoError(t, err)
	clienttest.AssertHidden(t, *c, secret)
	clienttest.AssertHiddenInside(t, *c, secret)
	assert.Equal(t, "console.Client", c.String())
}

func TestClientNotMadeByNew(t *testing.T) {
	ctx := context.Background()
	for _, c := range []*Client{nil, {}} {
		const text = "console: Client was not made by New"
		_, err := c.OrderPage(ctx, OrderQuery{})
		assert.ErrorIs(t, err, ErrInvalidRequest)
		assert.EqualError(t, err, text)
		_, _, err = c.CollectOrders(ctx, OrderQuery{})
		assert.EqualError(t, err, text)
		for _, err := range c.Orders(ctx, OrderQuery{}) {
			assert.EqualError(t, err, text)
		}
		assert.EqualError(t, c.SetAuto(ctx, "1", true), text)
		_, err = c.OrderDetails(ctx, "1", PayWayAlipay)
		assert.EqualError(t, err, text)
	}
}

func TestPathsAreBelowTheBaseURL(t *testing.T) {
	for _, test := range []struct{ reason, base, list, details string }{
		{"no path", "https://console.example", "https://console.example/pay/consume_order", "https://console.example/pay/order_details?code=1&pay_way=2"},
		{"a path", "https://console.example/a%2Fb/api", "https://console.example/a%2Fb/api/pay/consume_order", "https://console.example/a%2Fb/api/pay/order_details?code=1&pay_way=2"},
		{"a final slash", "https://console.example/api/", "https://console.example/api/pay/consume_order", "https://console.example/api/pay/order_details?code=1&pay_way=2"},
	} {
		t.Run(test.reason, func(t *testing.T) {
			var sent, shown []string
			transport := roundTripper(func(r *http.Request) (*http.Response, error) {
				sent = append(sent, r.Method+" "+r.URL.String())
				return nil, http.ErrHandlerTimeout
			})
			hook := func(r *http.Request) error { shown = append(shown, r.Method+" "+r.URL.String()); return nil }
			c, err := New(Config{BaseURL: test.base, Authorize: hook,
				HTTPClient: &http.Client{Transport: transport}, Retry: RetryPolicy{MaxAttempts: 1}})
			require.NoError(t, err)
			_, err = c.OrderPage(context.Background(), OrderQuery{})
			require.ErrorIs(t, err, ErrUnavailable)
			_, err = c.OrderDetails(context.Background(), "1", PayWayAlipay)
			require.ErrorIs(t, err, ErrUnavailable)
			require.ErrorIs(t, c.SetAuto(context.Background(), "1", true), ErrUnavailable)
			assert.Equal(t, []string{"GET " + test.list, "GET " + test.details, "POST " + test.list}, sent)
			assert.Equal(t, sent, shown, "the hook sees what is sent")
		})
	}
}
