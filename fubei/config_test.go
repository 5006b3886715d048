package fubei

import (
	"crypto/tls"
	"encoding/json"
	"log/slog"
	"math"
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/billrecon/billrecon/internal/client/clienttest"
)

const (
	testAppID  = "fictional-app-0001"
	testSecret = "fictional-secret-for-tests-0001"
)

// fullConfig has every field set, both levels included.
func fullConfig() Config {
	return Config{
		AppID: testAppID, AppSecret: testSecret, VendorSN: "fictional-vendor-0001", VendorSecret: "fictional-secret-for-tests-0003",
		BaseURL:    "https://fictional-user:fictional-secret-in-url@example.com/gateway?token=fictional-secret-in-query",
		HTTPClient: &http.Client{}, Logger: slog.Default(), Timeout: time.Second,
		Retry: RetryPolicy{MaxAttempts: 1}, RateLimit: RateLimit{PerSecond: 1}, MaxResponseBytes: 1, MaxPages: 1, MaxRows: 1,
		Prefetch: 1, Location: time.UTC, KeepRaw: true, Drift: ReportDrift, ReadTwice: true, CloseAfter: time.Hour, EmptyWithoutTotal: true, RetryCodes: []string{"9999"},
	}
}

func TestConfigString(t *testing.T) {
	for _, test := range []struct {
		reason string
		config Config
		want   string
	}{
		{"empty", Config{}, "fubei.Config{}"},
		{"merchant", Config{AppID: "a", AppSecret: testSecret}, `fubei.Config{AppID: "a", AppSecret: set}`},
		{"agent", Config{VendorSN: "v", VendorSecret: testSecret, Prefetch: 8}, `fubei.Config{VendorSN: "v", VendorSecret: set, Prefetch: set}`},
		{"everything", fullConfig(), `fubei.Config{AppID: "fictional-app-0001", VendorSN: "fictional-vendor-0001", AppSecret: set, VendorSecret: set, ` +
			`BaseURL: set, HTTPClient: set, Logger: set, Timeout: set, Retry: set, RateLimit: set, MaxResponseBytes: set, MaxPages: set, MaxRows: set, ` +
			`Prefetch: set, Location: set, KeepRaw: set, Drift: set, ReadTwice: set, CloseAfter: set, EmptyWithoutTotal: set, RetryCodes: set}`},
	} {
		t.Run(test.reason, func(t *testing.T) {
			assert.Equal(t, test.want, test.config.String())
		})
	}
}

func TestFullConfig(t *testing.T) {
	clienttest.RequireFull(t, fullConfig())
	clienttest.AssertPassedOn(t, fullConfig().common(), true)
}

func TestConfigNeverShowsSecrets(t *testing.T) {
	clienttest.AssertHidden(t, fullConfig(), "fictional-secret", testSecret)
}

func TestConfigFromJSON(t *testing.T) {
	var c Config
	require.NoError(t, json.Unmarshal([]byte(`{"AppID":"fictional-app-0001","AppSecret":"fictional-secret-for-tests-0001","Prefetch":8}`), &c))
	assert.Equal(t, Config{AppID: testAppID, AppSecret: testSecret, Prefetch: 8}, c)
}

// merchant is a valid configuration with one change.
func merchant(change func(*Config)) Config {
	c := Config{AppID: testAppID, AppSecret: testSecret}
	change(&c)
	return c
}

