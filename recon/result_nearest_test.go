package recon

import (
	"fmt"
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
