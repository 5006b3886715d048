package settlement_test

import (
	"context"
	"errors"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/billrecon/billrecon/billtest"
	"github.com/billrecon/billrecon/settlement"
	"github.com/billrecon/billrecon/settlement/settlementtest"
)

// issuing is a gateway and a client whose tokens it issues.
func issuing(t *testing.T, o settlementtest.Options, life time.Duration, change ...func(*settlement.Config)) (*settlement.Client, *settlementtest.Gateway) {
	gw := settlementtest.New(t, o)
	change = append([]func(*settlement.Config){func(cfg *settlement.Config) { cfg.Token = gw.TokenSource(life) }}, change...)
	return clientOf(t, gw, change...), gw
}

func TestTokenIsKept(t *testing.T) {
	c, gw := issuing(t, settlementtest.Options{Items: items(250)}, 0, func(cfg *settlement.Config) { cfg.Prefetch = 8 })
	var group sync.WaitGroup
	for range 8 {
		group.Go(func() {
			_, _, err := c.CollectItems(context.Background(), day)
			assert.NoError(t, err)
		})
	}
	group.Wait()
	assert.Equal(t, 1, gw.TokensIssued(), "one token for all pages of all calls")
}

func TestTokenIsRenewedBeforeItExpires(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c, gw := issuing(t, settlementtest.Options{Items: items(3)}, time.Hour)
		for _, test := range []struct {
			after  time.Duration
			issued int
		}{{0, 1}, {58 * time.Minute, 1}, {61 * time.Second, 2}, {58 * time.Minute, 2}, {10 * time.Hour, 3}} {
			time.Sleep(test.after)
			_, err := c.ItemPage(t.Context(), day)
			require.NoError(t, err)
			assert.Equal(t, test.issued, gw.TokensIssued())
		}
		assert.Equal(t, 5, gw.Count(), "no token was refused")
	})
}

func TestRefusedTokenIsRenewedOnce(t *testing.T) {
	for _, test := range []struct {
		reason  string
		code    string // of a refused token, "" for HTTP 401
		renewed bool
		change  func(*settlement.Config)
	}{
		{"HTTP 401", "", true, func(*settlement.Config) {}},
		{"a code that the caller names", "10010", true, func(cfg *settlement.Config) { cfg.TokenExpiredCodes = []string{"10010"} }},
		{"a code that nobody names", "10010", false, func(*settlement.Config) {}},
	} {
		t.Run(test.reason, func(t *testing.T) {
			c, gw := issuing(t, settlementtest.Options{Items: items(3), ExpiredCode: test.code}, 0, test.change)
			_, err := c.ItemPage(t.Context(), day)
			require.NoError(t, err)
			gw.ExpireTokens()
			page, err := c.ItemPage(t.Context(), day)
			if !test.renewed {
				var e *settlement.Error
				require.True(t, errors.As(err, &e))
				assert.Equal(t, test.code, e.Code)
				assert.NotErrorIs(t, err, settlement.ErrAuth)
				assert.Equal(t, 1, gw.TokensIssued())
				return
			}
			require.NoError(t, err)
			assert.Len(t, page.Items, 3)
			assert.Equal(t, 2, page.Attempts, "the refused one and the repeat")
			assert.Equal(t, 2, gw.TokensIssued())
			assert.Equal(t, 3, gw.Count())
		})
	}
}

func TestTokenThatStaysRefused(t *testing.T) {
	for _, code := range []string{"", "10010"} {
		c, gw := issuing(t, settlementtest.Options{Items: items(3), ExpiredCode: code,
			Faults: billtest.Script{{Fault: settlementtest.ExpireToken()}}}, 0,
			func(cfg *settlement.Config) { cfg.TokenExpiredCodes = []string{"10010"} })
		_, err := c.ItemPage(t.Context(), day)
		require.ErrorIs(t, err, settlement.ErrAuth)
		assert.Equal(t, 2, gw.Count(), "one repeat and no more")
		assert.Equal(t, 2, gw.TokensIssued())
	}
}

func TestStaticTokenIsNotRepeated(t *testing.T) {
	gw := settlementtest.New(t, settlementtest.Options{Items: items(3)})
	gw.ExpireTokens()
	_, err := clientOf(t, gw).ItemPage(t.Context(), day)
	require.ErrorIs(t, err, settlement.ErrAuth)
	assert.Equal(t, 1, gw.Count(), "there is no other token to try")
}

