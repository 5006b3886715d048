package recon

import "github.com/shopspring/decimal"

func appendNets(dst []byte, nets []Net) []byte {
	dst = appendUvarint(dst, uint64(len(nets)))
	for _, n := range nets {
		dst = appendTotal(appendTotal(appendPart(dst, n.Unit), n.Bill), n.Order)
	}
	return dst
}

func (in *packedReader) nets() []Net {
	var nets []Net
	for range in.count() {
		nets = append(nets, Net{in.text(), in.total(), in.total()})
	}
	return nets
}

// appendTotal appends a sum of amounts, which can be longer than an amount.
func appendTotal(dst []byte, d decimal.Decimal) []byte { return appendPart(dst, exactText(d)) }

func (in *packedReader) total() decimal.Decimal {
	d, ok := parseTotal(in.text())
	if !ok {
		in.fail()
	}
	return d
}

func appendRecords(dst []byte, rows []Record) []byte {
	dst = appendUvarint(dst, uint64(len(rows)))
	for i := range rows {
		dst = appendRecord(dst, &rows[i])
	}
	return dst
}

func (in *packedReader) records() []Record {
	n := in.count()
	if n == 0 {
		return nil
	}
	rows := make([]Record, 0, min(n, 1<<12))
	for range n {
		rows = append(rows, in.record())
	}
	return rows
}
