package eshouhou

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// assertHidden prints every value in every way and looks for the secret.
func assertHidden(t *testing.T, secret string, values ...any) {
	t.Helper()
	for _, value := range values {
		for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%d", "%x"} {
			assert.NotContains(t, fmt.Sprintf(verb, value), secret, verb)
		}
	}
}

func TestSourceErrorsAreNotShown(t *testing.T) {
	const leak = "https://fictional.example/token?secret=fictional-secret"
	for _, test := range []struct {
		reason string
		err    error
	}{
		{"plain", errors.New(leak)},
		{"a URL error", &url.Error{Op: "Get", URL: leak, Err: context.DeadlineExceeded}},
		{"wrapped", fmt.Errorf("%s: %w", leak, context.DeadlineExceeded)},
		{"an Error of this module inside of another", fmt.Errorf("%s: %w", leak, invalid("x"))},
	} {
		t.Run(test.reason, func(t *testing.T) {
			source := Config{Token: TokenSourceFunc(func(context.Context) (Token, error) { return Token{}, test.err })}.source(nil)
			_, err := source.Token(t.Context())
			require.Error(t, err)
			assert.ErrorIs(t, err, test.err, "it is still found")
			assert.Contains(t, err.Error(), "the TokenSource failed")
			assertHidden(t, "fictional", err)
			var direct *url.Error
			assert.False(t, errors.As(err, &direct), "a *url.Error would give the URL away")
		})
	}
}

func TestSourceLeavesErrorsOfThisModuleAlone(t *testing.T) {
	ours := invalid("a rule")
	assert.Same(t, ours, hideCause(ours))
	assert.NoError(t, hideCause(nil))
}

func TestSourcePassesTheContext(t *testing.T) {
	type key struct{}
	source := Config{Token: TokenSourceFunc(func(ctx context.Context) (Token, error) {
		return Token{Value: ctx.Value(key{}).(string)}, nil
	})}.source(nil)
	got, err := source.Token(context.WithValue(t.Context(), key{}, "v"))
	require.NoError(t, err)
	assert.Equal(t, "v", got.Value)
}
