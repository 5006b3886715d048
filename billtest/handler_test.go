package billtest

import (
	"context"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestGatewayBehindAMuxOfTheCallers(t *testing.T) {
	gw := newShop(t, Script{{On: Call(2), Fault: Reset()}, {On: Call(3), Fault: HTML(502)}})
	mux := http.NewServeMux()
	mux.Handle("/gateway", gw)
	server := httptest.NewServer(mux)
	defer server.Close()
	client := server.Client()
	assert.Equal(t, shopTruth, string(ask(t, t.Context(), client, server.URL, 1, 3).body))
	assert.Error(t, ask(t, t.Context(), client, server.URL, 1, 3).sendErr)
	assert.Equal(t, 502, ask(t, t.Context(), client, server.URL, 1, 3).status)
	assert.Equal(t, 3, gw.Count())
}

func TestResetUnderTLSAndHTTP2(t *testing.T) {
	for _, http2 := range []bool{false, true} {
		gw := newShop(t, Script{{On: Call(1), Fault: Reset()}, {On: Call(2), Fault: Truncate()}})
		server := httptest.NewUnstartedServer(gw)
		server.EnableHTTP2 = http2
		server.StartTLS()
		assert.Error(t, ask(t, t.Context(), server.Client(), server.URL, 1, 3).sendErr)
		assert.Error(t, ask(t, t.Context(), server.Client(), server.URL, 1, 3).bodyErr)
		assert.Equal(t, shopTruth, string(ask(t, t.Context(), server.Client(), server.URL, 1, 3).body))
		assert.Equal(t, 3, gw.Count(), "HTTP/2: %v", http2)
		server.Close()
	}
}

// A recorder has no connection to break: the handler aborts as net/http wants it.
func TestBreakingARecorderAborts(t *testing.T) {
	for _, fault := range []Fault{Reset(), Truncate()} {
		gw := newShop(t, Script{{Fault: fault}})
		req := httptest.NewRequest(http.MethodPost, "/gateway", strings.NewReader(`{"page":1,"limit":3}`))
		assert.PanicsWithValue(t, http.ErrAbortHandler, func() { gw.ServeHTTP(httptest.NewRecorder(), req) }, "%s", fault)
	}
}

func TestServeHTTPToARecorder(t *testing.T) {
	rec := httptest.NewRecorder()
	newShop(t, nil).ServeHTTP(rec, httptest.NewRequest(http.MethodPost, "/gateway", strings.NewReader(`{"page":1,"limit":3}`)))
	assert.Equal(t, 200, rec.Code)
	assert.Equal(t, shopTruth, rec.Body.String())
}

func TestABrokenRequestBodyAborts(t *testing.T) {
	gw := newShop(t, nil)
	req := httptest.NewRequest(http.MethodPost, "/gateway", failingReader{errAny})
	assert.PanicsWithValue(t, http.ErrAbortHandler, func() { gw.ServeHTTP(httptest.NewRecorder(), req) })
	assert.Zero(t, gw.Count())
}

func TestHandlerDripsAndStopsWithItsClient(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		gw := newShop(t, Script{{Fault: SlowDrip(time.Second)}})
		ctx, cancel := context.WithTimeout(t.Context(), 3500*time.Millisecond)
		defer cancel()
		req := httptest.NewRequest(http.MethodPost, "/gateway", strings.NewReader(`{"page":1,"limit":3}`)).WithContext(ctx)
		rec, start := httptest.NewRecorder(), time.Now()
		assert.PanicsWithValue(t, http.ErrAbortHandler, func() { gw.ServeHTTP(rec, req) })
		assert.Equal(t, 3500*time.Millisecond, time.Since(start))
		assert.True(t, rec.Flushed)
		piece := (len(shopTruth) + dripPieces - 1) / dripPieces
		assert.Equal(t, shopTruth[:3*piece], rec.Body.String(), "three pieces were out by then")
	})
}

func TestHandlerHangsAndDelays(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		gw := newShop(t, Script{{On: Call(1), Fault: Delay(time.Minute)}, {On: Call(2), Fault: Hang()}})
		serve := func() {
			ctx, cancel := context.WithTimeout(t.Context(), time.Hour)
			defer cancel()
			req := httptest.NewRequest(http.MethodPost, "/gateway", strings.NewReader(`{}`)).WithContext(ctx)
			gw.ServeHTTP(httptest.NewRecorder(), req)
		}
		start := time.Now()
		serve()
		assert.Equal(t, time.Minute, time.Since(start))
		assert.PanicsWithValue(t, http.ErrAbortHandler, serve)
		assert.Equal(t, time.Hour+time.Minute, time.Since(start))
	})
}

func TestKeptConnectionsAreKeptWithoutAReset(t *testing.T) {
	connection := func(script Script) string {
		gw := newShop(t, script)
		req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, gw.URL()+"/gateway", strings.NewReader(`{}`))
		require.NoError(t, err)
		client, _ := ways[0].client(t, gw)
		resp, err := client.Do(req)
		require.NoError(t, err)
		defer resp.Body.Close()
		if resp.Close {
			return "close"
		}
		return "keep"
	}
	assert.Equal(t, "keep", connection(Script{{On: Call(9), Fault: Hang()}}))
	assert.Equal(t, "close", connection(Script{{On: Call(9), Fault: Reset()}}))
	assert.Equal(t, "close", connection(Script{{On: Call(9), Fault: Respond(Reply{Reset: true})}}))
}
