package fubei

import (
	"encoding/json"
	"fmt"
	"regexp"
	"strings"
	"testing"
	"testing/cryptotest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/billrecon/billrecon/internal/client/clienttest"
)

type signVector struct {
	Name   string            `json:"name"`
	Secret string            `json:"secret"`
	Params map[string]string `json:"params"`
	Sign   string            `json:"sign"`
}

func TestSignKnownAnswers(t *testing.T) {
	for _, v := range clienttest.Vectors[signVector](t) {
		t.Run(v.Name, func(t *testing.T) {
			assert.Equal(t, v.Sign, Sign(v.Params, v.Secret))
		})
	}
}

func TestSign(t *testing.T) {
	const secret = "fictional-secret-for-tests-0002"
	base := map[string]string{"a": "1", "b": "2"}
	for _, test := range []struct {
		reason string
		params map[string]string
		secret string
		same   bool
	}{
		{"sign itself takes no part", map[string]string{"a": "1", "b": "2", "sign": "X"}, secret, true},
		{"another value", map[string]string{"a": "1", "b": "3"}, secret, false},
		{"another secret", base, secret + "x", false},
		{"an empty value takes part", map[string]string{"a": "1", "b": "2", "c": ""}, secret, false},
		{"white space takes part", map[string]string{"a": "1", "b": "2 "}, secret, false},
		{"swapped values", map[string]string{"a": "2", "b": "1"}, secret, false},
	} {
		t.Run(test.reason, func(t *testing.T) {
			assert.Equal(t, test.same, Sign(base, secret) == Sign(test.params, test.secret))
		})
	}
}

func TestSignSortsByNameAlone(t *testing.T) {
	// Sorting the joined pairs would put "a1=" before "a=", since "1" sorts before "=".
	assert.Equal(t, "A2117E8DA7E0471811E2B09D5CD29B92", Sign(map[string]string{"a1": "x", "a": "y"}, "k"))
}

func TestSignLeavesParamsAlone(t *testing.T) {
	params := map[string]string{"b": "2", "sign": "old"}
	Sign(params, "fictional-secret-for-tests-0002")
	assert.Equal(t, map[string]string{"b": "2", "sign": "old"}, params)
}

func TestAccount(t *testing.T) {
	params := map[string]string{"a": "1"}
	for _, test := range []struct {
		reason    string
		config    Config
		field, id string
	}{
		{"merchant level", Config{AppID: "m", AppSecret: testSecret}, "app_id", "m"},
		{"agent level", Config{VendorSN: "v", VendorSecret: testSecret}, "vendor_sn", "v"},
	} {
		t.Run(test.reason, func(t *testing.T) {
			who := test.config.account()
			assert.Equal(t, test.field, who.field)
			assert.Equal(t, test.id, who.id)
			assert.Equal(t, Sign(params, testSecret), who.sign(params))
			assert.Equal(t, []string{testSecret}, who.secrets())
			assert.NotContains(t, fmt.Sprintf("%+v %#v", who, who), testSecret)
		})
	}
}

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
			req, err := test.config.account().request(billMethod, biz)
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
	first, err := who.request(billMethod, "{}")
	require.NoError(t, err)
	second, err := who.request(billMethod, "{}")
	require.NoError(t, err)
	a, b := sentFields(t, first.Body), sentFields(t, second.Body)
	assert.NotEqual(t, a["nonce"], b["nonce"])
	assert.NotEqual(t, a["sign"], b["sign"])
}

func TestRequestKnownBody(t *testing.T) {
	cryptotest.SetGlobalRandom(t, 1)
	req, err := Config{AppID: testAppID, AppSecret: testSecret}.account().request(billMethod, `{"year":2026}`)
	require.NoError(t, err)
	cryptotest.SetGlobalRandom(t, 1)
	again, err := Config{AppID: testAppID, AppSecret: testSecret}.account().request(billMethod, `{"year":2026}`)
	require.NoError(t, err)
	assert.Equal(t, string(req.Body), string(again.Body), "nothing but the nonce is random")
	assert.True(t, strings.HasPrefix(string(req.Body),
		`{"app_id":"fictional-app-0001","biz_content":"{\"year\":2026}","format":"json","method":"openapi.payment.order.reconciliation","nonce":"`))
}

func TestNonce(t *testing.T) {
	seen := map[string]bool{}
	for range 1000 {
		n := nonce()
		assert.Regexp(t, regexp.MustCompile(`^[0-9A-Za-z]{32}$`), n)
		assert.False(t, seen[n], "a nonce came twice")
		seen[n] = true
	}
}

func TestNonceComesFromCryptoRand(t *testing.T) {
	cryptotest.SetGlobalRandom(t, 7)
	first := nonce()
	cryptotest.SetGlobalRandom(t, 7)
	assert.Equal(t, first, nonce(), "the same random bytes give the same nonce")
	assert.NotEqual(t, first, nonce())
}
