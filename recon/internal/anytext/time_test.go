package anytext

import (
	"testing"
	"time"

	"pgregory.net/rapid"
)

var utc8 = time.FixedZone("UTC+8", 8*3600)

func TestTime(t *testing.T) {
	for _, c := range []struct {
		reason string
		t      time.Time
		want   string
	}{
		{"none", time.Time{}, ""},
		{"another zone", time.Date(2026, 11, 22, 1, 58, 22, 500, time.UTC), "2026-11-22T09:58:22.0000005+08:00"},
		{"an offset with seconds", time.Date(2026, 11, 22, 0, 0, 0, 0, time.FixedZone("", -34_567)), "2026-11-22T17:36:07+08:00"},
		{"the last hour of the years, in the zone", time.Date(9999, 12, 31, 15, 59, 59, 0, time.UTC), "9999-12-31T23:59:59+08:00"},
		{"an hour later", time.Date(9999, 12, 31, 16, 0, 0, 0, time.UTC), "refused"},
		{"before the years", time.Date(0, 12, 31, 0, 0, 0, 0, time.UTC), "refused"},
	} {
		got, ok := Time(c.t, utc8)
		if !ok {
			got = "refused"
		}
		if got != c.want {
			t.Errorf("%s: %s, want %s", c.reason, got, c.want)
		}
	}
}

func TestParseTimeRefusals(t *testing.T) {
	for _, text := range []string{"2026-11-22T09:58:22", "2026-11-22", "2026-02-30T00:00:00Z", " ", "1795312702"} {
		if got, ok := ParseTime(text, utc8); ok {
			t.Errorf("%s is read as %v", text, got)
		}
	}
}

func TestTimeReadsBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		zone := time.FixedZone("", rapid.IntRange(-50_000, 50_000).Draw(t, "offset"))
		want := time.Unix(rapid.Int64Range(0, 1<<36).Draw(t, "second"), rapid.Int64Range(0, 999_999_999).Draw(t, "nanosecond")).In(zone)
		text, ok := Time(want, utc8)
		got, read := ParseTime(text, utc8)
		if !ok || !read || !got.Equal(want) || got.Location() != utc8 {
			t.Fatalf("%s reads back as %v (%v, %v)", text, got, ok, read)
		}
	})
	if got, ok := ParseTime("", utc8); !ok || !got.IsZero() {
		t.Errorf("nothing is read as %v", got)
	}
}
