package settlementtest_test

import (
	"context"
	"fmt"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/billrecon/billrecon/settlement"
	"github.com/billrecon/billrecon/settlement/settlementtest"
)

func TestConfigReachesTheGateway(t *testing.T) {
	for _, test := range []struct {
		reason  string
		options settlementtest.Options
	}{
		{"the defaults", settlementtest.Options{}},
		{"credentials", settlementtest.Options{Token: "fictional-token-0001", Secret: "fictional-secret-for-tests-0001"}},
		{"another scheme", settlementtest.Options{Scheme: settlementtest.SecretWrapped}},
		{"a version", settlementtest.Options{Version: "1.0.0"}},
		{"a sign of one's own", settlementtest.Options{Sign: func(q url.Values, _ []byte) string { return "x" + q.Get("timestamp") }}},
	} {
		t.Run(test.reason, func(t *testing.T) {
			gw := settlementtest.New(t, test.options)
			c, err := settlement.New(gw.Config())
			require.NoError(t, err)
			_, err = c.ItemPage(context.Background(), day)
			require.NoError(t, err)
			assert.Equal(t, 1, gw.Count())
		})
	}
}

func TestWrongSecretIsABusinessFailure(t *testing.T) {
	gw := settlementtest.New(t, settlementtest.Options{})
	cfg := gw.Config()
	cfg.Signer = settlement.SortedSecretParamMD5("fictional-secret-of-another")
	c, err := settlement.New(cfg)
	require.NoError(t, err)
	_, err = c.ItemPage(context.Background(), day)
	assert.EqualError(t, err, "settlement: ItemPage: code 10016: check Config.Signer, its secret and the clock of this machine: 签名错误: "+
		"settlementtest: sign differs: another secret, or other bytes than the ones sent (attempt 1 of 4)")
}

func TestURLAndClose(t *testing.T) {
	gw := settlementtest.New(nil, settlementtest.Options{})
	base := gw.URL()
	assert.True(t, strings.HasPrefix(base, "http://127.0.0.1:") && strings.HasSuffix(base, "/dbenefit"), base)
	cfg := gw.Config()
	cfg.BaseURL, cfg.HTTPClient, cfg.Retry = base, nil, settlement.RetryPolicy{MaxAttempts: 1}
	c, err := settlement.New(cfg)
	require.NoError(t, err)
	_, err = c.ItemPage(context.Background(), day)
	require.NoError(t, err)

	gw.Close()
	gw.Close()
	_, err = c.ItemPage(context.Background(), day)
	require.ErrorIs(t, err, settlement.ErrUnavailable)
	assert.Equal(t, 1, gw.Count())

	unused := settlementtest.New(nil, settlementtest.Options{})
	unused.Close()
	assert.Empty(t, unused.URL(), "a closed gateway starts no server")
}

func TestRequestsAreLogged(t *testing.T) {
	gw := settlementtest.New(t, settlementtest.Options{Items: settlementtest.Items(150, midnight, time.Second)})
	c, err := settlement.New(gw.Config())
	require.NoError(t, err)
	hundreds := day
	hundreds.Limit = 100
	_, _, err = c.CollectItems(context.Background(), hundreds)
	require.NoError(t, err)
	log := gw.Requests()
	require.Len(t, log, 3)
	assert.Equal(t, []int{1, 2, 3}, []int{log[0].Page, log[1].Page, log[2].Page})
	assert.NotContains(t, fmt.Sprintf("%v %+v %#v", log, log, log), settlementtest.Token)
}

func TestUnplayed(t *testing.T) {
	rule := settlementtest.Rule{On: settlementtest.Page(9), Fault: settlementtest.Reset()}
	gw := settlementtest.New(t, settlementtest.Options{Faults: settlementtest.Script{rule}})
	c, err := settlement.New(gw.Config())
	require.NoError(t, err)
	_, err = c.ItemPage(context.Background(), day)
	require.NoError(t, err)
	assert.Len(t, gw.Unplayed(), 1)
}

func TestNewRefusesAScriptThatCannotBePlayed(t *testing.T) {
	assert.Panics(t, func() {
		settlementtest.New(nil, settlementtest.Options{Faults: settlementtest.Script{{Fault: settlementtest.Status(42)}}})
	})
}

func TestOptionsAreCopied(t *testing.T) {
	items := settlementtest.Items(1, midnight, time.Second)
	gw := settlementtest.New(t, settlementtest.Options{Items: items})
	want := items[0].OrderNum
	items[0].OrderNum = "changed"
	c, err := settlement.New(gw.Config())
	require.NoError(t, err)
	page, err := c.ItemPage(context.Background(), day)
	require.NoError(t, err)
	assert.Equal(t, want, page.Items[0].OrderNum)
}

func TestGatewayShowsNoSecret(t *testing.T) {
	gw := settlementtest.New(t, settlementtest.Options{})
	holder := struct{ gw *settlementtest.Gateway }{gw}
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q"} {
		assert.NotContains(t, fmt.Sprintf(verb+verb, gw, holder), settlementtest.Secret)
	}
	assert.Equal(t, "settlementtest.Gateway(0 items, 0 requests)", gw.String())
}
