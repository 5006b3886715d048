package form

import (
	"bytes"
	"strconv"
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
	switch {
	case len(cell) == 19 && cell[4] == cell[7] && cell[4] < '0' && cell[10] == ' ' && cell[13] == ':' && cell[16] == ':':
		t, ok = compactMoment([6]int64{atoi(cell[:4]), atoi(cell[5:7]), atoi(cell[8:10]), atoi(cell[11:13]), atoi(cell[14:16]), atoi(cell[17:])})
	case IsAbsent(cell):
		return t, true
	case len(cell) <= 64:
		whole, decimals, point := bytes.Cut(cell, []byte("."))
		if areDigits(whole) && (len(whole) > 4 || !point) {
			t, ok = numericMoment(whole, decimals)
		} else {
			t, ok = writtenMoment(cell)
		}
	}
	if !ok || t.Unix() < year2000 {
		return time.Time{}, ok
	}
	return t, t.Unix() < year2200
}

// numericMoment tells the numbers apart by their digits. A fraction of a second is dropped.
func numericMoment(whole, decimals []byte) (time.Time, bool) {
	n := atoi(whole)
	if !areDigits(decimals) {
		return time.Time{}, false
	}
	switch len(whole) {
	case 5: // Excel's number of days since 1899-12-30, to the millisecond; to the second when it has less than nine decimals
		part, _ := strconv.ParseFloat("0."+string(decimals), 64)
		unit := time.Second
		if len(decimals) >= 9 {
			unit = time.Millisecond
		}
		return time.Unix((n-25_569)*86_400-8*3600, 0).Add(time.Duration(part * float64(24*time.Hour))).Round(unit).In(utc8), true
	case 8:
		n *= 1e6
		fallthrough
	case 14:
		return compactMoment([6]int64{n / 1e10, n / 1e8 % 1e2, n / 1e6 % 1e2, n / 1e4 % 1e2, n / 1e2 % 1e2, n % 1e2})
	case 10:
		return time.Unix(n, 0).In(utc8), true
	case 13:
		return time.UnixMilli(n).In(utc8), len(decimals) == 0
	}
	return time.Time{}, false
}

// compactMoment is made of year, month, day, hour, minute and second; −1 is none.
func compactMoment(n [6]int64) (time.Time, bool) {
	year, month, day, hour, minute, second := int(n[0]), int(n[1]), int(n[2]), int(n[3]), int(n[4]), int(n[5])
	if year == 0 && month == 0 && day == 0 {
		return time.Time{}, true // how databases write no date
	}
	ok := year >= 0 && month >= 1 && month <= 12 && day >= 1 && hour >= 0 && hour < 24 && minute >= 0 && minute < 60 && second >= 0 && second < 60
	if !ok || day > 28 && time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC).Day() != day {
		return time.Time{}, false
	}
	// Days since 1970, with the year beginning in March: faster than time.Date, and the same from the year 0 on.
	y, m := year-(14-month)/12, (month+9)%12
	days := 365*y + y/4 - y/100 + y/400 + (153*m+2)/5 + day - 719_469
	return time.Unix(int64(days)*86_400+int64(hour*3600+minute*60+second)-8*3600, 0).In(utc8), true
}

// written makes the forms of a date one.
var written = strings.NewReplacer("年", "-", "月", "-", "日", " ", "时", ":", "点", ":", "分", ":", "秒", "", "/", "-", "T", " ", "上午", "AM", "下午", "PM")

// writtenMoment reads yyyy-m-d, perhaps with h:m, h:m:s, a fraction, the half of the day before it or behind, and a zone as Z, +08:00
// or +0800. Signs in the date may be "/" and "." too.
func writtenMoment(cell []byte) (t time.Time, ok bool) {
	if bytes.HasPrefix(cell, []byte("0000-00-00")) {
		return t, true
	}
	text := strings.TrimRight(written.Replace(strings.ToUpper(Fold(cell))), ": ")
	date, clock, _ := strings.Cut(text, " ")
	if strings.Count(date, ".") == 2 {
		date = strings.ReplaceAll(date, ".", "-")
	}
	layout, zone, clocks := "2006-1-2", "", [...]string{"", " 15:4", " 15:4:5"}
	if i := strings.IndexAny(clock, "Z+-"); i >= 0 {
		clock, zone = clock[:i], " "+strings.Replace(clock[i:], ":", "", 1)
	}
	clock = strings.TrimSpace(clock)
	for _, half := range []string{"AM", "PM"} {
		if before, after, found := strings.Cut(clock, half); found && (before == "" || after == "") {
			clock, clocks = strings.TrimSpace(before+after)+" "+half, [...]string{" 3:4 PM", " 3:4 PM", " 3:4:5 PM"}
			break
		}
	}
	layout += clocks[min(strings.Count(clock, ":"), 2)]
	if zone != "" {
		layout += " Z0700"
	}
	t, err := time.ParseInLocation(layout, strings.TrimSpace(date+" "+clock)+zone, utc8)
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
