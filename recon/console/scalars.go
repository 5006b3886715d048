package console

import (
	"math"
	"time"

	"github.com/billrecon/billrecon/internal/wire"
)

// readFen reads an amount in fen; null and "" are absent.
func readFen(r *wire.Reader) NullFen {
	v, ok := r.Int(math.MinInt64, math.MaxInt64)
	return NullFen{Fen: Fen(v), Valid: ok}
}

// readEnum reads the number of an enum, 0 when absent.
func readEnum(r *wire.Reader) int64 {
	v, _ := r.Int(math.MinInt32, math.MaxInt32)
	return v
}

// readTime reads a time as the page writes it, at UTC+8 unless it names a zone itself.
func readTime(r *wire.Reader, zone *time.Location) time.Time {
	t := r.Time(wire.TimePolicy{ZeroIsAbsent: true, Layouts: []string{wire.LayoutISO, wire.LayoutISOZone}})
	if t.IsZero() {
		return t
	}
	return t.In(zone)
}

// layout of a time without its fraction, at UTC+8.
const layout = "2006-01-02T15:04:05"

// timeText writes a time as the console does: microseconds, none if they are zero, and finer digits only where there are.
func timeText(t time.Time) string {
	t = t.In(wire.ChinaZone)
	switch ns := t.Nanosecond(); {
	case ns == 0:
		return t.Format(layout)
	case ns%1000 == 0:
		return t.Format(layout + ".000000")
	}
	return t.Format(layout + ".000000000")
}

// known is an enum that can tell whether the page documents its value.
type known interface {
	~int
	known() bool
}

// countUnknown counts a value that is there and not documented.
func countUnknown[E known](unknown *wire.Unknown, field string, value E) {
	if value != 0 && !value.known() {
		unknown.AddValue(field, int64(value))
	}
}
