package report

import (
	"bufio"
	"encoding/json"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/billrecon/billrecon/internal/longtest"
)

// browser is a headless chromium with one tab, spoken to over a pipe: no port is opened.
type browser struct {
	t       *testing.T
	in      *os.File
	pipe    *os.File
	out     *bufio.Reader // of pipe
	id      int
	session string
	events  []event
}

type event struct {
	ID     int             `json:"id"`
	Method string          `json:"method"`
	Params json.RawMessage `json:"params"`
	Result json.RawMessage `json:"result"`
	Error  json.RawMessage `json:"error"`
}

// browserTimeout bounds one command of a browser that hangs, and its end.
const browserTimeout = 60 * time.Second

// startBrowser skips the test where there is no chromium. A browser takes as much time as all other tests of the package: it is for the long form.
func startBrowser(t *testing.T) *browser {
	t.Helper()
	if !longtest.On() {
		t.Skip("the browser is for the long form")
	}
	path := findChromium()
	if path == "" {
		t.Skip("no chromium in PATH: the page is not tested in a real browser (Debian: apt-get install chromium)")
	}
	toChild, in, err := os.Pipe()
	require.NoError(t, err)
	out, fromChild, err := os.Pipe()
	require.NoError(t, err)
	cmd := exec.Command(path, "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
		"--disable-component-update", "--disable-sync", "--disable-dev-shm-usage", "--user-data-dir="+t.TempDir(), "--remote-debugging-pipe")
	cmd.ExtraFiles = []*os.File{toChild, fromChild}
	require.NoError(t, cmd.Start())
	toChild.Close()
	fromChild.Close()
	b := &browser{t: t, in: in, pipe: out, out: bufio.NewReader(out)}
	t.Cleanup(func() {
		b.session = ""
		fmt.Fprintf(in, `{"id":1000000,"method":"Browser.close"}%c`, 0)
		waitOrKill(cmd)
		in.Close()
		out.Close()
	})
	b.attach()
	return b
}

func findChromium() string {
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome", "google-chrome-stable"} {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	return ""
}

// waitOrKill gives the browser time to leave its profile alone before the folder is removed.
func waitOrKill(cmd *exec.Cmd) {
	timer := time.AfterFunc(browserTimeout, func() { cmd.Process.Kill() })
	defer timer.Stop()
	_ = cmd.Wait() // how it ends says nothing about the page
}

// attach opens the tab.
func (b *browser) attach() {
	var target struct{ TargetID string }
	b.call("Target.createTarget", map[string]any{"url": "about:blank"}, &target)
	var session struct{ SessionID string }
	b.call("Target.attachToTarget", map[string]any{"targetId": target.TargetID, "flatten": true}, &session)
	b.session = session.SessionID
	for _, domain := range []string{"Page", "Runtime", "Log", "Network"} {
		b.call(domain+".enable", nil, nil)
	}
}

// call sends one command and waits for its answer; events that come before it are kept.
func (b *browser) call(method string, params map[string]any, result any) {
	b.t.Helper()
	b.id++
	message := map[string]any{"id": b.id, "method": method}
	if params != nil {
		message["params"] = params
	}
	if b.session != "" {
		message["sessionId"] = b.session
	}
	data, err := json.Marshal(message)
	require.NoError(b.t, err)
	require.NoError(b.t, b.pipe.SetReadDeadline(time.Now().Add(browserTimeout)))
	_, err = b.in.Write(append(data, 0))
	require.NoError(b.t, err)
	for {
		e := b.read()
		if e.ID != b.id {
			continue
		}
		require.Empty(b.t, string(e.Error), method)
		if result != nil {
			require.NoError(b.t, json.Unmarshal(e.Result, result))
		}
		return
	}
}

func (b *browser) read() event {
	b.t.Helper()
	data, err := b.out.ReadBytes(0)
	require.NoError(b.t, err, "the browser does not answer")
	var e event
	require.NoError(b.t, json.Unmarshal(data[:len(data)-1], &e))
	if e.Method != "" {
		b.events = append(b.events, e)
	}
	return e
}

// wait reads until an event has come since mark.
func (b *browser) wait(method string, mark int) {
	b.t.Helper()
	for {
		for _, e := range b.events[mark:] {
			if e.Method == method {
				return
			}
		}
		mark = len(b.events)
		b.read()
	}
}

// load writes a page to a file and opens it.
func (b *browser) load(page string) {
	b.t.Helper()
	path := filepath.Join(b.t.TempDir(), "report.html")
	require.NoError(b.t, os.WriteFile(path, []byte(page), 0o600))
	b.events = nil
	b.call("Page.navigate", map[string]any{"url": (&url.URL{Scheme: "file", Path: path}).String()}, nil)
	b.wait("Page.loadEventFired", 0)
}

// eval runs an expression in the page and decodes its value.
func (b *browser) eval(expression string, value any) {
	b.t.Helper()
	var answer struct {
		Result           struct{ Value json.RawMessage }
		ExceptionDetails json.RawMessage
	}
	b.call("Runtime.evaluate", map[string]any{"expression": expression, "returnByValue": true}, &answer)
	require.Empty(b.t, string(answer.ExceptionDetails), expression)
	if value != nil {
		require.NoError(b.t, json.Unmarshal(answer.Result.Value, value), expression)
	}
}

// saw counts the events of a kind.
func (b *browser) saw(method string) int {
	n := 0
	for _, e := range b.events {
		if e.Method == method {
			n++
		}
	}
	return n
}
