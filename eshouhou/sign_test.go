package eshouhou

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/billrecon/billrecon/internal/client/clienttest"
)

type signVector struct{ Name, AppID, Secret, Timestamp, Sign string }

func TestSignKnownAnswers(t *testing.T) {
	for _, v := range clienttest.Vectors[signVector](t) {
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

func TestTokenRequest(t *testing.T) {
	at := time.UnixMilli(1588239113429)
	v := clienttest.Vectors[signVector](t)[0]
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
			grant, err := decodeGrant(context.Background(), []byte(test.body), nil)
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
		{"a token of more than 8 KB", `{"ResultCode":0,"ResultValue":{"access_token":"` + strings.Repeat("a", 8193) + `","expires_in":1}}`,
			"has an access_token of 8193 bytes: more than 8192 are not taken"},
		{"no life", `{"ResultCode":0,"ResultValue":{"access_token":"fictional-token"}}`, "has no expires_in"},
		{"no life to speak of", `{"ResultCode":0,"ResultValue":{"access_token":"fictional-token","expires_in":0}}`, "expires_in: is not within 1 to"},
		{"half a life", `{"ResultCode":0,"ResultValue":{"access_token":"fictional-token","expires_in":1.5}}`, "expires_in: is not a whole number"},
		{"two tokens", `{"ResultCode":0,"ResultValue":{"access_token":"fictional-token","access_token":"b","expires_in":1}}`, "access_token: appears twice"},
		{"two lives", `{"ResultCode":0,"ResultValue":{"access_token":"fictional-token","expires_in":2,"expires_in":1}}`, "expires_in: appears twice"},
		{"cut short", `{"ResultCode":0,"ResultValue":{"access_token":"fictional-tok`, "ends too early"},
	} {
		t.Run(test.reason, func(t *testing.T) {
			_, err := decodeGrant(context.Background(), []byte(test.body), nil)
			require.ErrorIs(t, err, ErrMalformedResponse)
			assert.Contains(t, err.Error(), test.text)
			assert.NotContains(t, err.Error(), "fictional")
		})
	}
	_, err := decodeGrant(context.Background(), []byte(`{"ResultCode":5,"ErrorMsg":"m"}`), nil)
	assert.ErrorContains(t, err, "code 5: m")
}

func TestGrantPrintsNoToken(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		grant, err := decodeGrant(context.Background(), []byte(`{"ResultCode":0,"ResultValue":{"access_token":"fictional-token","expires_in":1}}`), nil)
		require.NoError(t, err)
		assertHidden(t, "fictional-token", grant, &grant)
	})
}

// assertHidden prints every value in every way and looks for the secret.
func assertHidden(t *testing.T, secret string, values ...any) {
	t.Helper()
	for _, value := range values {
		for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%d", "%x"} {
			assert.NotContains(t, fmt.Sprintf(verb, value), secret, verb)
		}
	}
}

// The text of an error of the caller's source may hold a URL with a secret: it is not shown, and the error is still found.
func TestSourceErrorsAreNotShown(t *testing.T) {
	const leak = "https://fictional.example/token?secret=fictional-secret"
	for _, test := range []struct {
		reason string
		err    error
		text   string
	}{
		{"plain", errors.New(leak), "the TokenSource returned an error of type *errors.errorString"},
		{"a URL error", &url.Error{Op: "Get", URL: leak, Err: context.DeadlineExceeded}, "the TokenSource: context deadline exceeded"},
		{"wrapped", fmt.Errorf("%s: %w", leak, context.DeadlineExceeded), "the TokenSource: context deadline exceeded"},
		{"an Error of this module inside of another", fmt.Errorf("%s: %w", leak, invalid("x")), "the TokenSource: eshouhou: x"},
	} {
		t.Run(test.reason, func(t *testing.T) {
			source := TokenSourceFunc(func(context.Context) (Token, error) { return Token{}, test.err })
			_, err := newClient(t, Config{Token: source}).Statement(t.Context(), "w")
			require.ErrorIs(t, err, test.err, "it is still found")
			assert.EqualError(t, err, "eshouhou: Statement: the request was not built: "+test.text)
			assertHidden(t, "fictional", err)
			var direct *url.Error
			assert.False(t, errors.As(err, &direct), "a *url.Error would give the URL away")
		})
	}
}

func TestSourcesThatBreakTheRules(t *testing.T) {
	for _, test := range []struct {
		reason string
		source TokenSourceFunc
		text   string
	}{
		{"a panic", func(context.Context) (Token, error) { panic("fictional-secret") }, "the TokenSource panicked with a value of type string"},
		{"white space", func(context.Context) (Token, error) { return Token{Value: "fictional-secret\n"}, nil },
			"the TokenSource returned a token that starts or ends with white space: it must not"},
		{"an invisible character", func(context.Context) (Token, error) { return Token{Value: "fictional\u200b"}, nil },
			"the TokenSource returned a token that holds the invisible character U+200B: it must not"},
	} {
		t.Run(test.reason, func(t *testing.T) {
			_, err := newClient(t, Config{Token: test.source}).Statement(t.Context(), "w")
			require.ErrorIs(t, err, ErrInvalidRequest)
			assert.EqualError(t, err, "eshouhou: Statement: "+test.text)
		})
	}
}

func TestSourcePassesTheContext(t *testing.T) {
	type key struct{}
	c := newClient(t, Config{Token: TokenSourceFunc(func(ctx context.Context) (Token, error) {
		return Token{Value: ctx.Value(key{}).(string)}, nil
	})})
	got, err := c.tokens.Token(context.WithValue(t.Context(), key{}, fictionalToken))
	require.NoError(t, err)
	assert.Equal(t, fictionalToken, got.Value)
}
