package settlement_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/billrecon/billrecon/billtest"
	"github.com/billrecon/billrecon/settlement"
	"github.com/billrecon/billrecon/settlement/settlementtest"
)

// What is read off the wire is what the signer was shown, to the byte.
func TestSignCoversTheBytesSent(t *testing.T) {
	gw := settlementtest.New(t, settlementtest.Options{Items: items(3), Sign: func(url.Values, []byte) string { return "fictional-sign" }})
	var wire []byte
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		wire, _ = io.ReadAll(r.Body)
		r.Body = io.NopCloser(bytes.NewReader(wire))
		gw.ServeHTTP(w, r)
	}))
	defer server.Close()
	var query url.Values
	var body []byte
	c := clientOf(t, gw, func(cfg *settlement.Config) {
		cfg.BaseURL, cfg.HTTPClient, cfg.Version = server.URL+"/dbenefit", nil, "1.0.0"
		cfg.Signer = settlement.SignerFunc(func(q url.Values, b []byte) (string, error) {
			query, body = q, b
			return "fictional-sign", nil
		})
	})
	q := day
	q.OrderNum = `31<&>"测试`
	_, err := c.ItemPage(context.Background(), q)
	require.NoError(t, err)
	sent := gw.Requests()[0]
	assert.Equal(t, string(wire), string(body))
	assert.Equal(t, string(wire), string(sent.Body))
	query.Set("sign", "fictional-sign")
	assert.Equal(t, query, sent.Query, "nothing beside what was shown, and the sign")
	assert.Len(t, sent.Query, 4)
	assert.Equal(t, "/dbenefit"+settlement.ItemPath, sent.Path, "the path of the base URL is kept")
	assert.Equal(t, "application/json", sent.Header.Get("Content-Type"))
	assert.Equal(t, http.MethodPost, sent.Method)
}

func TestEverySchemeIsAccepted(t *testing.T) {
	for _, scheme := range settlementtest.Schemes() {
		for _, version := range []string{"", "1.0.0"} {
			gw := settlementtest.New(t, settlementtest.Options{Scheme: scheme, Version: version, Items: items(120), RefuseReplays: true})
			rows, _, err := clientOf(t, gw).CollectItems(context.Background(), day)
			require.NoError(t, err, "%v", scheme)
			assert.Len(t, rows, 120)
			requireFreshRequests(t, gw)
		}
	}
}

func TestVersionIsLeftOutWhenEmpty(t *testing.T) {
	c, gw := setup(t, 1, nil)
	_, err := c.ItemPage(context.Background(), day)
	require.NoError(t, err)
	assert.False(t, gw.Requests()[0].Query.Has("version"))
}

// A signer that changes what it was shown changes nothing of what is sent.
func TestSignerGetsCopies(t *testing.T) {
	gw := settlementtest.New(t, settlementtest.Options{Items: items(3)})
	right := settlement.SortedSecretParamMD5(settlementtest.Secret)
	c := clientOf(t, gw, func(cfg *settlement.Config) {
		cfg.Signer = settlement.SignerFunc(func(q url.Values, b []byte) (string, error) {
			sign, err := right.Sign(q, b)
			q.Set("access_token", "x")
			q["timestamp"][0] = "0"
			clear(b)
			return sign, err
		})
	})
	_, err := c.ItemPage(context.Background(), day)
	require.NoError(t, err)
}

type secretError struct{ secret string }

func (e secretError) Error() string { return "cannot sign with " + e.secret }

