package consumer

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/billrecon/billrecon/billtest"
	"github.com/billrecon/billrecon/eshouhou"
	"github.com/billrecon/billrecon/eshouhou/eshouhoutest"
	"github.com/billrecon/billrecon/fubei"
	"github.com/billrecon/billrecon/fubei/fubeitest"
	"github.com/billrecon/billrecon/recon"
	"github.com/billrecon/billrecon/settlement"
	"github.com/billrecon/billrecon/settlement/settlementtest"
)

// Every provider, by every way that a test can go: the same rows give the same report.
func TestReconcileEveryProviderByEveryRoute(t *testing.T) {
	billed := dayOrders(30)
	books := dayOrders(30)
	books[4].Fen++ // one fen too much
	for _, s := range setups(billed, 0) {
		digests := map[recon.Digest]bool{}
		for _, to := range routes() {
			t.Run(s.name+" by "+to.name, func(t *testing.T) {
				service := NewService(nil, s.open(t, to, asIs))
				r, err := service.Reconcile(t.Context(), s.name, day, books, recon.Pool{})
				require.NoError(t, err)
				assert.Empty(t, r.Exceptions, "the rest of a payment may come a day later")
				assert.Equal(t, recon.StatusDoubtful, r.Statuses["order-0004"])
				require.Len(t, r.Pool.Orders, 1)
				assert.Equal(t, "order-0004", r.Pool.Orders[0].Record.Key)
				assert.Len(t, r.Pool.Bills, 1)
				assert.Equal(t, recon.StatusReconciled, r.Statuses["order-0005"])
				assert.Equal(t, int64(29), r.Statistics.Success.Count)
				digests[r.Digest] = true
			})
		}
		assert.Len(t, digests, 1, "%s: the way makes no difference", s.name)
	}
}

// A passing failure is retried by the SDK, and the service sees none of it.
func TestPassingFailureIsRetried(t *testing.T) {
	orders := dayOrders(3)
	for _, s := range setups(orders, 503) {
		for _, to := range routes() {
			t.Run(s.name+" by "+to.name, func(t *testing.T) {
				r, err := NewService(nil, s.open(t, to, asIs)).Reconcile(t.Context(), s.name, day, orders, recon.Pool{})
				require.NoError(t, err)
				assert.Empty(t, r.Exceptions)
				assert.Equal(t, int64(3), r.Statistics.Success.Count)
			})
		}
	}
}

func TestPoolGoesOnToTheNextDay(t *testing.T) {
	late := Order{Number: "late", Fen: 500, Paid: true, Created: time.Date(2026, 11, 22, 23, 59, 58, 0, beijing)}
	billed := late
	billed.Created = late.Created.Add(4 * time.Second)
	s := setups([]Order{billed}, 0)[0]
	service := NewService(nil, s.open(t, routes()[1], asIs))
	first, err := service.Reconcile(t.Context(), "fubei", day, []Order{late}, recon.Pool{})
	require.NoError(t, err)
	assert.Equal(t, recon.StatusDoubtful, first.Statuses["late"])
	second, err := service.Reconcile(t.Context(), "fubei", day.AddDate(0, 0, 1), nil, first.Pool)
	require.NoError(t, err)
	assert.Empty(t, second.Exceptions)
	assert.Equal(t, int64(1), second.Statistics.Success.Count)
	assert.Empty(t, second.Pool.Orders)
}

// The day is one at UTC+8, whatever the zone of the time that is given.
func TestDayIsInBeijing(t *testing.T) {
	orders := dayOrders(2)
	s := setups(orders, 0)[1]
	service := NewService(nil, s.open(t, routes()[1], asIs))
	r, err := service.Reconcile(t.Context(), "settlement", time.Date(2026, 11, 21, 17, 0, 0, 0, time.UTC), orders, recon.Pool{})
	require.NoError(t, err)
	assert.Equal(t, int64(2), r.Statistics.Success.Count)
}

