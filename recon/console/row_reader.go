package console

import (
	"encoding/json"

	"github.com/billrecon/billrecon/internal/transport"
	"github.com/billrecon/billrecon/internal/wire"
)

// rowReader reads the members of one row. The rows of the console differ in their members alone.
type rowReader struct {
	*wire.Reader
	rows    rowOptions
	unknown *wire.Unknown
	extra   map[string]json.RawMessage
}

// read enters an object and reads its members: member reads one that it knows and answers its bit, or answers 0 for another
// one, which is kept. It gives the raw row if that is to be kept.
func (r *rowReader) read(member func() int) json.RawMessage {
	start, seen := r.Pos(), 0
	for ok := r.Object(); ok && r.Next(); {
		bit := member()
		switch {
		case bit == 0:
			r.Keep(&r.extra, r.unknown)
		case seen&bit != 0:
			r.Twice()
		}
		seen |= bit
	}
	if !r.rows.keepRaw {
		return nil
	}
	return r.Since(start)
}

// unmarshal reads one row that stands alone, for UnmarshalJSON: times in UTC+8, nothing raw. null is not read at all, which is
// the convention of package json.
func unmarshal[T any](typeName string, data []byte, into *T, read func(*wire.Reader, rowOptions, *T, *wire.Unknown)) error {
	r := wire.NewReader(data)
	if r.Null() {
		return nil
	}
	var row T
	var unknown wire.Unknown
	read(r, rowOptions{zone: wire.ChinaZone}, &row, &unknown)
	r.End()
	if err := r.Err(); err != nil {
		return transport.Errorf(provider, ErrMalformedResponse, typeName+": %w", err)
	}
	*into = row
	return nil
}

// readMembers reads an object, none of whose known members may come twice. member reads one that it knows and
// answers its bit, or answers 0 for another one, which is counted.
func readMembers(r *wire.Reader, unknown *wire.Unknown, member func() int) {
	seen := 0
	for ok := r.Object(); ok && r.Next(); {
		bit := member()
		switch {
		case bit == 0:
			unknown.AddField(r.Name())
		case seen&bit != 0:
			r.Twice()
		}
		seen |= bit
	}
}

// mostRowsExpected bounds what is set aside for rows that have not come yet.
const mostRowsExpected = 1024

// readRows reads an array of rows, likely so many. null, "", {} and [] mean that there are none.
func readRows[T any](r *wire.Reader, likely int64, rows rowOptions, unknown *wire.Unknown, read func(*wire.Reader, rowOptions, *T, *wire.Unknown)) (all []T) {
	if r.Empty() || !r.Array() {
		return nil
	}
	all = make([]T, 0, min(likely, mostRowsExpected))
	for r.Next() {
		all = append(all, *new(T))
		read(r, rows, &all[len(all)-1], unknown)
	}
	return all
}
