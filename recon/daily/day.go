package daily

import (
	"time"

	"github.com/billrecon/billrecon/recon"
)

// utc8 is the zone of the bill day when the rules name none, as in package recon.
var utc8 = time.FixedZone("UTC+8", 8*3600)

// startOf is the first instant of a bill day: midnight, or, with a cut-off, that hour of the evening before.
func startOf(rules recon.Rules, day recon.Day) time.Time {
	zone := rules.Location
	if zone == nil {
		zone = utc8
	}
	if rules.CutOff > 0 {
		day--
	}
	year, month, date := day.Date()
	cut := rules.CutOff
	return time.Date(year, month, date, int(cut/time.Hour), int(cut%time.Hour/time.Minute), int(cut%time.Minute/time.Second),
		int(cut%time.Second), zone)
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
