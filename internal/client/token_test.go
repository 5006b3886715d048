package client

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/billrecon/billrecon"
	"github.com/billrecon/billrecon/internal/transport"
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
		{"a short token", billrecon.StaticToken("short"), "returned a token that has fewer than 6 characters: so short a secret cannot be masked"},
	} {
		assert.Equal(t, test.rule, BrokenSource(test.source), test.reason)
	}
}

func TestSource(t *testing.T) {
	for _, test := range []struct {
		reason string
		source billrecon.TokenSource
		text   string // "" for a token
	}{
		{"a token", sourceOf(billrecon.Token{Value: fictionalToken}, nil), ""},
		{"none", sourceOf(billrecon.Token{}, nil), "shop: Config.Token returned an empty token"},
		{"a spoiled one", sourceOf(billrecon.Token{Value: "fictional\u2066token"}, nil), "shop: Config.Token returned a token that holds the invisible character U+2066: it must not"},
		{"no source", nil, "shop: the source of the TokenCache is nil: it is required"},
		{"an error with a token", sourceOf(billrecon.Token{Value: fictionalToken}, errors.New(fictionalToken)), "Config.Token returned an error of type *errors.errorString"},
	} {
		got, err := Source("shop", test.source).Token(t.Context())
		if test.text == "" {
			require.NoError(t, err, test.reason)
			assert.Equal(t, fictionalToken, got.Value)
			continue
		}
		assert.EqualError(t, err, test.text)
		assert.Zero(t, got, test.reason)
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
	cache := Tokens("shop", shared)
	got, err := cache.Token(t.Context())
	require.NoError(t, err)
	cache.Invalidate(t.Context(), got)
	assert.Equal(t, []billrecon.Token{got}, shared.refused)
}

func TestASourceThatDoesNotWantToKnow(t *testing.T) {
	cache := Tokens("shop", sourceOf(billrecon.Token{Value: fictionalToken}, nil))
	got, err := cache.Token(t.Context())
	require.NoError(t, err)
	cache.Invalidate(t.Context(), got)
	_, err = cache.Token(t.Context())
	assert.NoError(t, err)
}

func TestTokensKeepsTheCallersCache(t *testing.T) {
	shared := billrecon.NewTokenCache(sourceOf(billrecon.Token{Value: fictionalToken}, nil), time.Minute)
	assert.Same(t, shared, Tokens("shop", shared))
}

func TestTokensRenewsAMinuteBeforeTheEnd(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		asked := 0
		cache := Tokens("shop", billrecon.TokenSourceFunc(func(context.Context) (billrecon.Token, error) {
			asked++
			return billrecon.Token{Value: fictionalToken, Expires: time.Now().Add(time.Hour)}, nil
		}))
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

func TestHide(t *testing.T) {
	ours := transport.Invalid("shop", "a rule")
	for _, test := range []struct {
		err  error
		text string
	}{
		{errors.New("fictional-secret"), "Hook returned an error of type *errors.errorString"},
		{fmt.Errorf("fictional-secret: %w", context.Canceled), "Hook: context canceled"},
		{fmt.Errorf("fictional-secret: %w", context.DeadlineExceeded), "Hook: context deadline exceeded"},
		{fmt.Errorf("fictional-secret: %w", ours), "Hook: shop: a rule"},
	} {
		hidden := Hide("Hook", test.err)
		assert.EqualError(t, hidden, test.text)
		assert.ErrorIs(t, hidden, test.err)
	}
}

func TestPanicked(t *testing.T) {
	assert.EqualError(t, Panicked("shop", "Hook", "fictional-secret"), "shop: Hook panicked with a value of type string")
	assert.EqualError(t, Panicked("shop", "Hook", errors.New("fictional-secret")), "shop: Hook panicked with a value of type *errors.errorString")
	defer func() {
		err := Panicked("shop", "Hook", recover())
		assert.ErrorIs(t, err, transport.ErrInvalidRequest)
		assert.EqualError(t, err, "shop: Hook panicked: runtime error: index out of range [1] with length 1")
	}()
	rows := []int{0}
	_ = rows[len(rows)]
}
