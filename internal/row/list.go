package row

import (
	"encoding/json"
	"errors"
	"slices"

	"github.com/billrecon/billrecon/internal/wire"
)

// errNotJSON is what is wrong with an item that the caller made.
var errNotJSON = errors.New("is not JSON")

// Items is a list whose items are kept as the JSON that came. null, "", {} and [] have none.
func Items[T any](name string, at func(*T) *[]json.RawMessage) Field[T] {
	return list(name, at,
		func(in *Input, item *json.RawMessage) { *item = in.Raw() },
		func(b []byte, item *json.RawMessage) ([]byte, error) {
			if !json.Valid(*item) {
				return b, errNotJSON
			}
			return append(b, *item...), nil
		},
		wire.SameJSON)
}

// Rows is a list of rows of another table. null, "", {} and [] have none.
func Rows[T, S any](name string, table *Table[S], at func(*T) *[]S) Field[T] {
	return list(name, at, table.Read, table.append, func(a, b S) bool { return table.Equal(&a, &b) })
}

func list[T, S any](name string, at func(*T) *[]S, read func(*Input, *S), write func([]byte, *S) ([]byte, error), same func(a, b S) bool) Field[T] {
	return Field[T]{name: name, build: func(rules) codec[T] {
		return codec[T]{
			read: func(in *Input, row *T) outcome {
				*at(row) = nil
				if in.Empty() || !in.Array() {
					return 0
				}
				for in.Next() {
					in.Item()
					*at(row) = append(*at(row), *new(S))
					read(in, &(*at(row))[len(*at(row))-1])
				}
				return set(*at(row) != nil)
			},
			write: func(b []byte, row *T) ([]byte, error) { return appendList(b, *at(row), write) },
			same:  func(a, b *T) bool { return slices.EqualFunc(*at(a), *at(b), same) },
			clear: func(row *T) { *at(row) = nil },
		}
	}}
}

func appendList[S any](b []byte, items []S, write func([]byte, *S) ([]byte, error)) (_ []byte, err error) {
	for i := range items {
		separator := byte(',')
		if i == 0 {
			separator = '['
		}
		if b, err = write(append(b, separator), &items[i]); err != nil {
			return b, err
		}
	}
	if len(items) > 0 {
		b = append(b, ']')
	}
	return b, nil
}
