// Package packed writes numbers, texts and amounts one after the other, as few bytes as they need, and reads them again. What lies
// where is the business of those who write.
package packed

import (
	"encoding/binary"
	"math/big"

	"github.com/shopspring/decimal"

	"github.com/billrecon/billrecon/recon/internal/exact"
)

// AppendText appends a text with its length before it.
func AppendText[T string | []byte](dst []byte, text T) []byte {
	return append(binary.AppendUvarint(dst, uint64(len(text))), text...)
}

// AppendInts appends a list as its steps, which are small where it is ascending.
func AppendInts(dst []byte, list []int) []byte {
	dst = binary.AppendUvarint(dst, uint64(len(list)))
	last := 0
	for _, n := range list {
		dst = binary.AppendVarint(dst, int64(n-last))
		last = n
	}
	return dst
}

const (
	longDigits     = 19                    // of a coefficient that may not fit in 64 bits
	maxExponent    = 2 * exact.MaxExponent // either way, also of a total: one beyond would cost more to compute with than to send
	maxCoefficient = 1 << 8                // bytes, 600 digits: more than a total of amounts in bounds has
)

// AppendDecimal appends an amount, exactly as it is written: 1.50 stays 1.50.
func AppendDecimal(dst []byte, d decimal.Decimal) []byte {
	head := int64(d.Exponent()) << 1
	if d.NumDigits() < longDigits {
		return binary.AppendVarint(binary.AppendVarint(dst, head), d.CoefficientInt64())
	}
	c := d.Coefficient()
	return AppendText(binary.AppendVarint(dst, head|1), append([]byte{byte(c.Sign() + 1)}, c.Bytes()...))
}

// AppendOptional appends an amount that is given, and nothing for one that is absent: who reads has to know.
func AppendOptional(dst []byte, d decimal.NullDecimal) []byte {
	if !d.Valid {
		return dst
	}
	return AppendDecimal(dst, d.Decimal)
}

// Reader reads what was appended, in the same order. After something that cannot be it reads zeros, and Whole is false.
// The texts that it gives are parts of what is read, and share its memory.
type Reader struct {
	rest string
	bad  bool
}

// Read starts to read data.
func Read(data string) Reader { return Reader{rest: data} }

// Whole reports whether everything was read, and was as it must be.
func (in *Reader) Whole() bool { return !in.bad && in.rest == "" }

// More reports whether there is anything left to read.
func (in *Reader) More() bool { return in.rest != "" }

// Rest is what was not read.
func (in *Reader) Rest() string { return in.rest }

// Fail says that what was read cannot be.
func (in *Reader) Fail() { in.rest, in.bad = "", true }

// Byte reads one byte.
func (in *Reader) Byte() byte {
	if in.rest == "" {
		in.Fail()
		return 0
	}
	b := in.rest[0]
	in.rest = in.rest[1:]
	return b
}

// Uvarint reads what binary.AppendUvarint wrote.
func (in *Reader) Uvarint() (v uint64) {
	for i := range min(len(in.rest), binary.MaxVarintLen64) {
		b := in.rest[i]
		v |= uint64(b&0x7f) << (7 * i)
		if b < 0x80 {
			in.rest = in.rest[i+1:]
			return v
		}
	}
	in.Fail()
	return 0
}

// Varint reads what binary.AppendVarint wrote.
func (in *Reader) Varint() int64 {
	u := in.Uvarint()
	return int64(u>>1) ^ -int64(u&1)
}

// Count reads how many elements follow. Each takes a byte at least, which bounds what damaged bytes can ask for.
func (in *Reader) Count() int {
	n := in.Uvarint()
	if n > uint64(len(in.rest)) {
		in.Fail()
		return 0
	}
	return int(n)
}

// Text reads a text.
func (in *Reader) Text() string {
	n := in.Count()
	t := in.rest[:n]
	in.rest = in.rest[n:]
	return t
}

// Ints reads a list; nil for none.
func (in *Reader) Ints() []int {
	n := in.Count()
	if n == 0 {
		return nil
	}
	list, last := make([]int, n), int64(0)
	for i := range list {
		last += in.Varint()
		list[i] = int(last)
	}
	return list
}

// Decimal reads an amount. One whose exponent is beyond ±200, or whose coefficient is beyond 256 bytes, cannot be.
func (in *Reader) Decimal() decimal.Decimal {
	head := in.Varint()
	exponent := head >> 1
	if exponent > maxExponent || exponent < -maxExponent {
		in.Fail()
		return decimal.Decimal{}
	}
	if head&1 == 0 {
		return decimal.New(in.Varint(), int32(exponent))
	}
	text := in.Text()
	if len(text) < 2 || len(text) > maxCoefficient || text[0] == 1 || text[0] > 2 {
		in.Fail()
		return decimal.Decimal{}
	}
	c := new(big.Int).SetBytes([]byte(text[1:]))
	if text[0] == 0 {
		c.Neg(c)
	}
	return decimal.NewFromBigInt(c, int32(exponent))
}

// Optional reads an amount where one is given, and is absent and reads nothing where none is.
func (in *Reader) Optional(given bool) (d decimal.NullDecimal) {
	if given {
		d = decimal.NewNullDecimal(in.Decimal())
	}
	return d
}

// Fen reads an amount in hundredths, without making a decimal of it. false: it has other decimals, or very many digits, and is still to
// be read.
func (in *Reader) Fen() (fen int64, ok bool) {
	start := *in
	head, c := in.Varint(), in.Varint()
	short := c < maxFenTimes100 && c > -maxFenTimes100
	switch {
	case head == exact.FenExponent<<1:
		return c, true
	case head == (exact.FenExponent+1)<<1 && short:
		return c * 10, true
	case head == (exact.FenExponent+2)<<1 && short:
		return c * 100, true
	}
	*in = start
	return 0, false
}

// maxFenTimes100 still fits into 64 bits when it is multiplied by 100.
const maxFenTimes100 = 1e16
