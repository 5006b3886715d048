package row

import (
	"encoding/json"
	"fmt"
	"math/bits"

	"github.com/billrecon/billrecon"
	"github.com/billrecon/billrecon/internal/transport"
	"github.com/billrecon/billrecon/internal/wire"
)

// outcome is what reading the value of a field found, as bits.
type outcome uint8

const (
	given   outcome = 1 << iota // the value is there
	rounded                     // the amount had the noise of a float64
	unnamed                     // the value is none of the enum's names
)

// Read reads one row into row, which must be zero. The error, if any, is the Reader's.
func (t *Table[T]) Read(in *Input, row *T) {
	start := in.Pos()
	t.blank(row)
	if !in.Object() {
		return
	}
	var seen, has uint64
	depth, expected := in.Depth(), 0
	for {
		i := expected
		if i == len(t.fields) || !in.NextIs(t.fields[i].quoted) {
			if !in.Next() {
				break
			}
			if i = t.find(in.Name(), expected); i < 0 {
				in.Keep(t.extra(row), &in.Unknown)
				continue
			}
		}
		bit := uint64(1) << i
		if seen&bit != 0 {
			in.Twice()
		}
		seen, expected = seen|bit, i+1
		found := t.fields[i].codec.read(in, row)
		if found&^given != 0 || in.Failed() {
			found = t.odd(in, row, i, found, depth)
		}
		has |= uint64(found&given) << i
	}
	t.finish(in, row, has)
	if t.raw != nil && in.KeepRaw {
		*t.raw(row) = in.Since(start)
	}
}

// finish looks at the row as a whole: has are the fields that have a value.
func (t *Table[T]) finish(in *Input, row *T, has uint64) {
	if missing := t.required &^ has; missing != 0 && in.Err() == nil {
		in.Fail("has no " + t.fields[bits.TrailingZeros64(missing)].name)
	}
	for i := range t.checks {
		if t.checks[i].check(row) {
			in.Unknown.Add(t.checks[i].name)
		}
	}
}

// odd counts what is odd about a value, keeps the text of one that can not be read, and returns whether there is a value.
func (t *Table[T]) odd(in *Input, row *T, i int, found outcome, depth int) outcome {
	f := &t.fields[i]
	switch {
	case in.Failed():
		if !f.rules.strict && in.Unread(depth) {
			t.keep(in, row, f)
		}
		return 0
	case found&rounded != 0:
		in.Unknown.Add(f.name + ":rounded")
	case found&unnamed != 0:
		in.Unknown.AddValue(f.name, f.codec.number(row))
	}
	return given
}

// keep keeps the text of a value that can not be read.
func (t *Table[T]) keep(in *Input, row *T, f *Field[T]) {
	f.codec.clear(row)
	text := in.Raw()
	if in.Failed() {
		return // the grammar is broken
	}
	in.Unknown.Add(f.name + ":unreadable")
	extra := t.extra(row)
	if *extra == nil {
		*extra = map[string]json.RawMessage{}
	}
	(*extra)[f.name] = text
}

// ReadList reads an array of rows; null, "", {} and [] have none. A list of more than limit rows is an error at the row after
// them, since it is read no further: billrecon.ErrPageDrift.
func (t *Table[T]) ReadList(in *Input, limit int) []T {
	if in.Empty() || !in.Array() {
		return nil
	}
	likely := in.Likely
	if likely == 0 {
		likely = limit
	}
	rows := make([]T, 0, min(likely, limit, mostLikely))
	for in.Next() {
		if len(rows) == limit {
			in.Stop(fmt.Sprintf("is more than the limit of %d rows: the limit was ignored", limit), billrecon.ErrPageDrift)
			break
		}
		rows = append(rows, *new(T))
		t.Read(in, &rows[len(rows)-1])
		in.Row()
	}
	return rows
}

// mostLikely bounds what is set aside for rows that have not come yet.
const mostLikely = 1024

// Unmarshal reads one row that stands alone, times in UTC+8 and without Raw. null changes nothing, which is the convention of
// package json, and so does an error, which is billrecon.ErrMalformedResponse.
func (t *Table[T]) Unmarshal(data []byte, into *T) error {
	in := Input{Reader: wire.NewReader(data)}
	if in.Null() {
		return nil
	}
	var row T
	t.Read(&in, &row)
	in.End()
	if err := in.Err(); err != nil {
		return transport.Errorf(t.provider, billrecon.ErrMalformedResponse, t.typeName+": %w", err)
	}
	*into = row
	return nil
}
