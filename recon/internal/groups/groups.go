// Package groups writes groups with their rows as bytes, and reads them again.
package groups

import (
	"encoding/binary"
	"fmt"

	"github.com/billrecon/billrecon/recon"
	"github.com/billrecon/billrecon/recon/internal/packed"
)

// version is the first byte of a packed group.
const version = 2

// Append appends a group and its rows. The error is that of a row that recon.Match would have refused.
func Append(dst []byte, g *recon.StepGroup) ([]byte, error) {
	var sides byte
	for i, bills := range g.AlternativeBills {
		if bills {
			sides |= 1 << i
		}
	}
	dst = append(dst, version, byte(g.Outcome), byte(g.Pass), byte(g.BillStates), byte(g.OrderStates), byte(g.IncomeOf), sides)
	dst = packed.AppendText(binary.AppendUvarint(dst, uint64(g.Verdict)), g.Key)
	for _, list := range lists(g) {
		dst = packed.AppendInts(dst, *list)
	}
	for _, nets := range [...][]recon.Net{g.Nets, g.Unpaid, optional(g.Gross), optional(g.FeeNet), optional(g.IncomeNet)} {
		dst = binary.AppendUvarint(dst, uint64(len(nets)))
		for _, n := range nets {
			dst = packed.AppendDecimal(packed.AppendDecimal(packed.AppendText(dst, n.Unit), n.Bill), n.Order)
		}
	}
	dst = packed.AppendDecimal(dst, g.Threshold)
	for _, rows := range [...][]recon.Record{g.BillRows, g.OrderRows} {
		dst = binary.AppendUvarint(dst, uint64(len(rows)))
		for i := range rows {
			row, err := rows[i].MarshalBinary()
			if err != nil {
				return nil, err
			}
			dst = packed.AppendText(dst, row)
		}
	}
	return dst, nil
}

// Read reads what Append wrote, no more and no less. Anything else is an error that matches recon.ErrInvalidRecord.
func Read(data []byte) (*recon.StepGroup, error) {
	in := packed.Read(string(data))
	if in.Byte() != version {
		in.Fail()
	}
	g := &recon.StepGroup{}
	g.Outcome, g.Pass = recon.Outcome(in.Byte()), recon.Pass(in.Byte())
	g.BillStates, g.OrderStates = recon.StateSet(in.Byte()), recon.StateSet(in.Byte())
	g.IncomeOf = recon.IncomeCheck(in.Byte())
	sides := in.Byte()
	g.AlternativeBills = [2]bool{sides&1 != 0, sides&2 != 0}
	g.Verdict, g.Key = recon.Verdict(in.Uvarint()), in.Text()
	for _, list := range lists(g) {
		*list = in.Ints()
	}
	g.Nets = readNets(&in)
	g.Unpaid = readNets(&in)
	for _, net := range [...]**recon.Net{&g.Gross, &g.FeeNet, &g.IncomeNet} {
		if nets := readNets(&in); len(nets) > 0 {
			*net = &nets[0]
		}
	}
	g.Threshold = in.Decimal()
	for _, rows := range [...]*[]recon.Record{&g.BillRows, &g.OrderRows} {
		for range in.Count() {
			var r recon.Record
			if r.UnmarshalBinary([]byte(in.Text())) != nil {
				in.Fail()
			}
			*rows = append(*rows, r)
		}
	}
	if !in.Whole() {
		return nil, fmt.Errorf("%w: a group is damaged, or of a version that is not read here", recon.ErrInvalidRecord)
	}
	return g, nil
}

// lists are a group's lists of places and numbers.
func lists(g *recon.StepGroup) []*[]int {
	return []*[]int{
		&g.Bills, &g.Orders, &g.PoolBills, &g.PoolOrders, &g.Excess, &g.MovedBills, &g.MovedOrders, &g.Alternatives[0], &g.Alternatives[1],
		&g.BillNumbers, &g.OrderNumbers,
	}
}

func optional(n *recon.Net) []recon.Net {
	if n == nil {
		return nil
	}
	return []recon.Net{*n}
}

func readNets(in *packed.Reader) (nets []recon.Net) {
	for range in.Count() {
		nets = append(nets, recon.Net{Unit: in.Text(), Bill: in.Decimal(), Order: in.Decimal()})
	}
	return nets
}
