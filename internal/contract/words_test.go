package contract_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"runtime"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/billrecon/billrecon"
	"github.com/billrecon/billrecon/eshouhou"
	"github.com/billrecon/billrecon/eshouhou/eshouhoutest"
	"github.com/billrecon/billrecon/fubei"
	"github.com/billrecon/billrecon/recon/console"
	"github.com/billrecon/billrecon/settlement"
	"github.com/billrecon/billrecon/settlement/settlementtest"
)

// brokenMiddleware fails every request as a middleware over another http.Client does: with the signed URL in the error.
type brokenMiddleware struct{ join bool }

func (m brokenMiddleware) RoundTrip(r *http.Request) (*http.Response, error) {
	signed := &url.Error{Op: "Get", URL: r.URL.String() + "?sign=" + plantedSecret, Err: context.DeadlineExceeded}
	if m.join {
		return nil, errors.Join(errors.New("mw"), signed)
	}
	return nil, fmt.Errorf("mw: %w", signed)
}

// TestErrorsAreTheOnePublicType: every operation of every client returns a *billrecon.Error, in which no search finds an error
// that can print the signed URL.
func TestErrorsAreTheOnePublicType(t *testing.T) {
	for _, p := range providers() {
		for _, join := range []bool{false, true} {
			bubble(t, func(t *testing.T) {
				gw := p.serve(t, nil)
				defer gw.Close()
				c, err := p.dial(gw, settings{baseURL: address, http: &http.Client{Transport: brokenMiddleware{join}}, retry: billrecon.RetryPolicy{MaxAttempts: 1}})
				require.NoError(t, err)
				for _, o := range p.ops {
					err := o.run(t.Context(), c, func() {}).err
					var typed *billrecon.Error
					require.ErrorAs(t, err, &typed, "%s %s", p.name, o.name)
					require.ErrorIs(t, err, billrecon.ErrUnavailable, "%s %s", p.name, o.name)
					require.ErrorIs(t, err, context.DeadlineExceeded, "what the middleware met is found")
					requireNoURL(t, err)
				}
			})
		}
	}
}

// requireNoURL looks for errors of every shape that could hold a URL.
func requireNoURL(t *testing.T, err error) {
	t.Helper()
	var (
		signed  *url.Error
		one     interface{ Unwrap() error }
		many    interface{ Unwrap() []error }
		timeout interface{ Timeout() bool }
	)
	require.False(t, errors.As(err, &signed))
	require.True(t, errors.As(err, &timeout))
	_, _ = errors.As(err, &one), errors.As(err, &many)
	for _, found := range []any{err, one, many, timeout} {
		for _, verb := range []string{"%v", "%+v", "%#v"} {
			text := fmt.Sprintf(verb, found)
			require.NotContains(t, text, "127.0.0.1")
			require.NotContains(t, text, "sign")
			require.NotContains(t, text, plantedSecret)
		}
	}
}

// sharedStore is a TokenSource over a store that other processes use too: it returns the same token until it is told of a refusal.
type sharedStore struct {
	issue    func() billrecon.Token
	mu       sync.Mutex
	kept     billrecon.Token
	refusals int
}

func (s *sharedStore) Token(context.Context) (billrecon.Token, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.kept.Value == "" {
		s.kept = s.issue()
	}
	return s.kept, nil
}

func (s *sharedStore) Invalidate(_ context.Context, refused billrecon.Token) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.refusals++
	if s.kept.Value == refused.Value {
		s.kept = billrecon.Token{}
	}
}

// tokened is a gateway with a client whose tokens come from src.
type tokened struct {
	issue  func() billrecon.Token
	expire func() // refuses every token so far
	call   func() error
}

// tokenClients are the clients that take a TokenSource.
var tokenClients = map[string]func(*testing.T, billrecon.TokenSource) tokened{
	"settlement": func(t *testing.T, src billrecon.TokenSource) tokened {
		gw := settlementGateway(t, nil, settlementRows).(*settlementtest.Gateway)
		cfg := settlementConfig(gw, settings{baseURL: address, http: gw.Client()})
		cfg.Token = src
		c, err := settlement.New(cfg)
		require.NoError(t, err)
		return tokened{
			issue:  func() billrecon.Token { token, _ := gw.TokenSource(0).Token(t.Context()); return token },
			expire: gw.ExpireTokens,
			call:   func() error { _, err := c.ItemPage(t.Context(), settlementQuery); return err },
		}
	},
	"eshouhou": func(t *testing.T, src billrecon.TokenSource) tokened {
		gw := eshouhoutest.New(t, eshouhoutest.Options{Statements: eshouhoutest.Statements(1)})
		c, err := eshouhou.New(eshouhou.Config{BaseURL: address, HTTPClient: gw.Client(), Token: src})
		require.NoError(t, err)
		return tokened{
			issue: gw.IssueToken, expire: gw.ExpireTokens,
			call: func() error { _, err := c.Statement(t.Context(), eshouhoutest.ID(0)); return err },
		}
	},
}

