package console

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/url"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

var errVault = errors.New("the vault is closed")

func TestAuthorizeFails(t *testing.T) {
	sent := &url.Error{Op: "Get", URL: "https://vault.example/?key=fictional-secret", Err: io.ErrUnexpectedEOF}
	for _, test := range []struct {
		reason string
		err    error
		text   string
		also   error
	}{
		{"the hook's own error", errVault, "Config.Authorize: the vault is closed", errVault},
		{"a request of its own: the URL is left out", sent, "Config.Authorize: its own request failed: unexpected EOF", io.ErrUnexpectedEOF},
		{"one that is wrapped", errors.Join(errVault, sent), "Config.Authorize: its own request failed: unexpected EOF", errVault},
		{"the context", context.Canceled, "Config.Authorize: context canceled", context.Canceled},
	} {
		t.Run(test.reason, func(t *testing.T) {
			used := 0
			c, err := New(Config{BaseURL: "https://console.example", Authorize: func(*http.Request) error { return test.err },
				HTTPClient: &http.Client{Transport: roundTripper(func(*http.Request) (*http.Response, error) { used++; return nil, io.EOF })}})
			require.NoError(t, err)
			_, err = c.OrderPage(context.Background(), OrderQuery{})
			assert.ErrorIs(t, err, ErrAuth)
			assert.ErrorIs(t, err, test.also)
			assert.ErrorContains(t, err, test.text)
			assert.NotContains(t, err.Error(), "fictional-secret")
			var e *Error
			require.True(t, errors.As(err, &e))
			assert.Equal(t, 0, e.Attempts)
			assert.False(t, e.Retryable())
			assert.Zero(t, used, "nothing is sent without it")
		})
	}
}

// TestAuthorizeDoesNotWaitForEver: a request of the hook's own ends after the time limit of an attempt.
func TestAuthorizeDoesNotWaitForEver(t *testing.T) {
	c, err := New(Config{BaseURL: "https://console.example", Timeout: time.Millisecond, Authorize: func(r *http.Request) error {
		<-r.Context().Done() // a vault that does not answer
		return r.Context().Err()
	}})
	require.NoError(t, err)
	_, err = c.OrderPage(context.Background(), OrderQuery{})
	assert.ErrorIs(t, err, ErrAuth)
	assert.ErrorIs(t, err, context.DeadlineExceeded)
}
