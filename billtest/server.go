package billtest

import (
	"net/http/httptest"
	"slices"
)

// URL is the base URL of a loopback server in front of the gateway, "http://127.0.0.1:port" and the fake's BasePath: what a client's Config.BaseURL
// wants. The first call starts the server; Close, or the end of the test, stops it. After Close it is the former URL, or "" when there never was a server.
func (c *Gateway) URL() string {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.server == nil && !c.closed {
		c.server = httptest.NewServer(c)
	}
	if c.server == nil {
		return ""
	}
	return c.server.URL + c.path
}

// Close ends what hangs or drips, stops the server and refuses every later request. It logs the rules that were never played. It may be called more
// than once.
func (c *Gateway) Close() {
	if !c.shut() || c.server == nil {
		return
	}
	// Clients that stopped reading would otherwise hold the server open.
	c.server.CloseClientConnections()
	c.server.Close()
}

// shut marks the Gateway as closed and reports whether this call did.
func (c *Gateway) shut() bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.closed {
		return false
	}
	for rule := range slices.Values(c.unplayed()) {
		if c.t != nil {
			c.t.Logf("billtest: never played: %s", rule)
		}
	}
	c.closed = true
	close(c.done)
	return true
}
