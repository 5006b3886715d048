package recon

import (
	"encoding/binary"
	"time"

	"github.com/billrecon/billrecon/recon/internal/packed"
)

// What a record's first number says. The order of the parts is that of appendRecord.
const (
	hasFee = 1 << iota
	hasIncome
	hasKind // Kind or State is not zero
	hasTime
	hasUnit // the first of four texts
	hasChannel
	hasAltKey0
	hasAltKey1
	isManual
	hasLabels
)

// MarshalBinary writes the compact form of a record in which Steps move rows: amounts as coefficient and exponent, the time as an
// instant without its zone. Nothing that matching sees is lost, nor a label. It has no version: what holds the rows has one. An amount that
// Match refuses is refused here, with an error that matches ErrInvalidRecord.
func (r Record) MarshalBinary() ([]byte, error) {
	if field := outOfBounds(r); field != "" {
		return nil, badRecord(field, inBounds)
	}
	return appendRecord(nil, &r), nil
}

// UnmarshalBinary reads what MarshalBinary wrote, no more and no less. Anything else is an error that matches ErrInvalidRecord.
func (r *Record) UnmarshalBinary(data []byte) error {
	in := packed.Read(string(data))
	var read Record
	readRecord(&in, &read)
	if !in.Whole() || outOfBounds(read) != "" {
		return badRecord("Record", "its bytes are not those that MarshalBinary writes")
	}
	*r = read
	return nil
}

// flags is the first number of a record.
func (r *Record) flags() (f uint64) {
	for bit, is := range [...]bool{
		r.Fee.Valid, r.Income.Valid, r.Kind != 0 || r.State != 0, !r.Time.IsZero(),
		r.Unit != "", r.Channel != "", r.AltKeys[0] != "", r.AltKeys[1] != "", r.Manual, r.Labels != [maxLabels]Label{},
	} {
		f |= uint64(boolByte(is)) << bit
	}
	return f
}

func appendRecord(dst []byte, r *Record) []byte {
	f := r.flags()
	dst = packed.AppendText(binary.AppendUvarint(dst, f), r.Key)
	dst = packed.AppendOptional(packed.AppendOptional(packed.AppendDecimal(dst, r.Amount), r.Fee), r.Income)
	if f&hasKind != 0 {
		dst = append(dst, byte(r.Kind), byte(r.State))
	}
	if f&hasTime != 0 {
		dst = binary.AppendUvarint(binary.AppendVarint(dst, r.Time.Unix()), uint64(r.Time.Nanosecond()))
	}
	for i, text := range [...]string{r.Unit, string(r.Channel), r.AltKeys[0], r.AltKeys[1]} {
		if f&(hasUnit<<i) != 0 {
			dst = packed.AppendText(dst, text)
		}
	}
	if f&hasLabels != 0 {
		for _, l := range r.Labels {
			dst = packed.AppendText(packed.AppendText(dst, l.Name), l.Value)
		}
	}
	return dst
}

// readRecord reads one record into an empty one. Its texts share the memory of what is read.
func readRecord(in *packed.Reader, r *Record) {
	f := in.Uvarint()
	r.Key, r.Amount = in.Text(), in.Decimal()
	r.Fee, r.Income = in.Optional(f&hasFee != 0), in.Optional(f&hasIncome != 0)
	readRest(in, f, r)
}

// readFens is readRecord without the amounts, which it gives in fen. false: one of them is not to be read in fen.
func readFens(in *packed.Reader, r *Record) (f fens, ok bool) {
	flags := in.Uvarint()
	r.Key = in.Text()
	f.given = amountField
	f.amount, ok = in.Fen()
	if ok && flags&hasFee != 0 {
		f.given |= feeField
		f.fee, ok = in.Fen()
	}
	if ok && flags&hasIncome != 0 {
		f.given |= incomeField
		f.income, ok = in.Fen()
	}
	if ok {
		f.whole = f.given
		readRest(in, flags, r)
	}
	return f, ok
}

// readRest reads what follows the amounts.
func readRest(in *packed.Reader, f uint64, r *Record) {
	if f&hasKind != 0 {
		r.Kind, r.State = Kind(in.Byte()), State(in.Byte())
	}
	if f&hasTime != 0 {
		r.Time = time.Unix(in.Varint(), int64(in.Uvarint()%1e9)).In(utc8)
	}
	for i, text := range [...]*string{&r.Unit, (*string)(&r.Channel), &r.AltKeys[0], &r.AltKeys[1]} {
		if f&(hasUnit<<i) != 0 {
			*text = in.Text()
		}
	}
	if f&hasLabels != 0 {
		for i := range r.Labels {
			r.Labels[i] = Label{in.Text(), in.Text()}
		}
	}
	r.Manual = f&isManual != 0
}
