package client

import (
	"context"
	"errors"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/billrecon/billrecon"
)

const fictionalToken = "fictional-token-0001"

func sourceOf(t billrecon.Token, err error) billrecon.TokenSource {
	return billrecon.TokenSourceFunc(func(context.Context) (billrecon.Token, error) { return t, err })
}

func TestBrokenSource(t *testing.T) {
	for _, test := range []struct {
		reason string
		source billrecon.TokenSource
		rule   string
	}{
		{"none", nil, "is nil: it is required"},
		{"a nil func", billrecon.TokenSourceFunc(nil), "is nil: it is required"},
		{"a nil cache", (*billrecon.TokenCache)(nil), "is nil: it is required"},
		{"a func, which is not called yet", sourceOf(billrecon.Token{}, nil), ""},
		{"a token", billrecon.StaticToken(fictionalToken), ""},
		{"an empty token", billrecon.StaticToken(""), "returned an empty token"},
		{"white space", billrecon.StaticToken(fictionalToken + "\n"), "returned a token that starts or ends with white space: it must not"},
		{"an invisible character", billrecon.StaticToken("\ufeff" + fictionalToken), "returned a token that holds the invisible character U+FEFF: it must not"},
		{"a token that is too long", billrecon.StaticToken(strings.Repeat("a", 8193)), "returned a token of 8193 bytes: it must not have more than 8192"},
		{"a short token", billrecon.StaticToken("short"), "returned a token that has fewer than 6 characters: so short a secret cannot be masked"},
	} {
		assert.Equal(t, test.rule, BrokenSource(test.source), test.reason)
	}
}

// Whether the caller has a cache of his own makes no difference: the text of his source's error is never shown.
func TestTokens(t *testing.T) {
	for _, test := range []struct {
		reason string
		source billrecon.TokenSource
		text   string // "" for a token
	}{
		{"a token", sourceOf(billrecon.Token{Value: fictionalToken}, nil), ""},
		{"none", sourceOf(billrecon.Token{}, nil), "the TokenSource returned an empty token"},
		{"a spoiled one", sourceOf(billrecon.Token{Value: "fictional\u2066token"}, nil), "shop: the TokenSource returned a token that holds the invisible character U+2066: it must not"},
		{"an error with a token", sourceOf(billrecon.Token{Value: fictionalToken}, errors.New(fictionalToken)), "the TokenSource returned an error of type *errors.errorString"},
		{"an error of a client", sourceOf(billrecon.Token{}, &billrecon.Error{Op: "TokenApi", Code: "7"}), "TokenApi: code 7"},
	} {
		for _, source := range []billrecon.TokenSource{test.source, billrecon.NewTokenCache(test.source, 0)} {
			got, err := NewTokens("shop", source, time.Minute).Token(t.Context())
			if test.text == "" {
				require.NoError(t, err, test.reason)
				assert.Equal(t, fictionalToken, got.Value)
				continue
			}
			assert.EqualError(t, err, test.text)
			assert.Zero(t, got, test.reason)
		}
	}
}

// store is a source that several processes share.
type store struct{ refused []billrecon.Token }

func (*store) Token(context.Context) (billrecon.Token, error) {
	return billrecon.Token{Value: fictionalToken}, nil
}

func (s *store) Invalidate(_ context.Context, refused billrecon.Token) {
	s.refused = append(s.refused, refused)
}

func TestASourceIsToldOfRefusedTokens(t *testing.T) {
	shared := &store{}
	cache := NewTokens("shop", shared, time.Minute)
	got, err := cache.Token(t.Context())
	require.NoError(t, err)
	cache.Invalidate(t.Context(), got)
	assert.Equal(t, []billrecon.Token{got}, shared.refused)
}

func TestASourceThatDoesNotWantToKnow(t *testing.T) {
	cache := NewTokens("shop", sourceOf(billrecon.Token{Value: fictionalToken}, nil), time.Minute)
	got, err := cache.Token(t.Context())
	require.NoError(t, err)
	cache.Invalidate(t.Context(), got)
	_, err = cache.Token(t.Context())
	assert.NoError(t, err)
}

func TestTokensKeepsTheCallersCache(t *testing.T) {
	shared := billrecon.NewTokenCache(sourceOf(billrecon.Token{Value: fictionalToken}, nil), time.Minute)
	assert.Same(t, shared, NewTokens("shop", shared, time.Minute).kept)
}

func TestTokensRenewsAMinuteBeforeTheEnd(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		asked := 0
		cache := NewTokens("shop", billrecon.TokenSourceFunc(func(context.Context) (billrecon.Token, error) {
			asked++
			return billrecon.Token{Value: fictionalToken, Expires: time.Now().Add(time.Hour)}, nil
		}), time.Minute)
		for _, test := range []struct {
			after time.Duration
			asked int
		}{{0, 1}, {59*time.Minute - 1, 1}, {1, 2}} {
			time.Sleep(test.after)
			_, err := cache.Token(t.Context())
			require.NoError(t, err)
			assert.Equal(t, test.asked, asked)
		}
	})
}

// blocked is a source that does not listen to its context.
type blocked struct{ end chan struct{} }

func (s blocked) Token(context.Context) (billrecon.Token, error) {
	<-s.end
	return billrecon.Token{Value: fictionalToken}, nil
}

func (s blocked) Invalidate(context.Context, billrecon.Token) { <-s.end }

func TestASourceThatBlocksIsLeft(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		src := blocked{make(chan struct{})}
		tokens := NewTokens("shop", src, time.Second)
		start := time.Now()
		_, err := tokens.Token(t.Context())
		require.EqualError(t, err, "shop: provider unavailable: the TokenSource gave no token within 1s: context deadline exceeded")
		require.ErrorIs(t, err, billrecon.ErrUnavailable)
		require.Equal(t, time.Second, time.Since(start))

		ctx, cancel := context.WithTimeout(t.Context(), time.Millisecond)
		defer cancel()
		_, err = tokens.Token(ctx)
		require.EqualError(t, err, "the TokenSource: context deadline exceeded")
		require.Equal(t, time.Second+time.Millisecond, time.Since(start))
		close(src.end)
	})
}

func TestASourceThatBlocksWhenItIsToldIsLeft(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		src := blocked{make(chan struct{}, 1)}
		src.end <- struct{}{}
		tokens := NewTokens("shop", src, time.Second)
		got, err := tokens.Token(t.Context())
		require.NoError(t, err)
		start := time.Now()
		tokens.Invalidate(t.Context(), got)
		require.Equal(t, time.Second, time.Since(start))
		close(src.end)
	})
}
