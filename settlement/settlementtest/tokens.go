package settlementtest

import (
	"context"
	"fmt"
	"sync"
	"time"

	"github.com/billrecon/billrecon/settlement"
)

// tokenBook knows the tokens that are good. Their values live behind a func, so that nothing prints them.
type tokenBook struct {
	mu     sync.Mutex
	good   func() map[string]time.Time // value → end, zero for none
	issued int
}

func newTokenBook(first string) *tokenBook {
	good := map[string]time.Time{first: {}}
	return &tokenBook{good: func() map[string]time.Time { return good }}
}

// issue makes a token that lives so long, for ever if life is 0.
func (b *tokenBook) issue(life time.Duration) settlement.Token {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.issued++
	t := settlement.Token{Value: fmt.Sprintf("fictional-issued-token-%04d", b.issued)}
	if life > 0 {
		t.Expires = time.Now().Add(life)
	}
	b.good()[t.Value] = t.Expires
	return t
}

// takes tells whether a token is good now.
func (b *tokenBook) takes(value string) bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	end, known := b.good()[value]
	return known && (end.IsZero() || time.Now().Before(end))
}

func (b *tokenBook) expire() {
	b.mu.Lock()
	defer b.mu.Unlock()
	clear(b.good())
}

func (b *tokenBook) count() int {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.issued
}

// TokenSource issues a new token of this gateway each time it is asked, good for life, or until [Gateway.ExpireTokens] if life
// is 0. A client keeps what it gives: [Gateway.TokensIssued] tells how often it was asked. No network is used, since the
// provider's token endpoint is not public.
func (g *Gateway) TokenSource(life time.Duration) settlement.TokenSource {
	return settlement.TokenSourceFunc(func(ctx context.Context) (settlement.Token, error) {
		if err := ctx.Err(); err != nil {
			return settlement.Token{}, err
		}
		return g.tokens.issue(life), nil
	})
}

// TokensIssued is how many tokens the sources of [Gateway.TokenSource] gave.
func (g *Gateway) TokensIssued() int { return g.tokens.count() }

// ExpireTokens refuses every token there is so far, [Options.Token] included. Tokens issued later are good.
func (g *Gateway) ExpireTokens() { g.tokens.expire() }