// A refused signature is none of the token's business.
func TestRefusedSignatureKeepsTheToken(t *testing.T) {
	for _, fault := range []billtest.Fault{
		billtest.Business("10016", "", "签名错误"),
		billtest.Respond(billtest.Reply{Status: 401, Header: map[string][]string{"Content-Type": {"application/json"}},
			Body: []byte(`{"code":"10016","data":null,"msg":"签名错误"}`)}),
	} {
		c, gw := issuing(t, settlementtest.Options{Items: items(3), Faults: billtest.Script{{Fault: fault}}}, 0)
		_, err := c.ItemPage(t.Context(), day)
		require.ErrorIs(t, err, settlement.ErrAuth)
		assert.Equal(t, 1, gw.Count())
		assert.Equal(t, 1, gw.TokensIssued())
	}
}

// Pages in flight that are refused at once cost one new token.
func TestRefusedTokenOfManyPages(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c, gw := issuing(t, settlementtest.Options{Items: items(1000), Faults: billtest.Script{
			{On: billtest.Call(4), Fault: settlementtest.ExpireToken()}, {Fault: billtest.Delay(time.Second)}}}, 0,
			func(cfg *settlement.Config) { cfg.Prefetch = 8 })
		rows, audit, err := c.CollectItems(t.Context(), day)
		require.NoError(t, err)
		requireEqualItems(t, items(1000), rows)
		assert.True(t, audit.Complete)
		assert.Equal(t, 2, gw.TokensIssued())
	})
}

func TestBrokenTokenSources(t *testing.T) {
	failure := secretError{"fictional-secret"}
	for _, test := range []struct {
		reason string
		source settlement.TokenSourceFunc
		text   string
		kind   error
	}{
		{"an error", func(context.Context) (settlement.Token, error) { return settlement.Token{}, failure },
			"the TokenSource returned an error of type settlement_test.secretError", failure},
		{"no token", func(context.Context) (settlement.Token, error) { return settlement.Token{}, nil },
			"the TokenSource returned an empty token", settlement.ErrInvalidRequest},
		{"white space", func(context.Context) (settlement.Token, error) {
			return settlement.Token{Value: "fictional-secret\n"}, nil
		},
			"the TokenSource returned a token that starts or ends with white space: it must not", settlement.ErrInvalidRequest},
		{"a token of yesterday", func(context.Context) (settlement.Token, error) {
			return settlement.Token{Value: "fictional-secret", Expires: time.Now().Add(-time.Hour)}, nil
		}, "the TokenSource returned a token that has expired already", settlement.ErrInvalidRequest},
		{"a panic", func(context.Context) (settlement.Token, error) { panic("fictional-secret") },
			"the TokenSource panicked with a value of type string", settlement.ErrInvalidRequest},
		{"a panic of the runtime", func(context.Context) (settlement.Token, error) {
			names := strings.Fields("fictional-secret")
			return settlement.Token{Value: names[len(names)]}, nil
		}, "the TokenSource panicked: runtime error: index out of range [1] with length 1", settlement.ErrInvalidRequest},
	} {
		t.Run(test.reason, func(t *testing.T) {
			for _, wrap := range []func(settlement.TokenSource) settlement.TokenSource{
				func(s settlement.TokenSource) settlement.TokenSource { return s },
				func(s settlement.TokenSource) settlement.TokenSource { return settlement.NewTokenCache(s, time.Minute) },
			} {
				c, gw := setup(t, 1, nil, func(cfg *settlement.Config) { cfg.Token = wrap(test.source) })
				_, err := c.ItemPage(t.Context(), day)
				require.ErrorIs(t, err, test.kind)
				assert.ErrorContains(t, err, test.text)
				assert.NotContains(t, err.Error(), "fictional-secret")
				assert.Zero(t, gw.Count())
			}
		})
	}
}

func TestTokenSourceThatHangs(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		source := settlement.TokenSourceFunc(func(ctx context.Context) (settlement.Token, error) {
			<-ctx.Done()
			return settlement.Token{}, ctx.Err()
		})
		c, gw := setup(t, 1, nil, func(cfg *settlement.Config) { cfg.Token = source })
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		_, err := c.ItemPage(ctx, day)
		require.ErrorIs(t, err, context.DeadlineExceeded)
		assert.Zero(t, gw.Count())
	})
}

