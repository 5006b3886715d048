package eshouhou

import (
	"net/url"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestTokenRequest(t *testing.T) {
	at := time.UnixMilli(1588239113429)
	v := signVectors(t)[0]
	signer := Config{AppID: v.AppID, AppSecret: v.Secret}.signer()
	for _, test := range []struct {
		reason string
		hours  int
		want   url.Values
	}{
		{"the provider's example", 0, url.Values{"appid": {v.AppID}, "timestamp": {v.Timestamp}, "sign": {v.Sign}}},
		{"with a life", 24, url.Values{"appid": {v.AppID}, "timestamp": {v.Timestamp}, "sign": {v.Sign}, "expire": {"24"}}},
	} {
		t.Run(test.reason, func(t *testing.T) {
			req := tokenIssuer{appID: v.AppID, hours: test.hours, sign: signer}.request(at)
			assert.Equal(t, test.want, req.Query)
			assert.Equal(t, "/api/TokenApi", req.Path)
			assert.Equal(t, []string{v.Sign}, req.Hide)
			assert.Nil(t, req.Body)
		})
	}
}

func TestDecodeGrant(t *testing.T) {
	for _, test := range []struct {
		reason, body, value string
		life                time.Duration
	}{
		{"as documented", `{"ResultCode":0,"ErrorMsg":"","ResultValue":{"access_token":"a+/=","expires_in":7200}}`, "a+/=", 2 * time.Hour},
		{"in quotes", `{"ResultCode":"0","ResultValue":{"expires_in":"60","access_token":"x"}}`, "x", time.Minute},
		{"with more", `{"ResultCode":0,"ResultValue":{"access_token":"x","expires_in":1,"more":[1]}}`, "x", time.Second},
	} {
		t.Run(test.reason, func(t *testing.T) {
			grant, err := decodeGrant(nil, []byte(test.body), nil)
			require.NoError(t, err)
			assert.Equal(t, test.value, grant.value())
			assert.Equal(t, test.life, grant.life)
		})
	}
}

func TestDecodeGrantRefuses(t *testing.T) {
	for _, test := range []struct{ reason, body, text string }{
		{"no value", `{"ResultCode":0}`, "ResultValue: is missing"},
		{"a null value", `{"ResultCode":0,"ResultValue":null}`, "ResultValue: is null, not an object"},
		{"the bare token", `{"ResultCode":0,"ResultValue":"fictional-token"}`, "ResultValue: is a string, not an object"},
		{"no token", `{"ResultCode":0,"ResultValue":{"expires_in":7200}}`, "has no access_token"},
		{"an empty token", `{"ResultCode":0,"ResultValue":{"access_token":"","expires_in":7200}}`, "has no access_token"},
		{"no life", `{"ResultCode":0,"ResultValue":{"access_token":"fictional-token"}}`, "has no expires_in"},
		{"no life to speak of", `{"ResultCode":0,"ResultValue":{"access_token":"fictional-token","expires_in":0}}`, "expires_in: is not within 1 to"},
		{"half a life", `{"ResultCode":0,"ResultValue":{"access_token":"fictional-token","expires_in":1.5}}`, "expires_in: is not a whole number"},
		{"two tokens", `{"ResultCode":0,"ResultValue":{"access_token":"fictional-token","access_token":"b","expires_in":1}}`, "access_token: appears twice"},
		{"two lives", `{"ResultCode":0,"ResultValue":{"access_token":"fictional-token","expires_in":2,"expires_in":1}}`, "expires_in: appears twice"},
		{"cut short", `{"ResultCode":0,"ResultValue":{"access_token":"fictional-tok`, "ends too early"},
	} {
		t.Run(test.reason, func(t *testing.T) {
			_, err := decodeGrant(nil, []byte(test.body), nil)
			require.ErrorIs(t, err, ErrMalformedResponse)
			assert.Contains(t, err.Error(), test.text)
			assert.NotContains(t, err.Error(), "fictional")
		})
	}
	_, err := decodeGrant(nil, []byte(`{"ResultCode":5,"ErrorMsg":"m"}`), nil)
	assert.ErrorContains(t, err, "code 5: m")
}

func TestGrantPrintsNoToken(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		grant, err := decodeGrant(nil, []byte(`{"ResultCode":0,"ResultValue":{"access_token":"fictional-token","expires_in":1}}`), nil)
		require.NoError(t, err)
		assertHidden(t, "fictional-token", grant, &grant)
	})
}
