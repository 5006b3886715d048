package shards_test

import (
	"fmt"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"

	"github.com/billrecon/billrecon/internal/longtest"
	"github.com/billrecon/billrecon/recon"
	"github.com/billrecon/billrecon/recon/internal/trouble"
	"github.com/billrecon/billrecon/recon/shards"
)

// TestMatchHotKeys: 100 000 rows of each side under one key, or without one.
func TestMatchHotKeys(t *testing.T) {
	rows := longtest.Or(10_000, 50_000)
	for _, kind := range []string{"key", "no key", "alternative key", "amount and time"} {
		in := trouble.Hot(kind, rows)
		want := mustMatch(t, in)
		got := onDisk(t, in, shards.Folder{Path: t.TempDir(), Shards: 16})
		if got.Digest() != want.Digest() || !got.Summary().Equal(want.Summary()) {
			t.Errorf("%s: another summary", kind)
		}
	}
}

// TestRounds: shards that do not fit in memory are read in rounds, and nothing else changes.
func TestRounds(t *testing.T) {
	in := trouble.Generate(13, 40)
	for i := range 20_000 {
		r := recon.Record{Key: fmt.Sprint("k", i), Amount: decimal.New(int64(i), -2), AltKeys: recon.AltKeys{fmt.Sprint("alt", i/2)}}
		in.Bills = append(in.Bills, r)
		if i%3 > 0 {
			r.Key = fmt.Sprint("other", i)
		}
		in.Orders = append(in.Orders, r)
	}
	got := onDisk(t, in, shards.Folder{Path: t.TempDir(), Shards: 1, Memory: 16 << 20})
	sameAsMatch(t, in, got)
	if cost := got.Cost(); cost.Rounds < 6 || cost.LargestLoad > 16<<10 {
		t.Errorf("%d rounds, up to %d rows at a time: 16 MiB are for at most 16 384", cost.Rounds, cost.LargestLoad)
	}
}

// TestHotKeyBeyondMemory: rows of one key cannot be taken apart; the bound is named, and the key is not.
func TestHotKeyBeyondMemory(t *testing.T) {
	in := trouble.Hot("key", 20_000)
	_, err := match(in, shards.Folder{Path: t.TempDir(), Memory: 16 << 20})
	assert.ErrorIs(t, err, shards.ErrFolder)
	assert.ErrorContains(t, err, "Folder.Memory")
	assert.NotContains(t, err.Error(), "hot")
}

// TestBatches: many small shards are matched together.
func TestBatches(t *testing.T) {
	in := trouble.Generate(14, 200)
	got := onDisk(t, in, shards.Folder{Path: t.TempDir(), Shards: 4096})
	sameAsMatch(t, in, got)
	if cost := got.Cost(); cost.Rounds > 6 {
		t.Errorf("%d rounds for a few hundred rows", cost.Rounds)
	}
}
