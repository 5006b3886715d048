package recon_test

import (
	"errors"
	"fmt"
	"iter"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/billrecon/billrecon/recon"
	"github.com/billrecon/billrecon/recon/internal/groups"
)

// stepsRun runs Steps as a runner of pipelines would: everything goes through bytes, and blocks come in any order.
type stepsRun struct {
	t        *testing.T
	random   *rand.Rand
	steps    *recon.Steps
	numbered bool
	shards   int
	blocks   map[[2]int][]recon.Block
	groups   []recon.StepGroup
	figures  [][]byte
}

// newStepsRun packs an input, with two packers. Rows have numbers on every other seed.
func newStepsRun(t *testing.T, in input, shards int, seed uint64) *stepsRun {
	t.Helper()
	steps, err := recon.NewSteps(in.rules, recon.StepOptions{Shards: shards, BlockBytes: 200, Memory: 5000, Numbered: seed%2 == 0})
	require.NoError(t, err)
	run := &stepsRun{
		t: t, random: rand.New(rand.NewPCG(seed, 5)), steps: steps, numbered: seed%2 == 0, shards: shards, blocks: map[[2]int][]recon.Block{},
	}
	bills, orders := steps.Packer(run.take), steps.Packer(run.take)
	for _, r := range in.bills {
		require.NoError(t, bills.Bill(r))
	}
	require.NoError(t, orders.Pool())
	for _, r := range in.orders {
		require.NoError(t, orders.Order(r))
	}
	require.NoError(t, bills.Flush())
	require.NoError(t, orders.Flush())
	return run
}

func (run *stepsRun) take(b recon.Block) error {
	b.Data = slices.Clone(b.Data)
	at := [2]int{b.Step, b.Shard}
	run.blocks[at] = append(run.blocks[at], b)
	return nil
}

func (run *stepsRun) blocksOf(step, shard int) iter.Seq2[recon.Block, error] {
	return func(yield func(recon.Block, error) bool) {
		for _, b := range run.blocks[[2]int{step, shard}] {
			if !yield(b, nil) {
				return
			}
		}
	}
}

// run runs all steps.
func (run *stepsRun) run(matched bool) error {
	for step := range run.steps.Count() {
		for shard := range run.shards {
			if err := run.shard(step, shard, matched); err != nil {
				return err
			}
		}
	}
	return nil
}

// shard runs one shard that has rows.
func (run *stepsRun) shard(step, shard int, matched bool) error {
	blocks := run.blocks[[2]int{step, shard}]
	if len(blocks) == 0 {
		return nil
	}
	run.random.Shuffle(len(blocks), func(i, j int) { blocks[i], blocks[j] = blocks[j], blocks[i] })
	figures, err := run.steps.Run(run.blocksOf(step, shard), recon.StepOutput{Group: run.group, Matched: matched, Block: run.take})
	run.figures = append(run.figures, figures)
	return err
}

func (run *stepsRun) group(g *recon.StepGroup) error {
	data, err := groups.Append(nil, g)
	if err != nil {
		return err
	}
	back, err := groups.Read(data)
	if err == nil {
		run.groups = append(run.groups, *back)
	}
	return err
}

func (run *stepsRun) finish(err error) (recon.Summary, recon.Statistics, error) {
	if err != nil {
		return recon.Summary{}, recon.Statistics{}, err
	}
	run.random.Shuffle(len(run.figures), func(i, j int) { run.figures[i], run.figures[j] = run.figures[j], run.figures[i] })
	return run.steps.Finish(slices.Values(run.figures))
}

// sameGroups compares the groups with those of Match: by the indexes of the rows where they have numbers, and by what the rows say.
func (run *stepsRun) sameGroups(in input, want iter.Seq[recon.Group]) {
	run.t.Helper()
	var gotLines, wantLines []string
	for _, g := range run.groups {
		own := input{rules: in.rules, bills: g.BillRows[:len(g.Bills)], orders: g.OrderRows[:len(g.Orders)]}
		text := contentLine(run.t, own, asOfRows(g))
		if run.numbered {
			text += fmt.Sprint(g.BillNumbers, g.OrderNumbers)
		}
		gotLines = append(gotLines, text)
	}
	for g := range want {
		text := contentLine(run.t, in, g)
		if run.numbered {
			text += fmt.Sprint(g.Bills, g.Orders)
		}
		wantLines = append(wantLines, text)
	}
	slices.Sort(gotLines)
	slices.Sort(wantLines)
	sameLines(run.t, "groups", gotLines, wantLines)
}

