package recon

import (
	"testing"
	"time"
)

func TestSpanText(t *testing.T) {
	for _, tt := range []struct {
		reason           string
		span             time.Duration
		chinese, english string
	}{
		{"nothing", 0, "0 秒", "0 seconds"},
		{"less than a second", 999 * time.Millisecond, "0 秒", "0 seconds"},
		{"one second", time.Second, "1 秒", "1 second"},
		{"minutes and seconds", 3*time.Minute + 20*time.Second, "3 分 20 秒", "3 minutes 20 seconds"},
		{"hours and minutes, seconds cut off", time.Hour + 18*time.Minute + 59*time.Second, "1 小时 18 分", "1 hour 18 minutes"},
		{"a zero unit is left out", time.Hour, "1 小时", "1 hour"},
		{"only the unit just below is told", time.Hour + 30*time.Second, "1 小时", "1 hour"},
		{"just below a day", 24*time.Hour - 1, "23 小时 59 分", "23 hours 59 minutes"},
		{"a day", 24 * time.Hour, "1 天", "1 day"},
		{"days and hours", 70*time.Hour + time.Minute, "2 天 22 小时", "2 days 22 hours"},
	} {
		if got := spanText(Chinese, tt.span); got != tt.chinese {
			t.Errorf("%s: %q, want %q", tt.reason, got, tt.chinese)
		}
		if got := spanText(English, tt.span); got != tt.english {
			t.Errorf("%s: %q, want %q", tt.reason, got, tt.english)
		}
	}
}
