package wire

import (
	"bytes"
	"time"
)

// ChinaZone is UTC+8, the documented zone of every provider. It is fixed, so that it needs no time zone database; mainland
// China has had no summer time since 1991.
var ChinaZone = time.FixedZone("UTC+8", 8*3600)

// Layouts for [TimePolicy], in the notation of package time. All of them accept a month, day or hour without its leading
// zero, and a fraction after the seconds.
const (
	LayoutDash    = "2006-1-2 15:04:05"       // 2022-9-1 00:00:00
	LayoutSlash   = "2006/1/2 15:04:05"       // 2020/4/29 16:20:16
	LayoutISO     = "2006-1-2T15:04:05"       // 2020-02-21T11:37:08.784968
	LayoutISOZone = "2006-1-2T15:04:05Z07:00" // 2020-02-21T11:37:08+08:00
	LayoutDate    = "2006-1-2"                // 2022-9-1, its first second
	LayoutDotNet  = "/Date(0)/"               // /Date(1588239113429+0800)/: milliseconds since 1970-01-01 UTC, the zone aside
)

// maxTimeText bounds a time in text. The longest known has 35 bytes.
const maxTimeText = 64

// lastSecond is 9999-12-31T23:59:59Z. A time in milliseconds lies far beyond it, and so is refused.
const lastSecond = 253402300799

// day is the length of a day in seconds, more than any zone is from UTC.
const day = 24 * 60 * 60

// TimePolicy says which literals are a time. Without Epoch and Layouts only the absent forms, null and "", are accepted.
type TimePolicy struct {
	// Epoch accepts whole seconds since 1970-01-01 UTC: a number, or one in quotes. Milliseconds are not guessed: they
	// are out of range.
	Epoch bool
	// ZeroIsAbsent makes epoch 0, 0000-00-00, and the first days of the calendars of .NET and SQL Server, 0001-01-01 and
	// 1900-01-01 (with a time of day or not), mean absent.
	ZeroIsAbsent bool
	// Layouts are the accepted forms of text, tried in this order: put the usual one first.
	Layouts []string
	// Zone is the zone of a time that names none, and of the result. nil is [ChinaZone].
	Zone *time.Location
}

// Time is the next value as a time in the policy's zone, within the years 1970 to 9999 there. The zero Time means absent:
// null, "", and what the policy says. It is the zero Time after an error, too.
func (r *Reader) Time(p TimePolicy) time.Time {
	text, k := r.scalar("a time")
	switch {
	case k == Bool:
		r.fail(r.at, "is a boolean, not a time")
	case k == Number && !p.Epoch:
		r.fail(r.at, "is a number, not a time")
	case k == Number || k == String:
		t, rule := parseTime(text, k == Number, &p)
		if rule != "" {
			r.fail(r.at, rule)
		}
		return t
	}
	return time.Time{}
}

// ParseTime is [Reader.Time] for text from elsewhere, such as a CSV cell. The error is a rule without a place ("is not a
// time in a known layout"), and never holds s.
func ParseTime(s string, p TimePolicy) (time.Time, error) {
	t, rule := parseTime([]byte(s), false, &p)
	if rule != "" {
		return time.Time{}, ruleError(rule)
	}
	return t, nil
}

func parseTime(b []byte, number bool, p *TimePolicy) (t time.Time, rule string) {
	if b = trim(b); len(b) == 0 || p.ZeroIsAbsent && isZeroTime(b) {
		return t, ""
	}
	zone := p.Zone
	if zone == nil {
		zone = ChinaZone
	}
	if p.Epoch && (number || len(p.Layouts) == 0 || isDigits(b)) {
		return parseEpoch(b, zone)
	}
	return p.parseText(b, zone)
}

