package acme

import (
	"encoding/json"
	"fmt"
	"log/slog"
	"net/http"
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/billrecon/billrecon"
	"github.com/billrecon/billrecon/internal/client/clienttest"
	"github.com/billrecon/billrecon/internal/wire"
	"github.com/billrecon/billrecon/recon"
)

const testSecret = "fictional-secret-for-tests"

func fullConfig() Config {
	return Config{
		Key: "fictional-key", Secret: testSecret, BaseURL: "https://acme.example", HTTPClient: &http.Client{}, Logger: slog.Default(), Timeout: 1,
		Retry: billrecon.RetryPolicy{MaxAttempts: 1}, RateLimit: billrecon.RateLimit{PerSecond: 1}, MaxResponseBytes: 1, MaxPages: 1, MaxRows: 1,
		Prefetch: 1, Location: time.UTC, KeepRaw: true, Drift: billrecon.ReportDrift, ReadTwice: true,
	}
}

func TestConfig(t *testing.T) {
	clienttest.RequireFull(t, fullConfig())
	clienttest.AssertPassedOn(t, fullConfig().common(), true)
	clienttest.AssertHidden(t, fullConfig(), testSecret)
	c, err := New(fullConfig())
	require.NoError(t, err)
	clienttest.AssertHidden(t, *c, testSecret)
	clienttest.AssertHiddenInside(t, *c, testSecret)
}

func TestNewRefuses(t *testing.T) {
	for field, spoil := range map[string]func(*Config){
		"Config.Key is empty":       func(c *Config) { c.Key = "" },
		"Config.Secret has fewer":   func(c *Config) { c.Secret = "short" },
		"Config.MaxPages is -1":     func(c *Config) { c.MaxPages = -1 },
		"Config.BaseURL":            func(c *Config) { c.BaseURL = "http://acme.example" },
		"Config.MaxResponseBytes":   func(c *Config) { c.MaxResponseBytes = -1 },
		"Config.Drift is 7: it mus": func(c *Config) { c.Drift = 7 },
	} {
		cfg := fullConfig()
		spoil(&cfg)
		_, err := New(cfg)
		require.ErrorIs(t, err, ErrInvalidRequest)
		assert.ErrorContains(t, err, field)
	}
}

type signVector struct{ Name, Secret, Key, Nonce, Seconds, Body, Sign string }

func TestSignKnownAnswers(t *testing.T) {
	for _, v := range clienttest.Vectors[signVector](t) {
		assert.Equal(t, v.Sign, Sign(v.Secret, v.Key, v.Nonce, v.Seconds, []byte(v.Body)), v.Name)
	}
}

func TestQueryRefuses(t *testing.T) {
	c, err := New(fullConfig())
	require.NoError(t, err)
	for rule, q := range map[string]BillQuery{
		"no such day":             Day(2026, 2, 30),
		"the year is not":         Day(1999, 2, 3),
		"BillQuery.Page is -1":    {Year: 2026, Month: 1, Day: 1, Page: -1},
		"BillQuery.Size is 101":   {Year: 2026, Month: 1, Day: 1, Size: 101},
		"BillQuery.Cursor is set": {Year: 2026, Month: 1, Day: 1, Cursor: "c"},
	} {
		_, err := c.BillPage(t.Context(), q)
		require.ErrorIs(t, err, ErrInvalidRequest, rule)
		assert.ErrorContains(t, err, rule)
	}
	_, _, err = c.CollectBills(t.Context(), BillQuery{Year: 2026, Month: 1, Day: 1, Page: 2})
	assert.ErrorContains(t, err, "BillQuery.Page is 2")
	_, _, err = (*Client)(nil).CollectBills(t.Context(), Day(2026, 1, 1))
	assert.ErrorContains(t, err, "not made by New")
}

func TestBill(t *testing.T) {
	const text = `{"trade_no":"T1","order_no":"O1","amount":"1.50","fee":"0.01","state":7,"paid_at":"2026-11-22 09:00:00","payer":"虚构","memo":1}`
	var b Bill
	require.NoError(t, json.Unmarshal([]byte(text), &b))
	again, err := json.Marshal(b)
	require.NoError(t, err)
	assert.Equal(t, text, string(again))
	other := b
	other.Amount = decimal.RequireFromString("1.5")
	assert.True(t, b.Equal(other))
	assert.Equal(t, `acme.Bill{TradeNo: "T1", OrderNo: "O1", State(7), Amount: 1.50}`, b.String())
	clienttest.AssertHidden(t, fmt.Sprint(b), "虚构", "memo")
	assert.Equal(t, "未知状态(7)", b.State.Chinese())
	assert.Equal(t, recon.Record{
		Key: "O1", AltKeys: recon.AltKeys{"T1"}, Amount: b.Amount, Fee: b.Fee, Kind: recon.Payment, State: recon.Unknown,
		Time: time.Date(2026, 11, 22, 9, 0, 0, 0, wire.ChinaZone),
	}, b.Record())
	b.State = StatePaid
	assert.Equal(t, recon.Succeeded, b.Record().State)
	assert.ErrorIs(t, json.Unmarshal([]byte(`{"trade_no":"T1"}`), &b), ErrMalformedResponse, "no amount")
}
