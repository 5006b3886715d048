package eshouhou_test

import (
	"context"
	"errors"
	"net/http"
	"testing"
	"testing/synctest"
	"time"

	"github.com/jarcoal/httpmock"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/billrecon/billrecon/billtest"
	"github.com/billrecon/billrecon/eshouhou"
	"github.com/billrecon/billrecon/eshouhou/eshouhoutest"
)

func TestStatement(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c, gw := setup(t, 5, nil)
		st, err := c.Statement(t.Context(), eshouhoutest.ID(3))
		require.NoError(t, err)
		want := eshouhoutest.Statements(5)[3]
		assert.True(t, want.Equal(*st), "got %s", st)
		assert.Equal(t, eshouhoutest.ID(3), st.AskedFor)
		assert.Nil(t, st.Unknown)
		assert.Nil(t, st.Raw)

		requests := gw.Requests()
		require.Len(t, requests, 2)
		assert.Equal(t, []string{"api.eshouhou.cn", "/api/TokenApi"}, []string{requests[0].Host, requests[0].Path})
		assert.Equal(t, []string{"api.eshouhou.cn", "/api/CustomerService/GetStatementPay"}, []string{requests[1].Host, requests[1].Path})
		assert.Equal(t, http.MethodGet, requests[1].Method)
		assert.Empty(t, requests[1].Header.Get("Cookie"))
	})
}

func TestStatementWithoutOne(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c, _ := setup(t, 5, nil)
		st, err := c.Statement(t.Context(), "w-unknown")
		assert.Nil(t, st)
		require.ErrorIs(t, err, eshouhou.ErrNoStatement)
		assert.EqualError(t, err, "eshouhou: Statement: no statement: the work order has none")
		e, ok := errors.AsType[*eshouhou.Error](err)
		require.True(t, ok)
		assert.Equal(t, 1, e.Attempts)
		assert.False(t, e.Retryable())
	})
}

func TestStatementRefusesBrokenIDs(t *testing.T) {
	c, gw := setup(t, 1, nil)
	for _, test := range []struct{ reason, id, text string }{
		{"empty", "", "eshouhou: workOrderID is empty: it is required"},
		{"a line of a file", "w\n", "eshouhou: workOrderID starts or ends with white space: it must not"},
		{"a blank", " ", "eshouhou: workOrderID starts or ends with white space: it must not"},
		{"a tab inside", "a\tb", "eshouhou: workOrderID holds a control character: it must not"},
		{"no text", "a\xff", "eshouhou: workOrderID is not UTF-8 text"},
	} {
		t.Run(test.reason, func(t *testing.T) {
			_, err := c.Statement(t.Context(), test.id)
			require.ErrorIs(t, err, eshouhou.ErrInvalidRequest)
			assert.EqualError(t, err, test.text)
			for st, err := range c.Statements(t.Context(), func(yield func(string) bool) { yield(test.id) }) {
				assert.Nil(t, st)
				failed, ok := errors.AsType[*eshouhou.StatementError](err)
				require.True(t, ok)
				assert.Equal(t, test.id, failed.WorkOrderID)
				assert.ErrorIs(t, err, eshouhou.ErrInvalidRequest)
			}
		})
	}
	assert.Zero(t, gw.Count(), "no network is used")
}

func TestStatementOfAnotherWorkOrderIsMarked(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c, _ := setup(t, 2, billtest.Script{{On: eshouhoutest.StatementCall(1), Fault: billtest.OtherRows()}})
		st, err := c.Statement(t.Context(), eshouhoutest.ID(0))
		require.NoError(t, err, "the provider's own sample does it")
		assert.Equal(t, []string{eshouhoutest.ID(1), eshouhoutest.ID(0)}, []string{st.WorkOrderID, st.AskedFor})
		assert.Equal(t, map[string]int64{"WorkOrderID:differs": 1}, st.Unknown)
	})
}

func TestKeepRaw(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c, _ := setup(t, 1, nil, func(cfg *eshouhou.Config) { cfg.KeepRaw = true })
		st, err := c.Statement(t.Context(), eshouhoutest.ID(0))
		require.NoError(t, err)
		var again eshouhou.Statement
		require.NoError(t, again.UnmarshalJSON(st.Raw))
		assert.True(t, again.Equal(*st))
	})
}

