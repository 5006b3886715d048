package main

import (
	"bytes"
	"context"
	"fmt"
	"html"
	"image/png"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/billrecon/billrecon/internal/longtest"
	"github.com/billrecon/billrecon/recon"
)

// browser is a headless browser that is installed here, or skips the test: without one, and in the plain form, which a browser would make twice
// as long.
func browser(t *testing.T) string {
	t.Helper()
	if !longtest.On() {
		t.Skip("the browser is for the long form")
	}
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome", "google-chrome-stable"} {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	t.Skip("no chromium in PATH: install one (Debian: apt-get install chromium) to see the page in a real browser")
	return ""
}

// flags are those of a browser with a new profile and no network but loopback.
func flags(t *testing.T) []string {
	t.Helper()
	profile, err := os.MkdirTemp("", "console-browser-")
	require.NoError(t, err)
	t.Cleanup(func() { _ = os.RemoveAll(profile) })
	return []string{
		"--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
		"--disable-component-update", "--disable-sync", "--disable-dev-shm-usage", "--user-data-dir=" + profile,
		"--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1", "--enable-logging=stderr", "--lang=zh-CN",
	}
}

// browse runs the browser once, for what it writes.
func browse(t *testing.T, args ...string) (stdout, stderr string) {
	t.Helper()
	path := browser(t)
	ctx, cancel := context.WithTimeout(t.Context(), 90*time.Second)
	defer cancel()
	cmd := exec.CommandContext(ctx, path, append(flags(t), args...)...)
	cmd.WaitDelay = 5 * time.Second
	var out, log bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &log
	require.NoError(t, cmd.Run(), "the browser failed")
	return out.String(), log.String()
}

// site is the program on loopback. Further pages of the same origin can be added for a test, and every answer watched.
func site(t *testing.T, a *app, extra map[string]string, watch ...func(r *http.Request, status int)) string {
	t.Helper()
	guarded := guard(a.handler())
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if body, ok := extra[r.URL.Path]; ok {
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
			_, _ = w.Write([]byte(body))
			return
		}
		answer := httptest.NewRecorder()
		guarded.ServeHTTP(answer, r)
		maps.Copy(w.Header(), answer.Header())
		w.WriteHeader(answer.Code)
		_, _ = w.Write(answer.Body.Bytes())
		for _, f := range watch {
			f(r, answer.Code)
		}
	}))
	t.Cleanup(server.Close)
	return server.URL
}

func TestBrowserShowsThePage(t *testing.T) {
	a := sharedApp(t)
	entry, _ := a.ledger.Entry(ordersOf(a, 3)[0].Code)
	query := url.Values{"lang": {"zh"}, "status": {"3"}, "show": {entry.Order.Code}}
	dom, log := browse(t, "--dump-dom", site(t, a, nil)+"/?"+query.Encode())
	text := html.UnescapeString(dom)
	assert.Contains(t, text, "<strong>152</strong>")
	assert.Contains(t, text, entry.Group.Explain(recon.Chinese))
	assert.Equal(t, 5, strings.Count(dom, `class="fill"`), "a bar for each status")
	assert.Equal(t, len(ordersOf(a, 3)), strings.Count(dom, `role="switch"`), "the list is filtered")
	assert.Contains(t, dom, `<option value="3" selected="">异常</option>`)
	for line := range strings.Lines(log) {
		assert.NotContains(t, line, "Content Security Policy", "the page must keep its own rules")
	}
}

func TestBrowserPaintsThePage(t *testing.T) {
	a := sharedApp(t)
	base := site(t, a, nil)
	for _, size := range []struct{ width, height int }{{1280, 1600}, {480, 1600}} {
		file := filepath.Join(t.TempDir(), "page.png")
		browse(t, fmt.Sprintf("--window-size=%d,%d", size.width, size.height), "--screenshot="+file, base+"/?show="+ordersOf(a, 3)[0].Code)
		f, err := os.Open(file)
		require.NoError(t, err)
		picture, err := png.Decode(f)
		_ = f.Close()
		require.NoError(t, err)
		assert.Equal(t, size.width, picture.Bounds().Dx())
		// The style took effect: the colours of 已对账 and of 异常 are there, which no unstyled page has.
		colours := map[string]int{}
		for y := range picture.Bounds().Dy() {
			for x := range picture.Bounds().Dx() {
				r, g, b, _ := picture.At(x, y).RGBA()
				colours[fmt.Sprintf("%02x%02x%02x", r>>8, g>>8, b>>8)]++
			}
		}
		assert.Greater(t, colours["1a7f37"], 100, "the bar of 已对账")
		assert.Greater(t, colours["b3261e"], 100, "the bar of 异常")
	}
}

