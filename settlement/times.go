package settlement

import (
	"time"

	"github.com/billrecon/billrecon/internal/row"
	"github.com/billrecon/billrecon/internal/wire"
)

// timeLayout is the documented form, yyyy-MM-dd HH:mm:ss, at UTC+8.
const timeLayout = "2006-01-02 15:04:05"

// rowClock is what a time in a row may look like: the documented form, and what its platform's other pages have.
var rowClock = row.Clock{
	Layouts: []string{wire.LayoutDash, wire.LayoutSlash, wire.LayoutISO, wire.LayoutISOZone, wire.LayoutDate, wire.LayoutDotNet},
	Write:   row.WallClock,
}

// typedTimes says what people write.
var typedTimes = wire.TimePolicy{
	Layouts: []string{wire.LayoutDash, wire.LayoutDate, wire.LayoutSlash, "2006/1/2", wire.LayoutISO, wire.LayoutISOZone},
}

// ParseTime reads a time as people and the provider's page write it, at UTC+8 when it names no zone: "2022-09-01 00:00:00",
// "2022-9-1 00:00:00", "2022-9-1" (its first second), "2022/9/1 8:00:00", "2022-09-01T00:00:00+08:00". The year must be 1970
// to 9999. An error is [ErrInvalidRequest] and does not repeat the text.
func ParseTime(text string) (time.Time, error) {
	t, err := wire.ParseTime(text, typedTimes)
	if err != nil {
		return time.Time{}, invalid("ParseTime: the text %v", err)
	}
	if t.IsZero() {
		return time.Time{}, invalid("ParseTime: the text is empty")
	}
	return t, nil
}

// roundUp is the first whole second at or after t, roundDown the last one at or before it.
func roundUp(t time.Time) time.Time {
	down := roundDown(t)
	if down.Equal(t) {
		return down
	}
	return down.Add(time.Second)
}

func roundDown(t time.Time) time.Time {
	if t.IsZero() {
		return time.Time{}
	}
	return t.In(wire.ChinaZone).Truncate(time.Second)
}

// span is a range of whole seconds, both ends included.
type span struct{ start, end time.Time }

func (s span) String() string { return rangeText(s.start, s.end) }

// seconds is how many there are. Sub would not do: a Duration ends after 292 years.
func (s span) seconds() int64 { return s.end.Unix() - s.start.Unix() + 1 }

// after is the first moment behind the span.
func (s span) after() time.Time { return s.end.Add(time.Second) }

// mayHold reports whether t is absent or in the span, the fraction of its last second included.
func (s span) mayHold(t time.Time) bool {
	return t.IsZero() || !t.Before(s.start) && t.Before(s.after())
}

// windows is how many windows of this length the span has, the last of which may be shorter.
func (s span) windows(length time.Duration) int64 {
	size := int64(length / time.Second)
	return (s.seconds() + size - 1) / size
}

// window is the i-th window, from 0. It starts one second after the end of the one before.
func (s span) window(length time.Duration, i int64) span {
	size := int64(length / time.Second)
	start := time.Unix(s.start.Unix()+i*size, 0).In(s.start.Location())
	end := time.Unix(start.Unix()+size-1, 0).In(s.start.Location())
	if end.After(s.end) {
		end = s.end
	}
	return span{start, end}
}
