package fubeitest

import (
	"crypto/md5"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"sort"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// foreign posts fields as another client would, signed by the provider's rule in a few lines of its own.
func foreign(t *testing.T, gw *Gateway, contentType, secret string, fields map[string]string) (code string) {
	t.Helper()
	delete(fields, "sign")
	var pairs []string
	for name, value := range fields {
		pairs = append(pairs, name+"="+value)
	}
	sort.Strings(pairs)
	fields["sign"] = fmt.Sprintf("%X", md5.Sum([]byte(strings.Join(pairs, "&")+secret)))
	body, err := json.Marshal(fields)
	require.NoError(t, err)
	req, err := http.NewRequest(http.MethodPost, "https://gateway.example/gateway", strings.NewReader(string(body)))
	require.NoError(t, err)
	req.Header.Set("Content-Type", contentType)
	resp, err := gw.RoundTrip(req)
	require.NoError(t, err)
	defer resp.Body.Close()
	text, err := io.ReadAll(resp.Body)
	require.NoError(t, err)
	var reply struct {
		Code json.Number `json:"result_code"`
	}
	require.NoError(t, json.Unmarshal(text, &reply))
	return reply.Code.String()
}

func fieldsOf(biz string) map[string]string {
	return map[string]string{"app_id": AppID, "biz_content": biz, "format": "json", "method": billMethod, "nonce": "pp2kiwi", "sign_method": "md5", "version": "1.0"}
}

func TestLenient(t *testing.T) {
	const right, ours = `{"year":2026,"month":11}`, "application/json; charset=utf-8"
	for _, test := range []struct {
		reason, contentType, biz string
		change                   func(map[string]string)
	}{
		{"a Content-Type without a charset", "application/json", right, nil},
		{"numbers as text", ours, `{"year":"2026","month":"11","page":"1","limit":"10"}`, nil},
		{"type as a number", ours, `{"year":2026,"type":1}`, nil},
		{"a field in biz_content that is not on the page", ours, `{"year":2026,"merchant_id":"1"}`, nil},
		{"a field around it that is not on the page", ours, right, func(f map[string]string) { f["timestamp"] = "1" }},
		{"a secret-like text in a field", ours, right, func(f map[string]string) { f["remark"] = `emoji 😀 中文 &<>"'/%=` }},
	} {
		for lenient, want := range map[bool]string{true: "200", false: "9996"} {
			gw := New(t, Options{Lenient: lenient})
			fields := fieldsOf(test.biz)
			if test.change != nil {
				test.change(fields)
			}
			assert.Equal(t, want, foreign(t, gw, test.contentType, AppSecret, fields), "%s, lenient %t", test.reason, lenient)
		}
	}
}

// A nonce used again is let in; a wrong sign never is.
func TestLenientNonceAndSign(t *testing.T) {
	const ours = "application/json; charset=utf-8"
	for lenient, want := range map[bool]string{true: "200", false: "9996"} {
		gw := New(t, Options{Lenient: lenient})
		assert.Equal(t, "200", foreign(t, gw, ours, AppSecret, fieldsOf(`{"year":2026}`)))
		assert.Equal(t, want, foreign(t, gw, ours, AppSecret, fieldsOf(`{"year":2026}`)))
		assert.Equal(t, "9996", foreign(t, gw, ours, "fictional-other-secret", fieldsOf(`{"year":2026}`)))
	}
}
