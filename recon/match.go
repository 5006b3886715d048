package recon

import (
	"math"
	"slices"

	"github.com/billrecon/billrecon/recon/internal/work"
)

// Match brings bills and orders together and judges every group. Every row given, of Rules.Pool too, is in exactly one group.
//
//  1. Rules, pool and amounts are checked, then Rules.Control. What is refused is named in an *Error; nothing is matched then.
//  2. Rows of both sides with equal Key form a bucket. Then, over the rows unclaimed so far, equal AltKeys[0], AltKeys[1] and so on.
//     Then, with Rules.AmountTime, equal amount and unit and near time, where the pair is the only one in both directions.
//  3. In a bucket, units apart, rows of equal amount are paired, then rows within tolerance. What is left on both sides is settled where
//     its sums agree, or a single part of one side equals all of the other (BySubset). Fees and income of what is settled are compared.
//  4. What is still left on both sides is open. Rows left on one side go on to the weaker passes, and are one-sided in the end.
//  5. Open and one-sided rows wait in the pool while they are in their window (Rules.Hold), and are exceptions then.
//
// billRecord and orderRecord say what matching sees of a row. They must be pure: they are called from several goroutines,
// and more than once for a row that needs a closer look. One that panics, or ends its goroutine, is an error that matches
// ErrInvalidRecord. The slices are only read; the Result keeps them.
func Match[B, O any](bills []B, billRecord func(B) Record, orders []O, orderRecord func(O) Record, rules Rules) (*Result[B, O], error) {
	if err := rules.check(); err != nil {
		return nil, err
	}
	if billRecord == nil {
		return nil, badRecord("billRecord", "it must not be nil")
	}
	if orderRecord == nil {
		return nil, badRecord("orderRecord", "it must not be nil")
	}
	r := &Result[B, O]{bills: bills, orders: orders, billRecord: billRecord, orderRecord: orderRecord, rules: rules.clone()}
	err := work.Guard(func() error {
		return r.match(r.inputs())
	}, func(rule string) error { return badRecord("billRecord or orderRecord", rule) })
	if err != nil {
		return nil, err
	}
	return r, nil
}

// inputs are the rows of both sides, bills and orders.
func (r *Result[B, O]) inputs() [2]*input {
	return [...]*input{newInput(true, r.bills, r.billRecord, r.rules.Pool.Bills), newInput(false, r.orders, r.orderRecord, r.rules.Pool.Orders)}
}

// match runs all passes.
func (r *Result[B, O]) match(in [2]*input) error {
	bills, orders := in[0], in[1]
	p, left, err := r.rules.keyPass(bills, orders, &r.book)
	if err != nil {
		return err
	}
	if err := inRules(r.rules.Control.check(p.control())); err != nil {
		return err
	}
	r.callers, r.replaced, r.plain = [2]int{bills.rows, orders.rows}, orders.without, plainPairs{p.table, p.lanes, p.plain}
	r.summary.Bills, r.summary.Orders = p.read(0), p.read(1)
	j := newJudge(&r.rules, &r.book)
	j.fallbackPasses(&left)
	j.oneSided(&left)
	r.book.addPlain(p.plain, r.summary.Bills.Digest, r.summary.Orders.Digest)
	r.seal()
	return nil
}

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

// maxRows is the largest number of rows of one side, the pool's included.
const maxRows = math.MaxInt32 - 1