// asOfRows is the group that Match would give if its own rows were the caller's: a place beyond them is the pool's.
func asOfRows(g recon.StepGroup) recon.Group {
	own := func(places []int, callers int, pool []int) (all []int) {
		for _, place := range places {
			if place >= callers {
				place = callers + pool[place-callers]
			}
			all = append(all, place)
		}
		return all
	}
	bills := func(places []int) []int { return own(places, len(g.Bills), g.PoolBills) }
	orders := func(places []int) []int { return own(places, len(g.Orders), g.PoolOrders) }
	out := g.Group
	out.MovedBills, out.MovedOrders = bills(g.MovedBills), orders(g.MovedOrders)
	of := map[bool]func([]int) []int{true: bills, false: orders}
	out.Excess = of[g.Verdict&recon.FoundDuplicateBill != 0](g.Excess)
	for i, places := range g.Alternatives {
		out.Alternatives[i] = of[g.AlternativeBills[i]](places)
	}
	return out
}

// contentLine writes a group with what its rows say in the place of their indexes, and without what may be written in several ways.
func contentLine(t *testing.T, in input, g recon.Group) string {
	t.Helper()
	text := func(rows []recon.Record, pool []recon.PoolRow, at ...int) string {
		var texts []string
		for _, i := range at {
			r := recon.Record{}
			if i < len(rows) {
				r = rows[i]
			} else {
				r = pool[i-len(rows)].Record
			}
			data, err := r.MarshalJSON()
			require.NoError(t, err)
			texts = append(texts, string(data))
		}
		slices.Sort(texts)
		return fmt.Sprint(texts)
	}
	bills := func(at []int) string { return text(in.bills, in.rules.Pool.Bills, at...) }
	orders := func(at []int) string { return text(in.orders, in.rules.Pool.Orders, at...) }
	content := bills(g.Bills) + orders(g.Orders) + fmt.Sprint(g.PoolBills, g.PoolOrders) + bills(g.MovedBills) + orders(g.MovedOrders)
	of := map[bool]func([]int) string{true: bills, false: orders}
	content += of[g.Verdict&recon.FoundDuplicateBill != 0](g.Excess)
	for i, places := range g.Alternatives {
		content += of[g.AlternativeBills[i]](places)
	}
	key := g.Key
	if g.Pass == recon.PassAmountTime {
		key = "" // the first order's, which the order of the rows decides
	}
	content += fmt.Sprint(g.Outcome, g.Verdict, g.Pass, fmt.Sprintf("%q", key), g.BillStates, g.OrderStates, g.IncomeOf, g.Threshold.Rat())
	for _, nets := range [...][]recon.Net{g.Nets, netList(g.Gross), netList(g.FeeNet), netList(g.IncomeNet)} {
		content += fmt.Sprint(" nets ", len(nets))
		for _, net := range nets {
			content += fmt.Sprint(net.Unit, net.Bill.Rat(), net.Order.Rat())
		}
	}
	return content
}

func netList(n *recon.Net) []recon.Net {
	if n == nil {
		return nil
	}
	return []recon.Net{*n}
}

// TestStepsProve: a block that is lost, or comes twice, does not go unseen.
func TestStepsProve(t *testing.T) {
	for reason, spoil := range map[string]func([]recon.Block) []recon.Block{
		"a block of leftovers is lost":     func(b []recon.Block) []recon.Block { return b[1:] },
		"a block of leftovers comes twice": func(b []recon.Block) []recon.Block { return append(b, b[0]) },
		"another's comes in its place": func(b []recon.Block) []recon.Block {
			return append(slices.Clone(b[1:]), b[1]) // as many rows, but not the same
		},
	} {
		run := newStepsRun(t, manyRows(3, 30), 1, 1)
		require.NoError(t, run.shard(0, 0, false))
		last := [2]int{run.steps.Count() - 1, 0}
		for step := range last[0] {
			if step > 0 {
				require.NoError(t, run.shard(step, 0, false))
			}
		}
		require.Greater(t, len(run.blocks[last]), 2)
		run.blocks[last] = spoil(run.blocks[last])
		_, _, err := run.finish(run.shard(last[0], 0, false))
		assert.ErrorIs(t, err, recon.ErrProof, reason)
	}
}

