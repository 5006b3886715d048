package settlement_test

import (
	"context"
	"fmt"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/billrecon/billrecon/billtest"
	"github.com/billrecon/billrecon/settlement"
	"github.com/billrecon/billrecon/settlement/settlementtest"
)

// unsigned is the configuration of a client whose signer nobody knows yet.
func unsigned(gw *settlementtest.Gateway) settlement.Config {
	cfg := gw.Config()
	cfg.Signer, cfg.Token = nil, gw.TokenSource(0)
	return cfg
}

func TestFindSigner(t *testing.T) {
	for i, scheme := range settlementtest.Schemes() {
		t.Run(scheme.String(), func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				gw := settlementtest.New(t, settlementtest.Options{Scheme: scheme, RefuseReplays: true})
				cfg := unsigned(gw)
				began := time.Now()
				found, err := settlement.FindSigner(t.Context(), cfg, settlementtest.Secret)
				require.NoError(t, err)
				assert.Equal(t, scheme.String(), found.Name)
				assert.Equal(t, i+1, gw.Count(), "no request after the right one")
				assert.Equal(t, time.Duration(i)*time.Second, time.Since(began), "one request a second")
				assert.Equal(t, 1, gw.TokensIssued(), "one token for all")
				for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%d"} {
					assert.NotContains(t, fmt.Sprintf(verb, found), settlementtest.Secret)
				}
				assert.Equal(t, scheme.String(), fmt.Sprint(found))

				cfg.Signer = found.Signer
				c, err := settlement.New(cfg)
				require.NoError(t, err)
				_, err = c.ItemPage(t.Context(), day)
				assert.NoError(t, err, "what was found signs")
			})
		})
	}
}

// What is asked: one row of one second of a day that is over.
func TestFindSignerAsksForLittle(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		gw := settlementtest.New(t, settlementtest.Options{})
		time.Sleep(20 * time.Hour) // 2000-01-02 04:00:00 at UTC+8
		_, err := settlement.FindSigner(t.Context(), unsigned(gw), settlementtest.Secret)
		require.NoError(t, err)
		assert.Equal(t, `{"paymentStartTime":"2000-01-01 00:00:00","paymentEndTime":"2000-01-01 00:00:00","currentPage":1,"itemsPerPage":1}`,
			string(gw.Requests()[0].Body))
	})
}

func TestFindSignerFindsNone(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		gw := settlementtest.New(t, settlementtest.Options{Secret: "fictional-other-secret"})
		found, err := settlement.FindSigner(t.Context(), unsigned(gw), settlementtest.Secret)
		require.ErrorIs(t, err, settlement.ErrAuth)
		assert.EqualError(t, err, "settlement: authentication failed: FindSigner: all 8 presets were refused with code 10016: "+
			"check the secret and the clock of this machine")
		assert.Zero(t, found)
		assert.Equal(t, len(settlementtest.Schemes()), gw.Count(), "each once")
	})
}

// A failure that says nothing about the sign ends it: the next preset would fail as well.
func TestFindSignerStopsAtOtherFailures(t *testing.T) {
	for _, test := range []struct {
		reason   string
		options  settlementtest.Options
		change   func(*settlement.Config)
		kind     error
		text     string
		requests int
	}{
		{"a token that is refused", settlementtest.Options{}, func(cfg *settlement.Config) { cfg.Token = settlement.StaticToken("fictional-other-token") },
			settlement.ErrAuth, "HTTP 401", 1},
		{"a network failure", settlementtest.Options{Faults: billtest.Script{{Fault: billtest.Reset()}}},
			func(cfg *settlement.Config) { cfg.Retry.MaxAttempts = 1 }, settlement.ErrUnavailable, "FindSigner", 1},
		{"another code", settlementtest.Options{Faults: billtest.Script{{Fault: billtest.Business("9999", "", "系统异常")}}},
			func(*settlement.Config) {}, nil, "code 9999: 系统异常", 1},
		{"a source without a token", settlementtest.Options{}, func(cfg *settlement.Config) {
			cfg.Token = settlement.TokenSourceFunc(func(context.Context) (settlement.Token, error) { return settlement.Token{}, nil })
		}, settlement.ErrInvalidRequest, "the TokenSource returned an empty token", 0},
		{"the third preset is refused otherwise", settlementtest.Options{Scheme: settlementtest.SecretWrapped,
			Faults: billtest.Script{{On: billtest.Call(3), Fault: billtest.Status(503)}}},
			func(cfg *settlement.Config) { cfg.Retry.MaxAttempts = 1 }, settlement.ErrUnavailable, "HTTP 503", 3},
	} {
		t.Run(test.reason, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				gw := settlementtest.New(t, test.options)
				cfg := unsigned(gw)
				test.change(&cfg)
				found, err := settlement.FindSigner(t.Context(), cfg, settlementtest.Secret)
				require.Error(t, err)
				if test.kind != nil {
					assert.ErrorIs(t, err, test.kind)
				}
				assert.ErrorContains(t, err, test.text)
				assert.NotContains(t, err.Error(), "presets were refused")
				assert.NotContains(t, err.Error(), settlementtest.Secret)
				assert.Zero(t, found)
				assert.Equal(t, test.requests, gw.Count())
			})
		})
	}
}

