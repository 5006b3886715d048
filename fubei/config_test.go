package fubei

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
		Retry: RetryPolicy{MaxAttempts: 1}, RateLimit: RateLimit{PerSecond: 1}, MaxResponseBytes: 1, Prefetch: 1,
		Location: time.UTC, KeepRaw: true, MaxPages: 1, Drift: ReportDrift, RetryCodes: []string{"9999"},
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
			`BaseURL: set, HTTPClient: set, Logger: set, Timeout: set, Retry: set, RateLimit: set, MaxResponseBytes: set, Prefetch: set, ` +
			`Location: set, KeepRaw: set, MaxPages: set, Drift: set, RetryCodes: set}`},
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
	var shown []string
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%d", "%x", "%T"} {
		shown = append(shown, fmt.Sprintf(verb, c), fmt.Sprintf(verb, &c), fmt.Sprintf(verb, nested))
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
		assert.NotContains(t, text, "fictional-secret")
		assert.NotContains(t, text, fmt.Sprintf("%x", testSecret))
	}
}

func TestConfigFromJSON(t *testing.T) {
	var c Config
	require.NoError(t, json.Unmarshal([]byte(`{"AppID":"fictional-app-0001","AppSecret":"fictional-secret-for-tests-0001","Prefetch":8}`), &c))
	assert.Equal(t, Config{AppID: testAppID, AppSecret: testSecret, Prefetch: 8}, c)
}
