package eshouhoutest

import (
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/billrecon/billrecon/billtest"
	"github.com/billrecon/billrecon/internal/client/clienttest"
)

func TestTokenRequestsAreVerified(t *testing.T) {
	for _, test := range []struct {
		reason string
		change func(url.Values)
		want   string
	}{
		{"as it must be", func(url.Values) {}, ""},
		{"with a life", func(q url.Values) { q.Set("expire", "24") }, ""},
		{"a life of 0 is on the page", func(q url.Values) { q.Set("expire", "0") }, ""},
		{"too long a life", func(q url.Values) { q.Set("expire", "25") }, "expire must be 0 to 24 hours"},
		{"a life in words", func(q url.Values) { q.Set("expire", "x") }, "expire must be 0 to 24 hours"},
		{"no appid", func(q url.Values) { q.Del("appid") }, "appid is missing or empty"},
		{"an empty timestamp", func(q url.Values) { q.Set("timestamp", "") }, "timestamp is missing or empty"},
		{"no sign", func(q url.Values) { q.Del("sign") }, "sign is missing or empty"},
		{"a sign twice", func(q url.Values) { q.Add("sign", "x") }, "sign appears twice"},
		{"another parameter", func(q url.Values) { q.Set("fictional", "x") }, "a parameter is not on the page"},
		{"another application", func(q url.Values) { q.Set("appid", "x") }, "appid differs: the gateway does not know it"},
		{"a time in seconds", func(q url.Values) { q.Set("timestamp", "1588239113") }, "timestamp is not a time in milliseconds"},
		{"a time in words", func(q url.Values) { q.Set("timestamp", "2020-04-30T17:31") }, "timestamp is not a time in milliseconds"},
		{"another time than signed", func(q url.Values) { q.Set("timestamp", "1588239113429") },
			"sign differs: another secret, or other bytes than the ones sent"},
	} {
		t.Run(test.reason, func(t *testing.T) {
			g := New(t, Options{})
			query := tokenQuery()
			test.change(query)
			got := ask(t, g, TokenPath, query)
			assert.Equal(t, 200, got.status)
			if test.want == "" {
				assert.Equal(t, "0", string(got.Code))
				assert.Contains(t, string(got.Value), "access_token")
				return
			}
			assert.Equal(t, []string{"-1", "eshouhoutest: " + test.want, "null"}, []string{string(got.Code), got.Message, string(got.Value)})
		})
	}
}

func TestStatementRequestsAreVerified(t *testing.T) {
	for _, test := range []struct {
		reason string
		change func(url.Values)
		status int
		want   string
	}{
		{"as it must be", func(url.Values) {}, 200, ""},
		{"no token", func(q url.Values) { q.Del("access_token") }, 401, "access_token is missing"},
		{"another token", func(q url.Values) { q.Set("access_token", "x") }, 401, "access_token differs: the gateway did not issue it"},
		{"a token that lost its last character", func(q url.Values) { q.Set("access_token", q.Get("access_token")[1:]) }, 401,
			"access_token differs: the gateway did not issue it"},
		{"no id", func(q url.Values) { q.Del("workOrderId") }, 200, "workOrderId is missing or empty"},
		{"an id twice", func(q url.Values) { q.Add("workOrderId", "x") }, 200, "workOrderId appears twice"},
		{"another parameter", func(q url.Values) { q.Set("x", "x") }, 200, "a parameter is not on the page"},
	} {
		t.Run(test.reason, func(t *testing.T) {
			g := New(t, Options{Statements: Statements(1)})
			query := url.Values{"access_token": {g.IssueToken().Value}, "workOrderId": {ID(0)}}
			test.change(query)
			got := ask(t, g, StatementPath, query)
			assert.Equal(t, test.status, got.status)
			if test.want == "" {
				assert.Equal(t, "0", string(got.Code))
				assert.Contains(t, string(got.Value), ID(0))
				return
			}
			assert.Equal(t, []string{"-1", "eshouhoutest: " + test.want}, []string{string(got.Code), got.Message})
		})
	}
}

func TestOtherRequests(t *testing.T) {
	g := New(t, Options{})
	for _, test := range []struct {
		reason, method, path string
		body                 io.Reader
		status               int
	}{
		{"another path", http.MethodGet, "/api/Other", nil, 404},
		{"another method", http.MethodPost, TokenPath, nil, 405},
		{"a GET with a body", http.MethodGet, TokenPath, strings.NewReader("x"), 405},
	} {
		req, err := http.NewRequest(test.method, "https://fictional.example"+test.path, test.body)
		require.NoError(t, err)
		resp, err := g.Client().Do(req)
		require.NoError(t, err)
		resp.Body.Close()
		assert.Equal(t, test.status, resp.StatusCode, test.reason)
	}
}