// TestStepsAmountsAsWritten: the way in which an amount is written changes nothing, within 64 bits and beyond.
func TestStepsAmountsAsWritten(t *testing.T) {
	in := input{rules: recon.Rules{Fees: &recon.FeeSchedule{RatePPM: 3800}, FeeTolerance: recon.Tolerance{Absolute: decimal.New(1, -2)}}}
	texts := []string{
		"15", "15.0", "15.00", "15.000", "1.5e1", "15.5", "15.50", "-15.5", "0", "0.00", "0.005", "1e2", "1e-3", "99999999999999.99", "999999999999999.9",
		"9999999999999999", "10000000000000000", "1000000000000000.0", "92233720368547758.07", "922337203685477580.7", "9223372036854775807", "12345678901234567890.12",
	}
	for i, bill := range texts {
		for j, order := range texts {
			amount := decimal.RequireFromString(bill)
			b := recon.Record{Key: fmt.Sprint(i, " ", j), Amount: amount}
			o := recon.Record{Key: b.Key, Amount: decimal.RequireFromString(order)}
			if i%2 == 0 {
				b.Fee = decimal.NewNullDecimal(decimal.RequireFromString(texts[j%5]))
				b.Income = decimal.NewNullDecimal(amount.Sub(b.Fee.Decimal))
			}
			if j%7 == 0 {
				o.Fee = decimal.NewNullDecimal(decimal.New(15, 0))
			}
			in.bills, in.orders = append(in.bills, b), append(in.orders, o)
		}
	}
	want, err := in.match()
	require.NoError(t, err)
	for seed := range uint64(2) {
		run := newStepsRun(t, in, 3, seed)
		summary, statistics, err := run.finish(run.run(true))
		require.NoError(t, err)
		assert.True(t, summary.Equal(want.Summary()))
		assert.Equal(t, want.Digest(), summary.Digest)
		assert.True(t, statistics.Equal(want.Statistics()))
		run.sameGroups(in, want.Groups())
	}
}

// TestStepsControl: declared totals are compared with all runs together, not with each.
func TestStepsControl(t *testing.T) {
	in := manyRows(3, 20)
	for _, wrong := range []int64{0, 1} {
		count := int64(0)
		for _, r := range in.bills {
			if r.UnitOrCNY() == recon.CNY {
				count++
			}
		}
		count += wrong
		in.rules.Control = &recon.ControlTotals{Count: &count}
		_, want := in.match()
		run := newStepsRun(t, in, 8, 1)
		_, _, err := run.finish(run.run(false))
		assert.Equal(t, want, err)
		assert.Equal(t, wrong != 0, errors.Is(err, recon.ErrControlTotals), "%v", err)
	}
}

// TestShares: the shares of a block have its rows, each once, and rows of one key are in one share.
func TestShares(t *testing.T) {
	in := manyRows(7, 30)
	run := newStepsRun(t, in, 2, 0)
	whole := newStepsRun(t, in, 2, 0)
	for shard := range 2 {
		at := [2]int{0, shard}
		blocks, rows := run.blocks[at], map[int]int{}
		for i := range 3 {
			run.blocks[at] = nil
			for n, b := range blocks {
				share, err := run.steps.Share(b, i, 3)
				require.NoError(t, err)
				rows[n] += share.Rows
				run.blocks[at] = append(run.blocks[at], share)
			}
			require.NoError(t, run.shard(0, shard, true))
		}
		for n, b := range blocks {
			assert.Equal(t, b.Rows, rows[n])
		}
		require.NoError(t, whole.shard(0, shard, true))
	}
	lines := func(run *stepsRun) (lines []string) {
		for _, g := range run.groups {
			lines = append(lines, fmt.Sprint(g.Outcome, g.Verdict, g.BillNumbers, g.OrderNumbers, g.PoolBills, g.PoolOrders))
		}
		slices.Sort(lines)
		return lines
	}
	sameLines(t, "groups", lines(run), lines(whole))
}

