package settlementtest

import (
	"encoding/json"
	"net/url"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// The same known answers as the client's, for an implementation written apart from it.
func TestSignKnownAnswers(t *testing.T) {
	text, err := os.ReadFile("../testdata/sign.json")
	require.NoError(t, err)
	var file struct {
		Vectors []struct {
			Name, Scheme, Secret, Body, Sign string
			Query                            map[string]string
		}
	}
	require.NoError(t, json.Unmarshal(text, &file))
	covered := map[string]bool{}
	for _, v := range file.Vectors {
		for _, s := range Schemes() {
			if s.String() == v.Scheme {
				assert.Equal(t, v.Sign, s.sign(message{params: v.Query, body: v.Body}, v.Secret), "%s: %s", v.Scheme, v.Name)
				covered[v.Scheme] = true
			}
		}
	}
	for _, s := range Schemes() {
		assert.True(t, covered[s.String()], "%s has no known answer", s)
	}
}

// Each scheme takes what it signs and refuses what every other one signs, so that a client can find out which one it is.
func TestSchemesDiffer(t *testing.T) {
	for _, wanted := range Schemes() {
		g := New(t, Options{Scheme: wanted})
		for _, used := range Schemes() {
			code := post(t, g, correct(dayBody).sign(used)).Code
			assert.Equal(t, wanted == used, code == "0", "the gateway wants %s and gets %s: %s", wanted, used, code)
			assert.Equal(t, wanted != used, code == badSignCode, "the gateway wants %s and gets %s: %s", wanted, used, code)
		}
	}
}

func TestMistakes(t *testing.T) {
	for _, test := range []struct {
		reason string
		scheme Scheme
		got    func(m message) string
		want   string
	}{
		{"upper case", SortedSecretParamMD5, func(m message) string { return strings.ToUpper(SortedSecretParamMD5.sign(m, Secret)) },
			"the digits have the wrong case"},
		{"lower case", SecretWrapped, func(m message) string { return strings.ToLower(SecretWrapped.sign(m, Secret)) },
			"the digits have the wrong case"},
		{"another scheme", SortedSecretParamMD5, func(m message) string { return TimestampDataKey.sign(m, Secret) },
			"it fits TimestampDataKey, the gateway wants SortedSecretParamMD5"},
		{"no body", SecretWrapped, func(m message) string { return SecretWrapped.sign(message{params: m.params}, Secret) },
			"the body is not signed"},
		{"another secret", SortedSecretParamMD5, func(m message) string { return SortedSecretParamMD5.sign(m, "fictional-other") },
			"another secret, or other bytes than the ones sent"},
		{"nonsense", SortedSecretParamMD5, func(message) string { return "x" }, "another secret, or other bytes than the ones sent"},
	} {
		t.Run(test.reason, func(t *testing.T) {
			g := New(t, Options{Scheme: test.scheme})
			r := correct(dayBody)
			sign := test.got(messageOf(r.query, []byte(r.body)))
			r.query.Set("sign", sign)
			e := post(t, g, r)
			assert.Equal(t, "10016", e.Code)
			assert.Equal(t, "签名错误", e.Msg)
			assert.Equal(t, "settlementtest: sign differs: "+test.want, e.text())
			for _, secret := range []string{Secret, Token, sign} {
				if len(secret) > 1 {
					assert.NotContains(t, e.text(), secret)
				}
			}
		})
	}
}

func TestOwnSign(t *testing.T) {
	g := New(t, Options{Sign: func(query url.Values, body []byte) string {
		assert.False(t, query.Has("sign"))
		return "own-" + query.Get("timestamp") + "-" + string(body[:1])
	}})
	r := correct(dayBody)
	r.query.Set("sign", "own-"+r.query.Get("timestamp")+"-{")
	assert.Equal(t, "0", post(t, g, r).Code)
	r.query.Set("sign", "other")
	e := post(t, g, r)
	assert.Equal(t, "10016", e.Code)
	assert.Equal(t, "settlementtest: sign differs from that of Options.Sign", e.text())
}

func TestSchemeNames(t *testing.T) {
	for i, s := range Schemes() {
		assert.Equal(t, Scheme(i), s)
		assert.Equal(t, "settlement."+s.String(), s.Signer(Secret).(interface{ String() string }).String())
	}
	assert.Equal(t, "Scheme(99)", Scheme(99).String())
	assert.Equal(t, "Scheme(-1)", Scheme(-1).String())
	assert.Empty(t, Scheme(99).sign(message{}, Secret), "an unknown scheme accepts nothing")
}