func TestCodes(t *testing.T) {
	for _, test := range []struct {
		reason  string
		options Options
		status  int
		success string
		refused string
		expired string
	}{
		{"as in the sample", Options{}, 401, `0`, `-1`, `-1`},
		{"as in the table", Options{CodeAsString: true}, 401, `"0"`, `"-1"`, `"-1"`},
		{"of the test's own", Options{ErrorCode: "E7", ExpiredCode: "42"}, 200, `0`, `"E7"`, `42`},
		{"a number that would not stay one", Options{ErrorCode: "007"}, 401, `0`, `"007"`, `"007"`},
	} {
		g := New(t, test.options)
		assert.Equal(t, test.success, string(ask(t, g, TokenPath, tokenQuery()).Code), test.reason)
		assert.Equal(t, test.refused, string(ask(t, g, TokenPath, nil).Code), test.reason)
		got := ask(t, g, StatementPath, url.Values{"access_token": {"x"}, "workOrderId": {"w"}})
		assert.Equal(t, test.expired, string(got.Code), test.reason)
		assert.Equal(t, test.status, got.status, test.reason)
	}
}

func TestTokensEnd(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := New(t, Options{TokenLife: time.Hour})
		query := url.Values{"access_token": {g.IssueToken().Value}, "workOrderId": {"w"}}
		time.Sleep(time.Hour - time.Nanosecond)
		assert.Equal(t, 200, ask(t, g, StatementPath, query).status)
		time.Sleep(time.Nanosecond)
		got := ask(t, g, StatementPath, query)
		assert.Equal(t, 401, got.status)
		assert.Equal(t, "eshouhoutest: access_token has expired", got.Message)
		query.Set("access_token", g.IssueToken().Value)
		assert.Equal(t, 200, ask(t, g, StatementPath, query).status)
		g.ExpireTokens()
		assert.Equal(t, 401, ask(t, g, StatementPath, query).status)
	})
}

func TestTokenLife(t *testing.T) {
	for _, test := range []struct {
		reason, expire string
		life           time.Duration
		want           string
	}{
		{"the provider's default", "", 0, `"expires_in":7200`},
		{"the gateway's", "", 90 * time.Second, `"expires_in":90`},
		{"the one asked for", "24", 90 * time.Second, `"expires_in":86400`},
	} {
		g := New(t, Options{TokenLife: test.life})
		query := tokenQuery()
		if test.expire != "" {
			query.Set("expire", test.expire)
		}
		assert.Contains(t, string(ask(t, g, TokenPath, query).Value), test.want, test.reason)
	}
}

func TestFaultsOfItsOwn(t *testing.T) {
	for _, test := range []struct {
		reason string
		fault  billtest.Fault
		n      int
		check  func(*testing.T, answer)
	}{
		{"no statement", NoStatement(), 1, func(t *testing.T, got answer) { assert.Equal(t, "null", string(got.Value)) }},
		{"another statement", billtest.OtherRows(), 2, func(t *testing.T, got answer) { assert.Contains(t, string(got.Value), ID(1)) }},
		{"an expired token", ExpireToken(), 1, func(t *testing.T, got answer) { assert.Equal(t, 401, got.status) }},
		{"a business failure", billtest.Business("9", "", "m"), 1, func(t *testing.T, got answer) {
			assert.Equal(t, []string{"9", "m", "null"}, []string{string(got.Code), got.Message, string(got.Value)})
		}},
		{"a wrong type", billtest.WrongType("ResultValue.ID"), 1, func(t *testing.T, got answer) { assert.Contains(t, string(got.Value), `"ID":[true]`) }},
		{"an exponent", billtest.BadExponent(), 1, func(t *testing.T, got answer) { assert.Contains(t, string(got.Value), `"TotalAmount":1e10000`) }},
	} {
		t.Run(test.reason, func(t *testing.T) {
			g := New(t, Options{Statements: Statements(test.n), Faults: billtest.Script{{On: StatementCall(1), Fault: test.fault}}})
			test.check(t, ask(t, g, StatementPath, url.Values{"access_token": {g.IssueToken().Value}, "workOrderId": {ID(0)}}))
			assert.Empty(t, g.Unplayed())
		})
	}
}

func TestFaultsThatFindNothingToDo(t *testing.T) {
	for reason, fault := range map[string]billtest.Fault{
		"no other statement":    billtest.OtherRows(),
		"no field of that name": billtest.WrongType("fictional"),
	} {
		g := New(&clienttest.Recorder{}, Options{Statements: Statements(1), Faults: billtest.Script{{Fault: fault}}})
		got := ask(t, g, StatementPath, url.Values{"access_token": {g.IssueToken().Value}, "workOrderId": {ID(0)}})
		assert.Contains(t, string(got.Value), ID(0), reason)
		assert.Len(t, g.Unplayed(), 1, reason)
	}
	g := New(&clienttest.Recorder{}, Options{Faults: billtest.Script{{Fault: ExpireToken()}, {Fault: NoStatement()}}})
	assert.Equal(t, "0", string(ask(t, g, TokenPath, tokenQuery()).Code), "a token request has neither")
}
