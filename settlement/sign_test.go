package settlement

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/billrecon/billrecon/internal/client/clienttest"
)

const (
	testToken  = "fictional-token-for-tests-0001"
	testSecret = "fictional-secret-for-tests-0001"
)

// presetsByName are the constructors of all schemes.
var presetsByName = map[string]func(secret string) Signer{
	"SortedSecretParamMD5":        SortedSecretParamMD5,
	"SortedSecretParamSHA1":       SortedSecretParamSHA1,
	"SortedSecretParamBodyMD5":    SortedSecretParamBodyMD5,
	"SortedSecretParamBodySHA1":   SortedSecretParamBodySHA1,
	"SortedSecretParamBodySHA256": SortedSecretParamBodySHA256,
	"TimestampDataKey":            TimestampDataKey,
	"SecretWrapped":               SecretWrapped,
	"SortedThenTimestampKey":      SortedThenTimestampKey,
}

type signVector struct {
	Name   string            `json:"name"`
	Scheme string            `json:"scheme"`
	Secret string            `json:"secret"`
	Query  map[string]string `json:"query"`
	Body   string            `json:"body"`
	Base   string            `json:"base"` // what is hashed, of some
	Sign   string            `json:"sign"`
}

func (v signVector) values() url.Values {
	query := url.Values{}
	for name, value := range v.Query {
		query.Set(name, value)
	}
	return query
}

func TestSignKnownAnswers(t *testing.T) {
	covered := map[string]bool{}
	for _, v := range clienttest.Vectors[signVector](t) {
		t.Run(v.Scheme+"/"+v.Name, func(t *testing.T) {
			sign, err := presetsByName[v.Scheme](v.Secret).Sign(v.values(), []byte(v.Body))
			require.NoError(t, err)
			assert.Equal(t, v.Sign, sign)
		})
		covered[v.Scheme] = true
	}
	assert.Len(t, covered, len(presetsByName), "every scheme has a known answer")
}

// The base strings stand in the vectors, so that anyone can hash them with another tool.
func TestSignBaseStrings(t *testing.T) {
	shown := 0
	for _, v := range clienttest.Vectors[signVector](t) {
		if v.Base == "" {
			continue
		}
		query := v.values()
		query.Set("_body", v.Body)
		assert.Equal(t, v.Base, sortedWithSecret(query, v.Secret), v.Scheme)
		shown++
	}
	assert.Equal(t, 6, shown)
}

// What each scheme signs: the same change keeps the sign of one scheme and changes that of another.
func TestSignCovers(t *testing.T) {
	query := func() url.Values {
		return url.Values{"access_token": {testToken}, "timestamp": {"1597300776947"}, "version": {"1.0.0"}}
	}
	const body = `{"a":1}`
	withBody := []string{"SortedSecretParamBodyMD5", "SortedSecretParamBodySHA1", "SortedSecretParamBodySHA256", "SecretWrapped"}
	withQuery := append([]string{"SortedSecretParamMD5", "SortedSecretParamSHA1", "SortedThenTimestampKey"}, withBody...)
	all := append([]string{"TimestampDataKey"}, withQuery...)
	for _, test := range []struct {
		reason  string
		change  func(url.Values) string // gives the body
		changed []string
	}{
		{"nothing", func(url.Values) string { return body }, nil},
		{"a sign that is there already", func(q url.Values) string { q.Set("sign", "x"); return body }, nil},
		{"another timestamp", func(q url.Values) string { q.Set("timestamp", "1597300776948"); return body }, all},
		{"another body", func(url.Values) string { return `{"a":2}` }, append([]string{"TimestampDataKey"}, withBody...)},
		{"white space after the body", func(url.Values) string { return body + "\n" }, append([]string{"TimestampDataKey"}, withBody...)},
		{"another token", func(q url.Values) string { q.Set("access_token", "x"); return body }, withQuery},
		{"no version", func(q url.Values) string { q.Del("version"); return body }, withQuery},
	} {
		t.Run(test.reason, func(t *testing.T) {
			for name, preset := range presetsByName {
				before, err := preset(testSecret).Sign(query(), []byte(body))
				require.NoError(t, err)
				changed := query()
				text := test.change(changed)
				after, err := preset(testSecret).Sign(changed, []byte(text))
				require.NoError(t, err)
				assert.Equal(t, slices.Contains(test.changed, name), before != after, name)
			}
		})
	}
}

