package settlement

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/billrecon/billrecon/internal/wire"
)

func TestParseTime(t *testing.T) {
	for _, test := range []struct{ text, want string }{
		{"2022-09-01 00:00:00", "2022-09-01T00:00:00+08:00"},
		{"2022-9-1 00:00:00", "2022-09-01T00:00:00+08:00"},
		{"2022-9-1", "2022-09-01T00:00:00+08:00"},
		{" 2022-12-15 23:59:59 ", "2022-12-15T23:59:59+08:00"},
		{"2022/9/1 8:00:00", "2022-09-01T08:00:00+08:00"},
		{"2022/9/1", "2022-09-01T00:00:00+08:00"},
		{"2022-09-01T00:00:00", "2022-09-01T00:00:00+08:00"},
		{"2022-09-01T00:00:00Z", "2022-09-01T08:00:00+08:00"},
		{"2024-2-29", "2024-02-29T00:00:00+08:00"},
	} {
		got, err := ParseTime(test.text)
		require.NoError(t, err, test.text)
		assert.Equal(t, test.want, got.Format(time.RFC3339), test.text)
	}
}

func TestParseTimeRefuses(t *testing.T) {
	for _, text := range []string{"", " ", "fictional-text", "2022-13-01", "2022-02-30", "1969-12-31 00:00:00", "10000-01-01", "1667365952", "2022-9-1 25:00:00", "0000-00-00 00:00:00"} {
		_, err := ParseTime(text)
		require.ErrorIs(t, err, ErrInvalidRequest, text)
		assert.NotContains(t, err.Error(), "fictional-text")
		assert.Contains(t, err.Error(), "settlement: ParseTime: the text ")
	}
}

func TestRounding(t *testing.T) {
	second := time.Date(2022, 11, 2, 0, 0, 0, 0, wire.ChinaZone)
	for _, test := range []struct {
		reason   string
		t        time.Time
		up, down time.Time
	}{
		{"a whole second", second, second, second},
		{"a nanosecond more", second.Add(1), second.Add(time.Second), second},
		{"a nanosecond less", second.Add(-1), second, second.Add(-time.Second)},
		{"another zone", second.Add(1).UTC(), second.Add(time.Second), second},
		{"none", time.Time{}, time.Time{}, time.Time{}},
	} {
		t.Run(test.reason, func(t *testing.T) {
			assert.Equal(t, test.up, roundUp(test.t))
			assert.Equal(t, test.down, roundDown(test.t))
		})
	}
}

func TestRoundingBefore1970(t *testing.T) {
	old := time.Date(1950, 1, 1, 0, 0, 0, 500_000_000, time.UTC)
	assert.True(t, roundDown(old).Before(old), "down is down before 1970 too")
	assert.True(t, roundUp(old).After(old))
}

func TestSpanWindows(t *testing.T) {
	for _, test := range []struct {
		reason, start, end string
		length             time.Duration
		want               []string
	}{
		{"days", "2022-11-01 00:00:00", "2022-11-03 23:59:59", 24 * time.Hour, []string{
			"2022-11-01 00:00:00 to 2022-11-01 23:59:59", "2022-11-02 00:00:00 to 2022-11-02 23:59:59", "2022-11-03 00:00:00 to 2022-11-03 23:59:59"}},
		{"a second too much", "2022-11-01 00:00:00", "2022-11-02 00:00:00", 24 * time.Hour, []string{
			"2022-11-01 00:00:00 to 2022-11-01 23:59:59", "2022-11-02 00:00:00 to 2022-11-02 00:00:00"}},
		{"a last one that is shorter", "2022-11-01 00:00:00", "2022-11-01 00:00:09", 4 * time.Second, []string{
			"2022-11-01 00:00:00 to 2022-11-01 00:00:03", "2022-11-01 00:00:04 to 2022-11-01 00:00:07", "2022-11-01 00:00:08 to 2022-11-01 00:00:09"}},
		{"longer than the range", "2022-11-01 00:00:00", "2022-11-01 00:00:09", time.Hour, []string{"2022-11-01 00:00:00 to 2022-11-01 00:00:09"}},
		{"one second", "2022-11-01 00:00:00", "2022-11-01 00:00:00", time.Second, []string{"2022-11-01 00:00:00 to 2022-11-01 00:00:00"}},
	} {
		t.Run(test.reason, func(t *testing.T) {
			s := span{at(test.start), at(test.end)}
			var got []string
			for i := range s.windows(test.length) {
				got = append(got, s.window(test.length, i).String())
			}
			assert.Equal(t, test.want, got)
		})
	}
}

// Every second of the range is in exactly one window.
func TestSpanWindowsCoverTheRange(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		start := time.Unix(rapid.Int64Range(0, 1<<33).Draw(t, "start"), 0).In(at("2022-11-01 00:00:00").Location())
		s := span{start, start.Add(time.Duration(rapid.Int64Range(0, 1000).Draw(t, "seconds")) * time.Second)}
		length := time.Duration(rapid.Int64Range(1, 1200).Draw(t, "length")) * time.Second
		next := s.start
		for i := range s.windows(length) {
			w := s.window(length, i)
			require.Equal(t, next.Unix(), w.start.Unix(), "no gap and no overlap")
			require.False(t, w.end.Before(w.start))
			require.LessOrEqual(t, w.seconds(), int64(length/time.Second))
			next = w.end.Add(time.Second)
		}
		require.Equal(t, s.end.Add(time.Second).Unix(), next.Unix(), "up to the end")
	})
}

// A range of centuries is longer than a Duration can say.
func TestSpanOfCenturies(t *testing.T) {
	s := span{at("1970-01-01 08:00:00"), at("9999-12-31 23:59:59")}
	assert.Equal(t, int64(253402272000), s.seconds())
	assert.EqualValues(t, int64(253402272000)/86400+1, s.windows(24*time.Hour), "days from 8 o'clock on, the last of 16 hours")
	assert.Equal(t, "9999-12-31 08:00:00 to 9999-12-31 23:59:59", s.window(24*time.Hour, s.windows(24*time.Hour)-1).String())
}
