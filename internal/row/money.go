package row

import (
	"math"

	"github.com/shopspring/decimal"

	"github.com/billrecon/billrecon/internal/wire"
)

// Money is an amount that every row has. It is strict, and written with the decimals that it has, and two at least.
func Money[T any](name string, at func(*T) *decimal.Decimal) Field[T] {
	return Field[T]{name: name, rules: rules{required: true, strict: true}, build: func(o rules) codec[T] {
		return codec[T]{
			read: func(in *Input, row *T) outcome {
				v, noise := in.RoundedMoney(o.decimals)
				*at(row) = v.Decimal
				return amount(v.Valid, noise)
			},
			write: func(b []byte, row *T) ([]byte, error) { return appendDecimal(b, *at(row), 2, o.bare), nil },
			same:  func(a, b *T) bool { return at(a).Equal(*at(b)) },
			clear: func(row *T) { *at(row) = decimal.Decimal{} },
		}
	}}
}

// OptionalMoney is an amount that a row may lack. It is strict, and written as [Money] is.
func OptionalMoney[T any](name string, at func(*T) *decimal.NullDecimal) Field[T] {
	return optional(name, 2, at).Strict()
}

// Quantity is a decimal number that is no money. It is written with the decimals that it has.
func Quantity[T any](name string, at func(*T) *decimal.NullDecimal) Field[T] {
	return optional(name, 0, at)
}

func optional[T any](name string, leastDecimals int32, at func(*T) *decimal.NullDecimal) Field[T] {
	return Field[T]{name: name, build: func(o rules) codec[T] {
		return codec[T]{
			read: func(in *Input, row *T) outcome {
				v, noise := in.RoundedMoney(o.decimals)
				*at(row) = v
				return amount(v.Valid, noise)
			},
			write: func(b []byte, row *T) ([]byte, error) {
				if v := at(row); v.Valid {
					b = appendDecimal(b, v.Decimal, leastDecimals, o.bare)
				}
				return b, nil
			},
			same:  func(a, b *T) bool { return wire.SameAmount(*at(a), *at(b)) },
			clear: func(row *T) { *at(row) = decimal.NullDecimal{} },
		}
	}}
}

// Fen is an amount in whole fen that every row has. It is strict, and written without quotes.
func Fen[T any, F ~int64](name string, at func(*T) *F) Field[T] {
	return Field[T]{name: name, rules: rules{required: true, strict: true}, build: func(rules) codec[T] {
		return codec[T]{
			read: func(in *Input, row *T) outcome {
				v, ok := in.Int(math.MinInt64, math.MaxInt64)
				*at(row) = F(v)
				return set(ok)
			},
			write: func(b []byte, row *T) ([]byte, error) { return appendInt(b, int64(*at(row)), true), nil },
			same:  func(a, b *T) bool { return *at(a) == *at(b) },
			clear: func(row *T) { *at(row) = 0 },
		}
	}}
}

func amount(valid, noise bool) outcome {
	if noise {
		return given | rounded
	}
	return set(valid)
}

func appendDecimal(b []byte, d decimal.Decimal, least int32, bare bool) []byte {
	text := Decimal(d, least)
	if bare {
		return append(b, text...)
	}
	return append(append(append(b, '"'), text...), '"')
}

// Decimal is d with the decimals it has, and so many at least.
func Decimal(d decimal.Decimal, least int32) string { return d.StringFixed(max(least, -d.Exponent())) }
