package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"sync"
	"time"
)

// maxRequests is how many requests one run may send.
const maxRequests = 30

// maxSeen is how much of a body is looked at.
const maxSeen = 4 << 20

var (
	errBudget    = errors.New("doctor: the requests of one run are used up")
	errOtherHost = errors.New("doctor: a request to another host than the configured one was stopped")
)

// exchange is one request and what it brought. It stays in memory: a report has its shape alone.
type exchange struct {
	path    string
	status  int // 0 when nothing came
	header  http.Header
	tls     uint16
	came    time.Time
	latency time.Duration
	body    []byte
	err     error // of the network
}

// observer is the RoundTripper below a client: it keeps the pace, the budget and the host, remembers what came, and tells the hider
// what was sent that must not be shown.
type observer struct {
	base         http.RoundTripper
	scheme, host string
	pause        time.Duration
	hide         *hider

	mu   sync.Mutex // also makes requests wait for one another
	last time.Time
	seen []exchange
}

// RoundTrip sends a request when its turn has come.
func (o *observer) RoundTrip(req *http.Request) (*http.Response, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if req.URL.Host != o.host || req.URL.Scheme != o.scheme {
		return nil, errOtherHost
	}
	if len(o.seen) >= maxRequests {
		return nil, errBudget
	}
	if err := o.wait(req); err != nil {
		return nil, err
	}
	o.remember(req)
	began := time.Now()
	resp, err := o.base.RoundTrip(req)
	x := exchange{path: req.URL.Path, came: time.Now(), latency: time.Since(began), err: err}
	if err == nil {
		x.status, x.header = resp.StatusCode, resp.Header.Clone()
		if resp.TLS != nil {
			x.tls = resp.TLS.Version
		}
		x.body, x.err = io.ReadAll(io.LimitReader(resp.Body, maxSeen))
		resp.Body = rest{io.MultiReader(bytes.NewReader(x.body), failing{x.err}, resp.Body), resp.Body}
	}
	o.last = time.Now()
	o.seen = append(o.seen, x)
	return resp, err
}

func (o *observer) wait(req *http.Request) error {
	if o.last.IsZero() {
		return nil
	}
	timer := time.NewTimer(time.Until(o.last.Add(o.pause)))
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-req.Context().Done():
		return req.Context().Err()
	}
}

// remember tells the hider the sign, nonce and token of a request, and what authorises it.
func (o *observer) remember(req *http.Request) {
	query := req.URL.Query()
	for _, name := range []string{"sign", "access_token", "appid", "timestamp"} {
		o.hide.add(query.Get(name))
	}
	for _, name := range []string{"Authorization", "Cookie"} {
		o.hide.add(req.Header.Get(name))
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
			o.hide.add(text)
		}
	}
}

// since returns the last exchange after the first n, and how many there are by now.
func (o *observer) since(n int) (x exchange, count int) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if len(o.seen) > n {
		x = o.seen[len(o.seen)-1]
	}
	return x, len(o.seen)
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
