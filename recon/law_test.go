package recon_test

import (
	"fmt"
	"iter"
	"math/rand/v2"
	"slices"
	"sort"
	"strings"
	"testing"

	"github.com/billrecon/billrecon/internal/longtest"
	"github.com/billrecon/billrecon/recon"
)

// Laws are what must hold between two runs, whatever the right answer of either is.

type result = recon.Result[recon.Record, recon.Record]

// failer is what testing and rapid have in common.
type failer interface {
	Helper()
	Fatalf(format string, args ...any)
}

func mustMatch(t failer, in input) *result {
	t.Helper()
	res, err := in.match()
	if err != nil {
		t.Fatalf("Match: %v", err)
	}
	return res
}

// describe writes the groups of a result without their indexes, in a fixed order.
func describe(t failer, in input, res *result) []string {
	t.Helper()
	groups, err := resolve(in, slices.Collect(res.Groups()))
	if err != nil {
		t.Fatalf("%v", err)
	}
	var out []string
	for _, f := range groups {
		out = append(out, f.describe())
	}
	sort.Strings(out)
	return out
}

func (f found) describe() string {
	var b strings.Builder
	key := f.Key
	if f.Pass == recon.PassAmountTime {
		key = "" // the first order's, which the order of the rows decides
	}
	fmt.Fprintf(&b, "%d %s pass=%d key=%q excess=%s threshold=%s", f.Outcome, f.Verdict.Codes(), f.Pass, key, contents(f.excess), f.Threshold.Rat().RatString())
	for _, n := range f.Nets {
		fmt.Fprintf(&b, " %s:%s/%s", n.Unit, n.Bill.Rat().RatString(), n.Order.Rat().RatString())
	}
	for _, n := range []*recon.Net{f.FeeNet, f.IncomeNet} {
		if n != nil {
			fmt.Fprintf(&b, " %s:%s/%s", n.Unit, n.Bill.Rat().RatString(), n.Order.Rat().RatString())
		}
	}
	return b.String() + " " + members(f.bills, f.orders)
}

// printed writes groups as they are, indexes and order included.
func printed(groups iter.Seq[recon.Group]) string {
	var b strings.Builder
	for g := range groups {
		for _, n := range []*recon.Net{g.Gross, g.FeeNet, g.IncomeNet} {
			if n != nil {
				fmt.Fprint(&b, *n)
			}
		}
		g.Gross, g.FeeNet, g.IncomeNet = nil, nil, nil
		fmt.Fprintf(&b, "%+v\n", g)
	}
	return b.String()
}

// shuffled is the same input in another order, the pool too.
func (in input) shuffled(seed uint64) input {
	r := rand.New(rand.NewPCG(seed, 1))
	in.bills, in.orders = slices.Clone(in.bills), slices.Clone(in.orders)
	in.rules.Pool.Bills, in.rules.Pool.Orders = slices.Clone(in.rules.Pool.Bills), slices.Clone(in.rules.Pool.Orders)
	shuffle(r, in.bills)
	shuffle(r, in.orders)
	shuffle(r, in.rules.Pool.Bills)
	shuffle(r, in.rules.Pool.Orders)
	return in
}

func shuffle[T any](r *rand.Rand, s []T) {
	r.Shuffle(len(s), func(i, j int) { s[i], s[j] = s[j], s[i] })
}

// eachInput runs a law on many inputs of fixed seeds.
func eachInput(t *testing.T, seeds uint64, most int, law func(t *testing.T, seed uint64, in input)) {
	t.Helper()
	for seed := range longtest.Or(seeds/3, seeds) {
		law(t, seed, genLoose(seededChooser(seed^0x5eed), most))
		if t.Failed() {
			t.Fatalf("the law fails on seed %d: %s", seed, report(genLoose(seededChooser(seed^0x5eed), most), ""))
		}
	}
}

// sameLines fails with the first line that only one of two lists has.
func sameLines(t *testing.T, what string, got, want []string) {
	t.Helper()
	for i := range max(len(got), len(want)) {
		g, w := "(nothing)", "(nothing)"
		if i < len(got) {
			g = got[i]
		}
		if i < len(want) {
			w = want[i]
		}
		if g != w {
			t.Errorf("%s:\n got %s\nwant %s", what, g, w)
			return
		}
	}
}

