package recon_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/billrecon/billrecon/recon"
)

// nearlyEqualKeys are keys that a careless index could take for one another: by number, length, prefix, case or padding.
func nearlyEqualKeys() []string {
	keys := []string{
		"0", "00", "000", "1", "01", "001", "10", "1.0", "+1", "-1", " 1", "1 ", "１", "1\x00", "\x001", "\x00", "\x00\x00", "1\n",
		"a", "A", "ａ", "a\u0301", "á", "\xff", "\xff\xff", "\ufeffa", "a\u200b",
		"18446744073709551615", "18446744073709551616", "18446744073709551617", "0018446744073709551616",
		"340282366920938463463374607431768211455", "340282366920938463463374607431768211456", "000340282366920938463463374607431768211455",
	}
	for n := range 70 { // every length around the sizes that keys are packed or hashed in
		keys = append(keys, strings.Repeat("7", n+2), strings.Repeat("0", n+4), "0"+strings.Repeat("7", n+2), strings.Repeat("x", n+1), strings.Repeat("7", n+1)+"a")
	}
	for i := range 64 { // one byte differs, at every place
		b := []byte(strings.Repeat("2", 64))
		b[i] = '3'
		keys = append(keys, string(b), string(b[:32]), string(b[32:]))
	}
	return distinct(keys)
}

func distinct(keys []string) []string {
	seen := map[string]bool{"": true}
	var out []string
	for _, k := range keys {
		if !seen[k] {
			seen[k] = true
			out = append(out, k)
		}
	}
	return out
}

// TestLawKeysAreBytes: each key matches itself and no other, whatever the keys look like.
func TestLawKeysAreBytes(t *testing.T) {
	keys := nearlyEqualKeys()
	var in input
	in.rules = recon.Rules{BillsUntil: until(baseDay)}
	for i, key := range keys {
		r := recon.Record{Key: key, Amount: dec("1")}
		if i%3 != 1 {
			in.bills = append(in.bills, r)
		}
		if i%3 != 2 {
			in.orders = append(in.orders, r)
		}
	}
	rand.New(rand.NewPCG(1, 2)).Shuffle(len(in.orders), func(i, j int) { in.orders[i], in.orders[j] = in.orders[j], in.orders[i] })
	res := mustMatch(t, in)
	n := int64(len(keys))
	if got := [3]int64{res.Count(recon.Matched), res.Count(recon.OrderOnly), res.Count(recon.BillOnly)}; got != [3]int64{(n + 2) / 3, (n + 1) / 3, n / 3} {
		t.Errorf("of %d keys matched, only orders, only bills: %v", n, got)
	}
	for g := range res.Groups() {
		for _, i := range g.Bills {
			for _, j := range g.Orders {
				if in.bills[i].Key != in.orders[j].Key || g.Key != in.bills[i].Key {
					t.Fatalf("bill %q, order %q, group %q", in.bills[i].Key, in.orders[j].Key, g.Key)
				}
			}
		}
	}
}

// TestLawAltKeysAreBytes: the same for AltKeys.
func TestLawAltKeysAreBytes(t *testing.T) {
	keys := nearlyEqualKeys()
	var in input
	in.rules = recon.Rules{BillsUntil: until(baseDay)}
	for i, key := range keys {
		in.bills = append(in.bills, recon.Record{Key: fmt.Sprint("bill", i), AltKeys: recon.AltKeys{key}, Amount: dec("1")})
		in.orders = append(in.orders, recon.Record{Key: fmt.Sprint("order", i), AltKeys: recon.AltKeys{key}, Amount: dec("1")})
	}
	res := mustMatch(t, in)
	if res.Count(recon.Matched) != int64(len(keys)) {
		t.Errorf("%d of %d matched", res.Count(recon.Matched), len(keys))
	}
}

// TestManyRowsMatchAgainstAMap compares a run of many rows with the simplest join there is. 5 001 rows are where nested loops give up.
func TestManyRowsMatchAgainstAMap(t *testing.T) {
	for _, n := range []int{5_001, 60_000} {
		r := rand.New(rand.NewPCG(uint64(n), 3))
		// With the search off no group is split, so that the map knows how many there are.
		in := input{rules: recon.Rules{BillsUntil: until(baseDay), SubsetSteps: -1}}
		for range n {
			key := fmt.Sprintf("%024d", r.IntN(n*2))
			if r.IntN(2) == 0 {
				key = fmt.Sprintf("order-%x-of-shop-%d", r.IntN(n*2), r.IntN(3))
			}
			amount := pick(r.IntN, dec("1"), dec("2.50"), dec("100"))
			if r.IntN(20) > 0 {
				in.bills = append(in.bills, recon.Record{Key: key, Amount: amount})
			}
			if r.IntN(20) > 0 {
				in.orders = append(in.orders, recon.Record{Key: key, Amount: amount})
			}
		}
		shuffle(r, in.bills)
		checkAgainstMap(t, in)
	}
}

func checkAgainstMap(t *testing.T, in input) {
	t.Helper()
	type bucket struct{ bills, orders int }
	buckets := map[string]bucket{}
	for _, r := range in.bills {
		b := buckets[r.Key]
		b.bills++
		buckets[r.Key] = b
	}
	for _, r := range in.orders {
		b := buckets[r.Key]
		b.orders++
		buckets[r.Key] = b
	}
	var billOnly, both int64
	for _, b := range buckets {
		switch {
		case b.orders == 0:
			billOnly++
		case b.bills == 0:
		default:
			both++
		}
	}
	res := mustMatch(t, in)
	if err := res.Verify(); err != nil {
		t.Error(err)
	}
	twoSided := map[string]bool{}
	seen := [2][]int{make([]int, len(in.bills)), make([]int, len(in.orders))}
	for g := range res.Groups() {
		for _, i := range g.Bills {
			seen[0][i]++
			if in.bills[i].Key != g.Key {
				t.Fatalf("bill %q in group %q", in.bills[i].Key, g.Key)
			}
		}
		for _, i := range g.Orders {
			seen[1][i]++
			if in.orders[i].Key != g.Key {
				t.Fatalf("order %q in group %q", in.orders[i].Key, g.Key)
			}
		}
		if len(g.Bills) > 0 && len(g.Orders) > 0 {
			twoSided[g.Key] = true
		}
		if g.Outcome == recon.BillOnly && buckets[g.Key].orders == 0 {
			billOnly--
		}
	}
	if billOnly != 0 || int64(len(twoSided)) != both {
		t.Errorf("%d keys of bills alone are not BillOnly, and %d keys of %d have groups of both sides", billOnly, len(twoSided), both)
	}
	for s, rows := range seen {
		for i, n := range rows {
			if n != 1 {
				t.Fatalf("%s %d is in %d groups", side(s), i, n)
			}
		}
	}
}

// TestOneBigBucket: thousands of rows under one key are one group, and do not make the search endless.
func TestOneBigBucket(t *testing.T) {
	in := input{rules: recon.Rules{BillsUntil: until(baseDay)}}
	for i := range 20_000 {
		in.orders = append(in.orders, recon.Record{Key: "S", Amount: dec(fmt.Sprintf("%d.%02d", i%997, i%89))})
	}
	in.bills = []recon.Record{{Key: "S", Amount: dec("0.01")}}
	res := mustMatch(t, in)
	if err := res.Verify(); err != nil {
		t.Error(err)
	}
	if n := res.Count(recon.AmountShort) + res.Count(recon.Matched) + res.Count(recon.Doubtful) + res.Count(recon.DuplicateOrder); n != 1 {
		t.Errorf("%d groups of both sides", n)
	}
}
