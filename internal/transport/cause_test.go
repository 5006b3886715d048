package transport

import (
	"errors"
	"fmt"
	"io"
	"net"
	"net/url"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestCauseHidesItsError(t *testing.T) {
	signed := &url.Error{Op: "Get", URL: "https://x.test/?sign=" + testSecret, Err: io.EOF}
	c := opaque(fmt.Errorf("outer: %w", signed)).withText("safe")
	require.EqualError(t, c, "safe")
	for _, verb := range []string{"%v", "%+v", "%#v", "%s"} {
		require.NotContains(t, fmt.Sprintf(verb, *c), testSecret)
		require.NotContains(t, fmt.Sprintf(verb, struct{ c *cause }{c}), testSecret)
	}
	require.ErrorIs(t, c, io.EOF)
	require.NotErrorIs(t, c, io.ErrUnexpectedEOF)
	require.NoError(t, errors.Unwrap(c), "unwrapping would hand the text out")
}

func TestCauseAs(t *testing.T) {
	signed := &url.Error{Op: "Get", URL: "https://x.test/?sign=" + testSecret, Err: &redirectError{status: 302}}
	c := opaque(signed)
	var u *url.Error
	require.False(t, errors.As(c, &u), "an url.Error prints the signed URL")
	var r *redirectError
	require.ErrorAs(t, c, &r)
	require.Equal(t, 302, r.status)
}

// An interface that *url.Error satisfies must not be given the signed URL either.
func TestCauseAsGivesNoURLToAnInterface(t *testing.T) {
	dial := &net.OpError{Op: "dial", Net: "tcp", Err: io.EOF}
	for _, c := range []*cause{
		opaque(&url.Error{Op: "Post", URL: "https://x.test/?sign=" + testSecret, Err: dial}),
		opaque(fmt.Errorf("a middleware: %w", &url.Error{Op: "Post", URL: "https://x.test/?sign=" + testSecret,
			Err: &url.Error{Op: "Post", URL: "https://x.test/?sign=" + testSecret, Err: dial}})),
	} {
		var failed net.Error
		require.ErrorAs(t, c, &failed)
		require.Same(t, dial, failed, "what is below the URL is found")
		var timeout interface{ Timeout() bool }
		require.ErrorAs(t, c, &timeout)
		require.NotContains(t, fmt.Sprint(timeout), testSecret)
	}
	var failed net.Error
	require.False(t, errors.As(opaque(&url.Error{URL: testSecret, Err: io.EOF}), &failed))
	require.Nil(t, failed, "a target is not left with what it must not have")
	require.False(t, errors.As(opaque(&url.Error{URL: testSecret}), &failed))
}
