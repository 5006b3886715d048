package recon

import "time"

// spanUnits are what a span of time is told in, the longest first.
var spanUnits = [...]struct {
	size time.Duration
	name phrase
}{
	{24 * time.Hour, phrase{"天", "day"}},
	{time.Hour, phrase{"小时", "hour"}},
	{time.Minute, phrase{"分", "minute"}},
	{time.Second, phrase{"秒", "second"}},
}

// spanText is a span of time in its two longest units, cut off below them: "1 天 2 小时", "3 minutes 20 seconds".
// A smaller unit that is zero is left out, and less than a second is 0 seconds.
func spanText(lang Language, d time.Duration) string {
	for i, unit := range spanUnits {
		if n := d / unit.size; n > 0 || unit.size == time.Second {
			text := spanPart(lang, int64(n), unit.name)
			if rest := d % unit.size; i+1 < len(spanUnits) && rest >= spanUnits[i+1].size {
				text += " " + spanPart(lang, int64(rest/spanUnits[i+1].size), spanUnits[i+1].name)
			}
			return text
		}
	}
	return ""
}

func spanPart(lang Language, n int64, name phrase) string {
	if n == 1 {
		return phrase{"%d %s", "%d %s"}.fill(lang, n, name.in(lang))
	}
	return phrase{"%d %s", "%d %ss"}.fill(lang, n, name.in(lang))
}
