package recon

import (
	"encoding/json"
	"math"
	"math/rand/v2"
	"testing"
	"time"
	_ "time/tzdata" // the machine may have no zone database

	"pgregory.net/rapid"
)

func day(t *testing.T, text string) Day {
	t.Helper()
	d, err := ParseDay(text)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestDayOf(t *testing.T) {
	newYork, err := time.LoadLocation("America/New_York")
	if err != nil {
		t.Fatal(err)
	}
	cases := []struct {
		reason string
		at     string
		loc    *time.Location
		cut    time.Duration
		want   string
	}{
		{"the last instant of a day", "2026-11-22T23:59:59.999999999+08:00", nil, 0, "2026-11-22"},
		{"the first instant of the next", "2026-11-23T00:00:00+08:00", nil, 0, "2026-11-23"},
		{"a shop at +08:00 has left the day that UTC is in", "2026-11-22T16:30:00Z", nil, 0, "2026-11-23"},
		{"another zone on request", "2026-11-22T16:30:00Z", time.UTC, 0, "2026-11-22"},
		{"before the cut", "2026-11-22T22:59:59.999999999+08:00", nil, 23 * time.Hour, "2026-11-22"},
		{"at the cut", "2026-11-22T23:00:00+08:00", nil, 23 * time.Hour, "2026-11-23"},
		{"after the cut, before midnight", "2026-11-22T23:59:59+08:00", nil, 23 * time.Hour, "2026-11-23"},
		{"after midnight it is still that day", "2026-11-23T00:00:02+08:00", nil, 23 * time.Hour, "2026-11-23"},
		{"a cut in the morning", "2026-11-22T05:00:00+08:00", nil, 6 * time.Hour, "2026-11-22"},
		{"past a cut in the morning", "2026-11-22T06:00:00+08:00", nil, 6 * time.Hour, "2026-11-23"},
		{"a leap day", "2028-02-29T12:00:00+08:00", nil, 0, "2028-02-29"},
		{"past the cut on the last day of a year", "2026-12-31T23:30:00+08:00", nil, 23 * time.Hour, "2027-01-01"},
		{"the 23-hour day, its evening", "2026-03-08T23:30:00-04:00", newYork, 0, "2026-03-08"},
		{"the 25-hour day, its evening", "2026-11-01T23:30:00-05:00", newYork, 0, "2026-11-01"},
		{"the 25-hour day, the hour that comes twice", "2026-11-01T01:30:00-05:00", newYork, 0, "2026-11-01"},
		{"the cut is on the clock, on a 23-hour day too", "2026-03-08T22:30:00-04:00", newYork, 22 * time.Hour, "2026-03-09"},
		{"before the epoch", "1969-12-30T12:00:00+08:00", nil, 0, "1969-12-30"},
	}
	for _, c := range cases {
		t.Run(c.reason, func(t *testing.T) {
			at, err := time.Parse(time.RFC3339Nano, c.at)
			if err != nil {
				t.Fatal(err)
			}
			if got := (Rules{Location: c.loc, CutOff: c.cut}).DayOf(at); got != day(t, c.want) {
				t.Errorf("the bill day is %s, want %s", got, c.want)
			}
		})
	}
}

func TestRulesDayOf(t *testing.T) {
	rules := Rules{CutOff: 23 * time.Hour}
	at := time.Date(2026, 11, 22, 15, 30, 0, 0, time.UTC)
	if got := rules.DayOf(at); got.String() != "2026-11-23" {
		t.Errorf("the bill day is %s, want 2026-11-23", got)
	}
	if got := rules.DayOf(time.Time{}); !got.IsZero() {
		t.Errorf("no time is of day %s, want none", got)
	}
	if got := rules.DayOf(time.Unix(0, 0)); !got.IsZero() {
		t.Errorf("the epoch, which absent times decode to, is of day %s, want none", got)
	}
}

func TestStartOf(t *testing.T) {
	for _, c := range []struct {
		reason, zone string
		cut          time.Duration
		day, want    string
	}{
		{"midnight at UTC+8", "", 0, "2026-11-22", "2026-11-22T00:00:00+08:00"},
		{"a cut is on the evening before", "", 23*time.Hour + 30*time.Minute + time.Second + 5, "2026-11-22", "2026-11-21T23:30:01.000000005+08:00"},
		{"a cut on the last day of a year", "", 23 * time.Hour, "2027-01-01", "2026-12-31T23:00:00+08:00"},
		{"the day after one of 23 hours", "America/New_York", 0, "2026-03-09", "2026-03-09T00:00:00-04:00"},
		{"no midnight west of Greenwich", "America/Santiago", 0, "2026-09-06", "2026-09-06T01:00:00-03:00"},
		{"no midnight east of it", "Africa/Cairo", 0, "2026-04-24", "2026-04-24T01:00:00+03:00"},
		{"midnight comes twice", "America/Havana", 0, "2026-11-01", "2026-11-01T00:00:00-04:00"},
	} {
		zone, err := time.LoadLocation(c.zone)
		if err != nil {
			t.Fatal(err)
		}
		rules := Rules{Location: zone, CutOff: c.cut}
		if c.zone == "" {
			rules.Location = nil
		}
		start := rules.StartOf(day(t, c.day))
		if got := start.Format(time.RFC3339Nano); got != c.want {
			t.Errorf("%s: %s, want %s", c.reason, got, c.want)
		}
		if before := rules.DayOf(start.Add(-1)); before != day(t, c.day)-1 {
			t.Errorf("%s: the instant before is of %s", c.reason, before)
		}
	}
}

// Every instant is in the day that DayOf gives it, from its start to the next one's.
func TestStartOfIsWhereDayOfChanges(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		at := time.Unix(rapid.Int64Range(-1<<33, 1<<36).Draw(t, "second"), rapid.Int64Range(0, 999_999_999).Draw(t, "nanosecond"))
		rules := Rules{CutOff: time.Duration(rapid.Int64Range(0, int64(24*time.Hour)-1).Draw(t, "cut"))}
		if d := rules.DayOf(at); at.Before(rules.StartOf(d)) || !at.Before(rules.StartOf(d+1)) {
			t.Fatalf("%s is of %s, which lasts from %s to %s", at, d, rules.StartOf(d), rules.StartOf(d+1))
		}
	})
}

