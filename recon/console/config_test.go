package console

import (
	"crypto/tls"
	"log/slog"
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"github.com/billrecon/billrecon/internal/client/clienttest"
)

// fullConfig has every field set.
func fullConfig() Config {
	secret := "fictional-secret-in-the-hook"
	return Config{
		BaseURL:    "https://fictional-user:fictional-secret-in-url@example.com/console?token=fictional-secret-in-query",
		Authorize:  func(r *http.Request) error { r.Header.Set("Authorization", secret); return nil },
		HTTPClient: &http.Client{}, Logger: slog.Default(), Timeout: time.Second,
		Retry: RetryPolicy{MaxAttempts: 1}, RateLimit: RateLimit{PerSecond: 1}, MaxResponseBytes: 1,
		Location: time.UTC, KeepRaw: true, AutoBody: FormBody, RetrySetAuto: true,
	}
}

func TestConfigString(t *testing.T) {
	for _, test := range []struct {
		reason string
		config Config
		want   string
	}{
		{"empty", Config{}, "console.Config{}"},
		{"the usual", Config{BaseURL: "https://console.example", KeepRaw: true}, "console.Config{BaseURL: set, KeepRaw: set}"},
		{"everything", fullConfig(), "console.Config{Authorize: set, BaseURL: set, HTTPClient: set, Logger: set, Timeout: set, Retry: set, " +
			"RateLimit: set, MaxResponseBytes: set, Location: set, KeepRaw: set, AutoBody: set, RetrySetAuto: set}"},
	} {
		t.Run(test.reason, func(t *testing.T) {
			assert.Equal(t, test.want, test.config.String())
		})
	}
}

func TestFullConfig(t *testing.T) {
	clienttest.RequireFull(t, fullConfig())
	clienttest.AssertPassedOn(t, fullConfig().common(), false)
}

func TestConfigNeverShowsSecrets(t *testing.T) {
	clienttest.AssertHidden(t, fullConfig(), "fictional")
}

func TestNewRefuses(t *testing.T) {
	for _, test := range []struct {
		reason string
		change func(*Config)
		text   string
	}{
		{"no base URL", func(c *Config) { c.BaseURL = "" }, "console: Config.BaseURL is empty: it must be an https URL"},
		{"plain http", func(c *Config) { c.BaseURL = "http://console.example" }, "console: Config.BaseURL must be https; plain http is for loopback addresses only"},
		{"a query", func(c *Config) { c.BaseURL += "?a=fictional-secret" }, "console: Config.BaseURL holds a query: it must not"},
		{"user info", func(c *Config) { c.BaseURL = "https://u:fictional-secret@console.example" }, "console: Config.BaseURL holds user info: it must not"},
		{"no URL", func(c *Config) { c.BaseURL = "fictional-secret" }, "console: Config.BaseURL is not an absolute URL with a host"},
		{"a negative timeout", func(c *Config) { c.Timeout = -1 }, "console: Config.Timeout is -1ns: it must not be negative"},
		{"too many attempts", func(c *Config) { c.Retry.MaxAttempts = 11 }, "console: Config.Retry.MaxAttempts is 11: it must be 0 to 10"},
		{"a negative rate", func(c *Config) { c.RateLimit.PerSecond = -1 }, "console: Config.RateLimit.PerSecond is -1: it must be a number that is not negative"},
		{"a negative size", func(c *Config) { c.MaxResponseBytes = -1 }, "console: Config.MaxResponseBytes is -1: it must not be negative"},
		{"another encoding", func(c *Config) { c.AutoBody = 2 }, "console: Config.AutoBody is 2: it must be JSONBody or FormBody"},
	} {
		t.Run(test.reason, func(t *testing.T) {
			cfg := Config{BaseURL: "https://console.example"}
			test.change(&cfg)
			c, err := New(cfg)
			assert.Nil(t, c)
			assert.ErrorIs(t, err, ErrInvalidRequest)
			assert.EqualError(t, err, test.text)
		})
	}
}

func TestNewRefusesATransportThatTrustsEveryone(t *testing.T) {
	careless := &http.Client{Transport: &http.Transport{TLSClientConfig: &tls.Config{InsecureSkipVerify: true}}}
	_, err := New(Config{BaseURL: "https://console.example", HTTPClient: careless})
	assert.ErrorIs(t, err, ErrInvalidRequest)
	assert.ErrorContains(t, err, "console: Config.HTTPClient")
}

func TestBodyEncoding(t *testing.T) {
	for _, test := range []struct {
		reason            string
		encoding          BodyEncoding
		code              string
		auto              bool
		contentType, body string
	}{
		{"JSON", JSONBody, "20200221113708eb3b8dcc2383481c", true, "application/json; charset=utf-8",
			`{"code":"20200221113708eb3b8dcc2383481c","auto":true}`},
		{"JSON, off", JSONBody, "1", false, "application/json; charset=utf-8", `{"code":"1","auto":false}`},
		{"JSON that needs escapes", JSONBody, `a"b\`, false, "application/json; charset=utf-8", `{"code":"a\"b\\","auto":false}`},
		{"a form", FormBody, "20200221113708eb3b8dcc2383481c", true, "application/x-www-form-urlencoded",
			"auto=true&code=20200221113708eb3b8dcc2383481c"},
		{"a form that needs escapes", FormBody, "a&auto=true", false, "application/x-www-form-urlencoded", "auto=false&code=a%26auto%3Dtrue"},
	} {
		t.Run(test.reason, func(t *testing.T) {
			contentType, body := test.encoding.auto(test.code, test.auto)
			assert.Equal(t, test.contentType, contentType)
			assert.Equal(t, test.body, string(body))
		})
	}
}

func TestBodyEncodingString(t *testing.T) {
	assert.Equal(t, "JSON", JSONBody.String())
	assert.Equal(t, "form", FormBody.String())
	assert.Equal(t, "BodyEncoding(7)", BodyEncoding(7).String())
}
