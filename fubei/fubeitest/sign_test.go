package fubeitest

import (
	"encoding/json"
	"fmt"
	"net/url"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

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
		{"lower case", strings.ToLower(digest(right + secret)), "sign differs: the digits must be upper case"},
		{"an ampersand", digest(right + "&" + secret), `sign differs: there must be no "&" before the secret`},
		{"key=", digest(right + "&key=" + secret), `sign differs: there must be no "&key=" before the secret`},
		{"no secret", digest(right), "sign differs: the secret is not appended"},
		{"the secret on both sides", digest(secret + right + secret), "sign differs: the secret must not stand before the fields"},
		{"URL encoding", digest("a=" + url.QueryEscape("1 2") + "&b=" + url.QueryEscape("{}") + secret), "sign differs: the values must not be URL-encoded"},
		{"another secret", digest(right + "x"), "sign differs: another secret, or other bytes than the ones sent"},
		{"nonsense", "x", "sign differs: another secret, or other bytes than the ones sent"},
	} {
		t.Run(test.reason, func(t *testing.T) {
			got := mistake(fields, secret, test.sign)
			assert.Equal(t, test.want, got)
			assert.NotContains(t, got, secret)
		})
	}
}

func TestIdentityShowsNoSecret(t *testing.T) {
	merchant := identityOf(Options{AppID: AppID, AppSecret: AppSecret})
	assert.NotContains(t, fmt.Sprintf("%v %+v %#v", merchant, merchant, merchant), AppSecret)
}
