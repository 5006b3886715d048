package billtest

import (
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
)

func TestChina(t *testing.T) {
	assert.Equal(t, "2026-11-22 08:00:00 +0800", time.Date(2026, 11, 22, 0, 0, 0, 0, time.UTC).In(China()).Format("2006-01-02 15:04:05 -0700"))
}

func TestSleepPast(t *testing.T) {
	for _, test := range []struct {
		year, month, day int
		want             string
	}{
		{2026, 11, 22, "2026-11-23 12:00"},
		{2026, 12, 31, "2027-01-01 12:00"},
		{2028, 2, 28, "2028-02-29 12:00"},
		{2261, 12, 31, "2262-01-01 12:00"},
	} {
		synctest.Test(t, func(t *testing.T) {
			SleepPast(test.year, test.month, test.day)
			assert.Equal(t, test.want, time.Now().In(China()).Format("2006-01-02 15:04"))
			before := time.Now()
			SleepPast(test.year, test.month, test.day)
			SleepPast(1999, 12, 1)
			assert.Equal(t, before, time.Now(), "the day is past: no wait")
		})
	}
}