func TestFailuresAreSorted(t *testing.T) {
	for _, c := range []struct {
		name  string
		fault billtest.Fault
		later bool
		kind  error
	}{
		{"the gateway is down", billtest.Status(503), true, fubei.ErrUnavailable},
		{"too many requests", billtest.RetryAfter(429, "3600"), true, fubei.ErrRateLimited},
		{"the credentials are refused", billtest.Status(401), false, fubei.ErrAuth},
		{"a business failure", billtest.Business("9996", "", "no permission"), false, nil},
		{"rows move between pages", billtest.Duplicate(), false, fubei.ErrPageDrift},
	} {
		t.Run(c.name, func(t *testing.T) {
			g := fubeitest.New(t, fubeitest.Options{Bills: fubeiBills(dayOrders(150)), Faults: billtest.Script{{Fault: c.fault}}})
			cfg := g.Config()
			cfg.Retry = fubei.RetryPolicy{MaxAttempts: 2, BaseDelay: quick}
			client, err := fubei.New(cfg)
			require.NoError(t, err)
			r, err := NewService(nil, Fubei{client}).Reconcile(t.Context(), "fubei", day, dayOrders(150), recon.Pool{})
			require.Error(t, err)
			assert.Nil(t, r, "a partial bill is not reconciled")
			assert.Equal(t, c.later, errors.Is(err, ErrTryLater), "%v", err)
			if c.kind != nil {
				assert.ErrorIs(t, err, c.kind)
			}
			assert.NotContains(t, err.Error(), fubeitest.AppSecret)
		})
	}
}

// A short page in the middle of a bill without a total.
func TestSettlementShortPage(t *testing.T) {
	orders := dayOrders(1600)
	for i := range orders {
		orders[i].Created = day.Add(time.Duration(i) * time.Second) // four pages within the day
	}
	g := settlementtest.New(t, settlementtest.Options{
		Items:  items(orders),
		Faults: billtest.Script{{On: billtest.Page(2), Fault: billtest.ShortPage()}},
	})
	client, err := settlement.New(g.Config())
	require.NoError(t, err)
	_, err = NewService(nil, Settlement{client}).Reconcile(t.Context(), "settlement", day, orders, recon.Pool{})
	assert.ErrorIs(t, err, settlement.ErrPageDrift)
}

// An order without a statement is an order without a bill; a statement that failed is a bill that is not whole.
func TestEshouhouMissingIsNotFailed(t *testing.T) {
	for _, c := range []struct {
		name   string
		fault  billtest.Fault
		reason string
	}{
		{"no statement", eshouhoutest.NoStatement(), ""},
		{"a business failure", billtest.Business("7", "", "busy"), "busy"},
	} {
		t.Run(c.name, func(t *testing.T) {
			g := eshouhoutest.New(t, eshouhoutest.Options{
				Statements: statements(dayOrders(4)), Faults: billtest.Script{{On: eshouhoutest.StatementCall(2), Fault: c.fault}},
			})
			cfg := g.Config()
			cfg.Concurrency = 1
			client, err := eshouhou.New(cfg)
			require.NoError(t, err)
			r, err := NewService(nil, Eshouhou{client}).Reconcile(t.Context(), "eshouhou", day, dayOrders(4), recon.Pool{})
			if c.reason != "" {
				assert.ErrorContains(t, err, c.reason)
				return
			}
			require.NoError(t, err)
			assert.Equal(t, recon.StatusDoubtful, r.Statuses["order-0001"], "it may come tomorrow")
		})
	}
}

// A run whose context ended has asked for a part of the statements, if for any.
func TestEshouhouThatWasStopped(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	p := setups(dayOrders(3), 0)[2].open(t, routes()[1], asIs)
	_, _, err := p.Bills(ctx, day, dayOrders(3))
	assert.ErrorIs(t, err, context.Canceled)
}

func TestRetryable(t *testing.T) {
	yes, no := retry(true), retry(false)
	for _, c := range []struct {
		name string
		err  error
		want bool
	}{
		{"a passing failure", yes, true},
		{"a lasting one", no, false},
		{"wrapped", fmt.Errorf("fetch: %w", yes), true},
		{"the second of two", errors.Join(no, yes), true},
		{"none of two", errors.Join(no, no), false},
		{"another error", errors.New("other"), false},
	} {
		assert.Equal(t, c.want, retryable(c.err), c.name)
	}
}

type retry bool

func (retry) Error() string     { return "failed" }
func (r retry) Retryable() bool { return bool(r) }

func TestUnknownProvider(t *testing.T) {
	_, err := NewService(nil).Reconcile(t.Context(), "bank", day, nil, recon.Pool{})
	assert.ErrorIs(t, err, ErrUnknownProvider)
}

var _ http.RoundTripper = fake(nil) // a fake can stand in for a transport