func TestLawPermutation(t *testing.T) {
	eachInput(t, 3000, 10, func(t *testing.T, seed uint64, in input) {
		res := mustMatch(t, in)
		other := in.shuffled(seed)
		res2 := mustMatch(t, other)
		if res.Digest() != res2.Digest() {
			t.Errorf("the digest depends on the order of the rows: %v and %v", res.Digest(), res2.Digest())
		}
		sameLines(t, "groups after a permutation", describe(t, other, res2), describe(t, in, res))
		if !res.Statistics().Equal(res2.Statistics()) {
			t.Errorf("the statistics depend on the order of the rows")
		}
		samePool(t, res.Pool, res2.Pool)
	})
}

// samePool compares two pools by what their rows say, ids included: they must not depend on the order of the rows.
func samePool(t *testing.T, got, want recon.Pool) {
	t.Helper()
	sameLines(t, "bills in the pool", poolLines(billSide, got.Bills), poolLines(billSide, want.Bills))
	sameLines(t, "orders in the pool", poolLines(orderSide, got.Orders), poolLines(orderSide, want.Orders))
}

func poolLines(s side, rows []recon.PoolRow) []string {
	var out []string
	for i, r := range rowsOf(s, nil, rows) {
		out = append(out, rows[i].ID+" "+r.content())
	}
	sort.Strings(out)
	return out
}

// TestLawDigestTells: results that differ have digests that differ, or the permutation law would be worth nothing.
func TestLawDigestTells(t *testing.T) {
	seen := map[string]string{}
	eachInput(t, 600, 6, func(t *testing.T, seed uint64, in input) {
		res := mustMatch(t, in)
		lines := strings.Join(describe(t, in, res), "\n")
		digest := fmt.Sprint(res.Digest())
		if other, ok := seen[digest]; ok && other != lines {
			t.Errorf("one digest for two results:\n%s\n---\n%s", lines, other)
		}
		seen[digest] = lines
	})
	if len(seen) < 100 {
		t.Errorf("only %d different results", len(seen))
	}
}

// TestLawBalancedPair adds a payment that both sides have, under a number of its own.
func TestLawBalancedPair(t *testing.T) {
	eachInput(t, 1500, 8, func(t *testing.T, seed uint64, in input) {
		in.rules.BillsUntil = until(baseDay.AddDate(0, 0, 6))
		in.rules.Fees = nil
		pair := recon.Record{Key: "fresh", Amount: dec("12.34")}
		before := mustMatch(t, in)
		more := in
		more.bills = append(slices.Clone(in.bills), pair)
		more.orders = append(slices.Clone(in.orders), pair)
		after := mustMatch(t, more)
		for outcome := range consoleStatus {
			want := before.Count(outcome)
			if outcome == recon.Matched {
				want++
			}
			if got := after.Count(outcome); got != want {
				t.Errorf("Count(%v) is %d, want %d", outcome, got, want)
			}
		}
	})
}

// TestLawLeftoversMatchNothing matches the one-sided rows once more: they find no partner among themselves. The law is claimed for rows
// of one unit a key: where a key has several units, what two units release on either side would meet.
func TestLawLeftoversMatchNothing(t *testing.T) {
	left := 0
	eachInput(t, 2000, 10, func(t *testing.T, seed uint64, in input) {
		in.rules.BillsUntil = until(baseDay.AddDate(0, 0, 6))
		oneUnit(in.bills)
		oneUnit(in.orders)
		in.rules.Pool = recon.Pool{}
		rest := in
		rest.bills, rest.orders = nil, nil
		groups, err := resolve(in, slices.Collect(mustMatch(t, in).Groups()))
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range groups {
			if len(f.bills) > 0 && len(f.orders) > 0 {
				continue
			}
			left++
			for _, i := range f.Bills {
				rest.bills = append(rest.bills, in.bills[i])
			}
			for _, i := range f.Orders {
				rest.orders = append(rest.orders, in.orders[i])
			}
		}
		for g := range mustMatch(t, rest).Groups() {
			if len(g.Bills) > 0 && len(g.Orders) > 0 {
				t.Errorf("leftovers match: %v %s of key %q", g.Outcome, g.Codes(), g.Key)
			}
		}
	})
	if left < 1000 {
		t.Errorf("only %d leftovers", left)
	}
}

func oneUnit(rows []recon.Record) {
	for i := range rows {
		rows[i].Unit = ""
	}
}

