package billrecon

import (
	"context"
	"sync"
	"time"
)

// TokenCache is a [TokenSource] that keeps the token of another one until shortly before it expires. However many callers need a
// new token at once, the source is asked once. It is safe for concurrent use and must not be copied. Make it with
// [NewTokenCache].
//
// One client needs none: it makes its own, with a margin of one minute. Clients that share a token share one TokenCache.
type TokenCache struct {
	src    TokenSource
	margin time.Duration

	mu      sync.Mutex
	kept    *entry        // nil when nothing usable is kept
	flight  *flight       // nil when nobody is asking the source
	telling chan struct{} // closed once the source was told of a refused token; nil when it is not being told
}

// entry is held by pointer, so that printing a TokenCache shows an address.
type entry struct {
	token   Token
	renewAt time.Time // zero: never
}

// flight is one question to the source, shared by all who wait for it.
type flight struct {
	cancel  context.CancelFunc
	after   <-chan struct{} // what the question waits for; nil for nothing
	waiters int             // guarded by TokenCache.mu
	done    chan struct{}
	token   Token // token and err are set before done is closed
	err     error
}

// NewTokenCache makes a [TokenCache] over src that renews a token margin before it expires. For a token that lives shorter than
// twice the margin it is half of its life, so that a short-lived token is still used. A negative margin counts as 0.
func NewTokenCache(src TokenSource, margin time.Duration) *TokenCache {
	return &TokenCache{src: src, margin: max(margin, 0)}
}

// Token returns the kept token, or asks the source. The source gets a context that carries the values of the first caller's, and
// that is cancelled once every waiting caller has given up: one caller's cancellation fails that caller alone. A failure is not
// kept. While the old token is still valid a failed renewal returns it without an error.
//
// A token that is empty, longer than 8 KB or expired, and a source that is nil, panics or ends its goroutine, are an [*Error]
// of kind [ErrInvalidRequest]. Errors of the source are returned as they are.
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

// join is called with mu held.
func (c *TokenCache) join(ctx context.Context) *flight {
	if c.flight == nil {
		fetch, cancel := context.WithCancel(context.WithoutCancel(ctx))
		c.flight = &flight{cancel: cancel, after: c.telling, done: make(chan struct{}), err: refuse("ended its goroutine")}
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
	if f.after != nil {
		select {
		case <-f.after:
		case <-ctx.Done():
			f.err = ctx.Err()
			return
		}
	}
	f.token, f.err = ask(ctx, c.src)
}

// land settles what the waiting callers get and what is kept. The token of a question that was given up or overtaken is not.
func (c *TokenCache) land(f *flight) {
	c.mu.Lock()
	defer c.mu.Unlock()
	latest := c.flight == f
	if latest {
		c.flight = nil
	}
	now := time.Now()
	if f.err == nil {
		f.err = f.token.check(now)
	}
	switch {
	case f.err == nil && latest:
		c.kept = &entry{token: f.token, renewAt: f.token.renewAt(now, c.margin)}
	case f.err == nil:
	case c.kept != nil && c.kept.token.check(now) == nil:
		f.token, f.err = c.kept.token, nil
	default:
		f.token = Token{}
	}
}

func (e *entry) fresh(now time.Time) bool {
	return e.renewAt.IsZero() || now.Before(e.renewAt)
}

func (t Token) renewAt(now time.Time, margin time.Duration) time.Time {
	if t.Expires.IsZero() {
		return time.Time{}
	}
	return t.Expires.Add(-min(margin, t.Expires.Sub(now)/2))
}
