package billtest

import (
	"sync"
	"time"
)

// Tokens are the access tokens that a fake takes. Make them with NewTokens; their methods may be called at the same time.
type Tokens struct {
	mu   sync.Mutex
	ends func() map[string]time.Time // behind a func, since fmt would print a map; zero for a token without an end
}

// NewTokens returns a book without tokens.
func NewTokens() *Tokens {
	ends := map[string]time.Time{}
	return &Tokens{ends: func() map[string]time.Time { return ends }}
}

// Add makes a token good until end, which is excluded; for ever if end is zero.
func (b *Tokens) Add(value string, end time.Time) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.ends()[value] = end
}

// Problem returns what is wrong with a token now, "" when nothing is. It does not show the token.
func (b *Tokens) Problem(value string) string {
	b.mu.Lock()
	defer b.mu.Unlock()
	end, known := b.ends()[value]
	switch {
	case value == "":
		return "access_token is missing"
	case !known:
		return "access_token differs: the gateway did not issue it"
	case !end.IsZero() && !time.Now().Before(end):
		return "access_token has expired"
	}
	return ""
}

// Expire ends one token, if it was added.
func (b *Tokens) Expire(value string) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if _, known := b.ends()[value]; known {
		b.ends()[value] = time.Now()
	}
}

// ExpireAll ends every token that was added so far.
func (b *Tokens) ExpireAll() {
	b.mu.Lock()
	defer b.mu.Unlock()
	for value := range b.ends() {
		b.ends()[value] = time.Now()
	}
}
