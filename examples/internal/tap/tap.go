// Package tap watches what a client sends and what comes back, for example programs that tell others about a provider: it keeps a pace,
// a budget and one host, and what it shows of a reply are names and types, never a value.
package tap

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/url"
	"slices"
	"sync"
	"time"
)

// MaxRequests is how many requests a Tap lets through.
const MaxRequests = 30

// MaxSeen is how much of a body is looked at.
const MaxSeen = 4 << 20

// What a Tap refuses to send.
var (
	ErrBudget    = errors.New("tap: the requests of one run are used up")
	ErrOtherHost = errors.New("tap: a request to another host than the configured one was stopped")
)

// Exchange is one request and what it brought. It stays in memory: what may be told of it is its Shape.
type Exchange struct {
	Path    string
	Status  int // 0 when nothing came
	Header  http.Header
	TLS     uint16
	Came    time.Time
	Latency time.Duration
	JSON    any   // of the body, nil when it is none
	Err     error // of the network
}

// Tap is the RoundTripper below a client. It remembers what came, and tells its Hider what was sent that must not be shown.
type Tap struct {
	Base  http.RoundTripper
	URL   *url.URL      // requests to another scheme or host are stopped
	Pause time.Duration // from the end of one request to the next
	Hide  Hider

	mu   sync.Mutex // also makes requests wait for one another
	last time.Time
	seen []Exchange
}

// RoundTrip sends a request when its turn has come.
func (t *Tap) RoundTrip(req *http.Request) (*http.Response, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if req.URL.Host != t.URL.Host || req.URL.Scheme != t.URL.Scheme {
		return nil, ErrOtherHost
	}
	if len(t.seen) >= MaxRequests {
		return nil, ErrBudget
	}
	if err := t.wait(req); err != nil {
		return nil, err
	}
	t.remember(req)
	began := time.Now()
	resp, err := t.Base.RoundTrip(req)
	x := Exchange{Path: req.URL.Path, Came: time.Now(), Latency: time.Since(began), Err: err}
	if err == nil {
		x.Status, x.Header = resp.StatusCode, resp.Header.Clone()
		if resp.TLS != nil {
			x.TLS = resp.TLS.Version
		}
		var body []byte
		body, x.Err = io.ReadAll(io.LimitReader(resp.Body, MaxSeen))
		x.JSON = Parse(body)
		resp.Body = rest{io.MultiReader(bytes.NewReader(body), failing{x.Err}, resp.Body), resp.Body}
	}
	t.last = time.Now()
	t.seen = append(t.seen, x)
	return resp, err
}

func (t *Tap) wait(req *http.Request) error {
	if t.last.IsZero() {
		return nil
	}
	timer := time.NewTimer(time.Until(t.last.Add(t.Pause)))
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-req.Context().Done():
		return req.Context().Err()
	}
}

// remember tells the hider the sign, nonce and token of a request, and what authorises it.
func (t *Tap) remember(req *http.Request) {
	query := req.URL.Query()
	for _, name := range []string{"sign", "access_token", "appid", "timestamp"} {
		t.Hide.Add(query.Get(name))
	}
	for _, name := range []string{"Authorization", "Cookie"} {
		t.Hide.Add(req.Header.Get(name))
	}
	if req.GetBody == nil {
		return
	}
	body, err := req.GetBody()
	if err != nil {
		return
	}
	defer body.Close()
	var fields map[string]any
	if json.NewDecoder(body).Decode(&fields) == nil {
		for _, name := range []string{"sign", "nonce", "app_id", "vendor_sn"} {
			text, _ := fields[name].(string)
			t.Hide.Add(text)
		}
	}
}

// Seen returns the exchanges so far.
func (t *Tap) Seen() []Exchange {
	t.mu.Lock()
	defer t.mu.Unlock()
	return slices.Clone(t.seen)
}

// rest is a body of which a part was read.
type rest struct {
	io.Reader
	io.Closer
}

// failing repeats the error that reading a body ended with; without one it is empty.
type failing struct{ err error }

func (f failing) Read([]byte) (int, error) {
	if f.err == nil {
		return 0, io.EOF
	}
	return 0, f.err
}
