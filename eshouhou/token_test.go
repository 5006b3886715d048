package eshouhou_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/billrecon/billrecon/billtest"
	"github.com/billrecon/billrecon/eshouhou"
	"github.com/billrecon/billrecon/eshouhou/eshouhoutest"
)

func TestTokenHidesItself(t *testing.T) {
	const secret = "fictional-token-value"
	token := eshouhou.Token{Value: secret}
	text, err := json.Marshal(token)
	require.NoError(t, err)
	assert.NotContains(t, string(text)+fmt.Sprintf("%v %+v %#v %s %q %x", token, token, token, token, token, token), secret)
	got, err := eshouhou.StaticToken(secret).Token(t.Context())
	require.NoError(t, err)
	assert.Equal(t, token, got)
}

func TestOneTokenServesManyCalls(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c, gw := setup(t, 40, nil)
		for range 3 {
			assert.Equal(t, allOK(40), walk(c.Statements(t.Context(), ids(40))))
		}
		assert.Equal(t, 1, gw.TokenRequests())
	})
}

func TestTokenIsRenewedBeforeItEnds(t *testing.T) {
	for _, test := range []struct {
		reason   string
		life     time.Duration
		hours    int
		wait     time.Duration
		requests int
	}{
		{"the provider's 2 hours", 0, 0, 118 * time.Minute, 1},
		{"a minute before they end", 0, 0, 119 * time.Minute, 2},
		{"after they ended", 0, 0, 3 * time.Hour, 2},
		{"a life that was asked for", 0, 24, 1438 * time.Minute, 1},
		{"a minute before that", 0, 24, 1439 * time.Minute, 2},
		{"a short life is used for half of it", time.Minute, 0, 29 * time.Second, 1},
		{"and then renewed", time.Minute, 0, 30 * time.Second, 2},
	} {
		t.Run(test.reason, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				gw := eshouhoutest.New(t, eshouhoutest.Options{Statements: eshouhoutest.Statements(1), TokenLife: test.life})
				c := client(t, gw, func(cfg *eshouhou.Config) { cfg.TokenExpireHours = test.hours })
				for range 2 {
					_, err := c.Statement(t.Context(), eshouhoutest.ID(0))
					require.NoError(t, err)
					time.Sleep(test.wait)
				}
				assert.Equal(t, test.requests, gw.TokenRequests())
				assert.Equal(t, 2, statementRequests(gw), "no token was refused")
			})
		})
	}
}

// The life of a token counts from the request, not from a slow answer.
func TestLifeCountsFromTheRequest(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		gw := eshouhoutest.New(t, eshouhoutest.Options{Statements: eshouhoutest.Statements(1), TokenLife: 10 * time.Minute,
			Faults: billtest.Script{{On: eshouhoutest.TokenCall(1), Fault: billtest.Delay(20 * time.Second)}}})
		c := client(t, gw)
		for range 2 {
			_, err := c.Statement(t.Context(), eshouhoutest.ID(0))
			require.NoError(t, err)
			time.Sleep(8*time.Minute + 45*time.Second) // 9m05s after the request, 8m45s after the answer
		}
		assert.Equal(t, 2, gw.TokenRequests())
	})
}

func TestTokenThatExpiresMidRun(t *testing.T) {
	for _, test := range []struct {
		reason, code string
		expired      []string
	}{
		{"refused by HTTP 401", "", nil},
		{"refused by a code", "4001", []string{"9", "4001"}},
	} {
		for _, concurrency := range []int{1, 2, 8, 64} {
			t.Run(fmt.Sprint(test.reason, " at ", concurrency), func(t *testing.T) {
				synctest.Test(t, func(t *testing.T) {
					const n = 200
					gw := eshouhoutest.New(t, eshouhoutest.Options{Statements: eshouhoutest.Statements(n), ExpiredCode: test.code,
						Faults: billtest.Script{
							{On: eshouhoutest.StatementCall(77), Fault: eshouhoutest.ExpireToken()},
							{On: billtest.Always().At(eshouhoutest.StatementPath), Fault: billtest.Delay(20 * time.Millisecond)},
						}})
					c := client(t, gw, func(cfg *eshouhou.Config) { cfg.TokenExpiredCodes, cfg.Concurrency = test.expired, concurrency })
					assert.Equal(t, allOK(n), walk(c.Statements(t.Context(), ids(n))))
					assert.Equal(t, 2, gw.TokenRequests(), "one to begin with, and one renewal")
					assert.Empty(t, gw.Unplayed())
				})
			})
		}
	}
}