func TestSignSortsByNameAlone(t *testing.T) {
	// Sorting the joined pairs would put "a1=" before "a=", since "1" sorts before "=".
	query := url.Values{"a1": {"x"}, "a": {"y"}}
	assert.Equal(t, "a=y&a1=x", joined(query, "=", "&"))
	assert.Equal(t, "a=y&a1=x&appsecret=k", sortedWithSecret(query, "k"))
	assert.Equal(t, url.Values{"a1": {"x"}, "a": {"y"}}, query, "the parameters stay as they were")
}

func TestSecretParamCannotBeReplacedByTheQuery(t *testing.T) {
	assert.Equal(t, "appsecret=k", sortedWithSecret(url.Values{"appsecret": {"other"}}, "k"))
}

func TestPresetsRefuseABrokenSecret(t *testing.T) {
	for _, test := range []struct{ secret, rule string }{
		{"", "has an empty secret: it is required"},
		{" fictional-secret", "has a secret that starts or ends with white space: it must not"},
		{"fictional\nsecret", "has a secret that holds a control character: it must not"},
		{"fictional-secret\xff", "has a secret that is not UTF-8 text"},
	} {
		for name, preset := range presetsByName {
			signer := preset(test.secret)
			assert.Equal(t, test.rule, brokenSigner(signer), name)
			_, err := signer.Sign(nil, nil)
			require.ErrorIs(t, err, ErrInvalidRequest)
			assert.EqualError(t, err, "settlement: Config.Signer "+test.rule)
		}
	}
}

func TestSignersHideTheirSecrets(t *testing.T) {
	own := SignerFunc(func(url.Values, []byte) (string, error) { return testSecret, nil })
	signers := map[string]Signer{"HideSecrets": HideSecrets(own, testSecret)}
	for name, preset := range presetsByName {
		signers[name] = preset(testSecret)
	}
	for name, signer := range signers {
		holder := struct {
			Signer Signer
			signer Signer
		}{signer, signer}
		for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%d", "%x"} {
			text := fmt.Sprintf(verb+verb+verb, signer, holder, &holder)
			assert.NotContains(t, text, testSecret)
			assert.NotContains(t, text, fmt.Sprintf("%x", testSecret))
		}
		assert.Equal(t, "settlement."+name, fmt.Sprint(signer))
		text, err := json.Marshal(signer)
		require.NoError(t, err)
		assert.NotContains(t, string(text), testSecret)
	}
}

func TestHideSecrets(t *testing.T) {
	failure := errors.New("fictional failure")
	own := SignerFunc(func(query url.Values, body []byte) (string, error) { return query.Get("a") + string(body), failure })
	hidden := HideSecrets(own, "fictional-one", "fictional-two").(scheme)
	sign, err := hidden.Sign(url.Values{"a": {"x"}}, []byte("y"))
	assert.Equal(t, "xy", sign)
	assert.Equal(t, failure, err)
	assert.Equal(t, []string{"fictional-one", "fictional-two"}, hidden.secrets())

	both := HideSecrets(SecretWrapped(testSecret), "fictional-more").(scheme)
	assert.Equal(t, []string{testSecret, "fictional-more"}, both.secrets(), "a preset keeps its own")
	assert.Equal(t, "settlement.SecretWrapped", both.String())

	many := HideSecrets(own, strings.Split(strings.Repeat("fictional ", 17), " ")[:17]...) // a slice with room behind it
	one, two := HideSecrets(many, "fictional-one").(scheme), HideSecrets(many, "fictional-two").(scheme)
	secrets := one.secrets()
	two.secrets()
	assert.Equal(t, "fictional-one", secrets[17], "what is given out is not shared: calls run concurrently")
	assert.NotEmpty(t, brokenSigner(HideSecrets(nil)))
	assert.NotEmpty(t, brokenSigner(HideSecrets(SignerFunc(nil), "fictional-one")))
}
