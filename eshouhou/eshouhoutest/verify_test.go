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
		{"lower case", strings.ToLower(hash(AppID, secret, stamp)), "sign differs: the digits must be upper case"},
		{"the secret last", hash(AppID, stamp, secret), "sign differs: the secret must stand before the timestamp"},
		{"the secret first", hash(secret, AppID, stamp), "sign differs: the appid must stand first"},
		{"the timestamp first", hash(stamp, AppID, secret), "sign differs: the timestamp must stand last"},
		{"joined with &", hash(AppID + "&" + secret + "&" + stamp), `sign differs: there must be no "&" between the parts`},
		{"no secret", hash(AppID, stamp), "sign differs: the secret is missing"},
		{"no timestamp", hash(AppID, secret), "sign differs: the timestamp is missing"},
		{"seconds signed", hash(AppID, secret, "1588239113"), "sign differs: the timestamp must be signed as it is sent"},
		{"another secret", hash(AppID, "x", stamp), "sign differs: another secret, or other bytes than the ones sent"},
		{"no sign at all", "x", "sign differs: another secret, or other bytes than the ones sent"},
	} {
		t.Run(test.reason, func(t *testing.T) {
			got := identityOf(AppID, secret).mistake(stamp, test.sign)
			assert.Equal(t, test.want, got)
			assert.NotContains(t, got, secret)
		})
	}
}
