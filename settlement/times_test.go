package settlement

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

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
