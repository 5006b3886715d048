package settlement

import (
	"bytes"
	"encoding/json"
	"fmt"
	"log/slog"
	"net/http"
	"reflect"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// fullConfig has every field set.
func fullConfig() Config {
	return Config{
		Token: StaticToken(testToken), Signer: SortedSecretParamMD5(testSecret), Version: "1.0.0", TokenExpiredCodes: []string{"10010"},
		BaseURL:    "https://fictional-user:fictional-secret-in-url@example.com/api?token=fictional-secret-in-query",
		HTTPClient: &http.Client{}, Logger: slog.Default(), Timeout: time.Second,
		Retry: RetryPolicy{MaxAttempts: 1}, RateLimit: RateLimit{PerSecond: 1}, MaxResponseBytes: 1, Prefetch: 1,
		Location: time.UTC, KeepRaw: true, MaxPages: 1, Drift: ReportDrift, TrustShortPage: true, RetryCodes: []string{"9999"},
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
			"HTTPClient: set, Logger: set, Timeout: set, Retry: set, RateLimit: set, MaxResponseBytes: set, Prefetch: set, " +
			"Location: set, KeepRaw: set, MaxPages: set, Drift: set, TrustShortPage: set, RetryCodes: set}"},
	} {
		t.Run(test.reason, func(t *testing.T) {
			assert.Equal(t, test.want, test.config.String())
		})
	}
}

func TestFullConfigSetsEveryField(t *testing.T) {
	v := reflect.ValueOf(fullConfig())
	for i := range v.NumField() {
		name := v.Type().Field(i).Name
		assert.False(t, v.Field(i).IsZero(), "%s is zero: set it, so that the tests around it cover it", name)
		assert.Contains(t, fullConfig().String(), name+": ")
	}
}

func TestConfigNeverShowsSecrets(t *testing.T) {
	c := fullConfig()
	nested := struct {
		Name   string
		Config Config
		Ref    *Config
	}{"service", c, &c}
	// Without BaseURL, which package fmt prints in an unexported field, as it does for any string.
	hidden := struct{ cfg Config }{Config{Token: c.Token, Signer: c.Signer}}
	var shown []string
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%d", "%x", "%T"} {
		shown = append(shown, fmt.Sprintf(verb, c), fmt.Sprintf(verb, &c), fmt.Sprintf(verb, nested), fmt.Sprintf(verb, hidden))
	}
	for _, v := range []any{c, &c, nested} {
		text, err := json.Marshal(v)
		require.NoError(t, err)
		shown = append(shown, string(text))
	}
	var log bytes.Buffer
	slog.New(slog.NewTextHandler(&log, nil)).Info("config", "c", c, "p", &c, "n", nested)
	slog.New(slog.NewJSONHandler(&log, nil)).Info("config", "c", c, "p", &c, "n", nested)
	for _, text := range append(shown, log.String()) {
		for _, secret := range []string{"fictional-secret", testToken, testSecret} {
			assert.NotContains(t, text, secret)
			assert.NotContains(t, text, fmt.Sprintf("%x", secret))
		}
	}
}
