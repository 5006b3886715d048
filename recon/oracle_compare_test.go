package recon_test

import (
	"fmt"
	"slices"
	"sort"
	"strings"

	"github.com/billrecon/billrecon/recon"
)

// found is a group of the engine, with its rows looked up.
type found struct {
	recon.Group
	bills, orders, excess []row
}

// universe is all rows of an input, per side, as groups count them.
type universe [2][]row

func universeOf(in input) universe {
	return universe{rowsOf(billSide, in.bills, in.rules.Pool.Bills), rowsOf(orderSide, in.orders, in.rules.Pool.Orders)}
}

// lookUp resolves indexes; offset is added to those of the pool.
func (u universe) lookUp(s side, own, pool []int, callers int) ([]row, error) {
	var rows []row
	for _, at := range own {
		if at < 0 || at >= callers {
			return nil, fmt.Errorf("%s index %d of %d", s, at, callers)
		}
		rows = append(rows, u[s][at])
	}
	for _, at := range pool {
		if at < 0 || callers+at >= len(u[s]) {
			return nil, fmt.Errorf("pool %s index %d of %d", s, at, len(u[s])-callers)
		}
		rows = append(rows, u[s][callers+at])
	}
	if !slices.IsSorted(own) || !slices.IsSorted(pool) {
		return nil, fmt.Errorf("%s indexes do not ascend", s)
	}
	return rows, nil
}

// resolve looks up every group's rows, and proves that each row is in exactly one group.
func resolve(in input, groups []recon.Group) ([]found, error) {
	u := universeOf(in)
	seen := map[string]int{}
	var out []found
	for _, g := range groups {
		f := found{Group: g}
		var err error
		if f.bills, err = u.lookUp(billSide, g.Bills, g.PoolBills, len(in.bills)); err != nil {
			return nil, err
		}
		if f.orders, err = u.lookUp(orderSide, g.Orders, g.PoolOrders, len(in.orders)); err != nil {
			return nil, err
		}
		for _, r := range append(slices.Clone(f.bills), f.orders...) {
			seen[fmt.Sprint(r.side, r.at)]++
		}
		if f.excess, err = f.excessRows(u); err != nil {
			return nil, err
		}
		out = append(out, f)
	}
	for name, n := range seen {
		if n != 1 {
			return nil, fmt.Errorf("%s is in %d groups", name, n)
		}
	}
	if len(seen) != len(u[billSide])+len(u[orderSide]) {
		return nil, fmt.Errorf("%d rows are in groups, of %d", len(seen), len(u[billSide])+len(u[orderSide]))
	}
	return out, nil
}

func (f found) excessRows(u universe) ([]row, error) {
	s := billSide
	members := f.bills
	if f.Verdict&recon.FoundDuplicateBill == 0 {
		s, members = orderSide, f.orders
	}
	var rows []row
	for _, at := range f.Excess {
		if at < 0 || at >= len(u[s]) || !anyRow(members, func(r row) bool { return r.at == at }) {
			return nil, fmt.Errorf("excess %s %d is not a row of its group", s, at)
		}
		rows = append(rows, u[s][at])
	}
	return rows, nil
}

// members names a group by what its rows say.
func members(bills, orders []row) string { return contents(bills) + " × " + contents(orders) }

func contents(rows []row) string {
	var all []string
	for _, r := range rows {
		all = append(all, r.content())
	}
	sort.Strings(all)
	return "{" + strings.Join(all, "; ") + "}"
}

// compare says where the engine and the oracle differ; empty when nowhere.
func compare(in input, res *recon.Result[recon.Record, recon.Record], o *oracle) string {
	engine, err := resolve(in, slices.Collect(res.Groups()))
	if err != nil {
		return "groups: " + err.Error()
	}
	byMembers := map[string][]found{}
	for _, f := range engine {
		name := members(f.bills, f.orders)
		byMembers[name] = append(byMembers[name], f)
	}
	for _, g := range o.groups {
		name := members(g.bills, g.orders)
		left := byMembers[name]
		if len(left) == 0 {
			return fmt.Sprintf("the oracle has a group %s\n  of outcome %v; the engine has\n%s", name, g.outcome(), listing(engine))
		}
		byMembers[name] = left[1:]
		if diff := compareGroup(g, left[0]); diff != "" {
			return diff + "\nin group " + name
		}
	}
	return compareWhole(in, res, o)
}

func listing(groups []found) string {
	var b strings.Builder
	for _, f := range groups {
		fmt.Fprintf(&b, "  %v %s %s\n", f.Outcome, f.Verdict.Codes(), members(f.bills, f.orders))
	}
	return b.String()
}

