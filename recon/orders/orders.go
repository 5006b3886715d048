package orders

import (
	"cmp"
	"context"
	"errors"
	"hash/maphash"
	"io"
	"iter"
	"os"

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
		p, err := r.plan(ctx)
		if err == nil && p.o.Report == nil {
			err = p.scan(ctx)
		}
		if err != nil {
			yield(Row{}, err)
			return
		}
		checked, going := p.sum.Sum64(), true
		p.emit = func(row Row) bool {
			going = yield(row, nil)
			return going
		}
		err = p.scan(ctx)
		if err == nil && p.o.Report == nil && p.sum.Sum64() != checked {
			err = p.fault(ErrChanged, "it changed between the reading that checked it and this one")
		}
		if going && err != nil {
			yield(Row{}, err)
		}
	}
}

// Collect reads the file once and gives its rows, or none and an error.
func (r *Reader) Collect(ctx context.Context) ([]Row, Summary, error) {
	p, err := r.plan(ctx)
	if err != nil {
		return nil, Summary{File: r.name}, err
	}
	var rows []Row
	p.emit = func(row Row) bool {
		rows = append(rows, row)
		return true
	}
	if err := p.scan(ctx); err != nil {
		return nil, p.Summary, err
	}
	return rows, p.Summary, nil
}

// Check reads the file once and gives no rows.
func (r *Reader) Check(ctx context.Context) (Summary, error) {
	p, err := r.plan(ctx)
	if err != nil {
		return Summary{File: r.name}, err
	}
	err = p.scan(ctx)
	return p.Summary, err
}

// plan is how a file is read, and one reading of it.
type plan struct {
	name     string
	o        Options
	source   Source
	columns  headFinder
	head     table.Head // of a CSV file it is known before the first reading, of another table found in it
	states   map[string]words.Meaning
	kinds    map[string]recon.Kind
	texts    form.Texts
	channels map[string]recon.Channel
	keys     []byte
	sum      *maphash.Hash // of the bytes of a CSV file, or of the cells of another table

	Summary
	faults FileError
	emit   func(Row) bool
}

// plan finds out how to read a CSV file: its encoding, its delimiter, its columns.
func (r *Reader) plan(ctx context.Context) (*plan, error) {
	o, err := r.options.settled()
	if err != nil {
		return nil, err
	}
	p := &plan{name: r.name, o: o, source: r.source, columns: o.Columns.table(), states: words.States(o.Status),
		kinds: words.Kinds(o.Types), channels: map[string]recon.Channel{}, sum: new(maphash.Hash)}
	if p.source != nil {
		return p, nil
	}
	csv := csvSource{sum: p.sum}
	if csv.File, err = csvtext.Detect(r.open, csvtext.Encoding(o.Encoding)); err != nil {
		return nil, err
	}
	delimiters := []byte(",\t;")
	if o.Delimiter != 0 {
		delimiters = []byte{o.Delimiter}
	}
	var first error
	for _, csv.Delimiter = range delimiters {
		p.head, err = p.columns.of(ctx, csv)
		if p.head.Line > 0 {
			break
		}
		first = cmp.Or(first, err)
		err = first
	}
	p.source, p.Encoding, p.Delimiter = csv, Encoding(csv.Encoding), csv.Delimiter
	return p, p.located(err)
}

// located adds the file's name to an error.
func (p *plan) located(err error) error {
	var e *Error
	if errors.As(err, &e) {
		e.File = p.name
	}
	return err
}

func (p *plan) fault(kind error, rule string) *Error {
	return &Error{File: p.name, Rule: rule, kind: kind}
}

// scan reads the file once from its head on.
func (p *plan) scan(ctx context.Context) error {
	p.Summary = Summary{File: p.name, Encoding: p.Encoding, Delimiter: p.Delimiter, Head: p.head.Line}
	p.faults = FileError{File: p.name}
	p.sum.Reset()
	var o order
	lines := table.Lines{Head: &p.head, Key: int(words.Number)}
	_, csv := p.source.(csvSource)
	for line, err := range p.source.Lines(ctx) {
		for i := 0; i < len(line.Cells) && !csv; i++ {
			maphash.WriteComparable(p.sum, string(line.Cells[i]))
		}
		row := false
		bad, damaged := err.(*Error) // a Source gives it as it is
		switch {
		case err != nil && !damaged:
			return err
		case line.Number <= p.head.Line:
			continue
		case p.head.Line == 0:
			if err := p.find(&line); err != nil {
				return err
			}
			continue
		case damaged:
			bad.File = p.name
		default:
			p.Lines = line.Number
			var rule string
			if row, rule = lines.IsRow(line.Number, line.Cells); rule != "" {
				bad = p.bad(&line, -1, rule, ErrLine)
			} else if row {
				bad = p.read(&line, &o)
			}
		}
		if bad != nil && p.o.Report != nil && bad.ends {
			return bad
		} else if bad != nil && p.o.Report != nil {
			p.Bad++
			p.o.Report(bad)
		} else if bad != nil {
			p.faults.add(bad, form.Short(o.word))
		} else if row && p.faults.Bad == 0 && !p.rows(&line, &o) {
			return nil
		}
	}
	if p.head.Line == 0 {
		return p.located(p.columns.none())
	}
	p.Head, p.Totals = p.head.Line, lines.Totals
	return p.verdict()
}

// find looks for the head in a line of another table than CSV.
func (p *plan) find(line *Line) (err error) {
	further := false
	if p.head, further, err = p.columns.in(line); err == nil && p.head.Line == 0 && !further {
		err = p.columns.none()
	}
	return p.located(err)
}

// verdict says whether the file is taken.
func (p *plan) verdict() error {
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
