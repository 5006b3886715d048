package report

import (
	"fmt"
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/billrecon/billrecon/recon"
)

// drawRecord makes rows that nearly meet: few keys, few amounts, few times, many ties.
func drawRecord(t *rapid.T) recon.Record {
	r := recon.Record{
		Key:    rapid.SampledFrom([]string{"", "a", "A", "Ａ ", "b", "c", "d1", "d2", "d3", "d4"}).Draw(t, "key"),
		Amount: decimal.NewFromInt(rapid.Int64Range(-1, 2).Draw(t, "amount")),
		Unit:   rapid.SampledFrom([]string{"", "CNY", "次"}).Draw(t, "unit"),
	}
	if alt := rapid.SampledFrom([]string{"", "a", "b", "x", "y"}).Draw(t, "alt"); alt != "" {
		r.AltKeys = recon.AltKeys{alt}
	}
	if hours := rapid.IntRange(-1, 150).Draw(t, "hours"); hours >= 0 {
		r.Time = noon(1).Add(time.Duration(hours/10*10) * time.Hour)
	}
	return r
}

// TestNearestIsResultNearest: what somebody has to look for has the suggestions of the result, in the list's order too.
func TestNearestIsResultNearest(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		rows := rapid.SliceOfN(rapid.Custom(drawRecord), 0, 40)
		all := rows.Draw(t, "rows")
		cut := rapid.IntRange(0, len(all)).Draw(t, "cut")
		in := run{bills: all[:cut], orders: all[cut:], rules: recon.Rules{BillsUntil: proven}}
		n := rapid.IntRange(1, 4).Draw(t, "n")
		result, err := recon.Match(in.bills, same, in.orders, same, in.rules)
		if err != nil {
			t.Fatal(err)
		}
		r, err := New(result, Options{Nearest: n})
		if err != nil {
			t.Fatal(err)
		}
		for row := range r.list() {
			var want []recon.Suggestion
			if status := row.Group.Status(); status == recon.StatusException || status == recon.StatusDoubtful {
				want = result.Nearest(row.Group, n)
			}
			if len(row.nearest) != len(want) {
				t.Fatalf("%v: %v, want %v", row.Group, row.nearest, want)
			}
			for i := range want {
				if !sameSuggestion(row.nearest[i], want[i]) {
					t.Fatalf("%v: %v, want %v", row.Group, row.nearest, want)
				}
			}
		}
	})
}

func sameSuggestion(a, b recon.Suggestion) bool {
	equal := a.Amount.Equal(b.Amount)
	a.Amount, b.Amount = decimal.Zero, decimal.Zero
	return equal && a == b
}

func TestNearestOfThePool(t *testing.T) {
	in := shop()
	in.rules.Control = nil
	in.bills = append(in.bills, paid("X1", "41", 19))
	in.rules.Hold = 1
	result := in.result(t)
	var found []recon.Suggestion
	for row := range in.report(t, Options{Nearest: 2}).list() {
		if row.Key == "X1" {
			found = row.nearest
			require.Equal(t, result.Nearest(row.Group, 2), found)
		}
	}
	require.Len(t, found, 1)
	require.True(t, found[0].Pool)
	require.Equal(t, "P002", found[0].Key)
}

func TestNearestOfManyGroups(t *testing.T) {
	var in run
	in.rules.BillsUntil = proven
	for i := range 10_000 {
		in.orders = append(in.orders, paid(fmt.Sprintf("%020d", i), fmt.Sprint(i+1), 1))
	}
	in.orders = append(in.orders, paid("LAST", "0.5", 1))
	in.bills = []recon.Record{paid("B", "0.5", 1), paid("C", "1", 1)}
	r := in.report(t, Options{})
	var found []string
	for row := range r.list() {
		if len(row.nearest) > 0 {
			found = append(found, row.Key+" "+row.nearest[0].Key)
		}
	}
	require.Equal(t, []string{"00000000000000000000 C", "C 00000000000000000000", "LAST B", "B LAST"}, found)
}

func TestNearestCanBeSwitchedOff(t *testing.T) {
	for row := range shop().report(t, Options{Nearest: -1}).list() {
		require.Empty(t, row.nearest)
	}
}

func TestNobodyLooksForWhatIsNotDue(t *testing.T) {
	in := run{
		bills:  []recon.Record{paid("B", "5", 1)},
		orders: []recon.Record{withState(paid("O", "5", 1), recon.Closed)},
		rules:  recon.Rules{BillsUntil: proven},
	}
	for row := range in.report(t, Options{}).list() {
		require.Equal(t, row.Key == "B", len(row.nearest) > 0, row.Key)
	}
}
