package billtest

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// closeSpy is a request body that knows whether it was closed.
type closeSpy struct {
	io.Reader
	closed bool
}

func (s *closeSpy) Close() error {
	s.closed = true
	return nil
}

type failingReader struct{ err error }

func (f failingReader) Read([]byte) (int, error) { return 0, f.err }

func post(t *testing.T, ctx context.Context, body io.Reader) *http.Request {
	t.Helper()
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, "https://shop.example/gateway", body)
	require.NoError(t, err)
	return req
}

func TestRoundTripClosesTheRequestBody(t *testing.T) {
	gone, cancel := context.WithCancel(t.Context())
	cancel()
	broken := errors.New("fictional read error")
	tests := []struct {
		reason string
		ctx    context.Context
		reader io.Reader
		fault  Fault
		close  bool
		err    error
	}{
		{"a correct reply", t.Context(), strings.NewReader(`{"page":1,"limit":3}`), StatusOnly(201), false, nil},
		{"a reset", t.Context(), strings.NewReader(`{}`), Reset(), false, errAny},
		{"a context that is over", gone, strings.NewReader(`{}`), Status(500), false, context.Canceled},
		{"a body that cannot be read", t.Context(), failingReader{broken}, Status(500), false, broken},
		{"a closed gateway", t.Context(), strings.NewReader(`{}`), Status(500), true, net.ErrClosed},
	}
	for _, test := range tests {
		t.Run(test.reason, func(t *testing.T) {
			gw := newShop(t, Script{{Fault: test.fault}})
			if test.close {
				gw.Close()
			}
			spy := &closeSpy{Reader: test.reader}
			resp, err := gw.RoundTrip(post(t, test.ctx, spy))
			assert.True(t, spy.closed)
			if test.err == nil {
				require.NoError(t, err)
				require.NoError(t, resp.Body.Close())
				return
			}
			assert.Nil(t, resp)
			require.Error(t, err)
			if test.err != errAny {
				assert.ErrorIs(t, err, test.err)
			}
		})
	}
}

var errAny = errors.New("any error")

func TestRoundTripRefusesARequestWithoutURL(t *testing.T) {
	_, err := newShop(t, nil).RoundTrip(&http.Request{})
	assert.EqualError(t, err, "billtest: the request has no URL")
}

func TestRoundTripOfADoneContextIsNotLogged(t *testing.T) {
	ctx, cancel := context.WithCancelCause(t.Context())
	why := errors.New("fictional cause")
	cancel(why)
	gw := newShop(t, nil)
	_, err := gw.RoundTrip(post(t, ctx, nil))
	assert.ErrorIs(t, err, why, "like net/http it gives the cause")
	assert.Zero(t, gw.Count())
}

func TestRoundTripLeavesTheRequestAlone(t *testing.T) {
	gw := NewGateway(t, nil, func(r *Request, _ Hints) Reply {
		r.Header.Set("X-Scratch", "1")
		r.Query.Set("scratch", "1")
		return Text(200, "ok")
	})
	req := post(t, t.Context(), nil)
	req.Header.Set("X-Mine", "kept")
	req.URL.RawQuery = "b=2&a=1"
	before := req.Clone(t.Context())
	resp, err := gw.RoundTrip(req)
	require.NoError(t, err)
	defer resp.Body.Close()
	assert.Equal(t, before.Header, req.Header)
	assert.Equal(t, before.URL, req.URL)
	assert.Same(t, req, resp.Request)
	assert.Equal(t, "200 OK", resp.Status)
	assert.Equal(t, "HTTP/1.1", resp.Proto)
}

func TestRoundTripOfABareRequest(t *testing.T) {
	gw := NewGateway(t, nil, func(*Request, Hints) Reply { return Text(200, "ok") })
	resp, err := gw.RoundTrip(&http.Request{URL: &url.URL{Scheme: "https", Host: "shop.example:8443", Path: "/x"}})
	require.NoError(t, err)
	defer resp.Body.Close()
	logged := gw.Requests()[0]
	assert.Equal(t, "GET", logged.Method)
	assert.Equal(t, "shop.example:8443", logged.Host)
	assert.NotNil(t, logged.Header)
	assert.NotNil(t, logged.Query)
}

func TestHead(t *testing.T) {
	eachWay(t, func(t *testing.T, w way) {
		if w.name == "httpmock responder" {
			t.Skip("registered for POST only")
		}
		client, base := w.client(t, NewGateway(t, nil, func(*Request, Hints) Reply { return Text(200, "hello") }))
		resp, err := client.Head(base + "/x")
		require.NoError(t, err)
		defer resp.Body.Close()
		data, err := io.ReadAll(resp.Body)
		require.NoError(t, err)
		assert.Empty(t, data)
		assert.Equal(t, int64(5), resp.ContentLength)
	})
}

// The client hangs up as soon as the fake has the request; no clock is involved.
func TestHangEndsWithTheClientEveryWay(t *testing.T) {
	eachWay(t, func(t *testing.T, w way) {
		ctx, cancel := context.WithCancel(t.Context())
		truth := shopAnswer(shopBills(7))
		gw := NewGateway(t, Script{{Fault: Hang()}}, func(r *Request, h Hints) Reply {
			cancel()
			return truth(r, h)
		})
		client, base := w.client(t, gw)
		reply := ask(t, ctx, client, base, 1, 3)
		assert.ErrorIs(t, reply.sendErr, context.Canceled)
		assert.Equal(t, 1, gw.Count(), "a request that hung is in the log")
	})
}

