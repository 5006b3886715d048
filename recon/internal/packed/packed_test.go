package packed_test

import (
	"encoding/binary"
	"math"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"pgregory.net/rapid"

	"github.com/billrecon/billrecon/recon/internal/packed"
)

// TestRead: what was written comes back, in the same order, and nothing is left over.
func TestRead(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		number := rapid.Uint64().Draw(t, "number")
		signed := rapid.Int64().Draw(t, "signed")
		text := string(rapid.SliceOf(rapid.Byte()).Draw(t, "text"))
		list := rapid.SliceOf(rapid.Int()).Draw(t, "list")
		amount := decimal.New(rapid.Int64().Draw(t, "coefficient"), int32(rapid.IntRange(-200, 200).Draw(t, "exponent")))
		long := amount.Mul(decimal.New(math.MaxInt64, 0))

		data := binary.AppendVarint(binary.AppendUvarint([]byte{7}, number), signed)
		data = packed.AppendInts(packed.AppendText(data, text), list)
		data = packed.AppendDecimal(packed.AppendDecimal(data, amount), long)
		in := packed.Read(string(data))
		assert.Equal(t, byte(7), in.Byte())
		assert.Equal(t, number, in.Uvarint())
		assert.Equal(t, signed, in.Varint())
		assert.Equal(t, text, in.Text())
		got := in.Ints()
		assert.ElementsMatch(t, list, got)
		for _, want := range []decimal.Decimal{amount, long} {
			d := in.Decimal()
			assert.Equal(t, want.Exponent(), d.Exponent(), "1.50 must stay 1.50")
			assert.Zero(t, want.Coefficient().Cmp(d.Coefficient()))
		}
		assert.True(t, in.Whole())
	})
}

// TestOptional: an absent amount takes no byte.
func TestOptional(t *testing.T) {
	fee := decimal.NewNullDecimal(decimal.RequireFromString("1.50"))
	data := packed.AppendOptional(packed.AppendOptional(nil, fee), decimal.NullDecimal{})
	assert.Equal(t, packed.AppendDecimal(nil, fee.Decimal), data)
	in := packed.Read(string(data))
	assert.Equal(t, decimal.NullDecimal{}, in.Optional(false))
	got := in.Optional(true)
	assert.True(t, got.Valid && got.Decimal.Equal(fee.Decimal))
	assert.True(t, in.Whole())
	assert.True(t, in.Optional(true).Valid, "it was said to be given")
	assert.False(t, in.Whole(), "and it is missing")
}

// TestFen: an amount of whole fen can be read as such, and any other is still to be read afterwards.
func TestFen(t *testing.T) {
	for text, want := range map[string]int64{
		"15.33": 1533, "-15.33": -1533, "15.5": 1550, "-15": -1500, "0": 0, "-9999999999999999.99": -999999999999999999,
		"999999999999999.9": 99999999999999990, "9999999999999999": 999999999999999900,
	} {
		in := packed.Read(string(packed.AppendDecimal(nil, decimal.RequireFromString(text))))
		fen, ok := in.Fen()
		assert.True(t, ok && in.Whole(), text)
		assert.Equal(t, want, fen, text)
	}
	for _, text := range []string{"0.005", "1.500", "10000000000000000", "-1000000000000000.0", "92233720368547758.07", "12345678901234567890.12"} {
		amount := decimal.RequireFromString(text)
		in := packed.Read(string(packed.AppendDecimal(nil, amount)))
		_, ok := in.Fen()
		assert.False(t, ok, text)
		assert.True(t, in.Decimal().Equal(amount), text)
		assert.True(t, in.Whole(), text)
	}
	in := packed.Read(string(binary.AppendVarint(nil, -2<<1)))
	in.Fen()
	assert.False(t, in.Whole(), "the digits are missing")
}

// TestDamaged: what cannot be is noticed, and costs no more than its bytes.
func TestDamaged(t *testing.T) {
	for reason, tt := range map[string]struct {
		data []byte
		read func(*packed.Reader)
	}{
		"a byte is missing":                 {nil, func(in *packed.Reader) { in.Byte() }},
		"a number without an end":           {[]byte{0x80, 0x80}, func(in *packed.Reader) { in.Uvarint() }},
		"a number of more than 64 bits":     {[]byte("\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01"), func(in *packed.Reader) { in.Varint() }},
		"a text that is longer than all":    {[]byte{200, 1, 'x'}, func(in *packed.Reader) { in.Text() }},
		"a list that is longer than all":    {binary.AppendUvarint(nil, 1<<40), func(in *packed.Reader) { in.Ints() }},
		"an exponent beyond what is usual":  {binary.AppendVarint(nil, 201<<1), func(in *packed.Reader) { in.Decimal() }},
		"an exponent that is far below":     {binary.AppendVarint(nil, -201<<1), func(in *packed.Reader) { in.Decimal() }},
		"a long coefficient without a sign": {packed.AppendText(binary.AppendVarint(nil, 1), "\x01\x09"), func(in *packed.Reader) { in.Decimal() }},
		"a coefficient of no digits":        {packed.AppendText(binary.AppendVarint(nil, 1), "\x02"), func(in *packed.Reader) { in.Decimal() }},
		"a coefficient that is far too long": {
			packed.AppendText(binary.AppendVarint(nil, 1), string(append([]byte{2}, make([]byte, 1<<8)...))), func(in *packed.Reader) { in.Decimal() },
		},
		"more than was read": {[]byte{1, 2}, func(in *packed.Reader) { in.Byte() }},
	} {
		in := packed.Read(string(tt.data))
		tt.read(&in)
		assert.False(t, in.Whole(), reason)
	}
}