func TestTheCodeAsText(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		gw := eshouhoutest.New(t, eshouhoutest.Options{Statements: eshouhoutest.Statements(1), CodeAsString: true})
		_, err := client(t, gw).Statement(t.Context(), eshouhoutest.ID(0))
		require.NoError(t, err)
	})
}

func TestZones(t *testing.T) {
	local := time.Local
	defer func() { time.Local = local }()
	want := eshouhoutest.Statements(1)[0].StatementTime
	for reason, zone := range map[string]*time.Location{"at UTC": time.UTC, "in the west": time.FixedZone("west", -10*3600)} {
		time.Local = zone
		synctest.Test(t, func(t *testing.T) {
			c, _ := setup(t, 1, nil)
			st, err := c.Statement(t.Context(), eshouhoutest.ID(0))
			require.NoError(t, err)
			assert.Equal(t, "2026-01-01T09:00:00+08:00", st.StatementTime.Format(time.RFC3339), reason)

			c, _ = setup(t, 1, nil, func(cfg *eshouhou.Config) { cfg.Location = zone })
			st, err = c.Statement(t.Context(), eshouhoutest.ID(0))
			require.NoError(t, err)
			assert.True(t, want.Equal(st.StatementTime), "the same instant in another zone")
			assert.Equal(t, zone, st.StatementTime.Location())
		})
	}
}

func TestCancelledBefore(t *testing.T) {
	c, gw := setup(t, 1, nil)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, err := c.Statement(ctx, eshouhoutest.ID(0))
	require.ErrorIs(t, err, context.Canceled)
	_, ok := errors.AsType[*eshouhou.Error](err)
	assert.True(t, ok)
	assert.Zero(t, gw.Count())
}

func TestNoContext(t *testing.T) {
	c, gw := setup(t, 1, nil)
	var none context.Context
	_, err := c.Statement(none, eshouhoutest.ID(0))
	assert.ErrorIs(t, err, eshouhou.ErrInvalidRequest)
	_, _, err = c.CollectStatements(none, ids(1))
	assert.ErrorIs(t, err, eshouhou.ErrInvalidRequest)
	assert.Equal(t, []got{{"", "invalid"}}, walk(c.Statements(none, ids(1))))
	assert.Zero(t, gw.Count())
}

// The three ways to reach a gateway give the same statement.
func TestThreeWaysToReachAGateway(t *testing.T) {
	want := eshouhoutest.Statements(1)[0]
	for _, way := range []struct {
		name    string
		connect func(*testing.T, *eshouhoutest.Gateway, *eshouhou.Config)
	}{
		{"a loopback server", func(t *testing.T, gw *eshouhoutest.Gateway, cfg *eshouhou.Config) {
			cfg.BaseURL, cfg.HTTPClient = gw.URL(), nil
		}},
		{"a loopback server with a base path", func(t *testing.T, gw *eshouhoutest.Gateway, cfg *eshouhou.Config) {
			cfg.BaseURL, cfg.HTTPClient = gw.URL()+"/proxy/", nil
		}},
		{"a round tripper", func(*testing.T, *eshouhoutest.Gateway, *eshouhou.Config) {}},
		{"an httpmock responder", func(t *testing.T, gw *eshouhoutest.Gateway, cfg *eshouhou.Config) {
			mock := httpmock.NewMockTransport()
			mock.RegisterResponder(http.MethodGet, "=~^https://api\\.eshouhou\\.cn/api/", gw.RoundTrip)
			cfg.HTTPClient = &http.Client{Transport: mock}
		}},
	} {
		t.Run(way.name, func(t *testing.T) {
			gw := eshouhoutest.New(t, eshouhoutest.Options{Statements: []eshouhou.Statement{want}})
			c := client(t, gw, func(cfg *eshouhou.Config) { way.connect(t, gw, cfg) })
			st, err := c.Statement(t.Context(), want.WorkOrderID)
			require.NoError(t, err)
			assert.True(t, want.Equal(*st))
			assert.Equal(t, 2, gw.Count())
		})
	}
}
