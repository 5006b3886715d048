package eshouhou

import (
	"context"
	"crypto/tls"
	"fmt"
	"log/slog"
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/billrecon/billrecon/internal/client/clienttest"
)

const (
	fictionalID     = "fictional-app-01"
	fictionalSecret = "fictional-secret-for-tests-0001"
	fictionalToken  = "ZmljdGlvbmFsLWFwcC0wMSZub3QtYS10b2tlbiYxMjA="
)

// fullConfig has every field set, a Token beside the secret too.
func fullConfig() Config {
	return Config{
		AppID: fictionalID, AppSecret: fictionalSecret, Token: StaticToken(fictionalToken), TokenExpireHours: 3,
		TokenExpiredCodes: []string{"1"}, BaseURL: "https://fictional.example/", HTTPClient: http.DefaultClient, Logger: slog.Default(),
		Timeout: 1, Retry: RetryPolicy{MaxAttempts: 1}, RateLimit: RateLimit{PerSecond: 1}, MaxResponseBytes: 1, Concurrency: 1,
		Location: time.UTC, KeepRaw: true, RetryCodes: []string{"2"},
	}
}

func TestConfigString(t *testing.T) {
	for _, test := range []struct {
		reason string
		cfg    Config
		want   string
	}{
		{"nothing set", Config{}, "eshouhou.Config{}"},
		{"the usual", Config{AppID: fictionalID, AppSecret: fictionalSecret}, `eshouhou.Config{AppID: "fictional-app-01", AppSecret: set}`},
		{"a token source", Config{Token: StaticToken(fictionalToken)}, "eshouhou.Config{Token: set}"},
		{"everything", fullConfig(), `eshouhou.Config{AppID: "fictional-app-01", AppSecret: set, Token: set, TokenExpireHours: set, ` +
			`TokenExpiredCodes: set, BaseURL: set, HTTPClient: set, Logger: set, Timeout: set, Retry: set, RateLimit: set, ` +
			`MaxResponseBytes: set, Concurrency: set, Location: set, KeepRaw: set, RetryCodes: set}`},
	} {
		t.Run(test.reason, func(t *testing.T) {
			assert.Equal(t, test.want, test.cfg.String())
			for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%d", "%x", "%q"} {
				assert.Equal(t, test.want, fmt.Sprintf(verb, test.cfg), verb)
			}
		})
	}
}

func TestFullConfig(t *testing.T) {
	clienttest.RequireFull(t, fullConfig())
	clienttest.AssertPassedOn(t, fullConfig().common(), false)
}

func TestConfigNeverShowsASecret(t *testing.T) {
	clienttest.AssertHidden(t, fullConfig(), fictionalSecret, fictionalToken, "fictional.example")
}

