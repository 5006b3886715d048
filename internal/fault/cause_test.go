package fault

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/url"
	"testing"

	"github.com/stretchr/testify/require"
)

const secret = "fictional-secret-7Qz"

// signed is what net/http returns for a request that failed with err.
func signed(err error) error {
	return &url.Error{Op: "Post", URL: "https://x.test/gateway?sign=" + secret, Err: err}
}

// wrapping is an error of a middleware, with what was below it.
type wrapping struct {
	text  string
	below error
}

func (w *wrapping) Error() string { return w.text }
func (w *wrapping) Unwrap() error { return w.below }

func TestCauseHidesItsError(t *testing.T) {
	c := Hide(fmt.Errorf("outer: %w", signed(io.EOF))).Saying("safe")
	require.EqualError(t, c, "safe")
	for _, verb := range []string{"%v", "%+v", "%#v", "%s"} {
		require.NotContains(t, fmt.Sprintf(verb, *c), secret)
		require.NotContains(t, fmt.Sprintf(verb, struct{ c *Cause }{c}), secret)
	}
	require.ErrorIs(t, c, io.EOF)
	require.NotErrorIs(t, c, io.ErrUnexpectedEOF)
	require.NoError(t, errors.Unwrap(c), "unwrapping would hand the text out")
	require.Empty(t, (*Cause)(nil).String())
}

// The ways in which a URL can lie in the tree of an error, each above the same failure to connect.
func trees(dial error) map[string]error {
	return map[string]error{
		"as net/http returns it":           signed(dial),
		"twice":                            signed(signed(dial)),
		"below a middleware":               fmt.Errorf("mw: %w", signed(dial)),
		"below one that is silent":         &wrapping{"mw failed", signed(dial)},
		"joined":                           errors.Join(errors.New("mw"), signed(dial)),
		"in a text":                        fmt.Errorf("https://x.test/?sign=%s: %w", secret, dial),
		"a query in a text":                fmt.Errorf("/gateway?appid=7&sign=%s: %w", secret, dial),
		"in the text of one that is below": &wrapping{"mw failed", fmt.Errorf("to https://x.test/%s: %w", secret, dial)},
		"beside it":                        &wrapping{"mw failed", errors.Join(dial, errors.New("https://x.test/"+secret))},
	}
}

func TestCauseAsFindsWhatIsBelowAURL(t *testing.T) {
	dial := &net.OpError{Op: "dial", Net: "tcp", Err: io.EOF}
	for reason, err := range trees(dial) {
		var failed net.Error
		require.ErrorAs(t, Hide(err), &failed, reason)
		require.Same(t, dial, failed, reason)
		require.ErrorIs(t, Hide(err), io.EOF, reason)
	}
}

// Nothing that errors.As finds can print a URL, whatever it is asked for.
func TestCauseAsFindsNoURL(t *testing.T) {
	for reason, err := range trees(context.DeadlineExceeded) {
		c := Hide(err)
		var (
			u        *url.Error
			middle   *wrapping
			one      interface{ Unwrap() error }
			many     interface{ Unwrap() []error }
			timeout  interface{ Timeout() bool }
			anything error
		)
		require.False(t, c.As(&u), reason)
		require.False(t, c.As(&middle), reason)
		require.False(t, c.As(&one), reason)
		require.False(t, c.As(&many), reason)
		require.True(t, c.As(&timeout), reason)
		require.True(t, c.As(&anything), reason)
		for _, found := range []any{u, middle, one, many, timeout, anything} {
			for _, verb := range []string{"%v", "%+v", "%#v"} {
				require.NotContains(t, fmt.Sprintf(verb, found), secret, reason)
			}
		}
	}
}

func TestCauseAsFindsNothing(t *testing.T) {
	var failed net.Error
	for reason, err := range map[string]error{
		"nothing fits below the URL": signed(io.EOF),
		"nothing is below the URL":   &url.Error{URL: secret},
	} {
		require.False(t, errors.As(Hide(err), &failed), reason)
		require.Nil(t, failed, "a target is not left with what it must not have")
	}
}

func TestCauseAsWithoutAURL(t *testing.T) {
	typed := &wrapping{"no answer: is it up? yes", io.EOF}
	got, ok := errors.AsType[*wrapping](error(Hide(fmt.Errorf("mw: %w", typed))))
	require.True(t, ok)
	require.Same(t, typed, got)
}
