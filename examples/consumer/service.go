// Package consumer is a small service on top of billrecon, as a program of yours could have it: it reconciles a day of any
// provider, and compares what comes out with what the merchant's console shows. It uses the public API alone.
package consumer

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/billrecon/billrecon/recon"
	"github.com/billrecon/billrecon/recon/console"
)

// ErrTryLater: the same call may succeed later. Anything else needs a person, or a change of the program.
var ErrTryLater = errors.New("try later")

// ErrUnknownProvider: the service has no provider of that name.
var ErrUnknownProvider = errors.New("unknown provider")

// Provider gives the bill of one day: all of it, or an error. Tests of a service need no more than this interface.
type Provider interface {
	Name() string
	// Bills returns every row of the bill of a day, and up to which instant, exclusive, it is proven to be whole.
	Bills(ctx context.Context, day time.Time, orders []Order) (rows []recon.Record, until time.Time, err error)
}

// Service reconciles. It is safe for concurrent use.
type Service struct {
	providers []Provider
	console   *console.Client
}

// NewService makes a Service. The console may be nil, and then Disagreements is not available.
func NewService(c *console.Client, providers ...Provider) *Service {
	return &Service{providers: slices.Clone(providers), console: c}
}

// Reconcile fetches the bill of the day (at UTC+8, whatever its zone and hour) and matches it with the day's orders. pool is what
// the day before left, and Report.Pool is for the day after.
func (s *Service) Reconcile(ctx context.Context, provider string, day time.Time, orders []Order, pool recon.Pool) (*Report, error) {
	i := slices.IndexFunc(s.providers, func(p Provider) bool { return p.Name() == provider })
	if i < 0 {
		return nil, fmt.Errorf("%w: %q", ErrUnknownProvider, provider)
	}
	bills, until, err := s.providers[i].Bills(ctx, day, orders)
	if err != nil {
		return nil, sorted(err)
	}
	rules := recon.Rules{BillsUntil: until, Hold: 1, Pool: pool}
	result, err := recon.Match(bills, recordItself, orders, Order.Record, rules)
	if err != nil {
		return nil, err
	}
	if err := result.Verify(); err != nil {
		return nil, err
	}
	return newReport(result, orders), nil
}

func recordItself(r recon.Record) recon.Record { return r }

// sorted adds ErrTryLater where it is true.
func sorted(err error) error {
	if retryable(err) {
		return fmt.Errorf("%w: %w", ErrTryLater, err)
	}
	return err
}

// retryable asks the errors of billrecon, which say so in the same way for every provider. Of several joined ones, as e售后 gives
// them, one is enough: errors.As would ask the first alone.
func retryable(err error) bool {
	switch e := err.(type) {
	case interface{ Retryable() bool }:
		return e.Retryable()
	case interface{ Unwrap() error }:
		return retryable(e.Unwrap())
	case interface{ Unwrap() []error }:
		return slices.ContainsFunc(e.Unwrap(), retryable)
	}
	return false
}