func TestNewRefuses(t *testing.T) {
	app := func(change func(*Config)) Config {
		cfg := Config{AppID: fictionalID, AppSecret: fictionalSecret}
		change(&cfg)
		return cfg
	}
	source := func(change func(*Config)) Config {
		cfg := Config{Token: StaticToken(fictionalToken)}
		change(&cfg)
		return cfg
	}
	var noFunc TokenSourceFunc
	for _, test := range []struct {
		cfg  Config
		text string
	}{
		{Config{}, "eshouhou: Config.AppID is empty: AppID and AppSecret are required, or a Token instead"},
		{Config{AppID: fictionalID}, "eshouhou: Config.AppSecret is empty: AppID and AppSecret are required together"},
		{Config{AppSecret: fictionalSecret}, "eshouhou: Config.AppID is empty: AppID and AppSecret are required together"},
		{source(func(c *Config) { c.AppID = fictionalID }), "eshouhou: Config.AppID and Config.Token: only one way to get tokens may be set"},
		{source(func(c *Config) { c.AppSecret = fictionalSecret }), "eshouhou: Config.AppID and Config.Token: only one way to get tokens may be set"},
		{Config{Token: noFunc}, "eshouhou: Config.Token is a nil TokenSourceFunc: it must be a function"},
		{app(func(c *Config) { c.AppID = " a" }), "eshouhou: Config.AppID starts or ends with white space: it must not"},
		{app(func(c *Config) { c.AppSecret += "\n" }), "eshouhou: Config.AppSecret starts or ends with white space: it must not"},
		{app(func(c *Config) { c.AppSecret = "a\x00b" }), "eshouhou: Config.AppSecret holds a control character: it must not"},
		{app(func(c *Config) { c.AppSecret = "short" }), "eshouhou: Config.AppSecret has fewer than 6 characters: so short a secret cannot be masked"},
		{app(func(c *Config) { c.AppSecret += "\u200d" }), "eshouhou: Config.AppSecret holds the invisible character U+200D: it must not"},
		{app(func(c *Config) { c.AppID = "\ufeff" + c.AppID }), "eshouhou: Config.AppID holds the invisible character U+FEFF: it must not"},
		{Config{Token: StaticToken(fictionalToken + "\u202e")}, "eshouhou: Config.Token returned a token that holds the invisible character U+202E: it must not"},
		{Config{Token: StaticToken("short")}, "eshouhou: Config.Token returned a token that has fewer than 6 characters: so short a secret cannot be masked"},
		{Config{Token: StaticToken("")}, "eshouhou: Config.Token returned an empty token"},
		{app(func(c *Config) { c.AppID = "a\xff" }), "eshouhou: Config.AppID is not UTF-8 text"},
		{app(func(c *Config) { c.TokenExpireHours = -1 }), "eshouhou: Config.TokenExpireHours is -1: it must be 1 to 24, or 0 for the provider's default"},
		{app(func(c *Config) { c.TokenExpireHours = 25 }), "eshouhou: Config.TokenExpireHours is 25: it must be 1 to 24, or 0 for the provider's default"},
		{source(func(c *Config) { c.TokenExpireHours = 2 }), "eshouhou: Config.TokenExpireHours is set beside Token: it is for AppID and AppSecret"},
		{app(func(c *Config) { c.Concurrency = -1 }), "eshouhou: Config.Concurrency is -1: it must be 1 to 64, or 0 for 8"},
		{app(func(c *Config) { c.Concurrency = 65 }), "eshouhou: Config.Concurrency is 65: it must be 1 to 64, or 0 for 8"},
		{app(func(c *Config) { c.RetryCodes = []string{"9", ""} }), "eshouhou: Config.RetryCodes[1] is empty or has white space around it: it must be a result code"},
		{app(func(c *Config) { c.RetryCodes = []string{" 9"} }), "eshouhou: Config.RetryCodes[0] is empty or has white space around it: it must be a result code"},
		{app(func(c *Config) { c.RetryCodes = []string{"0"} }), "eshouhou: Config.RetryCodes[0] is 0: that is success"},
		{app(func(c *Config) { c.TokenExpiredCodes = []string{"0"} }), "eshouhou: Config.TokenExpiredCodes[0] is 0: that is success"},
		{app(func(c *Config) { c.Timeout = -1 }), "eshouhou: Config.Timeout is -1ns: it must not be negative"},
		{app(func(c *Config) { c.MaxResponseBytes = -1 }), "eshouhou: Config.MaxResponseBytes is -1: it must not be negative"},
		{app(func(c *Config) { c.Retry.MaxAttempts = 11 }), "eshouhou: Config.Retry.MaxAttempts is 11: it must be 0 to 10"},
		{app(func(c *Config) { c.RateLimit.Burst = 1 }), "eshouhou: Config.RateLimit.Burst is 1 without PerSecond: set both or neither"},
		{app(func(c *Config) { c.BaseURL = "http://api.eshouhou.cn" }), "eshouhou: Config.BaseURL must be https; plain http is for loopback addresses only"},
		{app(func(c *Config) { c.BaseURL = "https://u:" + fictionalSecret + "@api.eshouhou.cn" }), "eshouhou: Config.BaseURL holds user info: it must not"},
		{app(func(c *Config) { c.BaseURL = "https://api.eshouhou.cn?access_token=" + fictionalToken }), "eshouhou: Config.BaseURL holds a query: it must not"},
		{app(func(c *Config) {
			c.HTTPClient = &http.Client{Transport: &http.Transport{TLSClientConfig: &tls.Config{InsecureSkipVerify: true}}}
		}), "eshouhou: Config.HTTPClient: its transport has InsecureSkipVerify set: certificates must be verified"},
	} {
		t.Run(test.text, func(t *testing.T) {
			c, err := New(test.cfg)
			assert.Nil(t, c)
			require.ErrorIs(t, err, ErrInvalidRequest)
			assert.EqualError(t, err, test.text)
		})
	}
}

func TestNewAccepts(t *testing.T) {
	for _, test := range []struct {
		reason string
		change func(*Config)
	}{
		{"the least", func(*Config) {}},
		{"a token source", func(c *Config) { *c = Config{Token: StaticToken(fictionalToken)} }},
		{"a token func", func(c *Config) {
			*c = Config{Token: TokenSourceFunc(func(context.Context) (Token, error) { return Token{}, nil })}
		}},
		{"the longest token", func(c *Config) { c.TokenExpireHours = 24 }},
		{"the shortest token", func(c *Config) { c.TokenExpireHours = 1 }},
		{"one at a time", func(c *Config) { c.Concurrency = 1 }},
		{"the most at a time", func(c *Config) { c.Concurrency = 64 }},
		{"a base path", func(c *Config) { c.BaseURL = "https://proxy.example/eshouhou/" }},
		{"loopback", func(c *Config) { c.BaseURL = "http://127.0.0.1:1" }},
		{"codes", func(c *Config) { c.RetryCodes, c.TokenExpiredCodes = []string{"-1", "BUSY"}, []string{"401"} }},
		{"a secret with spaces inside and beyond ASCII", func(c *Config) { c.AppSecret = "fictional 密 secret" }},
	} {
		t.Run(test.reason, func(t *testing.T) {
			cfg := Config{AppID: fictionalID, AppSecret: fictionalSecret}
			test.change(&cfg)
			c, err := New(cfg)
			require.NoError(t, err)
			assert.NotNil(t, c)
		})
	}
}
