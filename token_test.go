package billrecon

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

const secret = "fictional-secret-token"

func TestTokenNeverPrintsItsValue(t *testing.T) {
	tok := Token{Value: secret, Expires: time.Unix(0, 0)}
	var log bytes.Buffer
	slog.New(slog.NewTextHandler(&log, nil)).Info("x", "token", tok, "pointer", &tok)
	slog.New(slog.NewJSONHandler(&log, nil)).Info("x", "token", tok, "group", slog.GroupValue(slog.Any("t", tok)))
	plain, err := json.Marshal(map[string]any{"token": tok, "list": []*Token{&tok}})
	require.NoError(t, err)

	prints := map[string]string{
		"%v": fmt.Sprintf("%v", tok), "%+v": fmt.Sprintf("%+v", tok), "%#v": fmt.Sprintf("%#v", tok),
		"%s": fmt.Sprintf("%s", tok), "%q": fmt.Sprintf("%q", tok), "%x": fmt.Sprintf("%x", tok),
		"%d": fmt.Sprintf("%d", tok), "pointer": fmt.Sprintf("%+v", &tok),
		"in a struct":  fmt.Sprintf("%+v", struct{ T Token }{tok}),
		"static":       fmt.Sprintf("%+v %#v", StaticToken(secret), StaticToken(secret)),
		"methods":      tok.String() + tok.GoString(),
		"slog":         log.String(),
		"json":         string(plain),
		"error":        fmt.Errorf("refused: %v", tok).Error(),
		"cache":        fmt.Sprintf("%+v %#v", filled(t), filled(t)),
		"cache inside": fmt.Sprintf("%+v", struct{ c *TokenCache }{filled(t)}),
	}
	for name, text := range prints {
		require.NotContains(t, text, secret, name)
		require.NotContains(t, text, fmt.Sprintf("%x", secret), name)
		require.NotEmpty(t, text, name)
	}
}

func filled(t *testing.T) *TokenCache {
	t.Helper()
	c := NewTokenCache(StaticToken(secret), time.Minute)
	got, err := c.Token(t.Context())
	require.NoError(t, err)
	require.Equal(t, secret, got.Value)
	return c
}

func TestStaticNeverExpires(t *testing.T) {
	got, err := StaticToken(secret).Token(t.Context())
	require.NoError(t, err)
	require.Equal(t, Token{Value: secret}, got)
}

func TestSourceFuncPassesEverythingOn(t *testing.T) {
	type key struct{}
	want := errors.New("no token")
	var got any
	src := TokenSourceFunc(func(ctx context.Context) (Token, error) {
		got = ctx.Value(key{})
		return Token{}, want
	})
	_, err := src.Token(context.WithValue(t.Context(), key{}, 7))
	require.Same(t, want, err)
	require.Equal(t, 7, got)
}
