package fubei

import (
	"encoding/json"
	"strings"
	"testing"
	"testing/cryptotest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func sentFields(t *testing.T, body []byte) map[string]string {
	t.Helper()
	var fields map[string]string
	require.NoError(t, json.Unmarshal(body, &fields))
	return fields
}

func TestRequest(t *testing.T) {
	for _, test := range []struct {
		reason    string
		config    Config
		field, id string
	}{
		{"merchant level", Config{AppID: testAppID, AppSecret: testSecret}, "app_id", testAppID},
		{"agent level", Config{VendorSN: "fictional-vendor-0001", VendorSecret: testSecret}, "vendor_sn", "fictional-vendor-0001"},
		{"text that JSON escapes", Config{AppID: `a<&>"\测试`, AppSecret: testSecret}, "app_id", `a<&>"\测试`},
	} {
		t.Run(test.reason, func(t *testing.T) {
			const biz = `{"month":2,"year":2017}`
			req, err := test.config.account().request(biz)
			require.NoError(t, err)
			fields := sentFields(t, req.Body)

			assert.Equal(t, Sign(fields, testSecret), fields["sign"], "what is signed is what is sent")
			assert.Len(t, fields["nonce"], nonceLength)
			delete(fields, "sign")
			delete(fields, "nonce")
			assert.Equal(t, map[string]string{
				test.field: test.id, "biz_content": biz, "format": "json", "method": "openapi.payment.order.reconciliation",
				"sign_method": "md5", "version": "1.0",
			}, fields)
			assert.Equal(t, "application/json; charset=utf-8", req.Header.Get("Content-Type"))
			assert.Empty(t, req.Path, "the POST goes to the base URL exactly")
			assert.Empty(t, req.Query)
			assert.NotContains(t, string(req.Body), testSecret)
		})
	}
}

func TestRequestIsFreshEveryTime(t *testing.T) {
	who := Config{AppID: testAppID, AppSecret: testSecret}.account()
	first, err := who.request("{}")
	require.NoError(t, err)
	second, err := who.request("{}")
	require.NoError(t, err)
	a, b := sentFields(t, first.Body), sentFields(t, second.Body)
	assert.NotEqual(t, a["nonce"], b["nonce"])
	assert.NotEqual(t, a["sign"], b["sign"])
}

func TestRequestKnownBody(t *testing.T) {
	cryptotest.SetGlobalRandom(t, 1)
	req, err := Config{AppID: testAppID, AppSecret: testSecret}.account().request(`{"year":2026}`)
	require.NoError(t, err)
	cryptotest.SetGlobalRandom(t, 1)
	again, err := Config{AppID: testAppID, AppSecret: testSecret}.account().request(`{"year":2026}`)
	require.NoError(t, err)
	assert.Equal(t, string(req.Body), string(again.Body), "nothing but the nonce is random")
	assert.True(t, strings.HasPrefix(string(req.Body),
		`{"app_id":"fictional-app-0001","biz_content":"{\"year\":2026}","format":"json","method":"openapi.payment.order.reconciliation","nonce":"`))
}
