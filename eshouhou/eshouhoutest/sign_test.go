package eshouhoutest

import (
	"encoding/json"
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
		Vectors []struct{ AppID, Secret, Timestamp, Sign string }
	}
	require.NoError(t, json.Unmarshal(text, &file))
	require.NotEmpty(t, file.Vectors)
	for _, v := range file.Vectors {
		assert.Equal(t, v.Sign, identityOf(v.AppID, v.Secret).sign(v.Timestamp))
	}
}

func TestMistakesAreNamed(t *testing.T) {
	const secret, stamp = "fictional-secret-01", "1588239113000"
	for _, test := range []struct{ reason, sign, want string }{
		{"lower case", strings.ToLower(digest(AppID, secret, stamp)), "sign differs: the digits must be upper case"},
		{"the secret last", digest(AppID, stamp, secret), "sign differs: the secret must stand before the timestamp"},
		{"the secret first", digest(secret, AppID, stamp), "sign differs: the appid must stand first"},
		{"the timestamp first", digest(stamp, AppID, secret), "sign differs: the timestamp must stand last"},
		{"joined with &", digest(AppID + "&" + secret + "&" + stamp), `sign differs: there must be no "&" between the parts`},
		{"no secret", digest(AppID, stamp), "sign differs: the secret is missing"},
		{"no timestamp", digest(AppID, secret), "sign differs: the timestamp is missing"},
		{"seconds signed", digest(AppID, secret, "1588239113"), "sign differs: the timestamp must be signed as it is sent"},
		{"another secret", digest(AppID, "x", stamp), "sign differs: another secret, or another timestamp than the one sent"},
		{"no sign at all", "x", "sign differs: another secret, or another timestamp than the one sent"},
	} {
		t.Run(test.reason, func(t *testing.T) {
			got := identityOf(AppID, secret).guess(stamp, test.sign)
			assert.Equal(t, test.want, got)
			assert.NotContains(t, got, secret)
		})
	}
}