// TestASharedStoreIsToldOfARefusedToken: also when the caller's own cache, or two of them, lie between the client and the store.
func TestASharedStoreIsToldOfARefusedToken(t *testing.T) {
	for name, open := range tokenClients {
		for caches := range 3 {
			bubble(t, func(t *testing.T) {
				store := &sharedStore{}
				var src billrecon.TokenSource = store
				for range caches {
					src = billrecon.NewTokenCache(src, 0)
				}
				c := open(t, src)
				store.issue = c.issue
				require.NoError(t, c.call(), name)
				for round := range 3 {
					c.expire()
					together(crowd, func(int) { assert.NoError(t, c.call(), name) })
					assert.Equal(t, 1+round, store.refusals, "%s: told once of each token, however many calls were refused", name)
				}
			})
		}
	}
}

// TestASourceCannotEndTheProcess: whatever the caller's source does, the call fails and the next one goes through.
func TestASourceCannotEndTheProcess(t *testing.T) {
	for name, open := range tokenClients {
		bubble(t, func(t *testing.T) {
			store := &sharedStore{}
			does := func() {}
			c := open(t, billrecon.TokenSourceFunc(func(ctx context.Context) (billrecon.Token, error) {
				does()
				return store.Token(ctx)
			}))
			store.issue = c.issue
			for want, trouble := range map[string]func(){
				"the TokenSource panicked with a value of type string": func() { panic(plantedSecret) },
				"the TokenSource ended its goroutine":                  runtime.Goexit,
			} {
				does = trouble
				err := c.call()
				require.ErrorIs(t, err, billrecon.ErrInvalidRequest, name)
				require.ErrorContains(t, err, name+": ")
				require.ErrorContains(t, err, want)
				require.NotContains(t, err.Error(), plantedSecret)
			}
			does = func() {}
			require.NoError(t, c.call(), name)
		})
	}
}

// TestEveryClientHasTheSameKinds: an error of one client can be looked at with the names of another.
func TestEveryClientHasTheSameKinds(t *testing.T) {
	want := []error{
		billrecon.ErrInvalidRequest, billrecon.ErrPeriodOpen, billrecon.ErrAuth, billrecon.ErrRateLimited, billrecon.ErrUnavailable,
		billrecon.ErrMalformedResponse, billrecon.ErrResponseTooLarge, billrecon.ErrPageDrift, billrecon.ErrPageLoop, billrecon.ErrIncomplete,
	}
	for name, got := range map[string][]error{
		"fubei": {
			fubei.ErrInvalidRequest, fubei.ErrPeriodOpen, fubei.ErrAuth, fubei.ErrRateLimited, fubei.ErrUnavailable,
			fubei.ErrMalformedResponse, fubei.ErrResponseTooLarge, fubei.ErrPageDrift, fubei.ErrPageLoop, fubei.ErrIncomplete,
		},
		"settlement": {
			settlement.ErrInvalidRequest, settlement.ErrPeriodOpen, settlement.ErrAuth, settlement.ErrRateLimited, settlement.ErrUnavailable,
			settlement.ErrMalformedResponse, settlement.ErrResponseTooLarge, settlement.ErrPageDrift, settlement.ErrPageLoop, settlement.ErrIncomplete,
		},
		"eshouhou": {
			eshouhou.ErrInvalidRequest, eshouhou.ErrPeriodOpen, eshouhou.ErrAuth, eshouhou.ErrRateLimited, eshouhou.ErrUnavailable,
			eshouhou.ErrMalformedResponse, eshouhou.ErrResponseTooLarge, eshouhou.ErrPageDrift, eshouhou.ErrPageLoop, eshouhou.ErrIncomplete,
		},
		"console": {
			console.ErrInvalidRequest, console.ErrPeriodOpen, console.ErrAuth, console.ErrRateLimited, console.ErrUnavailable,
			console.ErrMalformedResponse, console.ErrResponseTooLarge, console.ErrPageDrift, console.ErrPageLoop, console.ErrIncomplete,
		},
	} {
		require.Len(t, got, len(want), name)
		for i := range want {
			require.Same(t, want[i], got[i], "%s: %v", name, want[i])
		}
	}
}
