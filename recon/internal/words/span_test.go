package words

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

func TestSpan(t *testing.T) {
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
		{"the longest", 1<<63 - 1, "106751 天 23 小时", "106751 days 23 hours"},
	} {
		if got := Span(chinese, tt.span); got != tt.chinese {
			t.Errorf("%s: %q, want %q", tt.reason, got, tt.chinese)
		}
		if got := Span(english, tt.span); got != tt.english {
			t.Errorf("%s: %q, want %q", tt.reason, got, tt.english)
		}
	}
}

// TestSpanIsThatOfTheClock: read back, a span is the one that was told, but for less than its second unit.
func TestSpanIsThatOfTheClock(t *testing.T) {
	sizes := map[string]time.Duration{"day": 24 * time.Hour, "hour": time.Hour, "minute": time.Minute, "second": time.Second}
	rapid.Check(t, func(t *rapid.T) {
		span := time.Duration(rapid.Int64Range(0, 1<<63-1).Draw(t, "span") >> rapid.IntRange(0, 62).Draw(t, "shift"))
		text := Span(english, span)
		words := strings.Fields(text)
		var told, last time.Duration
		for i := 0; i < len(words); i += 2 {
			var n time.Duration
			if _, err := fmt.Sscan(words[i], &n); err != nil {
				t.Fatal(err)
			}
			size, known := sizes[strings.TrimSuffix(words[i+1], "s")]
			if !known || (n == 1) == strings.HasSuffix(words[i+1], "s") {
				t.Fatalf("%v is told as %s", span, text)
			}
			told, last = told+n*size, size
		}
		if len(words) == 2 && last > time.Second {
			last = map[time.Duration]time.Duration{24 * time.Hour: time.Hour, time.Hour: time.Minute, time.Minute: time.Second}[last]
		}
		if told > span || span-told >= last {
			t.Fatalf("%v is told as %s", span, text)
		}
	})
}
