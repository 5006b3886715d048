package fubeitest

import (
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestVerify(t *testing.T) {
	for _, test := range []struct {
		reason string
		change func(map[string]string)
		want   string // part of the failure text, "" for a success
	}{
		{"a correct request", func(map[string]string) {}, ""},
		{"no sign", func(f map[string]string) { delete(f, "sign") }, "sign is missing"},
		{"no nonce", func(f map[string]string) { delete(f, "nonce") }, "nonce is missing"},
		{"no identifier", func(f map[string]string) { delete(f, "app_id") }, "app_id is missing"},
		{"both identifiers", func(f map[string]string) { f["vendor_sn"] = "v" }, "a field is not on the page"},
		{"a timestamp, which the page does not have", func(f map[string]string) { f["timestamp"] = "1" }, "a field is not on the page"},
		{"an empty nonce", func(f map[string]string) { f["nonce"] = "" }, "nonce is empty or has white space around it"},
		{"white space", func(f map[string]string) { f["nonce"] = " n" }, "nonce is empty or has white space around it"},
		{"another format", func(f map[string]string) { f["format"] = "xml" }, "format differs: it must be json"},
		{"another method", func(f map[string]string) { f["method"] = "openapi.other" }, "method differs: it must be " + billMethod},
		{"another version", func(f map[string]string) { f["version"] = "2.0" }, "version differs: it must be 1.0"},
		{"another sign method", func(f map[string]string) { f["sign_method"] = "MD5" }, "sign_method differs: it must be md5"},
		{"another merchant", func(f map[string]string) { f["app_id"] = "9" }, "app_id differs: the gateway does not know it"},
	} {
		t.Run(test.reason, func(t *testing.T) {
			fields := signedFields(`{"year":2026}`)
			test.change(fields)
			if _, signed := fields["sign"]; signed {
				fields = sign(fields)
			}
			checkReply(t, post(t, New(t, Options{}), fields), test.want)
		})
	}
}

// checkReply checks the code and the failure text, which must not show what is secret.
func checkReply(t *testing.T, e envelope, want string) {
	t.Helper()
	if want == "" {
		assert.Equal(t, "200", string(e.Code), e.Message)
		return
	}
	assert.Equal(t, "9996", string(e.Code))
	assert.Equal(t, "null", string(e.Data))
	assert.Contains(t, e.Message, "fubeitest: "+want)
	assert.NotContains(t, e.Message, AppSecret)
}

func TestVerifySign(t *testing.T) {
	for _, test := range []struct {
		reason string
		change func(map[string]string)
		want   string
	}{
		{"a changed field", func(f map[string]string) { f["nonce"] += "x" }, "sign differs: another secret"},
		{"a changed question", func(f map[string]string) { f["biz_content"] = `{"year":2025}` }, "sign differs: another secret"},
		{"lower case", func(f map[string]string) { f["sign"] = strings.ToLower(f["sign"]) }, "sign differs: the digits must be upper case"},
	} {
		t.Run(test.reason, func(t *testing.T) {
			fields := signedFields(`{"year":2026}`)
			right := fields["sign"]
			test.change(fields)
			e := post(t, New(t, Options{}), fields)
			checkReply(t, e, test.want)
			assert.NotContains(t, e.Message, right)
			assert.NotContains(t, e.Message, fields["sign"])
		})
	}
}

func TestVerifyNonceIsNew(t *testing.T) {
	g := New(t, Options{})
	checkReply(t, post(t, g, signedFields(`{"year":2026}`)), "")
	checkReply(t, post(t, g, signedFields(`{"year":2026}`)), "nonce was used before")
}

func TestVerifyContentType(t *testing.T) {
	for _, test := range []struct {
		contentType string
		ok          bool
	}{
		{"application/json; charset=utf-8", true}, {"application/json; charset=UTF-8", true},
		{"application/json", false}, {"text/plain", false}, {"", false},
	} {
		assert.Equal(t, test.ok, new(Gateway).contentType(http.Header{"Content-Type": {test.contentType}}) == "", test.contentType)
	}
}

func TestErrorCodeIsConfigurable(t *testing.T) {
	g := New(t, Options{ErrorCode: "SIGN_ERROR"})
	fields := signedFields(`{"year":2026}`)
	fields["sign"] = "X"
	assert.Equal(t, `"SIGN_ERROR"`, string(post(t, g, fields).Code))
}

func TestSignKnownAnswers(t *testing.T) {
	text, err := os.ReadFile("../testdata/sign.json")
	require.NoError(t, err)
	var file struct {
		Vectors []struct {
			Name, Secret, Sign string
			Params             map[string]string
		}
	}
	require.NoError(t, json.Unmarshal(text, &file))
	require.NotEmpty(t, file.Vectors)
	for _, v := range file.Vectors {
		t.Run(v.Name, func(t *testing.T) {
			merchant := identityOf(Options{AppID: AppID, AppSecret: v.Secret})
			assert.Equal(t, v.Sign, merchant.sign(v.Params))
		})
	}
}

func TestMistakeNamesTheRule(t *testing.T) {
	const secret = "fictional-secret-for-tests-0004"
	fields := map[string]string{"a": "1 2", "b": "{}"}
	right := "a=1 2&b={}"
	for _, test := range []struct{ reason, sign, want string }{
		{"lower case", strings.ToLower(hash(right + secret)), "sign differs: the digits must be upper case"},
		{"an ampersand", hash(right + "&" + secret), `sign differs: there must be no "&" before the secret`},
		{"key=", hash(right + "&key=" + secret), `sign differs: there must be no "&key=" before the secret`},
		{"no secret", hash(right), "sign differs: the secret is not appended"},
		{"the secret on both sides", hash(secret + right + secret), "sign differs: the secret must not stand before the fields"},
		{"URL encoding", hash("a=" + url.QueryEscape("1 2") + "&b=" + url.QueryEscape("{}") + secret), "sign differs: the values must not be URL-encoded"},
		{"another secret", hash(right + "x"), "sign differs: another secret, or other bytes than the ones sent"},
		{"nonsense", "x", "sign differs: another secret, or other bytes than the ones sent"},
	} {
		t.Run(test.reason, func(t *testing.T) {
			signed := maps.Clone(fields)
			signed["sign"] = test.sign
			got := mistake(signed, secret)
			assert.Equal(t, test.want, got)
			assert.NotContains(t, got, secret)
		})
	}
}

func TestIdentityShowsNoSecret(t *testing.T) {
	merchant := identityOf(Options{AppID: AppID, AppSecret: AppSecret})
	assert.NotContains(t, fmt.Sprintf("%v %+v %#v", merchant, merchant, merchant), AppSecret)
}
