package consumer

import (
	"net/http"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/billrecon/billrecon/billtest"
	"github.com/billrecon/billrecon/recon"
	"github.com/billrecon/billrecon/recon/console"
	"github.com/billrecon/billrecon/recon/console/consoletest"
)

func TestDisagreementsByEveryRoute(t *testing.T) {
	orders := dayOrders(6)
	report := &Report{Statuses: map[string]recon.Status{}}
	for _, o := range orders {
		report.Statuses[o.Number] = recon.StatusReconciled
	}
	rows := listed(orders[:5], func(o Order) recon.Status { // the console does not know the sixth
		if o.Number == "order-0002" {
			return recon.StatusException
		}
		return recon.StatusReconciled
	})
	rows = append(rows, listed([]Order{{Number: "of another day", Fen: 1}}, func(Order) recon.Status { return recon.StatusException })...)
	for _, to := range routes() {
		t.Run(to.name, func(t *testing.T) {
			found, err := NewService(openConsole(t, to, asIs, rows)).Disagreements(t.Context(), report)
			require.NoError(t, err)
			assert.Equal(t, []Disagreement{
				{"order-0002", recon.StatusReconciled, recon.StatusException},
				{"order-0005", recon.StatusReconciled, 0},
			}, found)
		})
	}
}

// The list must be whole: an order that is merely on the next page is no disagreement.
func TestConsoleThatCutsItsList(t *testing.T) {
	f := consoletest.New(t, consoletest.Options{
		Orders: listed(dayOrders(5), func(Order) recon.Status { return recon.StatusReconciled }), MaxRows: 3,
	})
	c, err := console.New(f.Config())
	require.NoError(t, err)
	_, err = NewService(c).Disagreements(t.Context(), &Report{})
	assert.ErrorIs(t, err, console.ErrIncomplete)
}

func TestConsoleThatRefuses(t *testing.T) {
	f := consoletest.New(t, consoletest.Options{Allow: func(billtest.Request) bool { return false }})
	cfg := f.Config()
	cfg.Authorize = func(r *http.Request) error {
		r.Header.Set("Authorization", "Bearer "+consoleToken)
		return nil
	}
	c, err := console.New(cfg)
	require.NoError(t, err)
	_, err = NewService(c).Disagreements(t.Context(), &Report{})
	assert.ErrorIs(t, err, console.ErrAuth)
	assert.NotErrorIs(t, err, ErrTryLater)
	assert.NotContains(t, err.Error(), consoleToken)
}

func TestNoConsole(t *testing.T) {
	_, err := NewService(nil).Disagreements(t.Context(), &Report{})
	assert.ErrorContains(t, err, "no console")
}
