package daily

import (
	"bytes"
	"compress/gzip"
	"context"
	"encoding/json"
	"errors"
	"io"

	"github.com/billrecon/billrecon/recon"
)

// Store keeps days and decisions of one shop. It never removes anything: a day that is run again is kept beside what it was before, and the newest counts.
// What it gives back is what it was given, or an error that matches ErrDamaged.
//
// Folder is one on files; package sqlstore has one for databases.
type Store interface {
	// Lock keeps other runs out until unlock is called or the process ends, however it ends. It does not wait: a store that is held gives
	// an error that matches ErrLocked and says who holds it. Save and Decide are called by who holds the lock.
	Lock(ctx context.Context) (unlock func() error, err error)
	// Days lists the days that are kept, ascending.
	Days(ctx context.Context) ([]recon.Day, error)
	// Load gives one part of the newest that is kept of a day.
	Load(ctx context.Context, day recon.Day, part Part) ([]byte, error)
	// Save keeps all parts of a day: when it returns nil they are there for good, and else, as after a crash, all of them or none.
	Save(ctx context.Context, day recon.Day, parts map[Part][]byte) error
	// Decide keeps a decision after all others.
	Decide(ctx context.Context, decision []byte) error
	// Decisions gives all decisions in the order in which they were made.
	Decisions(ctx context.Context) ([][]byte, error)
}

// Part names what is kept of a day.
type Part string

// The parts. All days have all of them.
const (
	PartHead        Part = "head"        // a Head, as JSON
	PartPool        Part = "pool"        // the recon.Pool that the day left, as JSON
	PartDone        Part = "done"        // hashes and amounts of the orders that the day was done with, as JSON
	PartDifferences Part = "differences" // what the day found, as JSON
	PartInput       Part = "input"       // the rows that were matched: JSON, one a line, gzip; see DecodeInput
)

// Parts are all parts.
func Parts() []Part { return []Part{PartHead, PartPool, PartDone, PartDifferences, PartInput} }

// encodeInput writes the rows that were matched, without those of the pool.
func encodeInput(match *recon.Result[Row, Row]) ([]byte, error) {
	var out bytes.Buffer
	zip, _ := gzip.NewWriterLevel(&out, gzip.BestSpeed) // a level that there is
	lines := json.NewEncoder(zip)
	for i, rows := range [][]Row{match.Bills(), match.Orders()} {
		for _, row := range rows {
			if err := lines.Encode(SideRow{Row: row, Bill: i == 0}); err != nil {
				return nil, err
			}
		}
	}
	err := zip.Close()
	return out.Bytes(), err
}

// DecodeInput reads a day's PartInput: the rows that were matched, but for those of the pool.
func DecodeInput(input []byte) (bills, orders []Row, err error) {
	zip, err := gzip.NewReader(bytes.NewReader(input))
	if err != nil {
		return nil, nil, errors.Join(ErrDamaged, err)
	}
	for lines := json.NewDecoder(zip); ; {
		var row SideRow
		switch err := lines.Decode(&row); {
		case err == io.EOF:
			return bills, orders, nil
		case err != nil:
			return nil, nil, errors.Join(ErrDamaged, err)
		case row.Bill:
			bills = append(bills, row.Row)
		default:
			orders = append(orders, row.Row)
		}
	}
}
