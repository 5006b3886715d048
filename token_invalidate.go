package billrecon

import "context"

// TokenInvalidator is a [TokenSource] that wants to know which token the provider refused. A client that gets a token refused
// tells it so, and then asks it for another one, once.
//
// Invalidate must forget the token if it is still the one that Token returns, and must leave a newer one alone: in a shared
// store this is a comparison and a removal in one step. It must be safe for concurrent use and return when its context ends; a
// failure to forget shows when the same token is refused again.
type TokenInvalidator interface {
	Invalidate(ctx context.Context, refused Token)
}

// Invalidate drops the token that the provider refused, if it is still the kept one, and then tells the source if that is a
// [TokenInvalidator]. When many calls fail with the same token, the source is thus told once and asked once, and not asked
// before it was told. Invalidate returns when the source was told, or when ctx ends.
func (c *TokenCache) Invalidate(ctx context.Context, refused Token) {
	c.mu.Lock()
	if c.kept == nil || c.kept.token.Value != refused.Value {
		c.mu.Unlock()
		return
	}
	c.kept = nil
	told := c.tell(ctx, refused)
	c.mu.Unlock()

	select {
	case <-told:
	case <-ctx.Done():
	}
}

// tell is called with mu held. The source runs in a goroutine of its own, which is all that it can end.
func (c *TokenCache) tell(ctx context.Context, refused Token) <-chan struct{} {
	told := make(chan struct{})
	src, wants := c.src.(TokenInvalidator)
	if !wants {
		close(told)
		return told
	}
	c.telling = told
	c.flight = nil // a question that is on its way may bring the refused token: those who ask from now on do not join it
	go func() {
		defer c.told(told)
		defer func() { _ = recover() }() // a source that is broken shows it when it is asked
		src.Invalidate(ctx, refused)
	}()
	return told
}

func (c *TokenCache) told(told chan struct{}) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.telling == told {
		c.telling = nil
	}
	close(told)
}
