package row

import (
	"math"
	"strconv"
)

// Int is a whole number from low to high, both included. 0 is absent.
func Int[T any](name string, low, high int64, at func(*T) *int64) Field[T] {
	return Field[T]{name: name, build: func(o rules) codec[T] {
		return codec[T]{
			read: func(in *Input, row *T) outcome {
				v, ok := in.Int(low, high)
				*at(row) = v
				return set(ok)
			},
			write: func(b []byte, row *T) ([]byte, error) {
				if *at(row) == 0 {
					return b, nil
				}
				return appendInt(b, *at(row), o.bare), nil
			},
			same:  func(a, b *T) bool { return *at(a) == *at(b) },
			clear: func(row *T) { *at(row) = 0 },
		}
	}}
}

// Enum is a number of 32 bits that has names. One without a name survives and is counted; absent stands for none, and is not
// read as a number unless it is 0.
func Enum[T any, E ~int](name string, absent E, known func(E) bool, at func(*T) *E) Field[T] {
	low := int64(math.MinInt32)
	if int64(absent) == low {
		low++
	}
	return Field[T]{name: name, build: func(o rules) codec[T] {
		clear := func(row *T) { *at(row) = absent }
		c := codec[T]{
			read: func(in *Input, row *T) outcome {
				v, ok := in.Int(low, math.MaxInt32)
				switch {
				case !ok || E(v) == absent:
					return 0
				case known(E(v)):
					*at(row) = E(v)
					return given
				}
				*at(row) = E(v)
				return given | unnamed
			},
			write: func(b []byte, row *T) ([]byte, error) {
				if *at(row) == absent {
					return b, nil
				}
				return appendInt(b, int64(*at(row)), o.bare), nil
			},
			same:   func(a, b *T) bool { return *at(a) == *at(b) },
			clear:  clear,
			number: func(row *T) int64 { return int64(*at(row)) },
		}
		if absent != 0 {
			c.preset = clear
		}
		return c
	}}
}

// Bool is true or false, which is written where there is no value as well.
func Bool[T any](name string, at func(*T) *bool) Field[T] {
	return Field[T]{name: name, build: func(rules) codec[T] {
		return codec[T]{
			read: func(in *Input, row *T) outcome {
				v, ok := in.Bool()
				*at(row) = v
				return set(ok)
			},
			write: func(b []byte, row *T) ([]byte, error) { return strconv.AppendBool(b, *at(row)), nil },
			same:  func(a, b *T) bool { return *at(a) == *at(b) },
			clear: func(row *T) { *at(row) = false },
		}
	}}
}

func appendInt(b []byte, v int64, bare bool) []byte {
	if bare {
		return strconv.AppendInt(b, v, 10)
	}
	return append(strconv.AppendInt(append(b, '"'), v, 10), '"')
}
