package billtest

import (
	"net"
	"net/http"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/billrecon/billrecon/internal/client/clienttest"
)

func TestURLIsTheSameServerForAll(t *testing.T) {
	gw := newShop(t, nil)
	urls := make([]string, 8)
	var all sync.WaitGroup
	for i := range urls {
		all.Go(func() { urls[i] = gw.URL() })
	}
	all.Wait()
	for _, url := range urls {
		assert.Equal(t, urls[0], url)
	}
	assert.True(t, strings.HasPrefix(urls[0], "http://127.0.0.1:"), urls[0])
}

func TestCloseStopsEverything(t *testing.T) {
	eachWay(t, func(t *testing.T, w way) {
		gw := newShop(t, nil)
		client, base := w.client(t, gw)
		require.NoError(t, ask(t, t.Context(), client, base, 1, 3).sendErr)
		gw.Close()
		gw.Close()
		assert.Error(t, ask(t, t.Context(), client, base, 1, 3).sendErr)
		assert.Equal(t, 1, gw.Count(), "the log stays, and takes no more")
	})
}

func TestAClosedCoreSaysSo(t *testing.T) {
	gw := newShop(t, nil)
	gw.Close()
	err := askGateway(t, gw, 1).sendErr
	assert.ErrorIs(t, err, net.ErrClosed)
	assert.ErrorContains(t, err, "billtest: the gateway is closed")
}

func TestURLAfterClose(t *testing.T) {
	never := newShop(t, nil)
	never.Close()
	assert.Empty(t, never.URL())

	served := newShop(t, nil)
	before := served.URL()
	served.Close()
	assert.Equal(t, before, served.URL())
}

func TestTheTestClosesTheServer(t *testing.T) {
	rec := new(clienttest.Recorder)
	gw := newShop(rec, nil)
	address := strings.TrimPrefix(gw.URL(), "http://")
	rec.End()
	conn, err := net.Dial("tcp", address)
	if err == nil {
		conn.Close()
	}
	assert.Error(t, err, "the port is free again")
}

// A client that stops reading in the middle of a large reply must not hold Close up.
func TestCloseDoesNotWaitForAClientThatStoppedReading(t *testing.T) {
	gw := newShop(t, Script{{Fault: Oversize(256 << 20)}})
	client, base := ways[0].client(t, gw)
	resp, err := client.Post(base+"/gateway", "application/json", strings.NewReader(`{"page":1,"limit":3}`))
	require.NoError(t, err)
	defer resp.Body.Close()
	gw.Close()
	assert.Equal(t, http.StatusOK, resp.StatusCode)
}