func TestFindSignerRefuses(t *testing.T) {
	gw := settlementtest.New(t, settlementtest.Options{})
	var none context.Context
	for _, test := range []struct {
		text, secret string
		ctx          context.Context
		change       func(*settlement.Config)
	}{
		{"Config.Signer is set", settlementtest.Secret, t.Context(), func(cfg *settlement.Config) { cfg.Signer = settlement.SecretWrapped(settlementtest.Secret) }},
		{"the secret is empty", "", t.Context(), func(*settlement.Config) {}},
		{"the secret starts or ends with white space", "fictional-secret\n", t.Context(), func(*settlement.Config) {}},
		{"the secret has fewer than 6 characters", "short", t.Context(), func(*settlement.Config) {}},
		{"Config.Token is nil", settlementtest.Secret, t.Context(), func(cfg *settlement.Config) { cfg.Token = nil }},
		{"Config.BaseURL", settlementtest.Secret, t.Context(), func(cfg *settlement.Config) { cfg.BaseURL = "" }},
		{"Config.RateLimit.PerSecond", settlementtest.Secret, t.Context(), func(cfg *settlement.Config) { cfg.RateLimit.PerSecond = -1 }},
		{"the context is nil", settlementtest.Secret, none, func(*settlement.Config) {}},
	} {
		cfg := unsigned(gw)
		test.change(&cfg)
		_, err := settlement.FindSigner(test.ctx, cfg, test.secret)
		require.ErrorIs(t, err, settlement.ErrInvalidRequest, test.text)
		assert.ErrorContains(t, err, test.text)
		assert.NotContains(t, err.Error(), "fictional")
	}
	assert.Zero(t, gw.Count())
}

func TestFindSignerKeepsASlowerLimit(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		gw := settlementtest.New(t, settlementtest.Options{Scheme: settlementtest.SortedSecretParamSHA1})
		for _, test := range []struct {
			limit settlement.RateLimit
			want  time.Duration
		}{
			{settlement.RateLimit{PerSecond: 0.1, Burst: 5}, 20 * time.Second},
			{settlement.RateLimit{PerSecond: 100, Burst: 100}, 2 * time.Second},
		} {
			cfg := unsigned(gw)
			cfg.RateLimit = test.limit
			began := time.Now()
			_, err := settlement.FindSigner(t.Context(), cfg, settlementtest.Secret)
			require.NoError(t, err)
			assert.Equal(t, test.want, time.Since(began))
		}
	})
}

func TestFindSignerEndsWithItsContext(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		gw := settlementtest.New(t, settlementtest.Options{Scheme: settlementtest.SortedThenTimestampKey})
		ctx, cancel := context.WithTimeout(t.Context(), 2500*time.Millisecond)
		defer cancel()
		_, err := settlement.FindSigner(ctx, unsigned(gw), settlementtest.Secret)
		require.ErrorIs(t, err, context.DeadlineExceeded)
		assert.Equal(t, 3, gw.Count())
	})
}