func TestNewRefuses(t *testing.T) {
	skipping := &http.Client{Transport: &http.Transport{TLSClientConfig: &tls.Config{InsecureSkipVerify: true}}}
	for _, test := range []struct {
		text   string
		config Config
	}{
		{"Config.AppID is empty: AppID and AppSecret are required at merchant level, VendorSN and VendorSecret at agent level", Config{}},
		{"Config.AppSecret is empty: it is required at merchant level", Config{AppID: "a"}},
		{"Config.AppID is empty: it is required at merchant level", Config{AppSecret: testSecret}},
		{"Config.VendorSecret is empty: it is required at agent level", Config{VendorSN: "v"}},
		{"Config.VendorSN is empty: it is required at agent level", Config{VendorSecret: testSecret}},
		{"Config.AppID and Config.VendorSN: only one level may be set, merchant or agent", merchant(func(c *Config) { c.VendorSN = "v" })},
		{"Config.AppID and Config.VendorSN: only one level may be set, merchant or agent", merchant(func(c *Config) { c.VendorSecret = testSecret })},
		{"Config.AppSecret starts or ends with white space: it must not", merchant(func(c *Config) { c.AppSecret += "\n" })},
		{"Config.AppID starts or ends with white space: it must not", merchant(func(c *Config) { c.AppID = " a" })},
		{"Config.AppID starts or ends with white space: it must not", merchant(func(c *Config) { c.AppID = "a\u3000" })},
		{"Config.AppID holds a control character: it must not", merchant(func(c *Config) { c.AppID = "a\x00b" })},
		{"Config.AppSecret has fewer than 6 characters: so short a secret cannot be masked", merchant(func(c *Config) { c.AppSecret = "short" })},
		{"Config.VendorSecret has fewer than 6 characters", Config{VendorSN: "v", VendorSecret: "short"}},
		{"Config.AppID holds the invisible character U+FEFF: it must not", merchant(func(c *Config) { c.AppID = "\ufeffa" })},
		{"Config.AppSecret holds the invisible character U+200B: it must not", merchant(func(c *Config) { c.AppSecret += "\u200b" })},
		{"Config.VendorSN holds the invisible character U+202A: it must not", Config{VendorSN: "\u202av", VendorSecret: testSecret}},
		{"Config.VendorSecret holds the invisible character U+00A0: it must not", Config{VendorSN: "v", VendorSecret: "fictional\u00a0secret"}},
		{"Config.AppSecret is not UTF-8 text", merchant(func(c *Config) { c.AppSecret = "a\xff" })},
		{"Config.BaseURL must be https", merchant(func(c *Config) { c.BaseURL = "http://example.com/gateway" })},
		{"Config.BaseURL holds user info", merchant(func(c *Config) { c.BaseURL = "https://u:fictional-secret@example.com" })},
		{"Config.BaseURL holds a query", merchant(func(c *Config) { c.BaseURL = "https://example.com/?a=fictional-secret" })},
		{"Config.BaseURL is not an absolute URL", merchant(func(c *Config) { c.BaseURL = "example.com/gateway" })},
		{"Config.HTTPClient", merchant(func(c *Config) { c.HTTPClient = skipping })},
		{"Config.Timeout is -1s", merchant(func(c *Config) { c.Timeout = -time.Second })},
		{"Config.Retry.MaxAttempts is 11", merchant(func(c *Config) { c.Retry.MaxAttempts = 11 })},
		{"Config.RateLimit.PerSecond is", merchant(func(c *Config) { c.RateLimit.PerSecond = math.NaN() })},
		{"Config.MaxResponseBytes is -1", merchant(func(c *Config) { c.MaxResponseBytes = -1 })},
		{"Config.Prefetch is -1: it must be 0 to 64", merchant(func(c *Config) { c.Prefetch = -1 })},
		{"Config.Prefetch is 65: it must be 0 to 64", merchant(func(c *Config) { c.Prefetch = 65 })},
		{"Config.MaxPages is -1: it must be 0 to 1000000000", merchant(func(c *Config) { c.MaxPages = -1 })},
		{"Config.MaxPages is 1000000001: it must be 0 to 1000000000", merchant(func(c *Config) { c.MaxPages = 1_000_000_001 })},
		{"Config.MaxRows is -1: it must not be negative", merchant(func(c *Config) { c.MaxRows = -1 })},
		{"Config.Drift is 7: it must be FailOnDrift or ReportDrift", merchant(func(c *Config) { c.Drift = 7 })},
		{"Config.CloseAfter is -1ns: it must not be negative", merchant(func(c *Config) { c.CloseAfter = -1 })},
		{"Config.RetryCodes[1] is empty or has white space around it", merchant(func(c *Config) { c.RetryCodes = []string{"1", ""} })},
		{"Config.RetryCodes[0] is empty or has white space around it", merchant(func(c *Config) { c.RetryCodes = []string{" 9999"} })},
		{"Config.RetryCodes[0] is 200: that is success", merchant(func(c *Config) { c.RetryCodes = []string{"200"} })},
	} {
		t.Run(test.text, func(t *testing.T) {
			c, err := New(test.config)
			require.ErrorIs(t, err, ErrInvalidRequest)
			assert.Nil(t, c)
			assert.Contains(t, err.Error(), "fubei: "+test.text)
			assert.NotContains(t, err.Error(), "fictional-secret")
			assert.NotContains(t, err.Error(), "\n")
		})
	}
}

func TestNewAccepts(t *testing.T) {
	for _, test := range []struct {
		reason string
		config Config
	}{
		{"a merchant", merchant(func(*Config) {})},
		{"an agent", Config{VendorSN: "fictional-vendor-0001", VendorSecret: testSecret}},
		{"a secret with white space inside", merchant(func(c *Config) { c.AppSecret = "fictional secret" })},
		{"the test gateway", merchant(func(c *Config) { c.BaseURL = TestGateway })},
		{"plain http to loopback", merchant(func(c *Config) { c.BaseURL = "http://127.0.0.1:8080/gateway" })},
		{"most pages ahead", merchant(func(c *Config) { c.Prefetch = 64 })},
		{"any zone", merchant(func(c *Config) { c.Location = time.UTC })},
		{"codes to retry", merchant(func(c *Config) { c.RetryCodes = []string{"9999", "SYSTEM_BUSY"} })},
	} {
		t.Run(test.reason, func(t *testing.T) {
			_, err := New(test.config)
			assert.NoError(t, err)
		})
	}
}
