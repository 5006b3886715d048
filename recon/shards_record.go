package recon

import (
	"math/big"
	"strings"
	"time"

	"github.com/shopspring/decimal"
)

// What a record's first number says. The order of the parts is that of appendRecord.
const (
	hasFee = 1 << iota
	hasIncome
	hasUnit
	hasKind // Kind or State is not zero
	hasTime
	hasChannel
	hasAltKeys
	isManual
	hasLabels
)

// AppendBinary appends r in the compact form in which MatchShards and recon/beam move rows: lengths before texts, amounts as
// coefficient and exponent, the time as an instant without its zone. Nothing that matching sees is lost, nor a label. It has no version:
// what holds the rows has one. An amount that Match refuses is refused here, with an error that matches ErrInvalidRecord.
func (r Record) AppendBinary(dst []byte) ([]byte, error) {
	if field := outOfBounds(r); field != "" {
		return dst, badRecord(field, "it must have at most 10000 digits and an exponent within ±10000")
	}
	return appendRecord(dst, &r), nil
}

// MarshalBinary is AppendBinary to nothing.
func (r Record) MarshalBinary() ([]byte, error) { return r.AppendBinary(nil) }

// UnmarshalBinary reads what AppendBinary wrote, no more and no less. Anything else is an error that matches ErrInvalidRecord.
func (r *Record) UnmarshalBinary(data []byte) error {
	in := packedReader{rest: string(data)}
	read := in.record()
	if in.bad || in.rest != "" {
		return badRecord("Record", "its bytes are not those that AppendBinary writes")
	}
	*r = read
	return nil
}

// flags is the first number of a record.
func (r *Record) flags() (f uint64) {
	for bit, is := range [...]bool{
		r.Fee.Valid, r.Income.Valid, r.Unit != "", r.Kind != 0 || r.State != 0,
		!r.Time.IsZero(), r.Channel != "", r.AltKeys != AltKeys{}, r.Manual, r.Labels != [maxLabels]Label{},
	} {
		if is {
			f |= 1 << bit
		}
	}
	return f
}

func appendRecord(dst []byte, r *Record) []byte {
	f := r.flags()
	dst = appendPart(appendUvarint(dst, f), r.Key)
	dst = appendNumber(dst, r.Amount)
	if f&hasFee != 0 {
		dst = appendNumber(dst, r.Fee.Decimal)
	}
	if f&hasIncome != 0 {
		dst = appendNumber(dst, r.Income.Decimal)
	}
	if f&hasUnit != 0 {
		dst = appendPart(dst, r.Unit)
	}
	if f&hasKind != 0 {
		dst = append(dst, byte(r.Kind), byte(r.State))
	}
	if f&hasTime != 0 {
		dst = appendVarint(dst, r.Time.Unix())
		dst = appendUvarint(dst, uint64(r.Time.Nanosecond()))
	}
	if f&hasChannel != 0 {
		dst = appendPart(dst, string(r.Channel))
	}
	if f&hasAltKeys != 0 {
		dst = appendTexts(dst, r.AltKeys.given())
	}
	if f&hasLabels != 0 {
		for _, l := range r.Labels {
			dst = appendPart(appendPart(dst, l.Name), l.Value)
		}
	}
	return dst
}

// record reads one record. Its texts share the memory of what is read.
func (in *packedReader) record() (r Record) {
	f := in.uvarint()
	r.Key = in.text()
	r.Amount = in.number()
	if f&hasFee != 0 {
		r.Fee = decimal.NewNullDecimal(in.number())
	}
	if f&hasIncome != 0 {
		r.Income = decimal.NewNullDecimal(in.number())
	}
	if f&hasUnit != 0 {
		r.Unit = in.text()
	}
	if f&hasKind != 0 {
		r.Kind, r.State = Kind(in.byte()), State(in.byte())
	}
	if f&hasTime != 0 {
		r.Time = time.Unix(in.varint(), int64(in.uvarint()%1e9)).In(utc8)
	}
	if f&hasChannel != 0 {
		r.Channel = Channel(in.text())
	}
	if f&hasAltKeys != 0 {
		in.texts(r.AltKeys[:])
	}
	if f&hasLabels != 0 {
		for i := range r.Labels {
			r.Labels[i].Name, r.Labels[i].Value = in.text(), in.text()
		}
	}
	r.Manual = f&isManual != 0
	return r
}

// longDigits is how many digits a coefficient has at least that may not fit in 64 bits.
const longDigits = 19

// appendNumber appends the exponent, whether the coefficient is long, and the coefficient.
func appendNumber(dst []byte, d decimal.Decimal) []byte {
	if d.NumDigits() < longDigits {
		dst = appendVarint(dst, int64(d.Exponent())<<1)
		return appendVarint(dst, d.CoefficientInt64())
	}
	c := d.Coefficient()
	dst = appendVarint(dst, int64(d.Exponent())<<1|1)
	return appendPart(dst, string(append([]byte{byte(c.Sign() + 1)}, c.Bytes()...)))
}

// number reads an amount. Bounds hold for what was written, and are checked again for what was damaged.
func (in *packedReader) number() decimal.Decimal {
	head := in.varint()
	exponent := head >> 1
	if exponent > maxExponent || exponent < -maxExponent {
		in.fail()
		return decimal.Decimal{}
	}
	if head&1 == 0 {
		return decimal.New(in.varint(), int32(exponent))
	}
	text := in.text()
	if len(text) < 2 || len(text) > maxDigits || text[0] == 1 || text[0] > 2 {
		in.fail()
		return decimal.Decimal{}
	}
	c := new(big.Int).SetBytes([]byte(text[1:]))
	if text[0] == 0 {
		c.Neg(c)
	}
	return decimal.NewFromBigInt(c, int32(exponent))
}

func appendTexts(dst []byte, texts []string) []byte {
	dst = appendUvarint(dst, uint64(len(texts)))
	for _, t := range texts {
		dst = appendPart(dst, t)
	}
	return dst
}

// texts reads a list that appendTexts wrote, which must have room.
func (in *packedReader) texts(to []string) {
	n := in.count()
	if n > len(to) {
		in.fail()
		return
	}
	for i := range n {
		to[i] = in.text()
	}
}

// cloned is r with memory of its own.
func (r Record) cloned() Record {
	r.Key, r.Unit, r.Channel = strings.Clone(r.Key), strings.Clone(r.Unit), Channel(strings.Clone(string(r.Channel)))
	for i, key := range r.AltKeys {
		r.AltKeys[i] = strings.Clone(key)
	}
	for i, l := range r.Labels {
		r.Labels[i] = Label{strings.Clone(l.Name), strings.Clone(l.Value)}
	}
	return r
}
