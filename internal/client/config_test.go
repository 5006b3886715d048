package client

import (
	"crypto/tls"
	"errors"
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/billrecon/billrecon"
	"github.com/billrecon/billrecon/internal/row"
	"github.com/billrecon/billrecon/internal/wire"
)

func TestReady(t *testing.T) {
	assert.NoError(t, Ready("shop", true))
	err := Ready("shop", false)
	assert.ErrorIs(t, err, billrecon.ErrInvalidRequest)
	assert.EqualError(t, err, "shop: Client was not made by New")
}

func TestPagingCheck(t *testing.T) {
	for _, test := range []struct {
		paging Paging
		text   string // "" for none
	}{
		{Paging{}, ""},
		{Paging{MaxPages: 1_000_000_000, MaxRows: 1 << 62, Prefetch: 64, Drift: billrecon.ReportDrift, ReadTwice: true}, ""},
		{Paging{MaxPages: -1}, "Config.MaxPages is -1: it must be 0 to 1000000000"},
		{Paging{MaxPages: 1_000_000_001}, "Config.MaxPages is 1000000001: it must be 0 to 1000000000"},
		{Paging{MaxRows: -1}, "Config.MaxRows is -1: it must not be negative"},
		{Paging{Prefetch: -1}, "Config.Prefetch is -1: it must be 0 to 64"},
		{Paging{Prefetch: 65}, "Config.Prefetch is 65: it must be 0 to 64"},
		{Paging{Drift: 2}, "Config.Drift is 2: it must be FailOnDrift or ReportDrift"},
	} {
		err := test.paging.Check("shop")
		if test.text == "" {
			assert.NoError(t, err)
			continue
		}
		assert.ErrorIs(t, err, billrecon.ErrInvalidRequest)
		assert.EqualError(t, err, "shop: "+test.text)
	}
}

func TestTransportNamesTheFieldsOfTheConfig(t *testing.T) {
	careless := &http.Client{Transport: &http.Transport{TLSClientConfig: &tls.Config{InsecureSkipVerify: true}}}
	valid := Config{BaseURL: "https://shop.example"}
	for _, test := range []struct {
		change func(*Config)
		text   string // "" for none
	}{
		{func(*Config) {}, ""},
		{func(c *Config) { c.BaseURL = "" }, "Config.BaseURL is empty: it must be an https URL"},
		{func(c *Config) { c.HTTPClient = careless }, "Config.HTTPClient: its transport has InsecureSkipVerify set: certificates must be verified"},
		{func(c *Config) { c.Timeout = -1 }, "Config.Timeout is -1ns: it must not be negative"},
		{func(c *Config) { c.Retry.MaxAttempts = 11 }, "Config.Retry.MaxAttempts is 11: it must be 0 to 10"},
		{func(c *Config) { c.RateLimit.Burst = 1 }, "Config.RateLimit.Burst is 1 without PerSecond: set both or neither"},
		{func(c *Config) { c.MaxResponseBytes = -1 }, "Config.MaxResponseBytes is -1: it must not be negative"},
	} {
		cfg := valid
		test.change(&cfg)
		calls, err := cfg.Transport("shop", nil)
		if test.text == "" {
			require.NoError(t, err)
			assert.NotNil(t, calls)
			continue
		}
		assert.Nil(t, calls)
		assert.ErrorIs(t, err, billrecon.ErrInvalidRequest)
		assert.EqualError(t, err, "shop: "+test.text)
	}
}

func TestRows(t *testing.T) {
	assert.Equal(t, row.Options{Zone: wire.ChinaZone}, Config{}.Rows())
	assert.Equal(t, row.Options{Zone: time.UTC, KeepRaw: true}, Config{Location: time.UTC, KeepRaw: true}.Rows())
}

func TestCheckPair(t *testing.T) {
	const id, secret = "fictional-id", "fictional-secret"
	for _, test := range []struct{ id, secret, text string }{
		{id, secret, ""},
		{"i", secret, ""}, // an identifier may be short: it is no secret
		{"", secret, "Config.ID is empty: it is required here"},
		{id, "", "Config.Secret is empty: it is required here"},
		{id + "\ufeff", secret, "Config.ID holds the invisible character U+FEFF: it must not"},
		{id, secret + " ", "Config.Secret starts or ends with white space: it must not"},
		{id, "short", "Config.Secret has fewer than 6 characters: so short a secret cannot be masked"},
	} {
		err := CheckPair("shop", "ID", test.id, "Secret", test.secret, "it is required here")
		if test.text == "" {
			assert.NoError(t, err)
			continue
		}
		assert.ErrorIs(t, err, billrecon.ErrInvalidRequest)
		assert.EqualError(t, err, "shop: "+test.text)
	}
}

func TestCheckCodes(t *testing.T) {
	documented := []Meaning{{"0", "success"}, {"10016", "a refused signature"}}
	for _, test := range []struct {
		codes []string
		text  string
	}{
		{nil, ""},
		{[]string{"9999", "BUSY", "-1"}, ""},
		{[]string{"1", ""}, "Config.RetryCodes[1] is empty or has white space around it: it must be a result code"},
		{[]string{" 1"}, "Config.RetryCodes[0] is empty or has white space around it: it must be a result code"},
		{[]string{"0"}, "Config.RetryCodes[0] is 0: that is success"},
		{[]string{"1", "2", "10016"}, "Config.RetryCodes[2] is 10016: that is a refused signature"},
	} {
		err := CheckCodes("shop", "RetryCodes", test.codes, documented...)
		if test.text == "" {
			assert.NoError(t, err)
			continue
		}
		assert.ErrorIs(t, err, billrecon.ErrInvalidRequest)
		assert.EqualError(t, err, "shop: "+test.text)
	}
}

func TestMalformedRetries(t *testing.T) {
	for _, test := range []struct {
		reason string
		err    error
		retry  bool
	}{
		{"cut short: a broken transfer", &wire.FieldError{Truncated: true}, true},
		{"not JSON: something in between answered", &wire.FieldError{NotJSON: true}, true},
		{"of the wrong shape: it will be again", &wire.FieldError{Path: "data.total", Rule: "is a boolean"}, false},
		{"anything else", errors.New("x"), false},
	} {
		t.Run(test.reason, func(t *testing.T) {
			var e *billrecon.Error
			require.True(t, errors.As(Malformed(test.err), &e))
			assert.ErrorIs(t, e, billrecon.ErrMalformedResponse)
			assert.Equal(t, test.retry, e.Retryable())
		})
	}
}
