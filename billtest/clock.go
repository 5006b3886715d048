package billtest

import "time"

// chinaTime is made once: rows that are compared share it.
var chinaTime = time.FixedZone("UTC+8", 8*60*60)

// China is UTC+8, the zone of every provider's days.
func China() *time.Location { return chinaTime }

// SleepPast sleeps until a day at UTC+8 is over beyond doubt: until noon of the day after, which is later than any client waits by default (fubei waits
// two hours). It returns at once when that is past.
//
// It is for a testing/synctest bubble, whose clock starts on 2000-01-01: a client refuses a day that is not over, so a test first sleeps past the day
// of its bills. Under the real clock it would wait for that day to come, and no bubble's clock gets past the year 2261.
func SleepPast(year, month, day int) {
	over := time.Date(year, time.Month(month), day+1, 12, 0, 0, 0, chinaTime)
	time.Sleep(time.Until(over))
}
