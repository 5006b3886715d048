package settlement_test

import (
	"bytes"
	"context"
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
