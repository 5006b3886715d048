package billrecon

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"
)

// issuer is a provider that numbers its tokens.
type issuer struct {
	life  time.Duration // 0: tokens never expire
	takes time.Duration // how long an answer takes
	calls atomic.Int64
	fail  atomic.Pointer[error]
}

func (i *issuer) Token(ctx context.Context) (Token, error) {
	n := i.calls.Add(1)
	select {
	case <-time.After(i.takes):
	case <-ctx.Done():
		return Token{}, ctx.Err()
	}
	if err := i.fail.Load(); err != nil {
		return Token{}, *err
	}
	t := Token{Value: numbered(n)}
	if i.life > 0 {
		t.Expires = time.Now().Add(i.life)
	}
	return t, nil
}

func (i *issuer) failWith(err error) { i.fail.Store(&err) }

func numbered(n int64) string { return fmt.Sprintf("fictional-%d", n) }

func value(t *testing.T, c *TokenCache) string {
	t.Helper()
	got, err := c.Token(t.Context())
	require.NoError(t, err)
	return got.Value
}

func TestCacheRenewsBeforeExpiry(t *testing.T) {
	tests := []struct {
		reason       string
		life, margin time.Duration
		renews       time.Duration // since the token was got; 0: never
	}{
		{"margin before the end", 2 * time.Hour, 5 * time.Minute, 115 * time.Minute},
		{"no margin means the very end", time.Hour, 0, time.Hour},
		{"a negative margin counts as none", time.Hour, -time.Minute, time.Hour},
		{"a short life is used for half of it", 6 * time.Minute, 5 * time.Minute, 3 * time.Minute},
		{"a token without an end is kept", 0, 5 * time.Minute, 0},
	}
	for _, tt := range tests {
		t.Run(tt.reason, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				src := &issuer{life: tt.life}
				c := NewTokenCache(src, tt.margin)
				require.Equal(t, "fictional-1", value(t, c))
				if tt.renews == 0 {
					time.Sleep(10_000 * time.Hour)
					require.Equal(t, "fictional-1", value(t, c))
					return
				}
				time.Sleep(tt.renews - time.Nanosecond)
				require.Equal(t, "fictional-1", value(t, c), "a nanosecond before")
				time.Sleep(time.Nanosecond)
				require.Equal(t, "fictional-2", value(t, c), "at the moment")
			})
		})
	}
}

func TestCacheAsksOnceForMany(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		src := &issuer{life: time.Hour, takes: time.Second}
		c := NewTokenCache(src, time.Minute)
		var wg sync.WaitGroup
		for range 100 {
			wg.Go(func() {
				got, err := c.Token(t.Context())
				require.NoError(t, err)
				require.Equal(t, "fictional-1", got.Value)
			})
		}
		wg.Wait()
		require.EqualValues(t, 1, src.calls.Load())
	})
}

func TestCacheKeepsNoFailure(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		refused := errors.New("refused")
		src := &issuer{life: time.Hour}
		src.failWith(refused)
		c := NewTokenCache(src, time.Minute)
		for range 2 {
			got, err := c.Token(t.Context())
			require.ErrorIs(t, err, refused)
			require.Zero(t, got)
		}
		src.fail.Store(nil)
		require.Equal(t, "fictional-3", value(t, c))
	})
}

func TestCacheUsesAValidTokenWhileRenewalFails(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		refused := errors.New("refused")
		src := &issuer{life: time.Hour}
		c := NewTokenCache(src, 10*time.Minute)
		require.Equal(t, "fictional-1", value(t, c))
		src.failWith(refused)
		time.Sleep(55 * time.Minute)
		require.Equal(t, "fictional-1", value(t, c), "due for renewal, and still valid")
		require.EqualValues(t, 2, src.calls.Load())

		time.Sleep(5 * time.Minute)
		_, err := c.Token(t.Context())
		require.ErrorIs(t, err, refused, "expired: the failure shows")
	})
}

func TestCacheOneCancelFailsOneCaller(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		src := &issuer{life: time.Hour, takes: time.Second}
		c := NewTokenCache(src, time.Minute)
		ctx, cancel := context.WithTimeout(t.Context(), 100*time.Millisecond)
		defer cancel()
		var wg sync.WaitGroup
		wg.Go(func() { // the first caller, whose context starts the question
			_, err := c.Token(ctx)
			require.ErrorIs(t, err, context.DeadlineExceeded)
		})
		wg.Go(func() {
			time.Sleep(50 * time.Millisecond)
			got, err := c.Token(t.Context())
			require.NoError(t, err)
			require.Equal(t, "fictional-1", got.Value)
		})
		wg.Wait()
		require.EqualValues(t, 1, src.calls.Load())
	})
}

// TestCacheLastCancelStopsTheSource: the bubble fails when a goroutine remains.
func TestCacheLastCancelStopsTheSource(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		src := &issuer{life: time.Hour, takes: 1000 * time.Hour}
		c := NewTokenCache(src, time.Minute)
		ctx, cancel := context.WithCancel(t.Context())
		var wg sync.WaitGroup
		for range 3 {
			wg.Go(func() {
				_, err := c.Token(ctx)
				require.ErrorIs(t, err, context.Canceled)
			})
		}
		synctest.Wait()
		cancel()
		wg.Wait()
		synctest.Wait()
		require.Nil(t, c.flight)
		src.takes = 0
		require.Equal(t, "fictional-2", value(t, c), "the next caller does not join the cancelled question")
	})
}

// TestCacheLateAnswerIsDropped: a source that ignores its cancelled context
// must not replace the token of a later question.
func TestCacheLateAnswerIsDropped(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var calls atomic.Int64
		src := TokenSourceFunc(func(context.Context) (Token, error) {
			if calls.Add(1) == 1 {
				time.Sleep(time.Hour)
				return Token{Value: "late"}, nil
			}
			return Token{Value: "new"}, nil
		})
		c := NewTokenCache(src, 0)
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		_, err := c.Token(ctx)
		require.ErrorIs(t, err, context.DeadlineExceeded)
		require.Equal(t, "new", value(t, c))
		time.Sleep(2 * time.Hour)
		require.Equal(t, "new", value(t, c))
	})
}

// TestCacheQuestionHasTheCallersValues: tracing of the first caller goes on,
// its deadline does not bind the others.
func TestCacheQuestionHasTheCallersValues(t *testing.T) {
	type key struct{}
	c := NewTokenCache(TokenSourceFunc(func(ctx context.Context) (Token, error) {
		_, limited := ctx.Deadline()
		return Token{Value: fmt.Sprintf("%v %v", ctx.Value(key{}), limited)}, nil
	}), 0)
	ctx, cancel := context.WithTimeout(context.WithValue(t.Context(), key{}, "trace"), time.Hour)
	defer cancel()
	got, err := c.Token(ctx)
	require.NoError(t, err)
	require.Equal(t, "trace false", got.Value)
}
