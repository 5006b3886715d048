package recon_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/shopspring/decimal"

	"github.com/billrecon/billrecon/internal/longtest"
	"github.com/billrecon/billrecon/recon"
)

// withinGuard runs a match that must not hang. The guard is far above what it takes; it only tells n log n from n².
func withinGuard(t *testing.T, reason string, in input) *result {
	t.Helper()
	done := make(chan *result, 1)
	go func() {
		res, err := in.match()
		if err == nil {
			err = res.Verify()
		}
		if err != nil {
			t.Errorf("%s: %v", reason, err)
		}
		done <- res
	}()
	select {
	case res := <-done:
		return res
	case <-time.After(5 * time.Minute):
		t.Fatalf("%s: not done within five minutes", reason)
		return nil
	}
}

// large is so many rows a side; fewer where the same is tried in many ways.
func large(oneOfMany bool) int {
	if oneOfMany {
		return longtest.Or(4_000, 10_000)
	}
	return longtest.Or(10_000, 100_000)
}

// TestNothingIsSquare: 200 000 rows that have a key, an amount or a time in common, in every way that could make each be compared with each.
func TestNothingIsSquare(t *testing.T) {
	amounts := map[string]func(i int) decimal.Decimal{
		"one amount":   func(int) decimal.Decimal { return dec("10") },
		"few amounts":  func(i int) decimal.Decimal { return decimal.New(int64(i%7+1), 0) },
		"all amounts":  func(i int) decimal.Decimal { return decimal.New(int64(i), -2) },
		"both signs":   func(i int) decimal.Decimal { return decimal.New(int64(i%9-4), 0) },
		"huge amounts": func(i int) decimal.Decimal { return decimal.New(int64(i%11+1), 30) },
	}
	times := map[string]func(i int) time.Time{
		"one time":  func(int) time.Time { return baseDay },
		"no time":   func(int) time.Time { return time.Time{} },
		"all times": func(i int) time.Time { return baseDay.Add(time.Duration(i*7919%1_000_003) * time.Second) },
	}
	for amount, amountOf := range amounts {
		for at, timeOf := range times {
			in := input{rules: recon.Rules{BillsUntil: proven, Workers: 1}}
			for i := range large(amount != "one amount") {
				r := recon.Record{Key: "K", Amount: amountOf(i), Time: timeOf(i)}
				if r.Amount.IsNegative() {
					r.Kind = recon.Refund
				}
				in.bills = append(in.bills, r)
				r.Time = timeOf(i + 1)
				if r.Amount = amountOf(i + i%2); r.Kind != recon.Refund || r.Amount.IsNegative() {
					in.orders = append(in.orders, r)
				}
			}
			withinGuard(t, amount+", "+at, in)
			in.bills, in.orders = in.bills[:len(in.bills)/5], in.orders[:len(in.orders)/5]
			in.rules.AmountTolerance = recon.Tolerance{Absolute: dec("0.05"), PPM: 1000}
			withinGuard(t, amount+", "+at+", within tolerance", in)
			in.orders = in.orders[:len(in.orders)/3]
			withinGuard(t, amount+", "+at+", three bills for each order", in)
		}
	}
}

// TestNoFactIsSquare: rows of one key and amount that agree in some facts and not in others.
func TestNoFactIsSquare(t *testing.T) {
	in := input{rules: recon.Rules{BillsUntil: proven, Workers: 1, Fees: &recon.FeeSchedule{RatePPM: 6000}}}
	for i := range large(false) {
		r := recon.Record{Key: "K", Amount: dec("10"), Time: baseDay.Add(time.Duration(i%1000) * time.Second)}
		r.Fee = some(fmt.Sprintf("0.%02d", i%5))
		r.AltKeys = recon.AltKeys{fmt.Sprint("X", i/3), fmt.Sprint("Y", i%50)}
		in.bills = append(in.bills, r)
		r.Fee, r.State = some(fmt.Sprintf("0.%02d", i%7)), recon.State(i%2*int(recon.Unknown))
		r.AltKeys = recon.AltKeys{fmt.Sprint("X", i/2), fmt.Sprint("Y", i%70)}
		r.Time = r.Time.Add(time.Duration(i%13) * time.Minute)
		in.orders = append(in.orders, r)
	}
	withinGuard(t, "facts", in)
}

// TestNoKeyIsSquare: rows without a partner, alone under one key, under none, and with an amount and a time alone in common.
func TestNoKeyIsSquare(t *testing.T) {
	for reason, key := range map[string]string{"one key": "K", "no key": ""} {
		in := input{rules: recon.Rules{BillsUntil: proven, Workers: 1, AmountTime: &recon.AmountTime{Before: time.Hour, After: time.Hour}}}
		for i := range large(false) {
			r := recon.Record{Key: key, Amount: dec("10"), Time: baseDay}
			if i%2 == 1 {
				r.Amount, r.Kind = dec("-10"), recon.Refund
			}
			in.bills = append(in.bills, r)
			if reason == "no key" {
				in.orders = append(in.orders, r)
			}
		}
		withinGuard(t, reason, in)
		in.rules.ReplaceHeld = true
		for i := range in.bills {
			in.rules.Pool.Orders = append(in.rules.Pool.Orders, recon.PoolRow{ID: fmt.Sprint(i), Record: in.bills[i]})
		}
		in.rules.Pool.Version = recon.PoolVersion
		withinGuard(t, reason+", replaced", in)
	}
}
