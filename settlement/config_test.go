package settlement

import (
	"context"
	"crypto/tls"
	"log/slog"
	"math"
	"net/http"
	"net/url"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/billrecon/billrecon/internal/client/clienttest"
)

// fullConfig has every field set.
func fullConfig() Config {
	return Config{
		Token: StaticToken(testToken), Signer: SortedSecretParamMD5(testSecret), Version: "1.0.0", TokenExpiredCodes: []string{"10010"},
		BaseURL:    "https://fictional-user:fictional-secret-in-url@example.com/api?token=fictional-secret-in-query",
		HTTPClient: &http.Client{}, Logger: slog.Default(), Timeout: time.Second,
		Retry: RetryPolicy{MaxAttempts: 1}, RateLimit: RateLimit{PerSecond: 1}, MaxResponseBytes: 1, MaxPages: 1, MaxRows: 1,
		Prefetch: 1, Location: time.UTC, KeepRaw: true, Drift: ReportDrift, ReadTwice: true, TrustShortPage: true, RetryCodes: []string{"9999"},
	}
}

func TestConfigString(t *testing.T) {
	for _, test := range []struct {
		reason string
		config Config
		want   string
	}{
		{"empty", Config{}, "settlement.Config{}"},
		{"the required fields", Config{Token: StaticToken(testToken), Signer: SecretWrapped(testSecret), BaseURL: "https://example.com"},
			"settlement.Config{Token: set, Signer: set, BaseURL: set}"},
		{"everything", fullConfig(), "settlement.Config{Token: set, Signer: set, Version: set, TokenExpiredCodes: set, BaseURL: set, " +
			"HTTPClient: set, Logger: set, Timeout: set, Retry: set, RateLimit: set, MaxResponseBytes: set, MaxPages: set, MaxRows: set, " +
			"Prefetch: set, Location: set, KeepRaw: set, Drift: set, ReadTwice: set, TrustShortPage: set, RetryCodes: set}"},
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
	c := fullConfig()
	clienttest.AssertHidden(t, c, "fictional-secret", testToken, testSecret)
	// Without BaseURL, which package fmt prints in an unexported field, as it does for any string.
	clienttest.AssertHiddenInside(t, Config{Token: c.Token, Signer: c.Signer}, "fictional-secret", testToken, testSecret)
}

// customer is a valid configuration with one change.
func customer(change func(*Config)) Config {
	c := Config{BaseURL: "https://settlement.example", Token: StaticToken(testToken), Signer: SortedSecretParamMD5(testSecret)}
	change(&c)
	return c
}

func TestNewRefuses(t *testing.T) {
	skipping := &http.Client{Transport: &http.Transport{TLSClientConfig: &tls.Config{InsecureSkipVerify: true}}}
	for _, test := range []struct {
		text   string
		config Config
	}{
		{"Config.Token is nil: it is required", Config{}},
		{"Config.Token is nil: it is required", customer(func(c *Config) { c.Token = TokenSourceFunc(nil) })},
		{"Config.Token is nil: it is required", customer(func(c *Config) { c.Token = (*TokenCache)(nil) })},
		{"Config.Token returned an empty token", customer(func(c *Config) { c.Token = StaticToken("") })},
		{"Config.Token returned a token that starts or ends with white space", customer(func(c *Config) { c.Token = StaticToken("fictional-secret\n") })},
		{"Config.Signer is nil: it is required; SortedSecretParamMD5 is the best guess", customer(func(c *Config) { c.Signer = nil })},
		{"Config.Signer is nil: it is required", customer(func(c *Config) { c.Signer = SignerFunc(nil) })},
		{"Config.Signer is nil: it is required", customer(func(c *Config) { c.Signer = HideSecrets(nil, "fictional-secret") })},
		{"Config.Signer has an empty secret: it is required", customer(func(c *Config) { c.Signer = SortedSecretParamMD5("") })},
		{"Config.Signer has a secret that starts or ends with white space", customer(func(c *Config) { c.Signer = SecretWrapped(" fictional-secret") })},
		{"Config.Token returned a token that holds the invisible character U+FEFF: it must not", customer(func(c *Config) { c.Token = StaticToken("\ufeff" + testToken) })},
		{"Config.Token returned a token that has fewer than 6 characters", customer(func(c *Config) { c.Token = StaticToken("short") })},
		{"Config.Signer has a secret that holds the invisible character U+200B: it must not", customer(func(c *Config) { c.Signer = TimestampDataKey(testSecret + "\u200b") })},
		{"Config.Signer has a secret that has fewer than 6 characters", customer(func(c *Config) { c.Signer = SortedThenTimestampKey("short") })},
		{"Config.Signer hides a secret that has fewer than 6 characters", customer(func(c *Config) { c.Signer = HideSecrets(SecretWrapped(testSecret), testSecret, "short") })},
		{"Config.Version holds the invisible character U+2066", customer(func(c *Config) { c.Version = "1\u20660" })},
		{"Config.Version holds a control character", customer(func(c *Config) { c.Version = "1\n0" })},
		{"Config.TokenExpiredCodes[0] is empty or has white space around it", customer(func(c *Config) { c.TokenExpiredCodes = []string{""} })},
		{"Config.TokenExpiredCodes[0] is 0: that is success", customer(func(c *Config) { c.TokenExpiredCodes = []string{"0"} })},
		{"Config.TokenExpiredCodes[1] is 10016: that is a refused signature", customer(func(c *Config) { c.TokenExpiredCodes = []string{"1", "10016"} })},
		{"Config.TokenExpiredCodes[0] is in RetryCodes too", customer(func(c *Config) { c.TokenExpiredCodes, c.RetryCodes = []string{"1"}, []string{"1"} })},
		{"Config.BaseURL", customer(func(c *Config) { c.BaseURL = "" })},
		{"Config.BaseURL must be https", customer(func(c *Config) { c.BaseURL = "http://example.com" })},
		{"Config.BaseURL holds user info", customer(func(c *Config) { c.BaseURL = "https://u:fictional-secret@example.com" })},
		{"Config.BaseURL holds a query", customer(func(c *Config) { c.BaseURL = "https://example.com/?a=fictional-secret" })},
		{"Config.BaseURL is not an absolute URL", customer(func(c *Config) { c.BaseURL = "example.com" })},
		{"Config.BaseURL ends with the path of the interface", customer(func(c *Config) { c.BaseURL += ItemPath })},
		{"Config.BaseURL ends with the path of the interface", customer(func(c *Config) { c.BaseURL += ItemPath + "/" })},
		{"Config.HTTPClient", customer(func(c *Config) { c.HTTPClient = skipping })},
		{"Config.Timeout is -1s", customer(func(c *Config) { c.Timeout = -time.Second })},
		{"Config.Retry.MaxAttempts is 11", customer(func(c *Config) { c.Retry.MaxAttempts = 11 })},
		{"Config.RateLimit.PerSecond is", customer(func(c *Config) { c.RateLimit.PerSecond = math.NaN() })},
		{"Config.MaxResponseBytes is -1", customer(func(c *Config) { c.MaxResponseBytes = -1 })},
		{"Config.Prefetch is -1: it must be 0 to 64", customer(func(c *Config) { c.Prefetch = -1 })},
		{"Config.Prefetch is 65: it must be 0 to 64", customer(func(c *Config) { c.Prefetch = 65 })},
		{"Config.MaxPages is -1: it must be 0 to 1000000000", customer(func(c *Config) { c.MaxPages = -1 })},
		{"Config.MaxPages is 1000000001: it must be 0 to 1000000000", customer(func(c *Config) { c.MaxPages = 1_000_000_001 })},
		{"Config.MaxRows is -1: it must not be negative", customer(func(c *Config) { c.MaxRows = -1 })},
		{"Config.Drift is 7: it must be FailOnDrift or ReportDrift", customer(func(c *Config) { c.Drift = 7 })},
		{"Config.RetryCodes[1] is empty or has white space around it", customer(func(c *Config) { c.RetryCodes = []string{"1", ""} })},
		{"Config.RetryCodes[0] is empty or has white space around it", customer(func(c *Config) { c.RetryCodes = []string{" 9999"} })},
		{"Config.RetryCodes[0] is 0: that is success", customer(func(c *Config) { c.RetryCodes = []string{"0"} })},
		{"Config.RetryCodes[0] is 10016: that is a refused signature", customer(func(c *Config) { c.RetryCodes = []string{"10016"} })},
	} {
		t.Run(test.text, func(t *testing.T) {
			c, err := New(test.config)
			require.ErrorIs(t, err, ErrInvalidRequest)
			assert.Nil(t, c)
			assert.Contains(t, err.Error(), "settlement: "+test.text)
			assert.NotContains(t, err.Error(), "fictional-secret")
			assert.NotContains(t, err.Error(), "\n")
		})
	}
}

func TestNewAccepts(t *testing.T) {
	source := TokenSourceFunc(func(context.Context) (Token, error) { return Token{Value: testToken}, nil })
	for _, test := range []struct {
		reason string
		config Config
	}{
		{"the required fields", customer(func(*Config) {})},
		{"a source of tokens", customer(func(c *Config) { c.Token = source })},
		{"a shared cache of tokens", customer(func(c *Config) { c.Token = NewTokenCache(source, time.Minute) })},
		{"a signer of one's own", customer(func(c *Config) { c.Signer = SignerFunc(func(url.Values, []byte) (string, error) { return "x", nil }) })},
		{"a secret with white space inside", customer(func(c *Config) { c.Signer = TimestampDataKey("fictional secret") })},
		{"a base URL with a path", customer(func(c *Config) { c.BaseURL = "https://settlement.example/dbenefit/" })},
		{"plain http to loopback", customer(func(c *Config) { c.BaseURL = "http://127.0.0.1:8080" })},
		{"most pages ahead", customer(func(c *Config) { c.Prefetch = 64 })},
		{"any zone", customer(func(c *Config) { c.Location = time.UTC })},
		{"codes", customer(func(c *Config) { c.RetryCodes, c.TokenExpiredCodes = []string{"9999", "BUSY"}, []string{"10010"} })},
	} {
		t.Run(test.reason, func(t *testing.T) {
			_, err := New(test.config)
			assert.NoError(t, err)
		})
	}
}

func TestNewCopiesTheConfig(t *testing.T) {
	codes := []string{"9999"}
	c, err := New(customer(func(c *Config) { c.RetryCodes, c.TokenExpiredCodes = codes, codes[:0:0] }))
	require.NoError(t, err)
	codes[0] = "1"
	assert.Equal(t, []string{"9999"}, c.codes.retry)
}
