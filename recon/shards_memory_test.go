package recon_test

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/shopspring/decimal"

	"github.com/billrecon/billrecon/recon"
)

// hotInput is rows of one key, or of one alternative key, or without a key, or of one amount.
func hotInput(kind string, rows int) input {
	in := input{rules: recon.Rules{BillsUntil: proven}}
	for i := range rows {
		bill := recon.Record{Key: fmt.Sprintf("20261122%012d", i), Amount: decimal.New(int64(i%5000)+1, -2), Time: baseDay.Add(time.Duration(i) * time.Second)}
		order := bill
		switch kind {
		case "key":
			bill.Key, order.Key = "hot", "hot"
		case "no key":
			bill.Key, order.Key = "", ""
		case "alternative key":
			bill.Key, bill.AltKeys, order.AltKeys = fmt.Sprintf("b20261122%012d", i), recon.AltKeys{"hot"}, recon.AltKeys{"hot"}
		case "amount and time":
			bill.Key, bill.Amount, order.Amount = fmt.Sprintf("b20261122%012d", i), dec("9.90"), dec("9.90")
			in.rules.AmountTime = &recon.AmountTime{After: time.Minute}
		}
		in.bills, in.orders = append(in.bills, bill), append(in.orders, order)
	}
	in.bills = append(in.bills, in.bills[:3]...)
	return in
}

// TestMatchShardsHotKeys: 100 000 rows of each side under one key, or without one.
func TestMatchShardsHotKeys(t *testing.T) {
	for _, kind := range []string{"key", "no key", "alternative key", "amount and time"} {
		in := hotInput(kind, 100_000)
		want := mustMatch(t, in)
		got := onDisk(t, in, recon.ShardFolder{Path: t.TempDir(), Shards: 16})
		if got.Digest() != want.Digest() || !got.Summary().Equal(want.Summary()) {
			t.Errorf("%s: another summary", kind)
		}
	}
}

// TestRounds: shards that do not fit in memory are read in rounds, and nothing else changes.
func TestRounds(t *testing.T) {
	in := manyRows(13, 1)
	for i := range 20_000 {
		r := recon.Record{Key: fmt.Sprint("k", i), Amount: decimal.New(int64(i), -2), AltKeys: recon.AltKeys{fmt.Sprint("alt", i/2)}}
		in.bills = append(in.bills, r)
		if i%3 > 0 {
			r.Key = fmt.Sprint("other", i)
		}
		in.orders = append(in.orders, r)
	}
	got := onDisk(t, in, recon.ShardFolder{Path: t.TempDir(), Shards: 1, Memory: 16 << 20})
	sameAsMatch(t, in, got)
	if cost := got.Cost(); cost.Rounds < 6 || cost.LargestLoad > 16<<10 {
		t.Errorf("%d rounds, up to %d rows at a time: 16 MiB are for at most 16 384", cost.Rounds, cost.LargestLoad)
	}
}

// TestHotKeyBeyondMemory: rows of one key cannot be taken apart; the bound is named, and the key is not.
func TestHotKeyBeyondMemory(t *testing.T) {
	in := hotInput("key", 40_000)
	_, err := recon.MatchShards(t.Context(), yielded(in.bills), same, yielded(in.orders), same, in.rules,
		recon.ShardFolder{Path: t.TempDir(), Memory: 16 << 20})
	var own *recon.Error
	if !errors.Is(err, recon.ErrShardFolder) || !errors.As(err, &own) || own.Field != "ShardFolder.Memory" {
		t.Errorf("the error is %v", err)
	}
}

// TestBatches: many small shards are matched together.
func TestBatches(t *testing.T) {
	in := manyRows(14, 10)
	got := onDisk(t, in, recon.ShardFolder{Path: t.TempDir(), Shards: 4096})
	sameAsMatch(t, in, got)
	if cost := got.Cost(); cost.Rounds > 6 {
		t.Errorf("%d rounds for a few hundred rows", cost.Rounds)
	}
}