// One cache for two clients: one token, and one new one after it was refused.
func TestTokenCacheIsShared(t *testing.T) {
	gw := settlementtest.New(t, settlementtest.Options{Items: items(3)})
	shared := settlement.NewTokenCache(gw.TokenSource(0), time.Minute)
	share := func(cfg *settlement.Config) { cfg.Token = shared }
	for _, c := range []*settlement.Client{clientOf(t, gw, share), clientOf(t, gw, share)} {
		_, err := c.ItemPage(t.Context(), day)
		require.NoError(t, err)
	}
	assert.Equal(t, 1, gw.TokensIssued())
	gw.ExpireTokens()
	for _, c := range []*settlement.Client{clientOf(t, gw, share), clientOf(t, gw, share)} {
		_, err := c.ItemPage(t.Context(), day)
		require.NoError(t, err)
	}
	assert.Equal(t, 2, gw.TokensIssued())
	_, err := settlement.NewTokenCache(nil, 0).Token(t.Context())
	assert.ErrorIs(t, err, settlement.ErrInvalidRequest)
}

// A token that is refused after retries, and more retries with the new one: no "attempt 8 of 4".
func TestAttemptsOfBothTokensAreTold(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c, gw := issuing(t, settlementtest.Options{Items: items(3), Faults: billtest.Script{
			{On: billtest.Call(4), Fault: settlementtest.ExpireToken()}, {Fault: billtest.Status(503)}}}, 0)
		_, err := c.ItemPage(t.Context(), day)
		require.ErrorIs(t, err, settlement.ErrUnavailable)
		assert.Equal(t, 8, gw.Count())
		assert.ErrorContains(t, err, "(after 8 attempts)")
	})
}

// A code that means a refused token is one under any status: waiting does not mend it.
func TestRefusedTokenUnderAnyStatus(t *testing.T) {
	for _, status := range []int{400, 401, 403, 429, 500, 503} {
		refusal := billtest.Respond(billtest.Reply{Status: status, Body: []byte(`{"code":"10010","data":null,"msg":"access_token失效"}`)})
		c, gw := issuing(t, settlementtest.Options{Items: items(3), Faults: billtest.Script{{On: billtest.Call(1), Fault: refusal}}}, 0,
			func(cfg *settlement.Config) { cfg.TokenExpiredCodes = []string{"10010"} })
		page, err := c.ItemPage(t.Context(), day)
		require.NoError(t, err, status)
		assert.Len(t, page.Items, 3)
		assert.Equal(t, 2, gw.Count(), status)
		assert.Equal(t, 2, gw.TokensIssued(), status)
	}
}

// sharedStore is a store of tokens that other programs use too, such as a Redis key: it does not know that the provider has revoked
// its token until it is told.
type sharedStore struct {
	mu      sync.Mutex
	kept    settlement.Token
	issue   func() settlement.Token
	asked   int
	refused []string
}

func (s *sharedStore) Token(context.Context) (settlement.Token, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.asked++
	if s.kept.Value == "" {
		s.kept = s.issue()
	}
	return s.kept, nil
}

func (s *sharedStore) Invalidate(_ context.Context, refused settlement.Token) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.refused = append(s.refused, refused.Value)
	if s.kept.Value == refused.Value {
		s.kept = settlement.Token{}
	}
}

func newSharedStore(t *testing.T, gw *settlementtest.Gateway) *sharedStore {
	issue := func() settlement.Token {
		token, err := gw.TokenSource(0).Token(context.Background())
		require.NoError(t, err)
		return token
	}
	return &sharedStore{issue: issue, kept: issue()}
}

// The provider revoked the token of the store: it is told, asked once more, and the call is made with what it has then.
func TestRefusedTokenOfASharedStore(t *testing.T) {
	gw := settlementtest.New(t, settlementtest.Options{Items: items(3)})
	store := newSharedStore(t, gw)
	revoked := store.kept.Value
	gw.ExpireTokens()
	page, err := clientOf(t, gw, func(cfg *settlement.Config) { cfg.Token = store }).ItemPage(t.Context(), day)
	require.NoError(t, err)
	assert.Len(t, page.Items, 3)
	assert.Equal(t, []string{revoked}, store.refused)
	assert.Equal(t, 2, store.asked)
	assert.Equal(t, 2, gw.Count())
}

// plain is a source that nobody can tell anything.
type plain struct{ settlement.TokenSource }

