package billrecon

import (
	"context"
	"errors"
	"sync"
	"time"
)

// Errors about what a source returned.
var (
	errEmpty    = errors.New("the source returned an empty token")
	errExpired  = errors.New("the source returned a token that has expired already")
	errNoReturn = errors.New("the source did not return")
)

// TokenCache is a TokenSource that keeps the token of another TokenSource until shortly
// before it expires. However many callers need a new token at once, the source
// is asked once. A TokenCache is safe for concurrent use and must not be copied.
type TokenCache struct {
	src    TokenSource
	margin time.Duration

	mu     sync.Mutex
	kept   *entry  // nil when nothing usable is kept
	flight *flight // nil when nobody is asking the source
}

// entry is held by pointer, so that printing a TokenCache shows an address.
type entry struct {
	token   Token
	renewAt time.Time // zero: never
}

// flight is one question to the source, shared by all who wait for it.
type flight struct {
	cancel  context.CancelFunc
	waiters int // guarded by TokenCache.mu
	done    chan struct{}
	token   Token // token and err are set before done is closed
	err     error
}

// NewTokenCache makes a TokenCache that renews a token margin before it expires. For a
// token that lives shorter than twice the margin it is half of its life, so
// that a short-lived token is still used. A negative margin counts as 0. The
// source must end when its context is cancelled.
func NewTokenCache(src TokenSource, margin time.Duration) *TokenCache {
	return &TokenCache{src: src, margin: max(margin, 0)}
}

// Token returns the kept token, or asks the source. The source runs under a
// context that carries the values of the first caller's, and that is cancelled
// once every waiting caller has given up: one caller's cancellation fails that
// caller alone. A failure is not kept. While the old token is still valid a
// failed renewal returns it without an error.
func (c *TokenCache) Token(ctx context.Context) (Token, error) {
	c.mu.Lock()
	if c.kept != nil && c.kept.fresh(time.Now()) {
		defer c.mu.Unlock()
		return c.kept.token, nil
	}
	f := c.join(ctx)
	c.mu.Unlock()

	select {
	case <-f.done:
		return f.token, f.err
	case <-ctx.Done():
		c.leave(f)
		return Token{}, ctx.Err()
	}
}

// Invalidate drops the token that the provider refused, if it is still the
// kept one. When many calls fail with the same token, the source is thus asked
// once and not once per call.
func (c *TokenCache) Invalidate(used Token) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.kept != nil && c.kept.token.Value == used.Value {
		c.kept = nil
	}
}

// join is called with mu held.
func (c *TokenCache) join(ctx context.Context) *flight {
	if c.flight == nil {
		fetch, cancel := context.WithCancel(context.WithoutCancel(ctx))
		c.flight = &flight{cancel: cancel, done: make(chan struct{}), err: errNoReturn}
		go c.fetch(fetch, c.flight)
	}
	c.flight.waiters++
	return c.flight
}

func (c *TokenCache) leave(f *flight) {
	c.mu.Lock()
	defer c.mu.Unlock()
	f.waiters--
	if f.waiters > 0 {
		return
	}
	f.cancel()
	if c.flight == f { // nobody may join a question that is being cancelled
		c.flight = nil
	}
}

func (c *TokenCache) fetch(ctx context.Context, f *flight) {
	defer f.cancel()
	defer close(f.done)
	defer c.land(f) // also when the source ends its goroutine
	f.token, f.err = c.src.Token(ctx)
}

// land settles what the waiting callers get and what is kept.
func (c *TokenCache) land(f *flight) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.flight != f { // given up: a later question may have been answered by now
		return
	}
	c.flight = nil
	now := time.Now()
	if f.err == nil {
		f.err = f.token.check(now)
	}
	if f.err == nil {
		c.kept = &entry{token: f.token, renewAt: f.token.renewAt(now, c.margin)}
		return
	}
	f.token = Token{}
	if c.kept != nil && c.kept.token.check(now) == nil {
		f.token, f.err = c.kept.token, nil
	}
}

func (e *entry) fresh(now time.Time) bool {
	return e.renewAt.IsZero() || now.Before(e.renewAt)
}

func (t Token) check(now time.Time) error {
	switch {
	case t.Value == "":
		return errEmpty
	case !t.Expires.IsZero() && !now.Before(t.Expires):
		return errExpired
	}
	return nil
}

func (t Token) renewAt(now time.Time, margin time.Duration) time.Time {
	if t.Expires.IsZero() {
		return time.Time{}
	}
	return t.Expires.Add(-min(margin, t.Expires.Sub(now)/2))
}
