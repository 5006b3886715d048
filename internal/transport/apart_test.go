package transport

import (
	"context"
	"errors"
	"io"
	"net/http"
	"runtime"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/billrecon/billrecon"
)

// stuck is a transport, or a body, that does not listen to the context until it is told to end.
type stuck struct{ end chan struct{} }

func (s stuck) RoundTrip(*http.Request) (*http.Response, error) {
	<-s.end
	return nil, errors.New("late")
}

func (s stuck) Read([]byte) (int, error) {
	<-s.end
	return 0, io.EOF
}

func (s stuck) Close() error {
	<-s.end
	return nil
}

func stuckClient(t *testing.T, rt http.RoundTripper) *Client {
	t.Helper()
	c, err := New(Config{Provider: "shop", BaseURL: testBase, HTTPClient: &http.Client{Transport: rt}, Timeout: time.Second,
		Retry: billrecon.RetryPolicy{MaxAttempts: 1}})
	require.NoError(t, err)
	return c
}

func stuckCall(ctx context.Context, c *Client) error {
	_, err := c.Do(ctx, Call{Op: "Op", Method: http.MethodPost,
		Build:  func(context.Context, int) (Request, error) { return Request{Path: "/x", Body: []byte("{}")}, nil },
		Decode: func(Response) error { return nil }})
	return err
}

func TestATransportThatDoesNotListenToTheContext(t *testing.T) {
	for name, transport := range map[string]func(stuck) http.RoundTripper{
		"before the answer": func(s stuck) http.RoundTripper { return s },
		"in its body": func(s stuck) http.RoundTripper {
			return play(func(r *http.Request) (*http.Response, error) {
				return &http.Response{StatusCode: 200, Body: s, ContentLength: -1, Request: r}, nil
			})
		},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				s := stuck{make(chan struct{})}
				c := stuckClient(t, transport(s))
				start := time.Now()
				err := stuckCall(t.Context(), c)
				require.ErrorIs(t, err, billrecon.ErrUnavailable)
				require.ErrorContains(t, err, "no complete answer within 1s")
				require.Equal(t, time.Second+grace, time.Since(start))

				ctx, cancel := context.WithTimeout(t.Context(), time.Millisecond)
				defer cancel()
				start = time.Now()
				require.ErrorIs(t, stuckCall(ctx, c), context.DeadlineExceeded)
				require.Equal(t, time.Millisecond+grace, time.Since(start))
				close(s.end)
			})
		})
	}
}

// A transport that stands still would otherwise keep one goroutine of every call.
func TestATransportThatStandsStillIsLeftAlone(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := stuck{make(chan struct{})}
		c := stuckClient(t, s)
		for range mostStuck {
			require.ErrorContains(t, stuckCall(t.Context(), c), "no complete answer within 1s")
		}
		start := time.Now()
		err := stuckCall(t.Context(), c)
		require.EqualError(t, err, "shop: Op: HTTPClient: earlier requests have not ended, long after their time limits: its transport stands still "+
			"(attempt 1 of 1)")
		require.ErrorIs(t, err, billrecon.ErrUnavailable)
		require.Zero(t, time.Since(start))

		close(s.end)
		synctest.Wait()
		require.NotContains(t, stuckCall(t.Context(), c).Error(), "stands still")
	})
}

type does func()

func (d does) RoundTrip(*http.Request) (*http.Response, error) {
	d()
	return nil, errors.New("it went on")
}

// What a caller's transport panics with is the caller's to recover, and a test double may end the test.
func TestATransportThatPanicsOrEndsItsGoroutine(t *testing.T) {
	assert.PanicsWithValue(t, "fictional", func() { _ = stuckCall(t.Context(), stuckClient(t, does(func() { panic("fictional") }))) })
	ended := make(chan bool, 1)
	go func() {
		returned := false
		defer func() { ended <- !returned }()
		_ = stuckCall(t.Context(), stuckClient(t, does(runtime.Goexit)))
		returned = true
	}()
	assert.True(t, <-ended)
}
