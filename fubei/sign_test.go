package fubei

import (
	"encoding/json"
	"os"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

type signVector struct {
	Name   string            `json:"name"`
	Secret string            `json:"secret"`
	Params map[string]string `json:"params"`
	Sign   string            `json:"sign"`
}

// signVectors are known answers of the provider's rule; the secrets in them are fictional.
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
