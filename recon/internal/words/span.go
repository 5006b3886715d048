package words

import (
	"slices"
	"strconv"
	"time"
)

// unit is a unit of time with its names.
type unit struct {
	size             time.Duration
	chinese, english string
}

// units are what a span of time is told in, the longest first.
var units = []unit{
	{24 * time.Hour, "天", "day"},
	{time.Hour, "小时", "hour"},
	{time.Minute, "分", "minute"},
	{time.Second, "秒", "second"},
}

// Span returns a span of time, not negative, in its two longest units, cut off below them: "1 天 2 小时", "3 minutes 20 seconds".
// Only the unit just below the longest one is told, and only if it is not zero. Less than a second is 0 seconds.
func Span[L ~uint8](lang L, d time.Duration) string {
	first := slices.IndexFunc(units, func(u unit) bool { return d >= u.size || u.size == time.Second })
	text := inUnit(lang, d, units[first])
	if rest := d % units[first].size; first+1 < len(units) && rest >= units[first+1].size {
		text += " " + inUnit(lang, rest, units[first+1])
	}
	return text
}

// inUnit is how many whole units a span has.
func inUnit[L ~uint8](lang L, d time.Duration, u unit) string {
	n := int64(d / u.size)
	if lang == English {
		return numbered(n, u.english)
	}
	return strconv.FormatInt(n, 10) + " " + u.chinese
}
