package form

import (
	"bytes"
	"strings"
	"time"
)

// utc8 is the zone of times that do not name theirs. A fixed zone needs no zone database.
var utc8 = time.FixedZone("UTC+8", 8*3600)

// The first seconds of 2000 and 2200 at UTC+8.
const (
	year2000 = 946_656_000
	year2200 = 7_258_089_600
)

// MomentRule is what ParseMoment asks for.
const MomentRule = "it must be a date that exists, from 2000 to 2199, such as 2026-11-22 09:05:00, 2026/11/22 9:05, 2026年11月22日 9时5分, " +
	"2026/11/22 下午 2:05, 2026-11-22 2:05 PM, " +
	"20261122090500, an Excel serial, or seconds or milliseconds since 1970"

// ParseMoment reads a time at UTC+8. What is written for no time, such as 0000-00-00 or a date before 2000, gives the zero Time.
func ParseMoment(cell []byte) (t time.Time, ok bool) {
	switch whole := digitsAt(cell); {
	case len(cell) > 64:
		return t, false
	case len(cell) == 19 && whole == 4 && cell[4] == cell[7] && cell[4] < '0' && cell[10] == ' ' && cell[13] == ':' && cell[16] == ':':
		t, ok = compactMoment([6]int64{atoi(cell[:4]), atoi(cell[5:7]), atoi(cell[8:10]), atoi(cell[11:13]), atoi(cell[14:16]), atoi(cell[17:])})
	case IsAbsent(cell):
		return t, true
	case whole == len(cell) || whole > 4 && cell[whole] == '.':
		t, ok = numericMoment(cell[:whole], bytes.TrimPrefix(cell[whole:], []byte(".")))
	default:
		t, ok = writtenMoment(cell)
	}
	if !ok || t.Unix() < year2000 {
		return time.Time{}, ok
	}
	return t, t.Unix() < year2200
}

// numericMoment tells the numbers apart by their digits.
func numericMoment(whole, decimals []byte) (time.Time, bool) {
	n, plain := atoi(whole), len(decimals) == 0
	switch len(whole) {
	case 5:
		return serial(n, decimals)
	case 8:
		return compactMoment([6]int64{n / 1e4, n / 1e2 % 1e2, n % 1e2})
	case 14:
		return compactMoment([6]int64{n / 1e10, n / 1e8 % 1e2, n / 1e6 % 1e2, n / 1e4 % 1e2, n / 1e2 % 1e2, n % 1e2})
	case 10: // a fraction of a second is dropped
		return time.Unix(n, 0).In(utc8), digitsAt(decimals) == len(decimals)
	case 13:
		return time.UnixMilli(n).In(utc8), plain
	}
	return time.Time{}, false
}

// serial is Excel's number of days since 1899-12-30, to the millisecond; to the second when it has less than nine decimals.
func serial(days int64, decimals []byte) (time.Time, bool) {
	const unit, day, zone = 100_000_000_000, 86_400_000, 28_800_000 // of 11 decimals; milliseconds
	part := atoi(append(append(make([]byte, 0, 80), decimals...), "00000000000"...)[:11])
	milli := (days-25569)*day + (part*day+unit/2)/unit
	if len(decimals) < 9 {
		milli = (milli + 500) / 1000 * 1000
	}
	return time.UnixMilli(milli - zone).In(utc8), digitsAt(decimals) == len(decimals)
}

// compactMoment is made of year, month, day, hour, minute and second; −1 is none.
func compactMoment(n [6]int64) (time.Time, bool) {
	year, month, day, hour, minute, second := int(n[0]), int(n[1]), int(n[2]), int(n[3]), int(n[4]), int(n[5])
	if year == 0 && month == 0 && day == 0 {
		return time.Time{}, true // how databases write no date
	}
	ok := month >= 1 && month <= 12 && day >= 1 && hour >= 0 && hour < 24 && minute >= 0 && minute < 60 && second >= 0 && second < 60
	if !ok || day > 28 && time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC).Day() != day {
		return time.Time{}, false
	}
	// Days since 1970, with the year beginning in March: faster than time.Date, and the same from the year 0 on.
	y, m := year-(14-month)/12, (month+9)%12
	days := 365*y + y/4 - y/100 + y/400 + (153*m+2)/5 + day - 719_469
	return time.Unix(int64(days)*86_400+int64(hour*3600+minute*60+second)-8*3600, 0).In(utc8), true
}

// written makes the forms of a date one.
var written = strings.NewReplacer("年", "-", "月", "-", "日", " ", "时", ":", "点", ":", "分", ":", "秒", "", "/", "-", "T", " ")

// halves of a day, which may stand before its hours or behind.
var halves = map[string]string{"上午": " AM", "下午": " PM", "AM": " AM", "PM": " PM"}

// writtenMoment reads yyyy-m-d, perhaps with h:m, h:m:s, a fraction, the half of the day and a zone as Z, +08:00 or +0800. Signs in the date may be "/" and "." too.
func writtenMoment(cell []byte) (t time.Time, ok bool) {
	if bytes.HasPrefix(cell, []byte("0000-00-00")) {
		return time.Time{}, true
	}
	text := strings.TrimRight(written.Replace(strings.ToUpper(string(Fold(nil, cell)))), ": ")
	if date, clock, _ := strings.Cut(text, " "); strings.Count(date, ".") == 2 {
		text = strings.ReplaceAll(date, ".", "-") + " " + clock
	}
	layout := "2006-1-2"
	date, clock, _ := strings.Cut(text, " ")
	clock, zone := strings.TrimSpace(clock), ""
	if i := strings.IndexAny(clock, "Z+-"); i >= 0 {
		clock, zone = strings.TrimSpace(clock[:i]), clock[i:]
	}
	half, hours := "", " 15"
	for word, is := range halves {
		if before, after, found := strings.Cut(clock, word); found && (before == "" || after == "") && half == "" {
			half, hours, clock = is, " 3", strings.TrimSpace(before+after)
		}
	}
	if half != "" && strings.Count(clock, ":") == 0 {
		return t, false
	}
	switch strings.Count(clock, ":") {
	case 1:
		layout += hours + ":4"
	case 2:
		layout += hours + ":4:5"
	}
	if half != "" {
		layout, clock = layout+" PM", clock+half
	}
	if text = strings.TrimSpace(date + " " + clock); zone != "" {
		layout, text = layout+" Z0700", text+" "+strings.Replace(zone, ":", "", 1)
	}
	t, err := time.ParseInLocation(layout, text, utc8)
	return t.In(utc8), err == nil
}

// atoi reads digits, at most 18 of them. Another byte makes it −1.
func atoi(text []byte) int64 {
	n := int64(0)
	for _, c := range text[:min(len(text), maxDigits)] {
		if !IsDigit(c) {
			return -1
		}
		n = n*10 + int64(c-'0')
	}
	return n
}
