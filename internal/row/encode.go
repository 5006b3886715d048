package row

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"

	"github.com/billrecon/billrecon/internal/wire"
)

// Marshal returns the row as a JSON object: the fields in the order of the table, then Extra sorted by name. The text of a value
// that could not be read stands in its place again. Any other member of Extra with the name of a field is an error, as is a
// value that is no JSON.
func (t *Table[T]) Marshal(row *T) ([]byte, error) {
	text, err := t.append(make([]byte, 0, 32*len(t.fields)), row)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", t.provider, err)
	}
	return text, nil
}

func (t *Table[T]) append(b []byte, row *T) (_ []byte, err error) {
	extra := *t.extra(row)
	start := len(b)
	for i := range t.fields {
		f := &t.fields[i]
		text, kept := extra[f.name]
		if kept {
			if err := t.checkKept(row, f, text); err != nil {
				return nil, err
			}
			b = append(appendName(b, f.name), text...)
			continue
		}
		if b, err = f.append(b, row); err != nil {
			return nil, t.inItem(err)
		}
	}
	if len(extra) > 0 {
		if b, err = t.appendExtra(b, extra); err != nil {
			return nil, err
		}
	}
	if len(b) == start {
		b = append(b, ',')
	}
	b[start] = '{' // where the first comma stands
	return append(b, '}'), nil
}

// append writes the member, or what stands for its absence.
func (f *Field[T]) append(b []byte, row *T) ([]byte, error) {
	before := len(b)
	b = appendName(b, f.name)
	value := len(b)
	b, err := f.codec.write(b, row)
	switch {
	case err != nil || len(b) > value:
		return b, err
	case f.rules.absent == "":
		return b[:before], nil
	}
	return append(b, f.rules.absent...), nil
}

// appendExtra writes the members that the table does not know.
func (t *Table[T]) appendExtra(b []byte, extra map[string]json.RawMessage) ([]byte, error) {
	for _, name := range slices.Sorted(maps.Keys(extra)) {
		if t.find([]byte(name), 0) >= 0 {
			continue // it stands in its place
		}
		if !json.Valid(extra[name]) {
			return nil, t.notJSON()
		}
		b = append(append(appendText(append(b, ','), name), ':'), extra[name]...)
	}
	return b, nil
}

// inItem names this type where an item of one of its lists is no JSON.
func (t *Table[T]) inItem(err error) error {
	if err == errNotJSON {
		return fmt.Errorf("a value in %s %w", t.typeName, err)
	}
	return err
}

func (t *Table[T]) notJSON() error { return fmt.Errorf("a value in %s.Extra is not JSON", t.typeName) }

// checkKept refuses a member of Extra with the name of a field, unless it is what a value that could not be read left there:
// the field is absent, and can not be read from the text.
func (t *Table[T]) checkKept(row *T, f *Field[T], text json.RawMessage) error {
	if !json.Valid(text) {
		return t.notJSON()
	}
	var absent, again T
	t.blank(&absent)
	t.blank(&again)
	if !f.rules.strict && f.codec.same(row, &absent) {
		in := Input{Reader: wire.NewReader(text)}
		if f.codec.read(&in, &again); in.Failed() {
			return nil
		}
	}
	return fmt.Errorf("%s.Extra holds %s: that is a field of its own", t.typeName, f.name)
}

func appendName(b []byte, name string) []byte {
	return append(append(append(b, ',', '"'), name...), '"', ':')
}

// appendText writes s as a JSON string. Nearly all of them need no escapes.
func appendText(b []byte, s string) []byte {
	for i := range len(s) {
		if c := s[i]; c < ' ' || c > '~' || c == '"' || c == '\\' {
			quoted, _ := json.Marshal(s) // a string always has one
			return append(b, quoted...)
		}
	}
	return append(append(append(b, '"'), s...), '"')
}
