package eshouhou

import (
	"bytes"
	"encoding/json"
	"fmt"
	"log/slog"
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
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

func TestConfigNeverShowsASecret(t *testing.T) {
	cfg := fullConfig()
	var log bytes.Buffer
	slog.New(slog.NewTextHandler(&log, nil)).Info("x", "cfg", cfg, "in", struct{ C Config }{cfg})
	slog.New(slog.NewJSONHandler(&log, nil)).Info("x", "cfg", cfg, "in", struct{ C Config }{cfg})
	text, err := json.Marshal(struct{ C *Config }{&cfg})
	require.NoError(t, err)
	all := log.String() + string(text) + fmt.Sprintf("%+v %#v", struct{ C Config }{cfg}, []Config{cfg})
	assert.Contains(t, all, fictionalID)
	for _, secret := range []string{fictionalSecret, fictionalToken, "fictional.example"} {
		assert.NotContains(t, all, secret)
	}
}
