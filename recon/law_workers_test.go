package recon_test

import (
	"errors"
	"fmt"
	"reflect"
	"testing"

	"github.com/shopspring/decimal"

	"github.com/billrecon/billrecon/internal/longtest"
	"github.com/billrecon/billrecon/recon"
)

// crew is the largest number of workers that is tried.
func crew() int { return longtest.Or(4, 16) }

// longInput has so many rows a side that each of the crew has work, since fewer rows are not worth that many (see TestWorkersFor), of every shape
// of key and every kind of group.
func longInput(seed uint64) input {
	in := manyRows(seed, 40)
	for i := range crew() * 1 << 13 {
		amount := decimal.New(int64(1+i%9_999), -2)
		bill := recon.Record{Key: longKey(i), Amount: amount}
		order := bill
		switch {
		case i%97 == 0:
			order.Amount = amount.Add(dec("0.01"))
		case i%101 == 0:
			bill.Key = longKey(i - 1) // a second bill of the number before, and an order without one
		case i%103 == 0:
			order.State = recon.Pending
		case i%107 == 0:
			bill.Key, order.Key = "", ""
		}
		in.bills, in.orders = append(in.bills, bill), append(in.orders, order)
	}
	return in
}

// longKey is digits, a prefix with digits, hexadecimal digits, short text, or text too long to be packed.
func longKey(i int) string {
	switch i % 5 {
	case 0:
		return fmt.Sprintf("20261122%016d", i)
	case 1:
		return fmt.Sprintf("ORDER-2026-%017d", i)
	case 2:
		return fmt.Sprintf("%032x", i)
	case 3:
		return fmt.Sprintf("K%dx", i)
	}
	return fmt.Sprintf("%064d/%d", i, i)
}

// TestLawWorkers: the same result in every part whatever the number of workers, over rows that keep them all at work; and of the rows in
// another order, in shards.
func TestLawWorkers(t *testing.T) {
	in := longInput(2)
	in.rules.Workers = 1
	want := mustMatch(t, in)
	wantGroups := printed(want.Differences())
	for workers := 1; workers <= crew(); workers += longtest.Or(3, 1) {
		in.rules.Workers = workers
		got := mustMatch(t, in)
		if got.Digest() != want.Digest() || printed(got.Differences()) != wantGroups || !reflect.DeepEqual(got.Pool, want.Pool) {
			t.Fatalf("%d workers give another result than one", workers)
		}
		if workers%5 != 1 && workers != crew() {
			continue
		}
		other := in.shuffled(uint64(workers))
		run := newStepsRun(t, other, 1+workers%3, uint64(workers))
		summary, statistics, err := run.finish(run.run(false))
		if err != nil || !summary.Equal(want.Summary()) || !statistics.Equal(want.Statistics()) {
			t.Fatalf("a permutation in %d shards with %d workers gives another result (%v)", 1+workers%3, workers, err)
		}
		if err := mustMatch(t, other).Verify(); err != nil {
			t.Fatalf("%d workers: %v", workers, err)
		}
	}
}

// TestBadRowIsNamedByItsPlace: also in a long slice, where several goroutines read and find bad rows of their own.
func TestBadRowIsNamedByItsPlace(t *testing.T) {
	in := longInput(3)
	at := len(in.bills) / 3
	for i := at; i < len(in.bills); i += 1 << 13 {
		in.bills[i].Amount = decimal.New(1, 20_000)
	}
	for _, workers := range []int{1, 4, crew()} {
		in.rules.Workers = workers
		_, err := in.match()
		var e *recon.Error
		if !errors.As(err, &e) || e.Field != fmt.Sprintf("bills[%d].Amount", at) {
			t.Errorf("%d workers: want the first bad row, bills[%d], got %v", workers, at, err)
		}
	}
}