func parseEpoch(b []byte, zone *time.Location) (t time.Time, rule string) {
	seconds, rule := parseInt(b, 0, lastSecond)
	if rule == notWhole {
		return t, "is not a time in whole seconds"
	}
	if rule != "" {
		return t, outOfYears
	}
	t = time.Unix(seconds, 0).In(zone)
	if seconds >= day && seconds < lastSecond-day {
		return t, "" // in every zone
	}
	if year := t.Year(); year < firstYear || year > lastYear {
		return time.Time{}, outOfYears
	}
	return t, ""
}

const outOfYears = "is a time outside of the years 1970 to 9999"

// The years that a time may lie in.
const firstYear, lastYear = 1970, 9999

func (p *TimePolicy) parseText(b []byte, zone *time.Location) (t time.Time, rule string) {
	if len(b) > maxTimeText {
		return t, notTime
	}
	for _, layout := range p.Layouts {
		t, ok := parseLayout(layout, b, zone)
		if !ok {
			continue
		}
		local := t.In(zone)
		if year := local.Year(); year >= firstYear && year <= lastYear {
			return local, ""
		}
		if p.ZeroIsAbsent && isFirstDay(t) {
			return time.Time{}, ""
		}
		return time.Time{}, outOfYears
	}
	return t, notTime
}

func parseLayout(layout string, b []byte, zone *time.Location) (time.Time, bool) {
	if layout == LayoutDotNet {
		return parseDotNet(b, zone)
	}
	if layout == LayoutDash {
		if t, ok := parseDash(b, zone); ok {
			return t, true
		}
	}
	t, err := time.ParseInLocation(layout, string(b), zone)
	return t, err == nil
}

// parseDash reads 2022-09-01 00:00:00, with every digit there and no fraction, as nearly all times in text are. ok is false for all else,
// which may be a time as well.
func parseDash(b []byte, zone *time.Location) (t time.Time, ok bool) {
	const form = "0000-00-00 00:00:00"
	if len(b) != len(form) {
		return t, false
	}
	for i, c := range b {
		if isDigit(c) != (form[i] == '0') || !isDigit(c) && c != form[i] {
			return t, false
		}
	}
	two := func(i int) int { return int(b[i]-'0')*10 + int(b[i+1]-'0') }
	day, hour, minute, second := two(8), two(11), two(14), two(17)
	t = time.Date(two(0)*100+two(2), time.Month(two(5)), day, hour, minute, second, 0, zone)
	return t, two(5) >= 1 && two(5) <= 12 && day >= 1 && t.Day() == day && hour < 24 && minute < 60 && second < 60
}

// parseDotNet reads what .NET makes of a time: the milliseconds are UTC, whatever zone follows them.
func parseDotNet(b []byte, zone *time.Location) (t time.Time, ok bool) {
	b, found := bytes.CutPrefix(b, []byte("/Date("))
	b, closed := bytes.CutSuffix(b, []byte(")/"))
	if !found || !closed {
		return t, false
	}
	if n := len(b) - len("+0800"); n > 0 && (b[n] == '+' || b[n] == '-') && isDigits(b[n+1:]) {
		b = b[:n]
	}
	milliseconds, rule := parseInt(b, -lastSecond*1000, lastSecond*1000)
	return time.UnixMilli(milliseconds).In(zone), rule == ""
}

// isFirstDay reports whether t is the first day of a calendar, which stands for no time. In another zone it can be the day
// before.
func isFirstDay(t time.Time) bool {
	return t.Year() < 1 || (t.Year() == 1 || t.Year() == 1900) && t.YearDay() == 1 || t.Year() == 1899 && t.YearDay() == 365
}

const notTime = "is not a time in a known layout"

// isZeroTime reports whether b is nothing but zeros and what stands between the parts of a time.
func isZeroTime(b []byte) bool {
	zeros := 0
	for _, c := range b {
		switch c {
		case '0':
			zeros++
		case '-', '/', ':', ' ', 'T', 'Z', '.':
		default:
			return false
		}
	}
	return zeros > 0
}

func isDigits(b []byte) bool {
	for _, c := range b {
		if !isDigit(c) {
			return false
		}
	}
	return true
}