func TestRefusedCodeThatIsNotListedIsAFailure(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		gw := eshouhoutest.New(t, eshouhoutest.Options{Statements: eshouhoutest.Statements(1), ExpiredCode: "4001"})
		c := client(t, gw)
		_, err := c.Statement(t.Context(), eshouhoutest.ID(0))
		require.NoError(t, err)
		gw.ExpireTokens()
		_, err = c.Statement(t.Context(), eshouhoutest.ID(0))
		e, ok := errors.AsType[*eshouhou.Error](err)
		require.True(t, ok)
		assert.Equal(t, "4001", e.Code)
		assert.NotErrorIs(t, err, eshouhou.ErrAuth, "the provider documents no codes, so none is guessed")
		assert.Equal(t, 1, gw.TokenRequests())
	})
}

func TestRefusedTwiceIsAnError(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c, gw := setup(t, 1, billtest.Script{{On: billtest.Always().At(eshouhoutest.StatementPath), Fault: eshouhoutest.ExpireToken()}})
		_, err := c.Statement(t.Context(), eshouhoutest.ID(0))
		require.ErrorIs(t, err, eshouhou.ErrAuth)
		assert.Equal(t, []int{2, 2}, []int{gw.TokenRequests(), statementRequests(gw)}, "one renewal and one repeat, no more")
	})
}

func TestRenewalThatFails(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c, gw := setup(t, 1, billtest.Script{{On: eshouhoutest.TokenCall(2), Fault: billtest.Business("7", "", "fictional refusal")}})
		_, err := c.Statement(t.Context(), eshouhoutest.ID(0))
		require.NoError(t, err)
		gw.ExpireTokens()
		_, err = c.Statement(t.Context(), eshouhoutest.ID(0))
		assert.EqualError(t, err, "eshouhou: Statement: TokenApi: code 7: fictional refusal")
		assert.Equal(t, []int{2, 2}, []int{gw.TokenRequests(), statementRequests(gw)})

		_, err = c.Statement(t.Context(), eshouhoutest.ID(0))
		require.NoError(t, err, "a failure is not kept")
	})
}

func TestCallersTokenSource(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var asked atomic.Int64
		gw := eshouhoutest.New(t, eshouhoutest.Options{Statements: eshouhoutest.Statements(50)})
		c := client(t, gw, func(cfg *eshouhou.Config) {
			cfg.AppID, cfg.AppSecret = "", ""
			cfg.Token = eshouhou.TokenSourceFunc(func(context.Context) (eshouhou.Token, error) {
				asked.Add(1)
				return gw.IssueToken(), nil
			})
		})
		assert.Equal(t, allOK(50), walk(c.Statements(t.Context(), ids(50))))
		assert.EqualValues(t, 1, asked.Load())
		gw.ExpireTokens()
		assert.Equal(t, allOK(50), walk(c.Statements(t.Context(), ids(50))))
		assert.EqualValues(t, 2, asked.Load(), "asked once more however many calls were refused")
		assert.Zero(t, gw.TokenRequests())
	})
}