func TestBrokenSigners(t *testing.T) {
	failure := secretError{"fictional-secret"}
	for _, test := range []struct {
		reason string
		sign   func(url.Values, []byte) (string, error)
		text   string
		kind   error
	}{
		{"an error", func(url.Values, []byte) (string, error) { return "", failure },
			"settlement: ItemPage: the request was not built: Config.Signer returned an error of type settlement_test.secretError", failure},
		{"the end of a context", func(url.Values, []byte) (string, error) { return "", context.Canceled },
			"settlement: ItemPage: the request was not built: Config.Signer: context canceled", context.Canceled},
		{"a panic", func(url.Values, []byte) (string, error) { panic("fictional-secret") },
			"settlement: ItemPage: Config.Signer panicked with a value of type string", settlement.ErrInvalidRequest},
		{"a panic of the runtime", func(q url.Values, _ []byte) (string, error) { return q["sign"][0], nil },
			"settlement: ItemPage: Config.Signer panicked: runtime error: index out of range [0] with length 0", settlement.ErrInvalidRequest},
		{"no sign", func(url.Values, []byte) (string, error) { return "", nil },
			"settlement: ItemPage: Config.Signer returned an empty sign", settlement.ErrInvalidRequest},
		{"white space", func(url.Values, []byte) (string, error) { return "fictional-secret\n", nil },
			"settlement: ItemPage: Config.Signer returned a sign that starts or ends with white space: it must not", settlement.ErrInvalidRequest},
	} {
		t.Run(test.reason, func(t *testing.T) {
			c, gw := setup(t, 1, nil, func(cfg *settlement.Config) { cfg.Signer = settlement.SignerFunc(test.sign) })
			_, err := c.ItemPage(context.Background(), day)
			var e *settlement.Error
			require.True(t, errors.As(err, &e))
			assert.EqualError(t, err, test.text)
			assert.ErrorIs(t, err, test.kind)
			assert.NotContains(t, err.Error(), "fictional-secret")
			assert.False(t, e.Retryable())
			assert.Zero(t, gw.Count(), "nothing was sent")
		})
	}
}

func TestTimestampIsFreshForEveryAttempt(t *testing.T) {
	c, gw := setup(t, 250, billtest.Script{{Times: 3, Fault: billtest.Status(503)}}, func(cfg *settlement.Config) {
		cfg.Retry = settlement.RetryPolicy{BaseDelay: 1, MaxDelay: 1}
		cfg.Prefetch = 8
	})
	var group sync.WaitGroup
	for range 4 {
		group.Go(func() { _, _, _ = c.CollectItems(context.Background(), day) })
	}
	group.Wait()
	seen := map[string]bool{}
	for _, r := range gw.Requests() {
		timestamp := r.Query.Get("timestamp")
		assert.Len(t, timestamp, 13, "milliseconds")
		assert.False(t, seen[timestamp], "request %d: the timestamp was used before", r.Number)
		seen[timestamp] = true
	}
}

// echo serves a path that this package has no method for.
func echo(path string, body []byte) ([]byte, bool) { return body, path == "/openApi/open/echo" }

func TestCall(t *testing.T) {
	for _, test := range []struct {
		reason string
		body   any
		want   string
	}{
		{"no body", nil, `{}`},
		{"a struct", struct {
			Number string `json:"number"`
		}{"31<&>"}, `{"number":"31\u003c\u0026\u003e"}`},
		{"numbers keep their digits", map[string]json.Number{"a": "12345678901234567890.10"}, `{"a":12345678901234567890.10}`},
		{"raw JSON", json.RawMessage(`[1,2.50,null]`), `[1,2.50,null]`},
		{"a text", "测试", `"测试"`},
	} {
		for _, scheme := range settlementtest.Schemes() {
			gw := settlementtest.New(t, settlementtest.Options{Call: echo, Scheme: scheme, Version: "1.0.0", RefuseReplays: true})
			c := clientOf(t, gw)
			for _, call := range []func(context.Context, string, any) (json.RawMessage, error){c.Call, c.CallOnce} {
				data, err := call(t.Context(), "/openApi/open/echo", test.body)
				require.NoError(t, err, test.reason)
				assert.Equal(t, test.want, string(data), test.reason)
			}
		}
	}
}

// The data is the caller's own: the next reply does not write over it.
func TestCallDataIsACopy(t *testing.T) {
	gw := settlementtest.New(t, settlementtest.Options{Call: echo})
	c := clientOf(t, gw)
	first, err := c.Call(t.Context(), "/openApi/open/echo", "aaaaaaaa")
	require.NoError(t, err)
	_, err = c.Call(t.Context(), "/openApi/open/echo", "bbbbbbbb")
	require.NoError(t, err)
	assert.Equal(t, `"aaaaaaaa"`, string(first))
}

func TestCallWithoutData(t *testing.T) {
	for _, test := range []struct {
		body string
		want json.RawMessage
	}{
		{`{"code":"0","msg":"success"}`, nil},
		{`{"code":"0","data":null}`, json.RawMessage("null")},
		{`{"data":{"a": 1},"code":0}`, json.RawMessage(`{"a": 1}`)},
	} {
		gw := settlementtest.New(t, settlementtest.Options{Call: echo,
			Faults: billtest.Script{{Fault: billtest.Respond(billtest.Reply{Status: 200, Body: []byte(test.body)})}}})
		data, err := clientOf(t, gw).Call(t.Context(), "/openApi/open/echo", nil)
		require.NoError(t, err)
		assert.Equal(t, test.want, data)
	}
}

