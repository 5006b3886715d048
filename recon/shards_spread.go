package recon

import "strconv"

// Spread is one match cut into steps, for rows that are spread over files or machines: MatchShards and recon/beam are made of it.
// In each step the rows are brought together by that step's own key, shard by shard, and what a shard cannot decide goes on to
// the shard of a later step. The result is that of Match over all rows, whatever the number of shards.
//
// The steps are the Key pass, one pass for each AltKey, the amount-and-time pass where the rules ask for it, and last the
// one-sided rows. A Spread is read only, and safe for concurrent use. Its JSON makes the same Spread on another machine, without
// the pool's rows: they travel as rows.
type Spread struct {
	rules    Rules // without the pool's rows
	pool     Pool
	shards   int
	altKeys  int
	numbered bool // rows know their places; otherwise groups count their own rows
	matched  bool
}

// Place is where rows are matched: a step, and a shard of it.
type Place struct{ Step, Shard int }

// maxShards bounds the number of shards of a step.
const maxShards = 1 << 20

// NewSpread checks the rules and their pool. shards is the number of shards of each step, 1 to 1 048 576. altKeys is how many of
// the AltKeys are compared, 0 to 2: Finish refuses a run in which both sides have more.
// With matched, Run gives the groups that are Matched too, which are nearly all.
func NewSpread(rules Rules, shards, altKeys int, matched bool) (*Spread, error) {
	if err := rules.check(); err != nil {
		return nil, err
	}
	switch {
	case shards < 1 || shards > maxShards:
		return nil, badRules("shards", "there must be 1 to "+strconv.Itoa(maxShards))
	case altKeys < 0 || altKeys > maxAltKeys:
		return nil, badRules("altKeys", "there must be 0 to "+strconv.Itoa(maxAltKeys))
	}
	rules = rules.clone()
	s := &Spread{rules: rules, pool: rules.Pool, shards: shards, altKeys: altKeys, matched: matched}
	s.rules.Pool.Bills, s.rules.Pool.Orders = nil, nil
	return s, nil
}

// Steps is the number of steps. Step 0 is the Key pass, and the last step leaves no rows.
func (s *Spread) Steps() int {
	if s.rules.AmountTime != nil {
		return s.altKeys + 3
	}
	return s.altKeys + 2
}

// Shards is the number of shards of each step.
func (s *Spread) Shards() int { return s.shards }

func (s *Spread) oneSidedStep() int { return s.Steps() - 1 }

// amountTimeStep is −1 where the rules do not ask for the pass.
func (s *Spread) amountTimeStep() int {
	if s.rules.AmountTime == nil {
		return -1
	}
	return s.altKeys + 1
}

// next is the first step after one in which the row takes part.
func (s *Spread) next(r *row, after int) int {
	step := after + 1
	for ; step < s.oneSidedStep(); step++ {
		if step == s.amountTimeStep() && r.timed() {
			break
		}
		if step <= s.altKeys && r.AltKeys[step-1] != "" {
			break
		}
	}
	return step
}

// shardOf is the shard of a row in a step, among n. Rows without a key are alone wherever they are: they go everywhere.
func (s *Spread) shardOf(step int, r *Record, n int) int {
	switch {
	case step == s.amountTimeStep():
		return Partition(r.UnitOrCNY()+"\x00"+exactText(r.Amount), n)
	case step > 0 && step <= s.altKeys:
		return Partition(r.AltKeys[step-1], n)
	case r.Key == "":
		return int(mix(r.print()^salt1, salt3) % uint64(max(n, 1)))
	}
	return Partition(r.Key, n)
}