func TestStaticTokenIsNotTriedTwice(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		gw := eshouhoutest.New(t, eshouhoutest.Options{Statements: eshouhoutest.Statements(1)})
		static := eshouhou.StaticToken(gw.IssueToken().Value)
		c := client(t, gw, func(cfg *eshouhou.Config) { cfg.AppID, cfg.AppSecret, cfg.Token = "", "", static })
		_, err := c.Statement(t.Context(), eshouhoutest.ID(0))
		require.NoError(t, err)
		gw.ExpireTokens()
		before := gw.Count()
		_, err = c.Statement(t.Context(), eshouhoutest.ID(0))
		require.ErrorIs(t, err, eshouhou.ErrAuth)
		assert.EqualError(t, err, "eshouhou: Statement: HTTP 401: code -1: eshouhoutest: access_token has expired (attempt 1 of 4)")
		assert.Equal(t, 1, gw.Count()-before, "there is no other token to try")
	})
}

func TestTokenSourceThatGivesNothing(t *testing.T) {
	for reason, token := range map[string]eshouhou.Token{
		"empty":   {},
		"expired": {Value: "fictional-token", Expires: time.Unix(1, 0)},
	} {
		synctest.Test(t, func(t *testing.T) {
			gw := eshouhoutest.New(t, eshouhoutest.Options{})
			c := client(t, gw, func(cfg *eshouhou.Config) {
				cfg.AppID, cfg.AppSecret = "", ""
				cfg.Token = eshouhou.TokenSourceFunc(func(context.Context) (eshouhou.Token, error) { return token, nil })
			})
			_, err := c.Statement(t.Context(), "w")
			require.Error(t, err, reason)
			assert.Contains(t, err.Error(), "the TokenSource returned")
			assert.NotContains(t, err.Error(), "fictional-token")
			assert.Zero(t, gw.Count())
		})
	}
}

func TestEveryTokenRequestIsFresh(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c, gw := setup(t, 1, billtest.Script{{On: eshouhoutest.TokenCall(1), Fault: billtest.Delay(time.Hour)},
			{On: eshouhoutest.TokenCall(2), Fault: billtest.Delay(time.Hour)}})
		_, err := c.Statement(t.Context(), eshouhoutest.ID(0))
		require.NoError(t, err)
		seen := map[string]bool{}
		for _, r := range gw.Requests()[:3] {
			seen[r.Query.Get("timestamp")], seen[r.Query.Get("sign")] = true, true
		}
		assert.Len(t, seen, 6, "three attempts, each with its own timestamp and sign")
	})
}

// A token holds +, / and =: it must arrive as it was issued.
func TestTokenIsEscaped(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		gw := eshouhoutest.New(t, eshouhoutest.Options{AppID: "~~~???>>>", Statements: eshouhoutest.Statements(1)})
		_, err := client(t, gw).Statement(t.Context(), eshouhoutest.ID(0))
		require.NoError(t, err)
		requests := gw.Requests()
		token := requests[1].Query.Get("access_token")
		assert.Contains(t, token, "+")
		assert.Contains(t, token, "/")
	})
}

func TestIDsAreEscaped(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		odd := []string{"a&access_token=x", "a b", "工单", "a#b", "100%", "a+b", `"`}
		c, gw := setup(t, 0, nil)
		for _, step := range walk(c.Statements(t.Context(), slices.Values(odd))) {
			assert.Equal(t, "none", step.what, step.id)
		}
		var sent []string
		for _, r := range gw.Requests()[1:] {
			sent = append(sent, r.Query.Get("workOrderId"))
			assert.Len(t, r.Query, 2)
		}
		assert.ElementsMatch(t, odd, sent)
	})
}

// A code that is listed as a passing failure too must not be tried with the same token again and again.
func TestARefusedTokenIsNoRetry(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		gw := eshouhoutest.New(t, eshouhoutest.Options{Statements: eshouhoutest.Statements(1), ExpiredCode: "4001",
			Faults: billtest.Script{{On: eshouhoutest.StatementCall(1), Fault: eshouhoutest.ExpireToken()}}})
		c := client(t, gw, func(cfg *eshouhou.Config) {
			cfg.RetryCodes, cfg.TokenExpiredCodes = []string{"99", "4001"}, []string{"4001"}
		})
		_, err := c.Statement(t.Context(), eshouhoutest.ID(0))
		require.NoError(t, err)
		assert.Equal(t, []int{2, 2}, []int{statementRequests(gw), gw.TokenRequests()}, "the call, a token, the call")
	})
}