func TestGroupsCanBeRangedAgainAndLeft(t *testing.T) {
	in := genLoose(seededChooser(5), 60)
	res := mustMatch(t, in)
	first := printed(res.Groups())
	for range res.Groups() {
		break
	}
	if strings.Count(first, "\n") < 5 || printed(res.Groups()) != first {
		t.Error("ranging twice gives different groups, or hardly any")
	}
	var differences []recon.Group
	for g := range res.Groups() {
		if g.Outcome != recon.Matched {
			differences = append(differences, g)
		}
	}
	if printed(res.Differences()) != printed(slices.Values(differences)) {
		t.Errorf("Differences are not the groups that are not Matched, in the same order")
	}
	byNumber := func(yield func(recon.Group) bool) {
		for n := 0; ; n++ {
			if g, ok := res.Difference(n); !ok || !yield(g) {
				return
			}
		}
	}
	if _, ok := res.Difference(-1); ok || printed(byNumber) != printed(res.Differences()) {
		t.Errorf("Difference by its number is not that of Differences")
	}
}

// TestJudgedLeavesOutPairsThatAgree: what Judged leaves out is what the report takes from the summary.
func TestJudgedLeavesOutPairsThatAgree(t *testing.T) {
	var judged, leftOut int
	for seed := range uint64(200) {
		in := genLoose(seededChooser(seed), 40)
		for i := range 5 {
			clean := recon.Record{Key: fmt.Sprintf("clean %d", i), Amount: dec("9.50")}
			in.bills, in.orders = append(in.bills, clean), append(in.orders, clean)
		}
		res := mustMatch(t, in)
		next, stop := iter.Pull(res.Judged())
		g, more := next()
		for all := range res.Groups() {
			if more && printed(one(all)) == printed(one(g)) {
				judged++
				g, more = next()
				continue
			}
			leftOut++
			pair := len(all.Bills) == 1 && len(all.Orders) == 1 && len(all.PoolBills)+len(all.PoolOrders)+len(all.MovedBills)+len(all.MovedOrders) == 0
			if all.Outcome != recon.Matched || !pair || len(all.Nets) != 1 || all.Nets[0].Unit != recon.CNY || !all.Nets[0].Bill.Equal(all.Nets[0].Order) {
				t.Fatalf("seed %d: Judged leaves out %v", seed, all)
			}
		}
		if stop(); more {
			t.Fatalf("seed %d: Judged has groups that Groups has not, or in another order", seed)
		}
	}
	if judged < 200 || leftOut < 200 {
		t.Errorf("only %d groups were judged, and %d were not", judged, leftOut)
	}
}

func one(g recon.Group) iter.Seq[recon.Group] { return slices.Values([]recon.Group{g}) }

// TestLawPermutationOfThePool: rows of the pool that differ in nothing but the day they were first held are not the same row,
// because that day decides how long they are held.
func TestLawPermutationOfThePool(t *testing.T) {
	var in input
	in.rules = recon.Rules{Hold: 3, BillsUntil: until(baseDay)}
	today := in.rules.DayOf(baseDay)
	old, young := recon.PoolRow{ID: "old", Since: today - 4}, recon.PoolRow{ID: "young", Since: today - 2}
	old.Record = recon.Record{Key: "A", Amount: dec("20")}
	young.Record = old.Record
	in.bills = []recon.Record{{Key: "A", Amount: dec("60")}}
	in.orders = []recon.Record{{Key: "A", Amount: dec("40")}}
	in.rules.Pool = recon.Pool{Version: recon.PoolVersion, BillDate: today - 1, Orders: []recon.PoolRow{old, young}}
	first := mustMatch(t, in)
	in.rules.Pool.Orders = []recon.PoolRow{young, old}
	second := mustMatch(t, in)
	if first.Digest() != second.Digest() || first.Count(recon.OrderOnly) != second.Count(recon.OrderOnly) {
		t.Errorf("the order of two pool rows decides: %d and %d OrderOnly, %d and %d held",
			first.Count(recon.OrderOnly), second.Count(recon.OrderOnly), first.Count(recon.Doubtful), second.Count(recon.Doubtful))
	}

	in.bills = []recon.Record{{Key: "A", Amount: dec("20")}}
	in.orders = nil
	for range 2 {
		slices.Reverse(in.rules.Pool.Orders)
		for g := range mustMatch(t, in).Differences() {
			if g.Outcome != recon.Doubtful || len(g.PoolOrders) != 1 || in.rules.Pool.Orders[g.PoolOrders[0]].ID != "young" {
				t.Errorf("%v with %v of %v: want the row that was held last", g.Outcome, g.PoolOrders, in.rules.Pool.Orders)
			}
		}
	}
}
