package settlementtest

import (
	"context"
	"encoding/json"
	"net/http"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/billrecon/billrecon/billtest"
)

// ask sends a request with this token.
func ask(t *testing.T, g *Gateway, token string) (status int, code string) {
	t.Helper()
	r := correct(dayBody)
	r.query.Set("access_token", token)
	status, text := send(t, g, r.sign(SortedSecretParamMD5))
	if status != http.StatusOK {
		return status, ""
	}
	var e envelope
	require.NoError(t, json.Unmarshal([]byte(text), &e))
	return status, e.Code
}

func TestTokens(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := New(t, Options{})
		forever, err := g.TokenSource(0).Token(t.Context())
		require.NoError(t, err)
		hour, err := g.TokenSource(time.Hour).Token(t.Context())
		require.NoError(t, err)
		assert.Equal(t, 2, g.TokensIssued())
		assert.NotEqual(t, forever.Value, hour.Value)
		assert.True(t, forever.Expires.IsZero())
		assert.Equal(t, time.Now().Add(time.Hour), hour.Expires)

		good := func(want int, tokens ...string) {
			t.Helper()
			for _, token := range tokens {
				status, _ := ask(t, g, token)
				assert.Equal(t, want, status)
			}
		}
		good(http.StatusOK, Token, forever.Value, hour.Value)
		good(http.StatusUnauthorized, "fictional-token-of-nobody")
		time.Sleep(time.Hour)
		good(http.StatusOK, Token, forever.Value)
		good(http.StatusUnauthorized, hour.Value)
		g.ExpireTokens()
		good(http.StatusUnauthorized, Token, forever.Value)
		next, err := g.TokenSource(0).Token(t.Context())
		require.NoError(t, err)
		good(http.StatusOK, next.Value)
	})
}

func TestTokenSourceEndsWithItsContext(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	g := New(t, Options{})
	_, err := g.TokenSource(0).Token(ctx)
	assert.ErrorIs(t, err, context.Canceled)
	assert.Zero(t, g.TokensIssued())
}

func TestExpiredCode(t *testing.T) {
	g := New(t, Options{ExpiredCode: "10010"})
	g.ExpireTokens()
	status, code := ask(t, g, Token)
	assert.Equal(t, http.StatusOK, status)
	assert.Equal(t, "10010", code)
}

func TestExpireTokenFault(t *testing.T) {
	g := New(t, Options{Faults: billtest.Script{{On: billtest.Call(2), Fault: ExpireToken()}}})
	for _, want := range []int{http.StatusOK, http.StatusUnauthorized, http.StatusUnauthorized} {
		status, _ := send(t, g, correct(dayBody).sign(SortedSecretParamMD5))
		assert.Equal(t, want, status)
	}
	assert.Empty(t, g.Unplayed())
}
