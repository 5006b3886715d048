package billrecon

import (
	"context"
	"errors"
	"runtime"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"
)

// store is what several processes share: it returns its token until that is forgotten, and then the next one.
type store struct {
	issued   atomic.Int64
	asked    atomic.Int64
	takes    time.Duration // how long a question takes
	mu       sync.Mutex
	kept     string
	refusals []string
	broken   func() // runs in Invalidate
}

func (s *store) Token(context.Context) (Token, error) {
	s.asked.Add(1)
	s.mu.Lock()
	if s.kept == "" {
		s.kept = numbered(s.issued.Add(1))
	}
	kept := s.kept
	s.mu.Unlock()
	time.Sleep(s.takes)
	return Token{Value: kept}, nil
}

func (s *store) Invalidate(_ context.Context, refused Token) {
	time.Sleep(s.takes)
	s.mu.Lock()
	defer s.mu.Unlock()
	s.refusals = append(s.refusals, refused.Value)
	if s.broken != nil {
		s.broken()
	}
	if s.kept == refused.Value {
		s.kept = ""
	}
}

func TestCacheInvalidate(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		src := &issuer{life: time.Hour, takes: time.Second}
		c := NewTokenCache(src, time.Minute)
		c.Invalidate(t.Context(), Token{Value: "never issued"}) // an empty cache stays as it is
		first, err := c.Token(t.Context())
		require.NoError(t, err)

		var wg sync.WaitGroup
		for i := range 100 { // all of them were refused with the same token
			wg.Go(func() {
				time.Sleep(time.Duration(i) * 100 * time.Millisecond)
				c.Invalidate(t.Context(), first)
				got, err := c.Token(t.Context())
				require.NoError(t, err)
				require.Equal(t, "fictional-2", got.Value)
			})
		}
		wg.Wait()
		require.EqualValues(t, 2, src.calls.Load(), "a storm costs one renewal")
	})
}

func TestCacheNeverFallsBackToARefusedToken(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		refused := errors.New("refused")
		src := &issuer{life: time.Hour}
		c := NewTokenCache(src, time.Minute)
		first, err := c.Token(t.Context())
		require.NoError(t, err)
		c.Invalidate(t.Context(), first)
		src.failWith(refused)
		_, err = c.Token(t.Context())
		require.ErrorIs(t, err, refused)
	})
}

// A source that has the tokens from a store of many processes would return the refused one again if nobody told it.
func TestCacheTellsItsSource(t *testing.T) {
	for _, takes := range []time.Duration{0, time.Second} {
		synctest.Test(t, func(t *testing.T) {
			src := &store{takes: takes}
			c := NewTokenCache(NewTokenCache(src, 0), 0) // one passes it on to the other
			first, err := c.Token(t.Context())
			require.NoError(t, err)

			var wg sync.WaitGroup
			for range 100 { // all of them were refused with the same token
				wg.Go(func() {
					c.Invalidate(t.Context(), first)
					require.Equal(t, "fictional-2", value(t, c))
				})
			}
			wg.Wait()
			require.Equal(t, []string{"fictional-1"}, src.refusals, "told once, although 100 calls failed")
			require.EqualValues(t, 2, src.asked.Load())

			c.Invalidate(t.Context(), first)
			require.Equal(t, "fictional-2", value(t, c))
			require.Len(t, src.refusals, 1, "a token that is no longer kept is no news")
		})
	}
}

// A renewal that is on its way when the token is refused may bring that very token: it is not what the next caller gets.
func TestCacheAsksAgainAfterTheSourceWasTold(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		src := &store{kept: "old"}
		c := NewTokenCache(TokenSource(expiring{src, time.Hour}), time.Minute)
		first, err := c.Token(t.Context())
		require.NoError(t, err)
		time.Sleep(time.Hour - time.Minute)
		src.takes = time.Second
		var wg sync.WaitGroup
		wg.Go(func() { require.Equal(t, "old", value(t, c), "it was asked for before anybody knew") })
		synctest.Wait()
		c.Invalidate(t.Context(), first)
		require.Equal(t, "fictional-1", value(t, c))
		wg.Wait()
		require.Equal(t, "fictional-1", value(t, c))
	})
}

// expiring gives each token a life.
type expiring struct {
	*store
	life time.Duration
}

func (e expiring) Token(ctx context.Context) (Token, error) {
	t, err := e.store.Token(ctx)
	t.Expires = time.Now().Add(e.life)
	return t, err
}

// A source that breaks when it is told ends neither the process nor the caller.
func TestCacheSurvivesASourceThatCannotBeTold(t *testing.T) {
	for reason, broken := range map[string]func(){
		"a panic": func() { panic(secret) }, "the end of its goroutine": runtime.Goexit,
	} {
		src := &store{broken: broken}
		c := NewTokenCache(src, 0)
		first, err := c.Token(t.Context())
		require.NoError(t, err, reason)
		c.Invalidate(t.Context(), first)
		require.Equal(t, "fictional-1", value(t, c), reason)
	}
}

func TestCacheTellsNoLongerThanTheCallerWaits(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		src := &store{}
		c := NewTokenCache(src, 0)
		first, err := c.Token(t.Context())
		require.NoError(t, err)
		src.takes = time.Hour
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		start := time.Now()
		c.Invalidate(ctx, first)
		require.Equal(t, time.Second, time.Since(start))
		_, err = c.Token(ctx)
		require.ErrorIs(t, err, context.DeadlineExceeded)
		require.EqualValues(t, 1, src.asked.Load(), "not asked before it was told")
		time.Sleep(2 * time.Hour) // the source, which does not look at its context, is done
	})
}