// visit opens an address in the browser, and leaves it open until done.
func visit(t *testing.T, address string, done <-chan string) string {
	t.Helper()
	path := browser(t)
	ctx, cancel := context.WithCancel(t.Context())
	cmd := exec.CommandContext(ctx, path, append(flags(t), address)...)
	cmd.Cancel = func() error { return cmd.Process.Signal(os.Interrupt) } // lets it end its own children
	cmd.WaitDelay = 5 * time.Second
	require.NoError(t, cmd.Start())
	defer func() { cancel(); _ = cmd.Wait() }()
	select {
	case text := <-done:
		return text
	case <-time.After(90 * time.Second):
		t.Fatal("the browser did not come to the end of it")
		return ""
	}
}

// clickFirst opens the page for one order, clicks its switch as a person would, and ends where that leads.
const clickFirst = `<!DOCTYPE html><body><script>
fetch('/?lang=en&code=%[1]s').then(r => r.text()).then(text => {
  const page = new DOMParser().parseFromString(text, 'text/html');
  document.body.append(document.importNode(page.querySelector('td form'), true));
  document.querySelector('button').click();
});
</script>`

func TestBrowserSwitches(t *testing.T) {
	a := newTestApp(t)
	code := ordersOf(a, 3)[0].Code
	landed := make(chan string, 10)
	base := site(t, a, map[string]string{"/click": fmt.Sprintf(clickFirst, code)}, func(r *http.Request, _ int) {
		if r.Method == http.MethodGet && r.URL.Path == "/" && r.Header.Get("Sec-Fetch-Mode") == "navigate" {
			landed <- r.URL.RawQuery
		}
	})
	query := visit(t, base+"/click", landed)
	assert.Equal(t, "code="+code+"&lang=en", query, "back on the list, with the filter it came from")
	row, _ := a.api.Order(code)
	assert.False(t, row.Auto, "the API has switched")
}

// attack tries from another origin what a hostile page can: all kinds of fetch, and then a form.
const attack = `<!DOCTYPE html><body>
<form method="post" action="%[1]s/auto"><input name="code" value="%[2]s"><input name="auto" value="false"></form>
<script>
const form = new URLSearchParams({code: '%[2]s', auto: 'false'});
const json = {method: 'POST', headers: {'Content-Type': 'application/json'}, body: JSON.stringify({code: '%[2]s', auto: false})};
const tries = [
  fetch('%[1]s/auto', {method: 'POST', body: form, mode: 'no-cors'}),
  fetch('%[1]s/pay/consume_order', {method: 'POST', body: form, mode: 'no-cors'}),
  fetch('%[1]s/pay/consume_order', json),
  fetch('%[1]s/pay/consume_order').then(r => r.text()).then(text => fetch('/stolen', {method: 'POST', body: text})),
];
Promise.allSettled(tries).then(() => document.querySelector('form').submit());
</script>`

func TestBrowserRefusesAnotherOrigin(t *testing.T) {
	a := newTestApp(t)
	code := ordersOf(a, 3)[0].Code
	var stolen atomic.Bool
	var served sync.Map // what was answered to whom, by status
	submitted := make(chan string, 10)
	base := site(t, a, nil, func(r *http.Request, status int) {
		served.Store(r.Method+" "+r.URL.Path, status)
		if r.Method == http.MethodPost && r.Header.Get("Sec-Fetch-Mode") == "navigate" {
			submitted <- fmt.Sprint(status)
		}
	})
	hostile := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/stolen" {
			stolen.Store(true)
			return
		}
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		_, _ = fmt.Fprintf(w, attack, base, code)
	}))
	defer hostile.Close()
	assert.Equal(t, "403", visit(t, hostile.URL, submitted), "the form")
	for _, call := range []string{"POST /auto", "POST /pay/consume_order"} {
		status, tried := served.Load(call)
		assert.True(t, tried, "%s was tried", call)
		assert.Equal(t, 403, status, call)
	}
	row, _ := a.api.Order(code)
	assert.True(t, row.Auto, "nothing was switched")
	assert.False(t, stolen.Load(), "nothing was read")
}
