package recon_test

import (
	"fmt"
	"time"

	"github.com/billrecon/billrecon/recon"
)

// This file runs several days in a row: each run takes the pool that the engine left the day before.

// oracleSeason is the runs of some days, in order. The pools of all but the first come out of the runs.
type oracleSeason []input

// oracleDays draws runs of one shop: the same rules, a later T each day, at times no T at all.
func oracleDays(choose chooser, days, most int) oracleSeason {
	if days == 1 {
		return oracleSeason{oracleInput(choose, most)}
	}
	f, rules := oracleFlavourOf(choose), oracleRules(choose)
	day := baseDay.Add(pick(choose, 0, 0, 0, -time.Second, -time.Hour, 23*time.Hour))
	var all oracleSeason
	most = (2*most + 1) / (days + 1) // every subset is tried: rests must stay small
	for range days {
		in := input{rules: rules}
		day = day.AddDate(0, 0, pick(choose, 1, 1, 1, 2))
		in.rules.BillsUntil = day
		if choose.oneIn(8) {
			in.rules.BillsUntil = time.Time{}
		}
		in.bills, in.orders = oracleSides(choose, f, most)
		all = append(all, in)
	}
	return all
}

// agree runs the days and says where engine and oracle differ first. reached, when not nil, counts what was found.
func (all oracleSeason) agree(reached *oracleCoverage) string {
	var pool recon.Pool
	for i, in := range all {
		if i > 0 {
			in.rules.Pool = pool
		}
		in.tellApart()
		o, diff := oracleAgree(in)
		if diff != "" {
			return fmt.Sprintf("run %d of %d: %s", i+1, len(all), oracleReport(in, diff))
		}
		if reached != nil {
			reached.count(o)
		}
		pool = o.left
	}
	return ""
}
