package eshouhou

import (
	"encoding/json"
	"os"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

type signVector struct{ Name, AppID, Secret, Timestamp, Sign string }

// signVectors are known answers, published by the provider as its example.
func signVectors(t testing.TB) []signVector {
	t.Helper()
	text, err := os.ReadFile("testdata/sign.json")
	require.NoError(t, err)
	var file struct{ Vectors []signVector }
	require.NoError(t, json.Unmarshal(text, &file))
	require.NotEmpty(t, file.Vectors)
	return file.Vectors
}

func TestSignKnownAnswers(t *testing.T) {
	for _, v := range signVectors(t) {
		t.Run(v.Name, func(t *testing.T) {
			assert.Equal(t, v.Sign, Sign(v.AppID, v.Secret, v.Timestamp))
		})
	}
}

func TestSign(t *testing.T) {
	const secret = "fictional-secret-for-tests-0002"
	base := Sign("app", secret, "1588239113429")
	for _, test := range []struct {
		reason, sign string
		same         bool
	}{
		{"the same again", Sign("app", secret, "1588239113429"), true},
		{"another application", Sign("apq", secret, "1588239113429"), false},
		{"another secret", Sign("app", secret+"x", "1588239113429"), false},
		{"another millisecond", Sign("app", secret, "1588239113430"), false},
		{"seconds", Sign("app", secret, "1588239113"), false},
		{"another order", Sign(secret, "app", "1588239113429"), false},
		{"the parts are joined without a separator", Sign("ap", "p"+secret, "1588239113429"), true},
	} {
		t.Run(test.reason, func(t *testing.T) {
			assert.Equal(t, test.same, test.sign == base)
			assert.Regexp(t, `^[0-9A-F]{32}$`, test.sign)
		})
	}
}
