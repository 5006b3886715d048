package orders

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"hash/maphash"
	"io"
	"iter"
	"maps"
	"os"
	"slices"

	"github.com/billrecon/billrecon/recon"
	"github.com/billrecon/billrecon/recon/orders/internal/csvtext"
	"github.com/billrecon/billrecon/recon/orders/internal/form"
	"github.com/billrecon/billrecon/recon/orders/internal/table"
	"github.com/billrecon/billrecon/recon/orders/internal/words"
)

// Reader reads the orders of one file. It opens the file for each reading, and holds nothing open between them.
// It may be used by several goroutines at once.
type Reader struct {
	name    string
	open    func() (io.ReadSeekCloser, error)
	source  Source
	options Options
}

// File reads a CSV or TSV file.
func File(path string, o Options) *Reader {
	return &Reader{name: path, open: func() (io.ReadSeekCloser, error) { return os.Open(path) }, options: o}
}

// At reads CSV or TSV from where it can be read twice, such as a bytes.Reader; name is what rows and errors call it.
func At(name string, r io.ReaderAt, o Options) *Reader {
	return &Reader{name: name, open: csvtext.Section(r), options: o}
}

// From reads another table; name is what rows and errors call it.
func From(name string, s Source, o Options) *Reader {
	return &Reader{name: name, source: s, options: o}
}

// Rows yields the rows in the order of the file, an order before its refund. The file is read twice: the first reading checks every
// line, so that no row of a file that is refused is yielded. The second one ends with ErrChanged when it found something else. With
// Options.Report it is read once. An error ends the sequence, and what was yielded before it must not be used: an *Error, a *FileError,
// or what opening, reading or ctx gave.
func (r *Reader) Rows(ctx context.Context) iter.Seq2[Row, error] {
	return func(yield func(Row, error) bool) {
		once := r.options.Report != nil
		p, err := r.plan(ctx)
		if err == nil && !once {
			err = p.scan(ctx)
		}
		if err == nil {
			checked := p.sum.Sum64()
			p.emit = yield
			if err = p.scan(ctx); err == nil && !once && p.sum.Sum64() != checked {
				err = p.fault(ErrChanged, "it changed between the reading that checked it and this one")
			}
		}
		if err != nil && err != errStopped {
			yield(Row{}, err)
		}
	}
}

// errStopped ends a reading whose rows nobody takes any more.
var errStopped = errors.New("orders: no more rows are taken")

// Collect reads the file once and gives its rows, or none and an error.
func (r *Reader) Collect(ctx context.Context) ([]Row, Summary, error) {
	var full [][]Row // one slice that grows would be copied again and again
	var rows []Row
	summary, err := r.scan(ctx, func(row Row, _ error) bool {
		if len(rows) == cap(rows) {
			full, rows = append(full, rows), make([]Row, 0, min(2*cap(rows)+8, 4096))
		}
		rows = append(rows, row)
		return true
	})
	if err != nil {
		return nil, summary, err
	}
	return slices.Concat(append(full, rows)...), summary, nil
}

// Check reads the file once and gives no rows.
func (r *Reader) Check(ctx context.Context) (Summary, error) { return r.scan(ctx, nil) }

func (r *Reader) scan(ctx context.Context, emit func(Row, error) bool) (Summary, error) {
	p, err := r.plan(ctx)
	if err != nil {
		return Summary{File: r.name}, err
	}
	p.emit = emit
	err = p.scan(ctx)
	return p.Summary, err
}

// plan is how a file is read, and one reading of it.
type plan struct {
	o        Options
	source   Source // nil: it is the CSV file
	csv      csvtext.File
	columns  []table.Column
	head     table.Head // of a CSV file it is known before the first reading, of another table found in it
	states   map[string]words.Meaning
	kinds    map[string]recon.Kind
	channels map[string]recon.Channel
	texts    form.Texts
	keys     []byte
	sum      maphash.Hash // of the bytes of a CSV file, or of the cells of another table

	Summary
	below  table.Lines // which of them are rows
	line   Line
	bad    *Error // the first thing in the line that cannot be read
	faults FileError
	emit   func(Row, error) bool
}