// The same store without Invalidate has the revoked token again: one request, the refusal, and no loop.
func TestRefusedTokenOfAStoreThatIsNotTold(t *testing.T) {
	gw := settlementtest.New(t, settlementtest.Options{Items: items(3)})
	store := newSharedStore(t, gw)
	gw.ExpireTokens()
	_, err := clientOf(t, gw, func(cfg *settlement.Config) { cfg.Token = plain{store} }).ItemPage(t.Context(), day)
	require.ErrorIs(t, err, settlement.ErrAuth)
	assert.Equal(t, 1, gw.Count())
	assert.Equal(t, 2, store.asked)
}

// What the caller's code does wrong while it is told shows in no panic: the token is refused, that is all.
func TestInvalidateThatPanics(t *testing.T) {
	gw := settlementtest.New(t, settlementtest.Options{Items: items(3)})
	store := newSharedStore(t, gw)
	gw.ExpireTokens()
	_, err := clientOf(t, gw, func(cfg *settlement.Config) { cfg.Token = panicking{store} }).ItemPage(t.Context(), day)
	require.ErrorIs(t, err, settlement.ErrAuth)
	assert.NotContains(t, err.Error(), "fictional")
}

type panicking struct{ settlement.TokenSource }

func (panicking) Invalidate(_ context.Context, refused settlement.Token) { panic(refused.Value) }

// The RequestID is that of the last answer, not of the one that refused the token.
func TestRequestIDAfterANewToken(t *testing.T) {
	answer := func(status int, id, body string) billtest.Fault {
		return billtest.Respond(billtest.Reply{Status: status, Header: map[string][]string{"X-Request-Id": {id}}, Body: []byte(body)})
	}
	for _, test := range []struct {
		reason, second string
		code           string
	}{
		{"a page", `{"code":"0","data":[]}`, ""},
		{"a business failure", `{"code":"500","msg":"系统异常"}`, "500"},
	} {
		c, _ := issuing(t, settlementtest.Options{Faults: billtest.Script{
			{On: billtest.Call(1), Fault: answer(401, "fictional-1", "")}, {On: billtest.Call(2), Fault: answer(200, "fictional-2", test.second)},
		}}, 0)
		page, err := c.ItemPage(t.Context(), day)
		if test.code == "" {
			require.NoError(t, err)
			assert.Equal(t, "fictional-2", page.RequestID)
			continue
		}
		var e *settlement.Error
		require.True(t, errors.As(err, &e), test.reason)
		assert.Equal(t, test.code, e.Code)
		assert.Equal(t, "fictional-2", e.RequestID)
	}
}

// Characters that a file or a copy brings along and nobody sees: the field is named, and the value is not shown.
func TestCredentialsWithInvisibleCharacters(t *testing.T) {
	gw := settlementtest.New(t, settlementtest.Options{})
	for _, spoiled := range []string{"\ufefffictional-secret", "fictional\u200b-secret", "fictional-secret\u202a", "fictional\u00a0secret", "fictional\x00secret"} {
		for field, set := range map[string]func(*settlement.Config){
			"Config.Token":   func(cfg *settlement.Config) { cfg.Token = settlement.StaticToken(spoiled) },
			"Config.Signer":  func(cfg *settlement.Config) { cfg.Signer = settlement.SortedSecretParamBodyMD5(spoiled) },
			"Config.Version": func(cfg *settlement.Config) { cfg.Version = spoiled },
		} {
			cfg := gw.Config()
			set(&cfg)
			_, err := settlement.New(cfg)
			require.ErrorIs(t, err, settlement.ErrInvalidRequest, "%s %+q", field, spoiled)
			assert.ErrorContains(t, err, field)
			assert.NotContains(t, err.Error(), "fictional")
		}
		_, err := settlement.FindSigner(t.Context(), unsigned(gw), spoiled)
		require.ErrorIs(t, err, settlement.ErrInvalidRequest)
		source := settlement.TokenSourceFunc(func(context.Context) (settlement.Token, error) { return settlement.Token{Value: spoiled}, nil })
		_, err = clientOf(t, gw, func(cfg *settlement.Config) { cfg.Token = source }).ItemPage(t.Context(), day)
		require.ErrorIs(t, err, settlement.ErrInvalidRequest)
		assert.ErrorContains(t, err, "the TokenSource returned a token that")
		assert.NotContains(t, err.Error(), "fictional")
	}
	assert.Zero(t, gw.Count())
}
