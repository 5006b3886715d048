package recon

import (
	"cmp"
	"slices"
)

// Merge makes one Result of the shards of a run: the same, byte for byte, as that of Match over the whole.
// Rules.Control and the weaker passes run here, over what the shards left. The shards must be all those of one run, in any order.
// They can be merged once.
func Merge[B, O any](shards ...*Shard[B, O]) (*Result[B, O], error) {
	shards = slices.Clone(shards)
	if err := checkShards(shards); err != nil {
		return nil, err
	}
	first := shards[0]
	r := &Result[B, O]{billRecord: first.billRecord, orderRecord: first.orderRecord, rules: first.rules}
	var left leftovers
	var control controlFound
	var plain plainSums
	for _, s := range shards {
		r.shards = append(r.shards, resultShard{s.part, s.plain})
		plain.count += s.plain.sums.count
		plain.fen.merge(s.plain.sums.fen)
		r.book.merge(&s.book)
		r.summary = r.summary.Add(s.summary)
		r.callers[0], r.callers[1] = r.callers[0]+s.callers[0], r.callers[1]+s.callers[1]
		left.add(s.left)
		control.merge(&s.control)
		r.replaced = append(r.replaced, s.replaced...)
	}
	slices.Sort(r.replaced)
	r.replaced = slices.Compact(r.replaced)
	if err := r.rules.Control.compareTo(control); err != nil {
		return nil, err
	}
	if err := r.checkPlaces(); err != nil {
		return nil, err
	}
	left.sort()
	r.bills, r.orders = whole(shards, r.callers[0], (*Shard[B, O]).billRows), whole(shards, r.callers[1], (*Shard[B, O]).orderRows)
	j := newJudge(&r.rules, &r.book)
	j.fallbackPasses(&left)
	j.oneSided(&left)
	r.book.addPlain(plain, r.summary.Bills.Digest, r.summary.Orders.Digest)
	r.seal()
	return r, nil
}

// checkShards refuses what is not all shards of one run.
func checkShards[B, O any](shards []*Shard[B, O]) error {
	const rule = "they must be all shards of one run, each once"
	if len(shards) == 0 || slices.Contains(shards, nil) {
		return badRules("shards", rule)
	}
	slices.SortFunc(shards, func(a, b *Shard[B, O]) int { return cmp.Compare(a.part.Number, b.part.Number) })
	for i, s := range shards {
		if max(s.part.Of, 1) != len(shards) || s.part.Number != i {
			return badRules("shards", rule)
		}
	}
	return nil
}

// checkPlaces refuses places that are not of the whole.
func (r *Result[B, O]) checkPlaces() error {
	for i := range r.shards {
		for side, places := range [...][]int{r.shards[i].part.Bills, r.shards[i].part.Orders} {
			for _, place := range places {
				if place < 0 || place >= r.callers[side] {
					return badRules([...]string{"Part.Bills", "Part.Orders"}[side], "a place is outside the whole")
				}
			}
		}
	}
	return nil
}

// whole puts the rows of one side together. Places are checked.
func whole[B, O, R any](shards []*Shard[B, O], n int, rowsOf func(*Shard[B, O]) ([]R, []int)) []R {
	if rows, places := rowsOf(shards[0]); places == nil {
		return rows
	}
	all := make([]R, n)
	for _, s := range shards {
		rows, places := rowsOf(s)
		for i, place := range places {
			all[place] = rows[i]
		}
	}
	return all
}

func (s *Shard[B, O]) billRows() ([]B, []int) { return s.bills, s.part.Bills }

func (s *Shard[B, O]) orderRows() ([]O, []int) { return s.orders, s.part.Orders }

// clone shares no memory with the rules that can change.
func (r Rules) clone() Rules {
	r.Pool.Bills, r.Pool.Orders = slices.Clone(r.Pool.Bills), slices.Clone(r.Pool.Orders)
	r.Fees, r.AmountTime, r.Control = clonePointer(r.Fees), clonePointer(r.AmountTime), clonePointer(r.Control)
	if r.Control != nil {
		r.Control.Count = clonePointer(r.Control.Count)
	}
	return r
}

func clonePointer[T any](p *T) *T {
	if p == nil {
		return nil
	}
	own := *p
	return &own
}

// compareTo checks the declared totals against what the shards found; nil declares none.
func (c *ControlTotals) compareTo(found controlFound) error {
	if c == nil {
		return nil
	}
	return inRules(c.compare(found))
}

// merge adds what another part of the bills adds up to.
func (f *controlFound) merge(o *controlFound) {
	f.count, f.feeless = f.count+o.count, f.feeless+o.feeless
	f.amount.merge(o.amount)
	f.fee.merge(o.fee)
}