func TestCallRefuses(t *testing.T) {
	gw := settlementtest.New(t, settlementtest.Options{Call: echo})
	c := clientOf(t, gw)
	for _, test := range []struct {
		path string
		body any
		text string
	}{
		{"", nil, "the path must start with /"},
		{"openApi/open/echo", nil, "the path must start with /"},
		{"https://fictional.example/echo", nil, "the path must start with /"},
		{"//fictional.example/echo", nil, "the path has a part that is empty"},
		{"/", nil, "the path has a part that is empty"},
		{"/openApi/", nil, "the path has a part that is empty"},
		{"/openApi/../fictional", nil, "the path has a part that is empty or made of dots"},
		{"/./fictional", nil, "the path has a part that is empty or made of dots"},
		{"/echo?fictional=1", nil, "the path has a character other than letters, digits and - . _ ~: it must not, and a query is not part of it"},
		{"/echo#fictional", nil, "the path has a character other than"},
		{"/echo%2e%2e/fictional", nil, "the path has a character other than"},
		{"/echo\\fictional", nil, "the path has a character other than"},
		{"/echo\n", nil, "the path has a character other than"},
		{"/测试", nil, "the path has a character other than"},
		{"/echo", make(chan int), "marshalling the body returned an error of type *json.UnsupportedTypeError"},
		{"/echo", secretMarshaler{}, "marshalling the body returned an error of type *json.MarshalerError"},
	} {
		for name, call := range map[string]func(context.Context, string, any) (json.RawMessage, error){"Call": c.Call, "CallOnce": c.CallOnce} {
			_, err := call(t.Context(), test.path, test.body)
			require.ErrorIs(t, err, settlement.ErrInvalidRequest, test.path)
			assert.ErrorContains(t, err, "settlement: "+name+": "+test.text)
			assert.NotContains(t, err.Error(), "fictional")
		}
	}
	var none context.Context
	_, err := c.Call(none, "/echo", nil)
	require.ErrorIs(t, err, settlement.ErrInvalidRequest)
	_, err = (&settlement.Client{}).Call(t.Context(), "/echo", nil)
	require.ErrorIs(t, err, settlement.ErrInvalidRequest)
	assert.Zero(t, gw.Count())
}

type secretMarshaler struct{}

func (secretMarshaler) MarshalJSON() ([]byte, error) { return nil, secretError{"fictional-secret"} }

func TestCallFailures(t *testing.T) {
	for _, test := range []struct {
		reason string
		fault  billtest.Fault
		once   bool
		kind   error
		count  int
	}{
		{"a call is retried", billtest.Status(503), false, nil, 2},
		{"a write is not", billtest.Status(503), true, settlement.ErrUnavailable, 1},
		{"an answer that did not come", billtest.Reset(), true, settlement.ErrUnavailable, 1},
		{"a call whose answer did not come", billtest.Reset(), false, nil, 2},
		{"a refused token is renewed", settlementtest.ExpireToken(), false, nil, 2},
		{"a refused token is renewed for a write", settlementtest.ExpireToken(), true, nil, 2},
		{"a refused sign", billtest.Business("10016", "", "签名错误"), false, settlement.ErrAuth, 1},
		{"a secret in the words of the provider", billtest.Business("10016", "", "sign of "+settlementtest.Secret), true, settlement.ErrAuth, 1},
		{"cut short", billtest.CutShort(), true, settlement.ErrMalformedResponse, 1},
		{"too long", billtest.Oversize(2 << 20), false, settlement.ErrResponseTooLarge, 1},
	} {
		t.Run(test.reason, func(t *testing.T) {
			c, gw := issuing(t, settlementtest.Options{Call: echo, Faults: billtest.Script{{On: billtest.Call(1), Fault: test.fault}}}, 0,
				func(cfg *settlement.Config) {
					cfg.Retry, cfg.MaxResponseBytes = settlement.RetryPolicy{BaseDelay: 1, MaxDelay: 1}, 1<<20
				})
			call := c.Call
			if test.once {
				call = c.CallOnce
			}
			data, err := call(t.Context(), "/openApi/open/echo", "a")
			assert.Equal(t, test.count, gw.Count())
			if test.kind == nil {
				require.NoError(t, err)
				assert.Equal(t, `"a"`, string(data))
				return
			}
			require.ErrorIs(t, err, test.kind)
			assert.Nil(t, data)
			assert.NotContains(t, err.Error(), settlementtest.Secret)
		})
	}
}
