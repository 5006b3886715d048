package billrecon_test

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"github.com/billrecon/billrecon"
)

// database stands for Redis, which all machines of a merchant ask for the access token.
type database struct {
	mu     sync.Mutex
	values map[string]string
	issued int
}

// getOrSet is GET, or SET NX of a token newly asked from the provider.
func (d *database) getOrSet(_ context.Context, key string) string {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.values[key] == "" {
		d.issued++
		d.values[key] = fmt.Sprintf("fictional-token-%d", d.issued)
	}
	return d.values[key]
}

// deleteIf is the script "if redis.call('get', KEYS[1]) == ARGV[1] then return redis.call('del', KEYS[1]) end".
func (d *database) deleteIf(_ context.Context, key, value string) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.values[key] == value {
		delete(d.values, key)
	}
}

// sharedTokens is a source over it.
type sharedTokens struct{ db *database }

func (s sharedTokens) Token(ctx context.Context) (billrecon.Token, error) {
	return billrecon.Token{Value: s.db.getOrSet(ctx, "access_token"), Expires: time.Now().Add(time.Hour)}, nil
}

func (s sharedTokens) Invalidate(ctx context.Context, refused billrecon.Token) {
	s.db.deleteIf(ctx, "access_token", refused.Value)
}

// Tokens that all machines share: when the provider refuses one, the store forgets it, and the next question brings another.
func ExampleTokenInvalidator() {
	ctx := context.Background()
	db := &database{values: map[string]string{}}
	source := billrecon.NewTokenCache(sharedTokens{db}, time.Minute) // or Config.Token of a client, which does the same

	used, _ := source.Token(ctx)
	fmt.Println(db.values["access_token"])

	source.Invalidate(ctx, used) // as a client does after HTTP 401
	source.Invalidate(ctx, used) // and another call that failed with the same token
	_, err := source.Token(ctx)
	fmt.Println(db.values["access_token"], err)
	// Output:
	// fictional-token-1
	// fictional-token-2 <nil>
}

// One function for the errors of every client: fubei.Error, settlement.Error and the others are this type.
func ExampleError() {
	explain := func(err error) string {
		var e *billrecon.Error
		switch {
		case errors.Is(err, billrecon.ErrPeriodOpen):
			return "ask again tomorrow"
		case errors.As(err, &e) && e.Retryable():
			return "ask again later"
		}
		return "ask a person"
	}
	fmt.Println(explain(fmt.Errorf("the bill of 2026-11-22: %w", billrecon.ErrPeriodOpen)))
	fmt.Println(explain(&billrecon.Error{Op: "BillPage", Code: "9999"}))
	// Output:
	// ask again tomorrow
	// ask a person
}
