package recon

import "time"

// Day is a day of the bill calendar (账单日), counted from 1970-01-01, so that days can be subtracted.
// The zero Day is no day: no bill is of 1970-01-01, which is what an absent epoch time decodes to.
// As text and in JSON it is "2026-11-22", and "" for no day.
type Day int32

// utc8 is the zone of the bill day when the rules name none. A fixed zone needs no zone database.
var utc8 = time.FixedZone("UTC+8", 8*3600)

const secondsPerDay = 24 * 60 * 60

// farthest bounds days at a year near three million: later ones are that day. Their differences fit in a Day.
const farthest = 1<<30 - 1

// Zone is the zone of the bill day: Location, or UTC+8 where that is nil.
func (r Rules) Zone() *time.Location {
	if r.Location == nil {
		return utc8
	}
	return r.Location
}

// DayOf is the bill day of t under the rules: its calendar day in Zone, or the next one when the clock there shows CutOff or later
// and CutOff is not zero. It reads calendar and clock, never durations, so that days of 23 and 25 hours are days. The zero Time is
// no day.
func (r Rules) DayOf(t time.Time) Day { return dayOf(t, r.Location, r.CutOff) }

// dayOf is Rules.DayOf. What calendar and clock show is the time and the zone's offset then.
func dayOf(t time.Time, zone *time.Location, cutOff time.Duration) Day {
	if t.IsZero() {
		return 0
	}
	if zone == nil {
		zone = utc8
	}
	_, offset := t.In(zone).Zone()
	const bound = (farthest + 2) * secondsPerDay // beyond all days, and nothing overflows
	shown := min(max(t.Unix(), -bound), bound) + int64(offset) + bound + secondsPerDay
	day := Day(min(max(shown/secondsPerDay-bound/secondsPerDay-1, -farthest), farthest))
	if cutOff > 0 && time.Duration(shown%secondsPerDay)*time.Second+time.Duration(t.Nanosecond()) >= cutOff {
		day++
	}
	return day
}

// StartOf is the first instant of a bill day under the rules: what DayOf calls d from then on. The day ends where the next one starts,
// StartOf(d+1), exclusive. Where the clocks of Zone skip the hour that the day would start in, that is when they do so.
func (r Rules) StartOf(d Day) time.Time {
	calendar := d
	if r.CutOff > 0 {
		calendar--
	}
	year, month, date := calendar.Date()
	start := time.Date(year, month, date, 0, 0, int(r.CutOff/time.Second), int(r.CutOff%time.Second), r.Zone())
	if r.DayOf(start) < d {
		_, start = start.ZoneBounds()
	}
	return start
}

// ParseDay reads a date as "2026-11-22": ten characters, a date that exists, years 0001 to 9999.
// The error, which matches ErrInvalidRecord, does not repeat the text.
func ParseDay(text string) (Day, error) {
	t, err := time.Parse(time.DateOnly, text)
	if err != nil || t.Year() == 0 || len(text) != len(time.DateOnly) {
		return 0, badRecord("Day", "it must be a date that exists, as yyyy-mm-dd")
	}
	return Day(t.Unix() / secondsPerDay), nil // midnights in UTC are whole multiples of a day
}

// IsZero reports whether d is no day.
func (d Day) IsZero() bool { return d == 0 }

// Date is the calendar date.
func (d Day) Date() (year int, month time.Month, day int) { return d.midnight().Date() }

func (d Day) midnight() time.Time { return time.Unix(int64(d)*secondsPerDay, 0).UTC() }

// String is "2026-11-22", or "" for no day.
func (d Day) String() string {
	if d == 0 {
		return ""
	}
	return d.midnight().Format(time.DateOnly)
}

// MarshalText writes the day as String does. Years outside 0001 to 9999 are an error.
func (d Day) MarshalText() ([]byte, error) {
	if year, _, _ := d.Date(); year < 1 || year > 9999 {
		return nil, badRecord("Day", "its year must be 1 to 9999")
	}
	return []byte(d.String()), nil
}

// UnmarshalText reads what ParseDay reads, and "" as no day.
func (d *Day) UnmarshalText(text []byte) error {
	if len(text) == 0 {
		*d = 0
		return nil
	}
	day, err := ParseDay(string(text))
	if err != nil {
		return err
	}
	*d = day
	return nil
}