// TestStepsDamage: no part that was changed or cut off is taken.
func TestStepsDamage(t *testing.T) {
	run := newStepsRun(t, manyRows(4, 20), 1, 1)
	first := run.blocks[[2]int{0, 0}][0]
	require.NoError(t, run.run(false))
	one := func(at recon.Block, data []byte) iter.Seq2[recon.Block, error] {
		at.Data = data
		return func(yield func(recon.Block, error) bool) { yield(at, nil) }
	}
	later := func(step int) recon.Block { return run.blocks[[2]int{step, 0}][0] }
	runs := func(b recon.Block) func([]byte) error {
		return func(data []byte) error { _, err := run.steps.Run(one(b, data), recon.StepOutput{}); return err }
	}
	held := later(run.steps.Count())
	for name, part := range map[string]struct {
		data []byte
		read func([]byte) error
	}{
		"a block of step 0":       {first.Data, runs(first)},
		"a block of a later step": {later(1).Data, runs(later(1))},
		"a block of the last one": {later(run.steps.Count() - 1).Data, runs(later(run.steps.Count() - 1))},
		"a block that is shared":  {first.Data, func(b []byte) error { first.Data = b; _, err := run.steps.Share(first, 0, 2); return err }},
		"a block for the pool":    {held.Data, func(b []byte) error { _, err := run.steps.Pool(one(held, b)); return err }},
		"figures":                 {run.figures[0], func(b []byte) error { _, _, err := run.steps.Finish(slices.Values([][]byte{b})); return err }},
	} {
		if name != "figures" { // those of one run alone are not a whole
			assert.NoError(t, part.read(part.data), name)
		}
		whole := slices.Clone(part.data)
		for what, data := range map[string][]byte{
			"nothing": nil, "another version": append([]byte{99}, whole[1:]...), "cut off": whole[:len(whole)-1], "too long": append(slices.Clone(whole), 7),
		} {
			assert.ErrorIs(t, part.read(data), recon.ErrInvalidRecord, "%s: %s", name, what)
		}
	}
}

func TestNewStepsRefuses(t *testing.T) {
	for field, tt := range map[string]struct {
		rules  recon.Rules
		shards int
	}{
		"StepOptions.Shards": {recon.Rules{}, 0},
		"CutOff":             {recon.Rules{CutOff: -1}, 1},
	} {
		_, err := recon.NewSteps(tt.rules, recon.StepOptions{Shards: tt.shards})
		assert.ErrorIs(t, err, recon.ErrInvalidRules)
		assert.ErrorContains(t, err, field)
	}
	_, err := recon.NewSteps(recon.Rules{}, recon.StepOptions{Shards: 1<<20 + 1})
	assert.ErrorIs(t, err, recon.ErrInvalidRules)
}

// TestRunRefusesBlocksOfTwoSteps: their rows have nothing to do with one another.
func TestRunRefusesBlocksOfTwoSteps(t *testing.T) {
	run := newStepsRun(t, manyRows(3, 20), 1, 1)
	b := run.blocks[[2]int{0, 0}][0]
	for _, step := range []int{-1, 1, run.steps.Count()} {
		_, err := run.steps.Run(func(yield func(recon.Block, error) bool) {
			if yield(b, nil) {
				b.Step = step
				yield(b, nil)
			}
		}, recon.StepOutput{})
		assert.ErrorIs(t, err, recon.ErrInvalidRecord)
		b.Step = 0
	}
}

// TestPackerNamesRows: a row that cannot be computed with is named as Match names it, and by its side alone where it has no number.
func TestPackerNamesRows(t *testing.T) {
	rows := make([]recon.Record, 20)
	rows[17].Amount = decimal.New(1, 20_000)
	_, want := recon.Match(rows, same, []recon.Record{}, same, recon.Rules{})
	for _, numbered := range []bool{true, false} {
		steps, err := recon.NewSteps(recon.Rules{}, recon.StepOptions{Shards: 1, Numbered: numbered})
		require.NoError(t, err)
		p := steps.Packer(func(recon.Block) error { return nil })
		for _, r := range rows[:17] {
			require.NoError(t, p.Bill(r))
		}
		if err := p.Bill(rows[17]); numbered {
			assert.Equal(t, want, err)
		} else {
			assert.ErrorContains(t, err, "bills.Amount")
		}
	}
}

// TestErrorsOfFuncsComeBack: what blocks, Group or Block say ends the run.
func TestErrorsOfFuncsComeBack(t *testing.T) {
	full := errors.New("the disk is full")
	run := newStepsRun(t, manyRows(3, 20), 1, 1)
	group := func(*recon.StepGroup) error { return full }
	for what, to := range map[string]recon.StepOutput{
		"a group":         {Group: group},
		"a matched group": {Group: group, Matched: true},
		"a block":         {Block: func(recon.Block) error { return full }},
	} {
		_, err := run.steps.Run(run.blocksOf(0, 0), to)
		assert.ErrorIs(t, err, full, what)
	}
	broken := func(yield func(recon.Block, error) bool) { yield(recon.Block{}, full) }
	_, err := run.steps.Run(broken, recon.StepOutput{})
	assert.ErrorIs(t, err, full)
	_, err = run.steps.Pool(broken)
	assert.ErrorIs(t, err, full)
}
