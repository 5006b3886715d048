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
