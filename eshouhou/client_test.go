package eshouhou

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/billrecon/billrecon/internal/client/clienttest"
	"github.com/billrecon/billrecon/internal/row"
	"github.com/billrecon/billrecon/internal/wire"
)

func newClient(t *testing.T, cfg Config) *Client {
	t.Helper()
	c, err := New(cfg)
	require.NoError(t, err)
	return c
}

func TestNewDefaults(t *testing.T) {
	c := newClient(t, Config{AppID: fictionalID, AppSecret: fictionalSecret})
	assert.Equal(t, defaultConcurrency, c.concurrency)
	assert.Equal(t, wire.ChinaZone, c.rows.Zone)
	assert.False(t, c.rows.KeepRaw)

	c = newClient(t, Config{AppID: fictionalID, AppSecret: fictionalSecret, Concurrency: 3, Location: time.UTC, KeepRaw: true})
	assert.Equal(t, 3, c.concurrency)
	assert.Equal(t, row.Options{Zone: time.UTC, KeepRaw: true}, c.rows)
}

func TestNewCopiesItsConfig(t *testing.T) {
	cfg := Config{AppID: fictionalID, AppSecret: fictionalSecret, RetryCodes: []string{"1"}, TokenExpiredCodes: []string{"2"}}
	c := newClient(t, cfg)
	cfg.RetryCodes[0], cfg.TokenExpiredCodes[0] = "x", "x"
	assert.Equal(t, [][]string{{"1"}, {"2"}}, [][]string{c.retryCodes, c.expiredCodes})
}

func TestClientPrints(t *testing.T) {
	c := newClient(t, Config{AppID: fictionalID, AppSecret: fictionalSecret})
	const want = `eshouhou.Client{AppID: "fictional-app-01"}`
	assert.Equal(t, want, c.String())
	assert.Equal(t, want, fmt.Sprintf("%v", c))
	assert.Equal(t, want, fmt.Sprintf("%+v", *c))
	assert.Equal(t, want, fmt.Sprintf("%#v", *c))
	assert.Equal(t, want, c.LogValue().String())
	assert.Equal(t, "eshouhou.Client{Token: set}", newClient(t, Config{Token: StaticToken(fictionalToken)}).String())
	clienttest.AssertHidden(t, *c, fictionalSecret)
	clienttest.AssertHiddenInside(t, *c, fictionalSecret)
}

func TestAClientThatNewDidNotMake(t *testing.T) {
	for reason, c := range map[string]*Client{"nil": nil, "zero": {}} {
		_, errOne := c.Statement(t.Context(), "w")
		_, _, errAll := c.CollectStatements(t.Context(), slices.Values([]string{"w"}))
		errs := []error{errOne, errAll}
		for _, err := range c.Statements(t.Context(), slices.Values([]string{"w"})) {
			errs = append(errs, err)
		}
		require.Len(t, errs, 3, reason)
		for _, err := range errs {
			require.ErrorIs(t, err, ErrInvalidRequest, reason)
			assert.EqualError(t, err, "eshouhou: Client was not made by New", reason)
		}
	}
}
