package fubeitest_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/billrecon/billrecon/billtest"
	"github.com/billrecon/billrecon/fubei"
	"github.com/billrecon/billrecon/fubei/fubeitest"
)

func TestConfigReachesTheGateway(t *testing.T) {
	for _, test := range []struct {
		reason  string
		options fubeitest.Options
	}{
		{"the default merchant", fubeitest.Options{}},
		{"a merchant", fubeitest.Options{AppID: "fictional-app-0001", AppSecret: "fictional-secret-for-tests-0001"}},
		{"an agent", fubeitest.Options{VendorSN: "fictional-vendor-0001", VendorSecret: "fictional-secret-for-tests-0001"}},
	} {
		t.Run(test.reason, func(t *testing.T) {
			gw := fubeitest.New(t, test.options)
			c, err := fubei.New(gw.Config())
			require.NoError(t, err)
			_, err = c.BillPage(context.Background(), day)
			require.NoError(t, err)
			assert.Equal(t, 1, gw.Count())
		})
	}
}

func TestWrongSecretIsABusinessFailure(t *testing.T) {
	gw := fubeitest.New(t, fubeitest.Options{})
	cfg := gw.Config()
	cfg.AppSecret = "fictional-secret-of-another"
	c, err := fubei.New(cfg)
	require.NoError(t, err)
	_, err = c.BillPage(context.Background(), day)
	assert.EqualError(t, err, "fubei: BillPage: code 9996: fubeitest: sign differs: another secret, or other bytes than the ones sent (attempt 1 of 4)")
}

func TestURLAndClose(t *testing.T) {
	gw := fubeitest.New(nil, fubeitest.Options{})
	url := gw.URL()
	assert.True(t, strings.HasPrefix(url, "http://127.0.0.1:") && strings.HasSuffix(url, "/gateway"), url)
	cfg := gw.Config()
	cfg.BaseURL, cfg.HTTPClient, cfg.Retry = url, nil, fubei.RetryPolicy{MaxAttempts: 1}
	c, err := fubei.New(cfg)
	require.NoError(t, err)
	_, err = c.BillPage(context.Background(), day)
	require.NoError(t, err)

	gw.Close()
	gw.Close()
	_, err = c.BillPage(context.Background(), day)
	require.ErrorIs(t, err, fubei.ErrUnavailable)
	assert.Equal(t, 1, gw.Count())

	unused := fubeitest.New(nil, fubeitest.Options{})
	unused.Close()
	assert.Empty(t, unused.URL(), "a closed gateway starts no server")
}

func TestRequestsAreLogged(t *testing.T) {
	gw := fubeitest.New(t, fubeitest.Options{Bills: fubeitest.Bills(150, 2026, 11, 22)})
	c, err := fubei.New(gw.Config())
	require.NoError(t, err)
	_, _, err = c.CollectBills(context.Background(), day)
	require.NoError(t, err)
	log := gw.Requests()
	require.Len(t, log, 2)
	assert.Equal(t, []int{1, 2}, []int{log[0].Page, log[1].Page})
	assert.NotContains(t, fmt.Sprintf("%v %+v %#v", log, log, log), fubeitest.AppID)
}

func TestUnplayed(t *testing.T) {
	rule := billtest.Rule{On: billtest.Page(9), Fault: billtest.Reset()}
	gw := fubeitest.New(t, fubeitest.Options{Faults: billtest.Script{rule}})
	c, err := fubei.New(gw.Config())
	require.NoError(t, err)
	_, err = c.BillPage(context.Background(), day)
	require.NoError(t, err)
	assert.Len(t, gw.Unplayed(), 1)
}

func TestNewRefusesAScriptThatCannotBePlayed(t *testing.T) {
	assert.Panics(t, func() { fubeitest.New(nil, fubeitest.Options{Faults: billtest.Script{{Fault: billtest.Status(42)}}}) })
}

func TestOptionsAreCopied(t *testing.T) {
	bills := fubeitest.Bills(1, 2026, 11, 22)
	gw := fubeitest.New(t, fubeitest.Options{Bills: bills})
	want := bills[0].OrderSN
	bills[0].OrderSN = "changed"
	c, err := fubei.New(gw.Config())
	require.NoError(t, err)
	page, err := c.BillPage(context.Background(), day)
	require.NoError(t, err)
	assert.Equal(t, want, page.Bills[0].OrderSN)
}

func TestGatewayShowsNoSecret(t *testing.T) {
	gw := fubeitest.New(t, fubeitest.Options{})
	holder := struct{ gw *fubeitest.Gateway }{gw}
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q"} {
		assert.NotContains(t, fmt.Sprintf(verb+verb, gw, holder), fubeitest.AppSecret)
	}
	assert.Equal(t, "fubeitest.Gateway(0 bills, 0 requests)", gw.String())
}