func compareGroup(g group, f found) string {
	if (g.verdict^f.Verdict)&^g.open != 0 {
		return fmt.Sprintf("verdict: the engine found %s, the oracle %s (open: %s)", f.Verdict.Codes(), g.verdict.Codes(), g.open.Codes())
	}
	if g.open&recon.FoundDuplicateOrder == 0 && g.outcome() != f.Outcome {
		return fmt.Sprintf("outcome: the engine says %v, the oracle %v for %s", f.Outcome, g.outcome(), f.Verdict.Codes())
	}
	if f.Outcome != f.Verdict.Outcome() || f.Status() != consoleStatus[f.Outcome] {
		return fmt.Sprintf("outcome %v, but its verdict's is %v; status %v", f.Outcome, f.Verdict.Outcome(), f.Status())
	}
	if f.Pass != g.pass || f.Key != g.key {
		return fmt.Sprintf("pass %d key %q, the oracle has %d %q", f.Pass, f.Key, g.pass, g.key)
	}
	if f.BillStates != statesOf(g.bills) || f.OrderStates != statesOf(g.orders) {
		return fmt.Sprintf("states %b %b", f.BillStates, f.OrderStates)
	}
	if diff := compareNets(g, f); diff != "" {
		return diff
	}
	return compareExcess(g, f)
}

func statesOf(rows []row) recon.StateSet {
	var set recon.StateSet
	for _, r := range rows {
		set |= 1 << r.rec.State
	}
	return set
}

func compareNets(g group, f found) string {
	if len(f.Nets) != len(g.nets) || !slices.IsSortedFunc(f.Nets, func(a, b recon.Net) int { return strings.Compare(a.Unit, b.Unit) }) {
		return fmt.Sprintf("nets %v, the oracle has %v", f.Nets, g.nets)
	}
	for _, n := range f.Nets {
		if want, ok := g.nets[n.Unit]; !ok || !sameNet(n, want) {
			return fmt.Sprintf("net %v, the oracle has %v", n, g.nets)
		}
	}
	if g.open&recon.FoundFee != 0 {
		return ""
	}
	if (f.FeeNet == nil) != (g.fee == nil) || g.fee != nil && !sameNet(*f.FeeNet, *g.fee) {
		return fmt.Sprintf("fee net %v, the oracle has %v", f.FeeNet, g.fee)
	}
	return ""
}

func sameNet(n recon.Net, want net) bool {
	return n.Bill.Rat().Cmp(want.bill) == 0 && n.Order.Rat().Cmp(want.order) == 0
}

func compareExcess(g group, f found) string {
	if len(g.excess) == 0 {
		if len(f.Excess) != 0 {
			return fmt.Sprintf("excess %v, the oracle names none", f.Excess)
		}
		return compareAlternatives(g, f)
	}
	for _, answer := range g.excess {
		if contents(answer) == contents(f.excess) {
			return ""
		}
	}
	return fmt.Sprintf("excess %s, the oracle has %v", contents(f.excess), g.excess)
}

// compareAlternatives wants two different answers shown where a subset search had several.
func compareAlternatives(g group, f found) string {
	if len(g.fits) < 2 {
		if f.Alternatives[0] != nil || f.Alternatives[1] != nil {
			return fmt.Sprintf("alternatives %v where there is no choice", f.Alternatives)
		}
		return ""
	}
	for _, alternative := range f.Alternatives {
		if !g.fitsIndexes(alternative) {
			return fmt.Sprintf("alternative %v is none of the oracle's %v", alternative, g.fits)
		}
	}
	return ""
}

// fitsIndexes says whether the rows at these indexes are, by amount, one of the answers.
func (g group) fitsIndexes(indexes []int) bool {
	for _, s := range []side{billSide, orderSide} {
		rows := only(g.all(), func(r row) bool { return r.side == s && r.moved() && slices.Contains(indexes, r.at) })
		if len(rows) != len(indexes) || len(rows) == 0 {
			continue
		}
		for _, fit := range g.fits {
			if fit.side == s && amountsOf(fit.rows) == amountsOf(rows) {
				return true
			}
		}
	}
	return false
}

// compareWhole compares counts, statistics and the pool.
func compareWhole(in input, res *recon.Result[recon.Record, recon.Record], o *oracle) string {
	count := map[recon.Outcome]int64{}
	for f := range res.Groups() {
		count[f.Outcome]++
	}
	for outcome := range consoleStatus {
		if res.Count(outcome) != count[outcome] {
			return fmt.Sprintf("Count(%v) is %d, there are %d", outcome, res.Count(outcome), count[outcome])
		}
	}
	if err := res.Verify(in.bills, in.orders); err != nil {
		return "Verify: " + err.Error()
	}
	if diff := compareStatistics(res.Statistics(), o); diff != "" {
		return diff
	}
	return comparePool(in, res.Pool, o)
}

func comparePool(in input, pool recon.Pool, o *oracle) string {
	if o.anyDay && int(pool.BillDate) != o.lastDay {
		return fmt.Sprintf("pool of bill day %v, the oracle has %v", pool.BillDate, recon.Day(o.lastDay))
	}
	for _, s := range []side{billSide, orderSide} {
		var want []row
		for _, g := range o.groups {
			if g.pooled() {
				want = append(want, only(g.all(), func(r row) bool { return r.side == s })...)
			}
		}
		for i, r := range want {
			if !r.pool {
				want[i].since = recon.Day(o.lastDay)
				want[i].pool = true
			}
		}
		got := rowsOf(s, nil, pool.Bills)
		if s == orderSide {
			got = rowsOf(s, nil, pool.Orders)
		}
		if contents(got) != contents(want) {
			return fmt.Sprintf("%ss in the pool: %s\nthe oracle has %s", s, contents(got), contents(want))
		}
	}
	return ""
}
