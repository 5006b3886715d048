package console

import (
	"math"
	"time"

	"github.com/billrecon/billrecon/internal/row"
	"github.com/billrecon/billrecon/internal/wire"
)

// readFen reads an amount in fen; null and "" are absent.
func readFen(r *wire.Reader) NullFen {
	v, ok := r.Int(math.MinInt64, math.MaxInt64)
	return NullFen{Fen: Fen(v), Valid: ok}
}

// readCount reads a number of rows.
func readCount(r *wire.Reader) (int64, bool) { return r.Int(0, math.MaxInt64) }

// rowClock is the form of the page, at UTC+8 unless a time names a zone itself.
var rowClock = row.Clock{Layouts: []string{wire.LayoutISO, wire.LayoutISOZone}, Write: timeText}

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
