package recon

import (
	"encoding/binary"
	"slices"

	"github.com/billrecon/billrecon/recon/internal/packed"
)

// StepGroup is a Group together with its rows, as Steps give it. Rows that were packed one by one have no common index, so that its
// places are its own: Bills and Orders count its rows from 0; Excess, MovedBills, MovedOrders and Alternatives are indexes into BillRows and
// OrderRows. PoolBills and PoolOrders are indexes into the pool that NewSteps was given.
type StepGroup struct {
	Group
	// BillRows are the rows of Bills and then those of PoolBills; OrderRows are those of Orders and then of PoolOrders.
	BillRows, OrderRows []Record
	// BillNumbers and OrderNumbers are the numbers of the rows of Bills and Orders, ascending: see StepOptions.Numbered.
	BillNumbers, OrderNumbers []int
}

// group adds the rows to a group that was judged.
func (run *stepRun) group(g *Group) *StepGroup {
	out := &StepGroup{Group: *g}
	sides := [...][2][]int{{g.Bills, g.PoolBills}, {g.Orders, g.PoolOrders}}
	out.BillRows, out.BillNumbers, out.PoolBills = run.rowsOf(0, sides[0])
	out.OrderRows, out.OrderNumbers, out.PoolOrders = run.rowsOf(1, sides[1])
	out.Bills, out.Orders = slices.Collect(countTo(len(g.Bills))), slices.Collect(countTo(len(g.Orders)))
	out.MovedBills, out.MovedOrders = within(sides[0], g.MovedBills), within(sides[1], g.MovedOrders)
	out.Excess = within(sides[sideOf(g.Verdict&FoundDuplicateBill != 0)], g.Excess)
	for i, places := range g.Alternatives {
		out.Alternatives[i] = within(sides[sideOf(g.AlternativeBills[i])], places)
	}
	return out
}

// rowsOf are the rows of one side of a group, with the numbers of the caller's and of the pool's.
func (run *stepRun) rowsOf(side int, of [2][]int) (rows []Record, own, pool []int) {
	for _, at := range of[0] {
		h, in := run.own[side][at].head()
		rows, own = append(rows, readRecord(&in)), append(own, h.number)
	}
	for _, at := range of[1] {
		h, in := run.pool[side][at].head()
		rows, pool = append(rows, readRecord(&in)), append(pool, h.number)
	}
	return rows, own, pool
}

// within turns places, of which the pool's are counted down from −1, into indexes into all rows of a side of a group.
func within(of [2][]int, places []int) []int {
	var at []int
	for _, place := range places {
		i, _ := slices.BinarySearch(of[0], place)
		if place < 0 {
			i, _ = slices.BinarySearch(of[1], ^place)
			i += len(of[0])
		}
		at = append(at, i)
	}
	slices.Sort(at)
	return at
}

// groupVersion is the first byte of a packed group.
const groupVersion = 1

// MarshalBinary writes the group and its rows. The error is always nil.
func (g *StepGroup) MarshalBinary() ([]byte, error) {
	dst := []byte{groupVersion, byte(g.Outcome), byte(g.Pass), byte(g.BillStates), byte(g.OrderStates), byte(g.IncomeOf),
		boolByte(g.AlternativeBills[0]) | boolByte(g.AlternativeBills[1])<<1}
	dst = packed.AppendText(binary.AppendUvarint(dst, uint64(g.Verdict)), g.Key)
	for _, list := range g.lists() {
		dst = packed.AppendInts(dst, *list)
	}
	for _, nets := range [...][]Net{g.Nets, optionalNet(g.Gross), optionalNet(g.FeeNet), optionalNet(g.IncomeNet)} {
		dst = binary.AppendUvarint(dst, uint64(len(nets)))
		for _, n := range nets {
			dst = packed.AppendDecimal(packed.AppendDecimal(packed.AppendText(dst, n.Unit), n.Bill), n.Order)
		}
	}
	dst = packed.AppendDecimal(dst, g.Threshold)
	for _, rows := range [...][]Record{g.BillRows, g.OrderRows} {
		dst = binary.AppendUvarint(dst, uint64(len(rows)))
		for i := range rows {
			dst = appendRecord(dst, &rows[i])
		}
	}
	return dst, nil
}

// UnmarshalBinary reads what MarshalBinary wrote, no more and no less. Anything else is an error that matches ErrInvalidRecord.
func (g *StepGroup) UnmarshalBinary(data []byte) error {
	in := packed.Read(string(data))
	if in.Byte() != groupVersion {
		return badRecord("StepGroup", "its version is not one that this package reads")
	}
	var read StepGroup
	read.Outcome, read.Pass = Outcome(in.Byte()), Pass(in.Byte())
	read.BillStates, read.OrderStates = StateSet(in.Byte()), StateSet(in.Byte())
	read.IncomeOf = IncomeCheck(in.Byte())
	flags := in.Byte()
	read.AlternativeBills = [2]bool{flags&1 != 0, flags&2 != 0}
	read.Verdict, read.Key = Verdict(in.Uvarint()), in.Text()
	for _, list := range read.lists() {
		*list = in.Ints()
	}
	read.Nets = readNets(&in)
	for _, net := range [...]**Net{&read.Gross, &read.FeeNet, &read.IncomeNet} {
		if nets := readNets(&in); len(nets) > 0 {
			*net = &nets[0]
		}
	}
	read.Threshold = in.Decimal()
	for _, rows := range [...]*[]Record{&read.BillRows, &read.OrderRows} {
		for range in.Count() {
			*rows = append(*rows, readRecord(&in))
		}
	}
	if !in.Whole() {
		return badRecord("StepGroup", "it is damaged")
	}
	*g = read
	return nil
}

// lists are the group's lists of places and numbers.
func (g *StepGroup) lists() []*[]int {
	places := g.places()
	return append(places[:], &g.BillNumbers, &g.OrderNumbers)
}

func optionalNet(n *Net) []Net {
	if n == nil {
		return nil
	}
	return []Net{*n}
}

func readNets(in *packed.Reader) (nets []Net) {
	for range in.Count() {
		nets = append(nets, Net{in.Text(), in.Decimal(), in.Decimal()})
	}
	return nets
}
