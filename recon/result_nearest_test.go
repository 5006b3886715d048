package recon

import (
	"fmt"
	"math"
	"slices"
	"testing"
)

// TestNearestLooksPastWhatIsSettled: a row that is matched shares its price with thousands; only its numbers make it worth a look.
func TestNearestLooksPastWhatIsSettled(t *testing.T) {
	bills := []Record{
		{Key: "A", Amount: dec("9.90"), Time: at(0)},
		{Key: "lone", AltKeys: AltKeys{"B"}, Amount: dec("9.90"), Time: at(1)},
		{Key: "B", Amount: dec("5"), Time: at(2)},
	}
	orders := []Record{
		{Key: "A", Amount: dec("9.90"), Time: at(0)},
		{Key: "missing", Amount: dec("9.90"), Time: at(9)},
		{Key: "B", Amount: dec("5"), Time: at(2)},
	}
	pool := Pool{Version: PoolVersion, Orders: []PoolRow{{ID: "o1", Record: Record{Key: "old", Amount: dec("9.90"), Time: at(-60)}}}}
	res, err := Match(bills, itself, orders, itself, Rules{BillsUntil: proven, Pool: pool})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for g := range res.Differences() {
		for _, s := range res.Nearest(g, 9) {
			got = append(got, fmt.Sprintf("%s: %s by hint %d", g.Key, s.Key, s.Hint))
		}
	}
	want := []string{
		"missing: lone by hint 4", // A has the same amount, and is matched
		"old: lone by hint 4",
		"lone: B by hint 2", // B is matched, and yet its number stands in the lone bill
		"lone: missing by hint 4",
		"lone: old by hint 4",
	}
	if !slices.Equal(got, want) {
		t.Errorf("the suggestions are %q, want %q", got, want)
	}
}

// TestNearestAmong gives what Nearest gives, of the rows named alone.
func TestNearestAmong(t *testing.T) {
	orders := []Record{{Key: "lone", Amount: dec("1"), Time: at(0)}}
	var bills []Record
	for i := range 5 {
		bills = append(bills, Record{Key: fmt.Sprint(i), Amount: dec("1"), Time: at(i)})
	}
	res, err := Match(bills, itself, orders, itself, Rules{BillsUntil: proven})
	if err != nil {
		t.Fatal(err)
	}
	for g := range res.Differences() {
		if g.Verdict&NoBill == 0 {
			continue
		}
		all := res.Nearest(g, 9)
		if len(all) != 5 {
			t.Fatalf("%d suggestions of 5", len(all))
		}
		for places, want := range map[*[]int][]Suggestion{
			{}:                         nil,
			{1, 3}:                     {all[1], all[3]},
			{4, -1, 0, 5, math.MaxInt}: {all[0], all[4]},
			{0, 1, 2, 3, 4}:            all,
		} {
			if got := res.NearestAmong(g, *places, 9); !slices.Equal(got, want) {
				t.Errorf("among %v: %+v, want %+v", *places, got, want)
			}
		}
	}
}