func TestDaysCountOn(t *testing.T) {
	if d := day(t, "2028-03-01") - day(t, "2028-02-28"); d != 2 {
		t.Errorf("over a leap day there are %d days, want 2", d)
	}
	if d := day(t, "2027-01-01") - day(t, "2026-01-01"); d != 365 {
		t.Errorf("the year has %d days, want 365", d)
	}
	if d := day(t, "1970-01-02"); d != 1 {
		t.Errorf("1970-01-02 is day %d, want 1", d)
	}
}

func TestDayDate(t *testing.T) {
	if y, m, d := day(t, "2026-11-22").Date(); y != 2026 || m != time.November || d != 22 {
		t.Errorf("the date is %d %s %d", y, m, d)
	}
}

func TestParseDayRefusals(t *testing.T) {
	for reason, text := range map[string]string{
		"nothing":               "",
		"a day that is not":     "2026-02-30",
		"no leap year":          "2027-02-29",
		"month 13":              "2026-13-01",
		"month 0":               "2026-00-01",
		"day 0":                 "2026-01-00",
		"one digit":             "2026-1-2",
		"slashes":               "2026/11/22",
		"a time behind it":      "2026-11-22T00:00:00Z",
		"a space":               " 2026-11-22",
		"a year of five digits": "12026-11-22",
		"year 0":                "0000-01-01",
		"a negative year":       "-001-01-01",
		"full width":            "２０２６-11-22",
		"an epoch":              "1478483902",
	} {
		t.Run(reason, func(t *testing.T) {
			_, err := ParseDay(text)
			wantError(t, err, ErrInvalidRecord, "Day")
		})
	}
}

func TestDayText(t *testing.T) {
	type holder struct {
		Day   Day `json:"day"`
		Maybe Day `json:"maybe,omitzero"`
	}
	for want, d := range map[string]Day{
		`{"day":"2026-11-22"}`: day(t, "2026-11-22"),
		`{"day":""}`:           0,
		`{"day":"0001-01-01"}`: day(t, "0001-01-01"),
		`{"day":"9999-12-31"}`: day(t, "9999-12-31"),
	} {
		text, err := json.Marshal(holder{Day: d})
		if err != nil || string(text) != want {
			t.Errorf("day %d is %s (%v), want %s", d, text, err, want)
		}
		var back holder
		if err := json.Unmarshal(text, &back); err != nil || back.Day != d {
			t.Errorf("%s reads back as %d (%v), want %d", text, back.Day, err, d)
		}
	}
}

