package daily

import (
	"time"

	"github.com/billrecon/billrecon/recon"
)

// startOf is the first instant of a bill day: midnight, or, with a cut-off, that hour of the evening before.
func startOf(rules recon.Rules, day recon.Day) time.Time {
	if rules.CutOff > 0 {
		day--
	}
	year, month, date := day.Date()
	cut := rules.CutOff
	return time.Date(year, month, date, int(cut/time.Hour), int(cut%time.Hour/time.Minute), int(cut%time.Minute/time.Second),
		int(cut%time.Second), rules.Zone())
}

// endOf is the exclusive end of a bill day.
func endOf(rules recon.Rules, day recon.Day) time.Time { return startOf(rules, day+1) }

// Yesterday is the last bill day that is over.
func (j Job) Yesterday() recon.Day { return j.Rules.DayOf(j.now()) - 1 }

func (j Job) now() time.Time {
	if j.Now == nil {
		return time.Now()
	}
	return j.Now()
}