// When no new token can be had before a retry, that failure is not the refusal of the token that the attempt before it sent.
func TestATokenThatCannotBeRenewedBeforeARetry(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		gw := eshouhoutest.New(t, eshouhoutest.Options{Statements: eshouhoutest.Statements(1), TokenLife: 4 * time.Second,
			Faults: billtest.Script{
				{On: eshouhoutest.StatementCall(1), Fault: billtest.RetryAfter(503, "5")},
				{On: eshouhoutest.TokenCall(2), Fault: billtest.Status(401)},
			}})
		c := client(t, gw)
		_, err := c.Statement(t.Context(), eshouhoutest.ID(0))
		require.ErrorIs(t, err, eshouhou.ErrAuth)
		assert.Equal(t, []int{1, 2}, []int{statementRequests(gw), gw.TokenRequests()})
	})
}

// A listed code means what it means under every status: under 5xx a refused token is renewed, not sent again, and under 4xx a passing
// failure is tried again.
func TestListedCodesUnderAnyStatus(t *testing.T) {
	for _, status := range []int{400, 401, 403, 429, 500, 503} {
		synctest.Test(t, func(t *testing.T) {
			answer := func(code string) billtest.Fault {
				return billtest.Respond(billtest.Reply{Status: status, Body: []byte(`{"ResultCode":"` + code + `","ErrorMsg":"","ResultValue":null}`)})
			}
			for _, test := range []struct {
				code   string
				tokens int
			}{{"4001", 2}, {"99", 1}} {
				if test.code == "99" && status == 401 {
					continue // HTTP 401 is a refused token by itself
				}
				gw := eshouhoutest.New(t, eshouhoutest.Options{Statements: eshouhoutest.Statements(1),
					Faults: billtest.Script{{On: eshouhoutest.StatementCall(1), Fault: answer(test.code)}}})
				c := client(t, gw, func(cfg *eshouhou.Config) {
					cfg.RetryCodes, cfg.TokenExpiredCodes = []string{"99"}, []string{"4001"}
				})
				_, err := c.Statement(t.Context(), eshouhoutest.ID(0))
				require.NoError(t, err, "%s under %d", test.code, status)
				assert.Equal(t, []int{2, test.tokens}, []int{statementRequests(gw), gw.TokenRequests()}, "%s under %d", test.code, status)
			}
		})
	}
}

// numberedReplies puts an X-Request-Id on every reply: "1", "2" and so on.
type numberedReplies struct {
	next http.RoundTripper
	sent atomic.Int64
}

func (n *numberedReplies) RoundTrip(r *http.Request) (*http.Response, error) {
	resp, err := n.next.RoundTrip(r)
	if err == nil {
		resp.Header.Set("X-Request-Id", strconv.FormatInt(n.sent.Add(1), 10))
	}
	return resp, err
}

// A refused token, a new one, and then no statement: the request that support is asked about is the last one.
func TestNoStatementAfterARenewalNamesTheLastRequest(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		gw := eshouhoutest.New(t, eshouhoutest.Options{})
		c := client(t, gw, func(cfg *eshouhou.Config) {
			cfg.AppID, cfg.AppSecret = "", ""
			cfg.HTTPClient = &http.Client{Transport: &numberedReplies{next: gw}}
			cfg.Token = eshouhou.TokenSourceFunc(func(context.Context) (eshouhou.Token, error) { return gw.IssueToken(), nil })
		})
		_, err := c.Statement(t.Context(), "fictional-1")
		require.ErrorIs(t, err, eshouhou.ErrNoStatement)
		gw.ExpireTokens()
		_, err = c.Statement(t.Context(), "fictional-1")
		require.ErrorIs(t, err, eshouhou.ErrNoStatement)
		e, ok := errors.AsType[*eshouhou.Error](err)
		require.True(t, ok)
		assert.Equal(t, "3", e.RequestID, "2 is the refusal")
	})
}
