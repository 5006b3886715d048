package recon_test

import (
	"sort"
	"strings"

	"github.com/billrecon/billrecon/recon"
)

// This file is what can be asked of several rows at once.

// oracleRowsOf are all rows of a side, as groups count them.
func oracleRowsOf(s side, fresh []recon.Record, pool []recon.PoolRow) oracleRows {
	var rows oracleRows
	for i := range fresh {
		rows = append(rows, oracleRow{side: s, at: i, rec: &fresh[i]})
	}
	for i, p := range pool {
		r := oracleRow{side: s, at: len(fresh) + i, rec: &pool[i].Record, held: true, since: p.Since, twin: p.Twin}
		if p.Moved {
			r.counts = countsMoved
		}
		rows = append(rows, r)
	}
	for i, r := range rows {
		rows[i].amount = microOf(r.rec.Amount)
		rows[i].words = r.write()
	}
	return rows
}

// oracleRows are rows of one side or of both.
type oracleRows []oracleRow

func (rows oracleRows) any(is func(oracleRow) bool) bool { return len(rows.only(is)) > 0 }

func (rows oracleRows) only(is func(oracleRow) bool) oracleRows {
	var out oracleRows
	for _, r := range rows {
		if is(r) {
			out = append(out, r)
		}
	}
	return out
}

func (rows oracleRows) split(is func(oracleRow) bool) (those, others oracleRows) {
	return rows.only(is), rows.only(func(r oracleRow) bool { return !is(r) })
}

func (rows oracleRows) without(gone oracleRows) oracleRows {
	return rows.only(func(r oracleRow) bool { return !gone.any(r.isSameRow) })
}

func (rows oracleRows) and(more oracleRows) oracleRows {
	return append(append(oracleRows(nil), rows...), more...)
}

// net adds what counts.
func (rows oracleRows) net() micro {
	var s micro
	for _, r := range rows {
		s += r.worth()
	}
	return s
}

// gross is what came in, whether it went out again or not.
func (rows oracleRows) gross() micro {
	var s micro
	for _, r := range rows {
		if r.isAlive() && r.amount > 0 {
			s += r.amount
		}
	}
	return s
}

// names writes rows by what they say, in a fixed order.
func (rows oracleRows) names(name func(oracleRow) string) string {
	all := make([]string, len(rows))
	for i, r := range rows {
		all[i] = name(r)
	}
	sort.Strings(all)
	return "{" + strings.Join(all, "; ") + "}"
}