func TestDayTextRefusals(t *testing.T) {
	for _, d := range []Day{math.MaxInt32, math.MinInt32, day(t, "9999-12-31") + 1, day(t, "0001-01-01") - 1} {
		if text, err := d.MarshalText(); err == nil {
			t.Errorf("day %d is written as %s, which does not read back", d, text)
		}
	}
	d := Day(7)
	wantError(t, d.UnmarshalText([]byte("yesterday")), ErrInvalidRecord, "Day")
	if d != 7 {
		t.Error("a refused text changed the day")
	}
}

// A bill day never goes back while time goes on, in a zone without clock changes.
func TestDayOfIsMonotone(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		at := time.Unix(rapid.Int64Range(-1<<33, 1<<36).Draw(t, "second"), rapid.Int64Range(0, 999_999_999).Draw(t, "nanosecond"))
		cut := time.Duration(rapid.Int64Range(0, int64(24*time.Hour)-1).Draw(t, "cut"))
		later := at.Add(time.Duration(rapid.Int64Range(0, int64(48*time.Hour)).Draw(t, "gap")))
		first, second := Rules{CutOff: cut}.DayOf(at), Rules{CutOff: cut}.DayOf(later)
		if second < first || second > first+3 {
			t.Fatalf("%s is of day %d, %s of day %d", at, first, later, second)
		}
		if next := (Rules{CutOff: cut}).DayOf(at.Add(24 * time.Hour)); next != first+1 {
			t.Fatalf("24 hours after day %d is day %d", first, next)
		}
	})
}

// FuzzParseDay wants every text refused or written back as it was, and every day read back.
func FuzzParseDay(f *testing.F) {
	for _, text := range []string{"2026-11-22", "0001-01-01", "9999-12-31", "2028-02-29", "2027-02-29", "1970-01-01", "2026-1-1", ""} {
		f.Add(text, int32(20_000))
	}
	f.Fuzz(func(t *testing.T, text string, number int32) {
		if d, err := ParseDay(text); err == nil && d != 0 && d.String() != text {
			t.Errorf("%q is read as %s", text, d)
		}
		d := Day(number)
		written, err := d.MarshalText()
		if err != nil {
			return
		}
		var back Day
		if err := back.UnmarshalText(written); err != nil || back != d {
			t.Errorf("day %d is written as %s and read as %d (%v)", d, written, back, err)
		}
	})
}

// TestDayOfIsCalendarAndClock: a bill day is the date in the zone, and the next one from the cut-off on, at any time and in any zone.
func TestDayOfIsCalendarAndClock(t *testing.T) {
	zones := []*time.Location{nil, time.UTC, time.FixedZone("", -12*3600), time.FixedZone("", 14*3600), time.FixedZone("", 8*3600+3)}
	for _, name := range []string{"America/New_York", "America/Sao_Paulo", "Pacific/Apia"} {
		if zone, err := time.LoadLocation(name); err == nil { // there may be no zone database
			zones = append(zones, zone)
		}
	}
	random := rand.New(rand.NewPCG(1, 2))
	for range 50_000 {
		at := time.Unix(random.Int64N(1<<[...]int{22, 33, 46}[random.IntN(3)])*(1-2*random.Int64N(2)), random.Int64N(1e9))
		rules := Rules{Location: zones[random.IntN(len(zones))], CutOff: time.Duration(random.IntN(2)) * time.Duration(random.Int64N(24*3600)) * time.Second}
		if random.IntN(2) == 0 {
			at = at.Truncate(time.Hour).Add(-time.Duration(random.IntN(2))) // where a day begins, and the last moment before
			rules.CutOff = rules.CutOff.Truncate(time.Hour)
		}
		shown := at.In(rules.Zone())
		year, month, day := shown.Date()
		if hour, minute, second := shown.Clock(); rules.CutOff > 0 && time.Duration(hour)*time.Hour+time.Duration(minute)*time.Minute+
			time.Duration(second)*time.Second+time.Duration(shown.Nanosecond()) >= rules.CutOff {
			day++
		}
		want := Day(time.Date(year, month, day, 0, 0, 0, 0, time.UTC).Unix() / secondsPerDay)
		if got := rules.DayOf(at); got != want {
			t.Fatalf("%v with a cut-off at %v: %d, want %d", shown, rules.CutOff, got, want)
		}
	}
}
