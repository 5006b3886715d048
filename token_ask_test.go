package billrecon

import (
	"context"
	"errors"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// The source runs in a goroutine of the cache: whatever it does there, the caller gets an error and the process goes on.
func TestCacheRefusesWhatASourceMustNotDo(t *testing.T) {
	gives := func(token Token) TokenSource {
		return TokenSourceFunc(func(context.Context) (Token, error) { return token, nil })
	}
	does := func(what func()) TokenSource {
		return TokenSourceFunc(func(context.Context) (Token, error) { what(); return Token{Value: secret}, nil })
	}
	var none []int
	tests := []struct {
		reason string
		src    TokenSource
		want   string
	}{
		{"no source", nil, "the TokenSource is nil: it is required"},
		{"no function", TokenSourceFunc(nil), "the TokenSource panicked: runtime error: invalid memory address or nil pointer dereference"},
		{"no token", gives(Token{}), "the TokenSource returned an empty token"},
		{"a token of yesterday", gives(Token{Value: secret, Expires: time.Unix(1, 0)}), "the TokenSource returned a token that has expired already"},
		{"a token that is too long", gives(Token{Value: strings.Repeat("a", 8193)}), "the TokenSource returned a token of 8193 bytes: it must not have more than 8192"},
		{"a panic", does(func() { panic(secret) }), "the TokenSource panicked with a value of type string"},
		{"a panic of the runtime", does(func() { _ = none[len(secret)] }), "the TokenSource panicked: runtime error: index out of range [22] with length 0"},
		{"a panic with an error", does(func() { panic(errors.New(secret)) }), "the TokenSource panicked with a value of type *errors.errorString"},
		// t.FailNow in a fake source does this.
		{"the end of its goroutine", does(runtime.Goexit), "the TokenSource ended its goroutine"},
	}
	for _, tt := range tests {
		got, err := NewTokenCache(tt.src, 0).Token(t.Context())
		require.EqualError(t, err, tt.want, tt.reason)
		require.ErrorIs(t, err, ErrInvalidRequest, tt.reason)
		require.Zero(t, got, tt.reason)
	}
}

func TestCacheTakesTheLongestToken(t *testing.T) {
	longest := strings.Repeat("a", 8192)
	require.Equal(t, longest, value(t, NewTokenCache(StaticToken(longest), 0)))
}
