package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/billrecon/billrecon/recon/console"
)

func TestSwitchOnThePage(t *testing.T) {
	a := newTestApp(t)
	code := ordersOf(a, 3)[0].Code
	status, h, _ := do(t, a, "POST", "/auto", url.Values{"code": {code}, "auto": {"false"}, "back": {"status=3&lang=en"}})
	assert.Equal(t, http.StatusSeeOther, status)
	assert.Equal(t, "/?lang=en&status=3#list", h.Get("Location"))
	_, body := get(t, a, "/?lang=en&code="+code)
	assert.Contains(t, body, `aria-checked="false"`)
	status, _, _ = do(t, a, "POST", "/auto", url.Values{"code": {code}, "auto": {"true"}})
	assert.Equal(t, http.StatusSeeOther, status)
	_, body = get(t, a, "/?lang=en&code="+code)
	assert.Contains(t, body, `aria-checked="true"`)
}

func TestSwitchNeverRedirectsElsewhere(t *testing.T) {
	a := newTestApp(t)
	for _, back := range []string{"//evil.example", "https://evil.example", "\r\nLocation: https://evil.example", "lang=//evil.example&x=1", "%zz", "#"} {
		_, h, _ := do(t, a, "POST", "/auto", url.Values{"code": {a.ledger.Entries[0].Order.Code}, "auto": {"true"}, "back": {back}})
		location, err := url.Parse(h.Get("Location"))
		require.NoError(t, err)
		assert.Empty(t, location.Host, back)
		assert.Equal(t, "/", location.Path)
	}
}

func TestSwitchRefuses(t *testing.T) {
	a := newTestApp(t)
	for _, test := range []struct {
		reason string
		form   url.Values
		text   string
	}{
		{"an unknown code", url.Values{"code": {"no-such-code"}, "auto": {"true"}}, "there is no order of this code"},
		{"no code", url.Values{"auto": {"true"}}, "code is empty"},
		{"no auto", url.Values{"code": {"1"}}, "auto must be true or false"},
		{"another auto", url.Values{"code": {"1"}, "auto": {"maybe"}}, "auto must be true or false"},
	} {
		t.Run(test.reason, func(t *testing.T) {
			status, _, body := do(t, a, "POST", "/auto", test.form)
			assert.Equal(t, http.StatusBadRequest, status)
			assert.Contains(t, body, test.text)
		})
	}
	status, _, body := do(t, a, "POST", "/auto?code="+a.ledger.Entries[0].Order.Code+"&auto=false", url.Values{})
	assert.Equal(t, http.StatusBadRequest, status, "the address changes nothing")
	assert.Contains(t, body, "auto must be")
}

// lockedBuffer is what run writes to while the test reads.
type lockedBuffer struct {
	mu  sync.Mutex
	buf bytes.Buffer
	got chan struct{} // closed with the last line of the greeting
}

func (b *lockedBuffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	n, err := b.buf.Write(p)
	if strings.Contains(b.buf.String(), "API:") && b.got != nil {
		close(b.got)
		b.got = nil
	}
	return n, err
}

func (b *lockedBuffer) String() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.buf.String()
}

// TestRun runs the whole program: the page and the API over a real loopback connection, until it is told to stop.
func TestRun(t *testing.T) {
	ctx, stop := context.WithCancel(context.Background())
	out, ready, ended := &lockedBuffer{}, make(chan struct{}), make(chan int, 1)
	out.got = ready
	go func() { ended <- run(ctx, []string{"-addr", "127.0.0.1:0"}, out, io.Discard) }()
	select {
	case <-ready:
	case status := <-ended:
		t.Fatalf("run ended with %d: %s", status, out)
	}
	var base string
	for line := range strings.Lines(out.String()) {
		if rest, ok := strings.CutPrefix(line, "page: "); ok {
			base = strings.TrimSuffix(strings.TrimSpace(rest), "/")
		}
	}
	require.NotEmpty(t, base)

	resp, err := http.Get(base + "/")
	require.NoError(t, err)
	body, err := io.ReadAll(resp.Body)
	_ = resp.Body.Close()
	require.NoError(t, err)
	assert.Contains(t, string(body), "对账控制台")

	c, err := console.New(console.Config{BaseURL: base})
	require.NoError(t, err)
	orders, audit, err := c.CollectOrders(ctx, console.OrderQuery{})
	require.NoError(t, err)
	assert.True(t, audit.Complete)
	assert.Len(t, orders, 152)
	require.NoError(t, c.SetAuto(ctx, orders[0].Code, false))
	assert.ErrorContains(t, c.SetAuto(ctx, "no-such-code", true), "there is no order of this code")
	way, err := orders[0].PayMethod.PayWay()
	require.NoError(t, err)
	details, err := c.OrderDetails(ctx, orders[0].Code, way)
	require.NoError(t, err)
	assert.NotNil(t, details.ThirdBill)

	stop()
	assert.Equal(t, 0, <-ended)
	assert.Contains(t, out.String(), "152 orders, 152 bill rows")
}

func TestRunRefuses(t *testing.T) {
	for _, test := range []struct {
		args   []string
		status int
		text   string
	}{
		{[]string{"-h"}, 0, "Reconciles a made-up month"},
		{[]string{"-addr", "0.0.0.0:8090"}, 2, "console: -addr must be a loopback address"},
		{[]string{"-addr", "127.0.0.1:99999"}, 1, "console: "},
	} {
		var stderr bytes.Buffer
		assert.Equal(t, test.status, run(context.Background(), test.args, io.Discard, &stderr), fmt.Sprint(test.args))
		assert.Contains(t, stderr.String(), test.text)
	}
}