// plan finds out how to read a CSV file: its encoding, its delimiter, its columns.
func (r *Reader) plan(ctx context.Context) (*plan, error) {
	o, err := r.options.settled()
	if err != nil {
		return nil, err
	}
	p := &plan{o: o, source: r.source, columns: o.Columns.table(), states: words.States(o.Status), kinds: words.Kinds(o.Types),
		channels: maps.Clone(words.Channels), Summary: Summary{File: r.name}}
	p.below = table.Lines{Head: &p.head, Key: int(words.Number)}
	if p.source != nil {
		return p, nil
	}
	if p.csv, err = csvtext.Detect(r.open, csvtext.Encoding(o.Encoding)); err != nil {
		return nil, err
	}
	delimiters := []byte(",\t;")
	if o.Delimiter != 0 {
		delimiters = []byte{o.Delimiter}
	}
	var first error
	for _, p.csv.Delimiter = range delimiters {
		err = nil
		for err = range p.lines(ctx, 1, p.csv.Start) {
			break // the head is found before the first line below it
		}
		if first = cmp.Or(first, err); p.head.Line > 0 {
			first = err
			break
		}
	}
	p.Encoding, p.Delimiter = Encoding(p.csv.Encoding), p.csv.Delimiter
	return p, first
}

// maxHead is how many lines are looked at for the head: titles may stand above it.
const maxHead = 20

// lines takes in one line below the head after another, those of a CSV file from one on; a damaged one is bad. It finds the head when it
// is not known yet. An error ends it.
func (p *plan) lines(ctx context.Context, number int, offset int64) iter.Seq[error] {
	lines := csvLines(ctx, p.csv, number, offset, &p.sum)
	if p.source != nil {
		lines = p.source.Lines(ctx)
	}
	return func(yield func(error) bool) {
		var err error
		for p.line, err = range lines {
			for i := 0; i < len(p.line.Cells) && p.source != nil; i++ {
				maphash.WriteComparable(&p.sum, string(p.line.Cells[i]))
			}
			if p.bad, _ = err.(*Error); p.bad != nil { // a Source gives it as it is
				if p.bad.File = p.File; p.head.Line > 0 || !p.bad.ends {
					err = nil
				}
			}
			if err == nil && p.head.Line == 0 {
				head, _, rule := table.Find(p.line.Number, p.line.Cells, p.columns)
				if p.head = head; rule != "" {
					yield(&Error{File: p.File, Line: p.line.Number, Offset: p.line.Offset, Rule: rule, kind: ErrHeader})
					return
				}
			} else if (err != nil || p.line.Number > p.head.Line) && !yield(err) {
				return
			}
			if p.head.Line == 0 && p.line.Number >= maxHead {
				break
			}
		}
		if p.head.Line == 0 {
			yield(p.fault(ErrHeader, fmt.Sprintf("none of the first %d lines has columns for %v and %v; Options.Columns takes other names",
				maxHead, p.columns[words.Number], p.columns[words.Amount])))
		}
	}
}

// scan reads the file once from its head on.
func (p *plan) scan(ctx context.Context) error {
	p.Summary = Summary{File: p.File, Encoding: p.Encoding, Delimiter: p.Delimiter, Head: p.head.Line}
	p.below.Totals, p.faults = 0, FileError{File: p.File}
	p.sum.Reset()
	for err := range p.lines(ctx, 1, p.csv.Start) {
		if err != nil {
			return err
		}
		row, o := false, order{}
		if p.bad == nil {
			row, p.Lines = p.read(&o), p.line.Number
		}
		switch {
		case p.bad != nil && p.o.Report == nil:
			p.faults.add(p.bad)
		case p.bad != nil && p.bad.ends:
			return p.bad
		case p.bad != nil:
			p.Bad++
			p.o.Report(p.bad)
		case row && p.faults.Bad == 0 && !p.rows(&o):
			return errStopped
		}
	}
	p.Head, p.Totals = p.head.Line, p.below.Totals
	switch {
	case p.faults.Bad > 0:
		return &p.faults
	case p.o.AllowNone || p.Orders+p.Refunds+p.Dropped > 0:
		return nil
	case p.Outside+p.Undated > 0:
		return p.fault(ErrNoneOfDay, "it has orders, and none of the days asked for; Options.AllowNone takes that")
	}
	return p.fault(ErrNoOrders, "it has no order; Options.AllowNone takes that")
}

func (p *plan) fault(kind error, rule string) *Error {
	return &Error{File: p.File, Rule: rule, kind: kind}
}