func TestHangEndsWhenTheCoreCloses(t *testing.T) {
	eachWay(t, func(t *testing.T, w way) {
		arrived := make(chan struct{})
		gw := NewGateway(t, Script{{Fault: Hang()}}, func(*Request, Hints) Reply {
			close(arrived)
			return Text(200, "never")
		})
		client, base := w.client(t, gw)
		failed := make(chan error, 1)
		go func() {
			resp, err := client.Post(base+"/gateway", "application/json", nil)
			if err == nil {
				resp.Body.Close()
			}
			failed <- err
		}()
		<-arrived
		gw.Close()
		assert.Error(t, <-failed)
	})
}

func TestSlowDripTakesTenPauses(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		gw := newShop(t, Script{{Fault: SlowDrip(3 * time.Second)}})
		start := time.Now()
		resp, err := gw.RoundTrip(post(t, t.Context(), strings.NewReader(`{"page":1,"limit":3}`)))
		require.NoError(t, err)
		defer resp.Body.Close()
		assert.Zero(t, time.Since(start), "the header comes at once")
		data, err := io.ReadAll(resp.Body)
		require.NoError(t, err)
		assert.Equal(t, shopTruth, string(data))
		assert.Equal(t, 30*time.Second, time.Since(start))
	})
}

func TestSlowDripOfAShortBodyTakesAPauseAByte(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		gw := NewGateway(t, Script{{Fault: SlowDrip(time.Second)}}, func(*Request, Hints) Reply { return Text(200, "four") })
		start := time.Now()
		reply := askGateway(t, gw, 1)
		assert.Equal(t, "four", string(reply.body))
		assert.Equal(t, 4*time.Second, time.Since(start))
	})
}

func TestDelay(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		gw := newShop(t, Script{{Fault: Delay(time.Minute)}})
		start := time.Now()
		reply := askGateway(t, gw, 1)
		assert.Equal(t, shopTruth, string(reply.body))
		assert.Equal(t, time.Minute, time.Since(start))
	})
}

// What waits must end at the deadline of the request, not later.
func TestWaitsEndAtTheDeadline(t *testing.T) {
	for _, fault := range []Fault{Hang(), Delay(time.Hour), SlowDrip(time.Hour)} {
		t.Run(fault.String(), func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				gw := newShop(t, Script{{Fault: fault}})
				ctx, cancel := context.WithTimeout(t.Context(), 5*time.Second)
				defer cancel()
				start := time.Now()
				reply := ask(t, ctx, gw.Client(), "https://shop.example", 1, 3)
				assert.ErrorIs(t, errors.Join(reply.sendErr, reply.bodyErr), context.DeadlineExceeded)
				assert.Equal(t, 5*time.Second, time.Since(start))
				assert.Empty(t, gw.Unplayed())
			})
		})
	}
}

func TestClientTimeoutReachesTheCore(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		client := newShop(t, Script{{Fault: Hang()}}).Client()
		client.Timeout = 7 * time.Second
		start := time.Now()
		_, err := client.Do(post(t, t.Context(), nil))
		var timeout net.Error
		require.ErrorAs(t, err, &timeout)
		assert.True(t, timeout.Timeout())
		assert.Equal(t, 7*time.Second, time.Since(start))
	})
}

func TestResponseBodyAfterClose(t *testing.T) {
	resp, err := newShop(t, nil).RoundTrip(post(t, t.Context(), strings.NewReader(`{"page":1,"limit":3}`)))
	require.NoError(t, err)
	require.NoError(t, resp.Body.Close())
	require.NoError(t, resp.Body.Close(), "twice is fine")
	_, err = resp.Body.Read(make([]byte, 1))
	assert.ErrorIs(t, err, http.ErrBodyReadAfterClose)
}

func TestClosingTheBodyEndsAReadThatWaits(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		gw := newShop(t, Script{{Fault: SlowDrip(time.Hour)}})
		resp, err := gw.RoundTrip(post(t, t.Context(), strings.NewReader(`{"page":1,"limit":3}`)))
		require.NoError(t, err)
		failed := make(chan error, 1)
		go func() {
			_, err := resp.Body.Read(make([]byte, 10))
			failed <- err
		}()
		synctest.Wait()
		require.NoError(t, resp.Body.Close())
		assert.ErrorIs(t, <-failed, http.ErrBodyReadAfterClose)
	})
}

func TestClosingTheCoreBreaksADrip(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		gw := newShop(t, Script{{Fault: SlowDrip(time.Second)}})
		resp, err := gw.RoundTrip(post(t, t.Context(), strings.NewReader(`{"page":1,"limit":3}`)))
		require.NoError(t, err)
		defer resp.Body.Close()
		_, err = io.ReadFull(resp.Body, make([]byte, 5))
		require.NoError(t, err)
		gw.Close()
		_, err = io.ReadAll(resp.Body)
		assert.ErrorIs(t, err, io.ErrUnexpectedEOF)
	})
}

func TestRedirectIsLoggedWithItsHost(t *testing.T) {
	gw := newShop(t, Script{{On: Call(1), Fault: RedirectTo("https://elsewhere.example/gateway")}})
	body := []byte(`{"page":1,"limit":3}`)
	resp, err := gw.Client().Post("https://shop.example/gateway", "application/json", bytes.NewReader(body))
	require.NoError(t, err)
	defer resp.Body.Close()
	log := gw.Requests()
	require.Len(t, log, 2, "a client that follows is seen")
	assert.Equal(t, "shop.example", log[0].Host)
	assert.Equal(t, "elsewhere.example", log[1].Host)
	assert.Equal(t, body, log[1].Body, "307 sends the body again")
}
