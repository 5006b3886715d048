package billtest

import (
	"net/http/httptest"
	"slices"
)

// URL is the base URL of a loopback server in front of the Core, "http://127.0.0.1:port". The first call starts it; Close, or the end of the test,
// stops it. After Close it is the former URL, or "" when there never was a server.
func (c *Core) URL() string {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.server == nil && !c.closed {
		c.server = httptest.NewServer(c)
	}
	if c.server == nil {
		return ""
	}
	return c.server.URL
}

// Close ends what hangs or drips, stops the server and refuses every later request. It logs the rules that were never played. It may be called more
// than once.
func (c *Core) Close() {
	if !c.shut() || c.server == nil {
		return
	}
	// Clients that stopped reading would otherwise hold the server open.
	c.server.CloseClientConnections()
	c.server.Close()
}

// shut marks the Core as closed and tells whether this call did.
func (c *Core) shut() bool {
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
