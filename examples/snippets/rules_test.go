package snippets

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"time"

	"github.com/shopspring/decimal"

	"github.com/billrecon/billrecon/fubei"
	"github.com/billrecon/billrecon/fubei/fubeitest"
	"github.com/billrecon/billrecon/recon"
)

func Example_rules() {
	rules := agreed(fubei.Audit{})
	fmt.Println(rules.Fees.Fee(decimal.RequireFromString("132.00")).StringFixed(2))
	// Output: 0.50
}

func agreed(audit fubei.Audit) recon.Rules {
	// [rules]
	rules := recon.Rules{
		BillsUntil:      audit.Until,
		Hold:            2,                                                // bill days
		AmountTolerance: recon.Tolerance{Absolute: decimal.New(1, -2)},    // 0.01 yuan
		Fees:            &recon.FeeSchedule{RatePPM: 3800},                // 0.38 % of each payment, rounded half up to fen
		FeeTolerance:    recon.Tolerance{Absolute: decimal.New(1, -2)},    // the provider may round otherwise
		AmountTime:      &recon.AmountTime{Before: 0, After: time.Minute}, // a last pass without numbers; leave it out if you can
	}
	// [/rules]
	return rules
}

// A sale at a shop that begins its numbers at 001 every day, and its refund.
type sale struct {
	number, store string
	at            time.Time
	amount        decimal.Decimal
	refund        bool
}

// [sale]
func (s sale) Record() recon.Record {
	r := recon.Record{
		Key:    s.at.Format("20060102") + "-" + s.number, // the number begins at 001 every day
		Amount: s.amount,
		Time:   s.at,
		Labels: [4]recon.Label{{Name: "store", Value: s.store}},
	}
	if s.refund {
		r.Kind, r.Amount = recon.Refund, s.amount.Neg() // and s.at is when it was given back
	}
	return r
}

// [/sale]

func Example_sale() {
	at := time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC)
	paid := sale{number: "001", store: "East", at: at, amount: decimal.New(1250, -2)}
	back := paid
	back.refund = true
	for _, s := range []sale{paid, back} {
		r := s.Record()
		fmt.Println(r.Key, r.Kind, r.Amount.StringFixed(2), r.Labels[0].Value)
	}
	// Output:
	// 20261122-001 payment 12.50 East
	// 20261122-001 refund -12.50 East
}

func Example_operate() {
	gateway := fubeitest.New(nil, fubeitest.Options{Bills: fubeitest.Bills(3, 2026, 11, 22)})
	defer gateway.Close()
	fmt.Println(operate(context.Background(), gateway.Config()))
	// Output: <nil>
}

func operate(ctx context.Context, config fubei.Config) error {
	// [operate]
	ctx, cancel := context.WithTimeout(ctx, 30*time.Minute) // the whole run, retries and waits included
	defer cancel()
	config.Logger = slog.New(slog.NewJSONHandler(os.Stderr, nil)) // warnings: one line a retry
	config.Prefetch = 4                                           // four pages at a time
	config.RateLimit = fubei.RateLimit{PerSecond: 5}              // what the provider allows is for you to ask
	config.ReadTwice = true
	client, err := fubei.New(config)
	if err != nil {
		return err
	}
	_, _, err = client.CollectBills(ctx, fubei.Day(2026, 11, 22))
	if failure := new(fubei.Error); errors.As(err, &failure) && failure.Retryable() {
		return fmt.Errorf("try again in an hour: %w", err)
	}
	// [/operate]
	return err
}
