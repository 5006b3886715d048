package recon_test

import (
	"time"

	"github.com/billrecon/billrecon/recon"
)

// This file draws rules: each kind of rule is absent more often than not, so that simple findings are not drowned by others.

// oracleRules draws rules. BillsUntil lies at and around midnight and the cut, after every pool that oraclePool draws.
func oracleRules(choose chooser) recon.Rules {
	rules := recon.Rules{
		BillsUntil: baseDay.AddDate(0, 0, 4+choose(4)).Add(pick(choose, 0, 0, 0, -time.Second, -time.Hour, 23*time.Hour)),
		Hold:       pick(choose, 0, 1, 1, 1, 2, 3),
		CutOff:     pick(choose, 0, 0, 23*time.Hour, 22*time.Hour+30*time.Minute),
		Workers:    pick(choose, 1, 1, 1, 2, 3),
	}
	if choose.oneIn(6) {
		rules.BillsUntil = time.Time{}
	}
	if choose.oneIn(8) {
		rules.Location = time.UTC
	}
	if choose.oneIn(4) {
		rules.AmountTolerance = oracleTolerance(choose)
	}
	if choose.oneIn(4) {
		rules.FeeTolerance, rules.IncomeTolerance = oracleTolerance(choose), oracleTolerance(choose)
	}
	if choose.oneIn(4) {
		rules.AmountTime = &recon.AmountTime{Before: time.Duration(choose(3)) * time.Hour, After: time.Duration(choose(3)) * 12 * time.Hour}
	}
	if choose.oneIn(4) {
		rules.Fees = oracleSchedule(choose)
	}
	if choose.oneIn(16) {
		rules.SubsetSteps = -1
	}
	rules.ReplaceHeld = choose.oneIn(4)
	return rules
}

func oracleTolerance(choose chooser) recon.Tolerance {
	t := recon.Tolerance{
		Absolute: pick(choose, dec("0"), dec("0.01"), dec("10")),
		PPM:      pick[int64](choose, 0, 6000, 100_000),
		Base:     pick(choose, recon.BaseOrder, recon.BaseBill, recon.BaseLarger),
	}
	if choose.oneIn(4) {
		t.Cap = some("10")
	}
	if choose.oneIn(6) {
		t.Unit = "次"
	}
	return t
}

func oracleSchedule(choose chooser) *recon.FeeSchedule {
	s := &recon.FeeSchedule{RatePPM: pick[int64](choose, 6000, 10_000, 3800, 50), Fixed: pick(choose, dec("0"), dec("0.1"))}
	s.Per = pick(choose, recon.PerPayment, recon.PerPayment, recon.PerOrder, recon.PerGroup)
	s.Rounding = pick(choose, recon.HalfUp, recon.HalfUp, recon.HalfEven, recon.Down, recon.Up)
	s.RefundsFree = choose.oneIn(4)
	if choose.oneIn(3) {
		s.Min = some("0.3")
	}
	if choose.oneIn(3) {
		s.Max = some("0.6")
	}
	return s
}
