package recon_test

import (
	"fmt"
	"sort"
)

// This file is the exact subset search of step 2: a part of one rest equal to all of the other. Rests of the oracle are
// small: every subset is tried, and the bound is never reached.

// oracleFit is one answer of a subset search: rows of one side.
type oracleFit struct {
	side side
	rows oracleRows
}

// fits lists the answers of both directions, one for each multiset of amounts, of older rows.
func (b oracleBucket) fits() []oracleFit {
	if !b.bills.any(oracleRow.isMoved) || !b.orders.any(oracleRow.isMoved) {
		return nil
	}
	return append(b.bills.parts(billSide, b.orders.net()), b.orders.parts(orderSide, b.bills.net())...)
}

// parts lists the parts of a rest, some but not all of its moved rows, whose sum is want.
func (rows oracleRows) parts(s side, want micro) []oracleFit {
	rest := rows.only(oracleRow.isMoved).oldestFirst()
	var fits []oracleFit
	rest.choices(func(chosen oracleRows) {
		if len(chosen) > 0 && len(chosen) < len(rest) && chosen.net() == want {
			fits = append(fits, oracleFit{s, chosen})
		}
	})
	return fits
}

// choices calls visit once for every multiset of amounts, with the first rows of each amount.
func (rows oracleRows) choices(visit func(oracleRows)) {
	if len(rows) == 0 {
		visit(nil)
		return
	}
	like, others := rows.split(func(r oracleRow) bool { return r.worth() == rows[0].worth() })
	others.choices(func(chosen oracleRows) {
		for n := range len(like) + 1 {
			visit(like[:n].and(chosen))
		}
	})
}

// amounts names a multiset of amounts.
func (rows oracleRows) amounts() string {
	return rows.names(func(r oracleRow) string { return fmt.Sprint(int64(r.worth())) })
}

func (rows oracleRows) oldestFirst() oracleRows {
	sorted := append(oracleRows(nil), rows...)
	sort.SliceStable(sorted, func(i, j int) bool { return sorted[i].older(sorted[j]) })
	return sorted
}
