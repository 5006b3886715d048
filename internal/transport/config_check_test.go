package transport

import (
	"crypto/tls"
	"fmt"
	"math"
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/billrecon/billrecon"
)

func TestConfigDefaults(t *testing.T) {
	got, err := Config{}.withDefaults("p")
	require.NoError(t, err)
	require.Equal(t, 30*time.Second, got.Timeout)
	require.EqualValues(t, 32<<20, got.MaxResponseBytes)
	require.Equal(t, billrecon.RetryPolicy{MaxAttempts: 4, BaseDelay: 200 * time.Millisecond, MaxDelay: 10 * time.Second,
		BudgetRatio: 0.1, BudgetReserve: 10}, got.Retry)
	require.Equal(t, billrecon.RateLimit{}, got.RateLimit)
	require.NotNil(t, got.HTTPClient)
}

func TestConfigDerivedDefaults(t *testing.T) {
	tests := []struct {
		reason string
		cfg    Config
		check  func(Config) any
		want   any
	}{
		{"the client's own time-out", Config{HTTPClient: &http.Client{Timeout: 3 * time.Second}},
			func(c Config) any { return c.Timeout }, 3 * time.Second},
		{"Timeout goes before the client's", Config{Timeout: time.Second, HTTPClient: &http.Client{Timeout: 3 * time.Second}},
			func(c Config) any { return c.Timeout }, time.Second},
		{"a long BaseDelay lifts MaxDelay", Config{Retry: billrecon.RetryPolicy{BaseDelay: time.Minute}},
			func(c Config) any { return c.Retry.MaxDelay }, time.Minute},
		{"a short MaxDelay lowers BaseDelay", Config{Retry: billrecon.RetryPolicy{MaxDelay: time.Millisecond}},
			func(c Config) any { return c.Retry.BaseDelay }, time.Millisecond},
		{"a rate has a burst of 1", Config{RateLimit: billrecon.RateLimit{PerSecond: 5}},
			func(c Config) any { return c.RateLimit.Burst }, 1},
	}
	for _, tt := range tests {
		got, err := tt.cfg.withDefaults("p")
		require.NoError(t, err, tt.reason)
		require.Equal(t, tt.want, tt.check(got), tt.reason)
	}
}

func withTLS(c *tls.Config) *http.Client {
	return &http.Client{Transport: &http.Transport{TLSClientConfig: c}}
}

func TestNewNamesTheField(t *testing.T) {
	tests := []struct {
		change func(*Config)
		text   string
	}{
		{func(c *Config) { c.BaseURL = "" }, "fubei: BaseURL is empty: it must be an https URL"},
		{func(c *Config) { c.Timeout = -1 }, "fubei: Timeout is -1ns: it must not be negative"},
		{func(c *Config) { c.MaxResponseBytes = -1 }, "fubei: MaxResponseBytes is -1: it must not be negative"},
		{func(c *Config) { c.Retry.MaxAttempts = 11 }, "fubei: Retry.MaxAttempts is 11: it must be 0 to 10"},
		{func(c *Config) { c.Retry.MaxAttempts = -1 }, "fubei: Retry.MaxAttempts is -1: it must be 0 to 10"},
		{func(c *Config) { c.Retry.BaseDelay = -1 }, "fubei: Retry.BaseDelay is -1ns: it must not be negative"},
		{func(c *Config) { c.Retry.MaxDelay = -1 }, "fubei: Retry.MaxDelay is -1ns: it must not be negative"},
		{func(c *Config) { c.Retry.BaseDelay, c.Retry.MaxDelay = 2, 1 }, "fubei: Retry.MaxDelay is 1ns: it must not be below BaseDelay, 2ns"},
		{func(c *Config) { c.Retry.BudgetRatio = 1.5 }, "fubei: Retry.BudgetRatio is 1.5: it must be 0 to 1"},
		{func(c *Config) { c.Retry.BudgetRatio = math.NaN() }, "fubei: Retry.BudgetRatio is NaN: it must be 0 to 1"},
		{func(c *Config) { c.Retry.BudgetReserve = -1 }, "fubei: Retry.BudgetReserve is -1: it must not be negative"},
		{func(c *Config) { c.RateLimit.PerSecond = -1 }, "fubei: RateLimit.PerSecond is -1: it must be a number that is not negative"},
		{func(c *Config) { c.RateLimit.PerSecond = math.NaN() }, "fubei: RateLimit.PerSecond is NaN: it must be a number that is not negative"},
		{func(c *Config) { c.RateLimit.PerSecond = math.Inf(1) }, "fubei: RateLimit.PerSecond is +Inf: it must be a number that is not negative"},
		{func(c *Config) { c.RateLimit.Burst = -1 }, "fubei: RateLimit.Burst is -1: it must not be negative"},
		{func(c *Config) { c.RateLimit.Burst = 1 }, "fubei: RateLimit.Burst is 1 without PerSecond: set both or neither"},
		{func(c *Config) { c.HTTPClient = withTLS(&tls.Config{InsecureSkipVerify: true}) },
			"fubei: HTTPClient: its transport has InsecureSkipVerify set: certificates must be verified"},
		{func(c *Config) { c.HTTPClient = withTLS(&tls.Config{MinVersion: tls.VersionTLS11}) },
			"fubei: HTTPClient: its transport allows less than TLS 1.2"},
		{func(c *Config) { c.HTTPClient = withTLS(&tls.Config{MaxVersion: tls.VersionTLS10}) },
			"fubei: HTTPClient: its transport allows less than TLS 1.2"},
		{func(c *Config) { c.HTTPClient = &http.Client{Transport: (*http.Transport)(nil)} },
			"fubei: HTTPClient: its transport is a nil *http.Transport: leave the field unset instead"},
	}
	for _, tt := range tests {
		cfg := config(nil)
		cfg.HTTPClient = nil
		tt.change(&cfg)
		c, err := New(cfg)
		require.EqualError(t, err, tt.text)
		requireKind(t, billrecon.ErrInvalidRequest, err)
		require.Nil(t, c)
	}
}

func TestNewAccepts(t *testing.T) {
	tests := []struct {
		reason string
		client *http.Client
	}{
		{"no client", nil},
		{"a client without a transport", &http.Client{}},
		{"a transport without a TLS configuration", &http.Client{Transport: &http.Transport{}}},
		{"a transport without HTTP/2, which has no TLS configuration at all", &http.Client{Transport: &http.Transport{TLSNextProto: map[string]func(string, *tls.Conn) http.RoundTripper{}}}},
		{"TLS 1.3 only", withTLS(&tls.Config{MinVersion: tls.VersionTLS13})},
		{"a transport of another type", &http.Client{Transport: play(ok())}},
	}
	for _, tt := range tests {
		_, err := New(Config{BaseURL: testBase, HTTPClient: tt.client})
		require.NoError(t, err, tt.reason)
	}
}

func TestClientPrintsNoSecret(t *testing.T) {
	cfg := config(play(ok()))
	c, err := New(cfg)
	require.NoError(t, err)
	for _, verb := range []string{"%v", "%+v", "%#v", "%s"} {
		require.NotContains(t, fmt.Sprintf(verb, c), testSecret)
		require.NotContains(t, fmt.Sprintf(verb, cfg), testSecret)
	}
}
