package recon_test

import (
	"fmt"
	"math/big"
	"sort"
	"strings"

	"github.com/billrecon/billrecon/recon"
)

// choices calls visit with every subset of rows. Groups of the oracle are small.
func choices(rows []row, visit func([]row)) {
	if len(rows) > 16 {
		panic("the oracle tries every subset: too many rows")
	}
	for mask := range 1 << len(rows) {
		var chosen []row
		for i, r := range rows {
			if mask&(1<<i) != 0 {
				chosen = append(chosen, r)
			}
		}
		visit(chosen)
	}
}

// amountsOf names a multiset of amounts.
func amountsOf(rows []row) string {
	var amounts []string
	for _, r := range rows {
		amounts = append(amounts, r.worth().RatString())
	}
	sort.Strings(amounts)
	return strings.Join(amounts, " ")
}

// subsetFits lists the distinct amount multisets of some but not all moved rows of one side whose sum is want, oldest rows of each.
func subsetFits(s side, rows []row, want *big.Rat) []fit {
	moved := only(rows, row.moved)
	seen := map[string]bool{}
	var fits []fit
	choices(moved, func(chosen []row) {
		if len(chosen) == 0 || len(chosen) == len(moved) || sumOf(chosen).Cmp(want) != 0 || seen[amountsOf(chosen)] {
			return
		}
		seen[amountsOf(chosen)] = true
		fits = append(fits, fit{s, oldestLike(moved, chosen)})
	})
	return fits
}

// oldestLike takes rows of the same amounts as chosen, the oldest of each amount.
func oldestLike(rows, chosen []row) []row {
	sorted := append([]row(nil), rows...)
	sort.SliceStable(sorted, func(i, j int) bool { return sorted[i].older(sorted[j]) })
	want := map[string]int{}
	for _, r := range chosen {
		want[r.worth().RatString()]++
	}
	return only(sorted, func(r row) bool {
		want[r.worth().RatString()]--
		return want[r.worth().RatString()] >= 0
	})
}

// findDuplicates names surplus rows: each has a twin that stays, and together they are the whole difference.
func findDuplicates(g *group, d *big.Rat) {
	bills := smallestSurplus(g.bills, d)
	orders := smallestSurplus(g.orders, new(big.Rat).Neg(d))
	switch {
	case len(bills) == 0 && len(orders) == 0:
		return
	case len(orders) == 0 || len(bills) > 0 && len(bills[0]) < len(orders[0]):
		g.verdict |= recon.FoundDuplicateBill
		g.excess = bills
	case len(bills) == 0 || len(orders[0]) < len(bills[0]):
		g.verdict |= recon.FoundDuplicateOrder
		g.excess = orders
	default: // the description does not say which side is named when both explain the difference with equally few rows
		g.verdict |= recon.FoundDuplicateBill
		g.open |= recon.FoundDuplicateOrder
		g.excess = append(bills, orders...)
	}
}

// smallestSurplus lists every smallest answer; of rows with equal amount and kind the newest are surplus.
func smallestSurplus(rows []row, want *big.Rat) [][]row {
	moved := only(rows, row.moved)
	best := len(moved)
	answers := map[string][]row{}
	choices(moved, func(chosen []row) {
		if len(chosen) == 0 || len(chosen) > best || sumOf(chosen).Cmp(want) != 0 || !twinsStay(moved, chosen) {
			return
		}
		if len(chosen) < best {
			best, answers = len(chosen), map[string][]row{}
		}
		answers[twinsOf(chosen)] = newestLike(moved, chosen)
	})
	var out [][]row
	for _, answer := range answers {
		out = append(out, answer)
	}
	return out
}

// twin is what makes two rows the same charge.
func twin(r row) string { return fmt.Sprint(r.rec.Kind, " ", r.worth().RatString()) }

func countTwins(rows []row) map[string]int {
	n := map[string]int{}
	for _, r := range rows {
		n[twin(r)]++
	}
	return n
}

func twinsStay(rows, chosen []row) bool {
	all := countTwins(rows)
	for kind, n := range countTwins(chosen) {
		if all[kind] <= n {
			return false
		}
	}
	return true
}

func twinsOf(rows []row) string {
	var names []string
	for _, r := range rows {
		names = append(names, twin(r))
	}
	sort.Strings(names)
	return strings.Join(names, ",")
}

func newestLike(rows, chosen []row) []row {
	sorted := append([]row(nil), rows...)
	sort.SliceStable(sorted, func(i, j int) bool { return sorted[j].older(sorted[i]) })
	want := countTwins(chosen)
	return only(sorted, func(r row) bool {
		want[twin(r)]--
		return want[twin(r)] >= 0
	})
}
