package recon

import "math"

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
	shard, err := MatchShard(bills, billRecord, orders, orderRecord, rules, Part{})
	if err != nil {
		return nil, err
	}
	return Merge(shard)
}

// maxRows is the largest number of rows of one side, the pool's included.
const maxRows = math.MaxInt32 - 1
