package transport

import (
	"errors"
	"fmt"
	"io"
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
