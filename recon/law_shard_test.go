package recon_test

import (
	"fmt"
	"testing"

	"github.com/billrecon/billrecon/recon"
)

// sharded matches an input in n shards, each given its own rows only or, every other time, all of them, and merges them in any order.
func sharded(t failer, in input, n int, seed uint64) *result {
	t.Helper()
	shards := make([]*recon.Shard[recon.Record, recon.Record], n)
	for i := range shards {
		part := recon.Part{Number: i, Of: n}
		bills, orders := in.bills, in.orders
		if seed%2 == 0 {
			bills, part.Bills = shareOf(in.bills, i, n)
			orders, part.Orders = shareOf(in.orders, i, n)
		}
		shard, err := recon.MatchShard(bills, same, orders, same, in.rules, part)
		if err != nil {
			t.Fatalf("shard %d of %d: %v", i, n, err)
		}
		shards[(i+int(seed%64))%n] = shard
	}
	res, err := recon.Merge(shards...)
	if err != nil {
		t.Fatalf("merging %d shards: %v", n, err)
	}
	return res
}

// shareOf is the rows of one shard, and their places in the whole. Both are never nil: nil would mean the whole.
func shareOf(rows []recon.Record, i, n int) ([]recon.Record, []int) {
	share, places := []recon.Record{}, []int{}
	for at, r := range rows {
		if recon.Partition(r.Key, n) == i {
			share, places = append(share, r), append(places, at)
		}
	}
	return share, places
}

// manyRows is an input with enough rows and keys for 64 shards, and every kind of group.
func manyRows(seed uint64, parts int) input {
	var in input
	for i := range parts {
		part := genLoose(seededChooser(seed+uint64(i)), 8)
		for _, rows := range [][]recon.Record{part.bills, part.orders} {
			for j := range rows {
				if rows[j].Key != "" {
					rows[j].Key = fmt.Sprint(rows[j].Key, i)
				}
				if i%3 > 0 { // the other parts share their further numbers, and so do their shards
					for k, alt := range rows[j].AltKeys {
						if alt != "" {
							rows[j].AltKeys[k] = fmt.Sprint(alt, i)
						}
					}
				}
			}
		}
		in.bills = append(in.bills, part.bills...)
		in.orders = append(in.orders, part.orders...)
	}
	in.rules = genLoose(seededChooser(seed), 0).rules
	in.rules.AmountTime = nil
	if seed%2 == 0 {
		in.rules.AmountTime = &recon.AmountTime{After: 3e9}
	}
	in.rules.BillsUntil, in.rules.Hold = until(baseDay.AddDate(0, 0, 5)), int(seed%5)
	in.rules.Pool = genPool(seededChooser(seed), flavour{alts: true})
	return in
}

// TestLawOneDigest: one digest for 1000 permutations, 1 to 64 shards, and 1 to 16 workers.
func TestLawOneDigest(t *testing.T) {
	for seed := range uint64(5) {
		in := manyRows(seed, 24)
		want := mustMatch(t, in)
		summary := want.Summary()
		for i := range uint64(200) {
			other := in.shuffled(i)
			other.rules.Workers = 1 + int(i*7%16)
			n := 1 + int((i*5+seed)%64)
			merged := sharded(t, other, n, i)
			if merged.Digest() != want.Digest() {
				t.Fatalf("permutation %d in %d shards with %d workers has another digest", i, n, other.rules.Workers)
			}
			if !merged.Summary().Equal(summary) {
				t.Fatalf("permutation %d in %d shards has another summary:\n%+v\n%+v", i, n, merged.Summary(), summary)
			}
			if err := merged.Verify(); err != nil {
				t.Fatalf("permutation %d in %d shards: %v", i, n, err)
			}
		}
	}
}

// TestLawShardsAreTheWhole: not the digest alone but groups, pool and statistics are the same, and in the same order.
func TestLawShardsAreTheWhole(t *testing.T) {
	for seed := range uint64(24) {
		in := manyRows(seed, 1+int(seed))
		want := mustMatch(t, in)
		for _, n := range []int{1, 2, 3, 7, 64} {
			got := sharded(t, in, n, seed)
			if printed(got.Groups()) != printed(want.Groups()) {
				sameLines(t, fmt.Sprintf("seed %d in %d shards", seed, n), describe(t, in, got), describe(t, in, want))
				t.Fatalf("seed %d in %d shards: the groups differ", seed, n)
			}
			samePool(t, got.Pool, want.Pool)
			if fmt.Sprint(got.Pool) != fmt.Sprint(want.Pool) || !got.Statistics().Equal(want.Statistics()) {
				t.Fatalf("seed %d in %d shards: the pool or the statistics differ", seed, n)
			}
		}
	}
}

func TestPartition(t *testing.T) {
	counts := make([]int, 64)
	for i := range 64_000 {
		key := fmt.Sprintf("20261122%08d", i)
		p := recon.Partition(key, 64)
		if p < 0 || p >= 64 || p != recon.Partition(key, 64) {
			t.Fatalf("partition %d of 64", p)
		}
		counts[p]++
		if recon.Partition(key, 1) != 0 {
			t.Fatal("one part is number 0")
		}
	}
	for p, n := range counts {
		if n < 700 || n > 1300 {
			t.Errorf("part %d of 64 has %d of 64 000 keys", p, n)
		}
	}
}

// TestMergeRefusesWhatIsNoWhole: a shard left out, given twice, or of another division.
func TestMergeRefusesWhatIsNoWhole(t *testing.T) {
	in := manyRows(1, 6)
	shard := func(i, n int) *recon.Shard[recon.Record, recon.Record] {
		s, err := recon.MatchShard(in.bills, same, in.orders, same, in.rules, recon.Part{Number: i, Of: n})
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
	for _, tt := range []struct {
		reason string
		shards []*recon.Shard[recon.Record, recon.Record]
	}{
		{"a shard is missing", []*recon.Shard[recon.Record, recon.Record]{shard(0, 3), shard(2, 3)}},
		{"a shard is given twice", []*recon.Shard[recon.Record, recon.Record]{shard(0, 3), shard(1, 3), shard(1, 3)}},
		{"a shard is of another division", []*recon.Shard[recon.Record, recon.Record]{shard(0, 3), shard(1, 3), shard(2, 4)}},
	} {
		res, err := recon.Merge(tt.shards...)
		if err != nil {
			continue
		}
		if res == nil || res.Verify() == nil {
			t.Errorf("%s: neither Merge nor Verify says so", tt.reason)
		}
	}
}
