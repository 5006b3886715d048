package settlementtest

import (
	"net/http"
	"strconv"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
)

func TestVerify(t *testing.T) {
	for _, test := range []struct {
		reason string
		change func(*request)
		code   string
		want   string // part of the failure text
	}{
		{"a correct request", func(*request) {}, "0", ""},
		{"with a version", func(r *request) { r.query.Set("version", "1.0.0") }, "0", ""},
		{"a content type with a charset", func(r *request) { r.contentType = "application/json; charset=utf-8" }, "0", ""},
		{"no token", func(r *request) { r.query.Del("access_token") }, "settlementtest", "access_token is missing"},
		{"no timestamp", func(r *request) { r.query.Del("timestamp") }, "settlementtest", "timestamp is missing"},
		{"a parameter of another platform", func(r *request) { r.query.Set("appid", "1") }, "settlementtest", "a query parameter is not on the page"},
		{"the secret in the query", func(r *request) { r.query.Set("appsecret", "x") }, "settlementtest", "a query parameter is not on the page"},
		{"two tokens", func(r *request) { r.query.Add("access_token", "x") }, "settlementtest", "access_token appears twice"},
		{"seconds", func(r *request) { r.query.Set("timestamp", strconv.FormatInt(time.Now().Unix(), 10)) }, "settlementtest",
			"timestamp differs by more than a day: it must be in milliseconds"},
		{"a timestamp in words", func(r *request) { r.query.Set("timestamp", "now") }, "settlementtest", "timestamp is not a number"},
		{"a form", func(r *request) { r.contentType = "application/x-www-form-urlencoded" }, "settlementtest", "Content-Type differs"},
		{"no content type", func(r *request) { r.contentType = "" }, "settlementtest", "Content-Type differs"},
		{"no JSON", func(r *request) { r.body = "x" }, "settlementtest", "the body is not the JSON object of the page"},
	} {
		t.Run(test.reason, func(t *testing.T) {
			r := correct(dayBody)
			test.change(r)
			e := post(t, New(t, Options{}), r.sign(SortedSecretParamMD5))
			assert.Equal(t, test.code, e.Code, e.text())
			if test.want != "" {
				assert.Equal(t, "null", string(e.Data))
				assert.Contains(t, e.text(), "settlementtest: "+test.want)
			}
		})
	}
}

func TestVerifyMethodAndPath(t *testing.T) {
	g := New(t, Options{})
	r := correct(dayBody).sign(SortedSecretParamMD5)
	r.method = http.MethodPut
	status, _ := send(t, g, r)
	assert.Equal(t, http.StatusMethodNotAllowed, status)
	r.method, r.path = http.MethodPost, "/openApi/open/order/list"
	status, _ = send(t, g, r)
	assert.Equal(t, http.StatusNotFound, status)
}

func TestVerifySignIsMissing(t *testing.T) {
	e := post(t, New(t, Options{}), correct(dayBody))
	assert.Equal(t, "settlementtest: sign is missing", e.text())
}

func TestVerifyVersion(t *testing.T) {
	g := New(t, Options{Version: "1.0.0"})
	r := correct(dayBody)
	assert.Contains(t, post(t, g, r.sign(SortedSecretParamMD5)).text(), "version differs: it must be 1.0.0")
	r.query.Set("version", "1.0.0")
	assert.Equal(t, "0", post(t, g, r.sign(SortedSecretParamMD5)).Code)
	assert.Equal(t, []string{"access_token", "sign", "timestamp", "version"}, sortedNames(r.query))
}

func TestReplays(t *testing.T) {
	for _, refuse := range []bool{false, true} {
		g := New(t, Options{RefuseReplays: refuse})
		r := correct(dayBody).sign(SortedSecretParamMD5)
		assert.Equal(t, "0", post(t, g, r).Code)
		again := post(t, g, r)
		assert.Equal(t, refuse, again.Code == "10016")
		assert.Equal(t, refuse, again.text() == "settlementtest: sign was used before")
	}
}

func TestErrorCodeIsConfigurable(t *testing.T) {
	e := post(t, New(t, Options{ErrorCode: "400"}), correct("x").sign(SortedSecretParamMD5))
	assert.Equal(t, "400", e.Code)
	assert.Equal(t, "参数错误", e.Msg)
}
