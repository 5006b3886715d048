package orders

import (
	"time"

	"github.com/billrecon/billrecon/recon"
)

// Row is an order of a file, or money given back for one.
type Row struct {
	Record recon.Record
	File   string // as given to File, At or From
	Line   int    // the line it starts on, from 1; of a workbook the row. An order and its refund have the same.
	Offset int64  // where that line starts, in bytes from the start of the file; of a workbook 0
}

// RecordOf is the row's Record, for recon.Match.
func RecordOf(r Row) recon.Record { return r.Record }

// Summary says what was read.
type Summary struct {
	File      string
	Encoding  Encoding // of a CSV file, and its Delimiter
	Delimiter byte
	Head      int       // the line with the names of the columns
	Lines     int       // the number of the last line
	Orders    int       // rows given, refunds apart
	Refunds   int       // rows of refunds given
	Outside   int       // rows of other days than asked for
	Undated   int       // unpaid rows without a time, left out because days were asked for
	Dropped   int       // rows that Options.Keep left out
	Bad       int       // lines given to Options.Report
	Totals    int       // the first of the lines with sums at the end, 0 for none
	First     time.Time // the earliest time of the rows given, and the latest one
	Last      time.Time
}

func (s *Summary) add(kind recon.Kind, at time.Time) {
	if kind == recon.Payment {
		s.Orders++
	} else {
		s.Refunds++
	}
	if !at.IsZero() && (s.First.IsZero() || at.Before(s.First)) {
		s.First = at
	}
	if at.After(s.Last) {
		s.Last = at
	}
}
