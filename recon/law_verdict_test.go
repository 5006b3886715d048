package recon_test

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/billrecon/billrecon/recon"
)

// TestOutcomeStatus: the console's five statuses.
func TestOutcomeStatus(t *testing.T) {
	for outcome, want := range consoleStatus {
		if got := outcome.Status(); got != want {
			t.Errorf("%v is %v, want %v", outcome, got, want)
		}
	}
}

// TestLawBillDay compares the bill day with civil dates, in zones with and without summer time, around midnight and around the cut.
func TestLawBillDay(t *testing.T) {
	zones := []*time.Location{nil, time.UTC, time.FixedZone("", -11*3600), time.FixedZone("", 14*3600), time.FixedZone("", 5*3600+45*60)}
	for _, name := range []string{"America/New_York", "Europe/Berlin", "America/Sao_Paulo", "Asia/Shanghai"} {
		if zone, err := time.LoadLocation(name); err == nil { // a machine may have no zone data
			zones = append(zones, zone)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		rules := recon.Rules{
			Location: rapid.SampledFrom(zones).Draw(t, "zone"),
			CutOff:   time.Duration(rapid.IntRange(0, 24*60-1).Draw(t, "cut")) * time.Minute,
		}
		start := time.Date(rapid.IntRange(1960, 2300).Draw(t, "year"), 1, rapid.IntRange(1, 366).Draw(t, "day"), 0, 0, 0, 0, time.UTC)
		start = start.Add(time.Duration(rapid.IntRange(0, 48).Draw(t, "half hours")) * 30 * time.Minute)
		if rapid.Bool().Draw(t, "at the cut") {
			start = start.Add(rules.CutOff % (30 * time.Minute))
		}
		at := start.Add(time.Duration(rapid.IntRange(-2, 2).Draw(t, "nanoseconds")))
		if got := rules.DayOf(at); int(got) != billDay(at, rules) {
			t.Fatalf("%v is of bill day %v, want %v", at, got, recon.Day(billDay(at, rules)))
		}
	})
}
