package reconbeam

import (
	"fmt"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/core/typex"
	"github.com/billrecon/billrecon/recon"
)

// Result is what a pipeline gives.
type Result struct {
	// Outcomes are of recon.StepGroup: every group that is not Matched, with its rows. Rows of a pipeline have no numbers.
	Outcomes beam.PCollection
	// Pool is one recon.Pool: what is left in doubt, for the next run.
	Pool beam.PCollection
	// Summary is one Summary, with the digest that recon.Match has of the same rows.
	Summary beam.PCollection
}

// Match is recon.Match as a transform, with the zero Options. It panics where TryMatch gives an error, as transforms do.
func Match(s beam.Scope, bills, orders beam.PCollection, rules recon.Rules) Result {
	return Options{}.Match(s, bills, orders, rules)
}

// Match is TryMatch, but panics instead of an error.
func (o Options) Match(s beam.Scope, bills, orders beam.PCollection, rules recon.Rules) Result {
	result, err := o.TryMatch(s, bills, orders, rules)
	if err != nil {
		panic(err)
	}
	return result
}

// TryMatch adds the matching to a pipeline. Each of bills and orders is a collection of recon.Record, or of blocks that a
// Packer made (int, []byte): those spare the runner one element for each row. They must be bounded and in the global window.
//
// The error says what is wrong with the rules or the collections. What is wrong with a row, and what only shows at the end
// (recon.ErrControlTotals, recon.ErrProof), fails the pipeline: whatever it has written by then is not to be used.
//
// Rules.Workers of 0 means 1 here: the runner has a bundle for every core.
func (o Options) TryMatch(s beam.Scope, bills, orders beam.PCollection, rules recon.Rules) (Result, error) {
	o = o.withDefaults()
	if rules.Workers == 0 {
		rules.Workers = 1
	}
	steps, err := recon.NewSteps(rules, o.steps())
	if err != nil {
		return Result{}, err
	}
	field, err := newStepsField(rules, o.steps())
	if err != nil {
		return Result{}, err
	}
	m := &matcher{Options: o, scope: s.Scope("recon.Match"), steps: steps, field: field}
	for _, side := range [...]struct {
		name string
		rows beam.PCollection
		bill bool
	}{{"bills", bills, true}, {"orders", orders, false}} {
		blocks, err := m.blocks(side.name, side.rows, side.bill)
		if err != nil {
			return Result{}, err
		}
		m.waiting = append(m.waiting, blocks)
	}
	return m.build()
}

// matcher builds the pipeline.
type matcher struct {
	Options
	scope    beam.Scope
	steps    *recon.Steps
	field    stepsField
	waiting  []beam.PCollection // blocks for the steps to come
	outcomes []beam.PCollection
	figures  []beam.PCollection
}

// blocks packs a side, unless it is packed.
func (m *matcher) blocks(name string, rows beam.PCollection, bill bool) (beam.PCollection, error) {
	if !rows.IsValid() {
		return beam.PCollection{}, fmt.Errorf("reconbeam: %s: the collection is not valid", name)
	}
	switch t := rows.Type(); {
	case typex.IsEqual(t, blockType):
		return rows, nil
	case t.Type() == recordType:
		return beam.ParDo(m.scope.Scope("pack "+name), &packFn{Options: m.Options, Bill: bill}, rows), nil
	}
	return beam.PCollection{}, fmt.Errorf("reconbeam: %s: it is a collection of %v: it must be of recon.Record, or of blocks of a Packer", name, rows.Type())
}
