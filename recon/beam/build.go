package reconbeam

import (
	"errors"
	"fmt"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
	"github.com/billrecon/billrecon/recon"
)

// build adds the steps one after the other, each over what the ones before have left for it.
func (m *matcher) build() (Result, error) {
	if err := m.poolRows(); err != nil {
		return Result{}, err
	}
	impulse := beam.Impulse(m.scope)
	for step := range m.steps.Count() {
		m.step(step)
	}
	scope := m.scope.Scope("finish")
	return Result{
		Outcomes: beam.Flatten(scope, m.outcomes...),
		Pool:     beam.ParDo(scope, &poolFn{m.field}, impulse, beam.SideInput{Input: m.rowsOf(scope, m.steps.Count())}),
		Summary:  beam.ParDo(scope, &finishFn{m.field}, impulse, beam.SideInput{Input: beam.Flatten(scope, m.figures...)}),
	}, nil
}

// poolRows adds the rows of Rules.Pool. They are part of the pipeline's description.
func (m *matcher) poolRows() error {
	fn := &poolRowsFn{}
	p := m.steps.Packer(emitTo(func(key int, block []byte) {
		fn.Keys, fn.Blocks = append(fn.Keys, key), append(fn.Blocks, block)
	}))
	if err := errors.Join(p.Pool(), p.Flush()); err != nil {
		return err
	}
	if len(fn.Keys) == 0 {
		return nil
	}
	scope := m.scope.Scope("rows of the pool")
	m.waiting = append(m.waiting, beam.ParDo(scope, fn, beam.Impulse(scope)))
	return nil
}

// step brings the rows of one step together and matches them.
func (m *matcher) step(step int) {
	scope := m.scope.Scope(m.name(step))
	rows := beam.GroupByKey(scope, m.rowsOf(scope, step))
	out := beam.ParDoN(scope, &stepFn{stepsField: m.field, Matched: m.Matched}, rows)
	m.outcomes = append(m.outcomes, out[0])
	m.waiting = append(m.waiting, out[1])
	m.figures = append(m.figures, out[2])
}

// rowsOf picks the blocks that are for this step, or for the pool. What enters the pipeline is all for the first.
func (m *matcher) rowsOf(scope beam.Scope, step int) beam.PCollection {
	if step == 0 {
		rows := beam.Flatten(scope, m.waiting...)
		m.waiting = nil
		return rows
	}
	return beam.ParDo(scope, &onlyStepFn{step}, beam.Flatten(scope, m.waiting...))
}

// name is the step's name in the runner's monitoring.
func (m *matcher) name(step int) string {
	switch {
	case step == 0:
		return "by key"
	case step == m.steps.Count()-1:
		return "one-sided"
	case step <= len(recon.AltKeys{}):
		return fmt.Sprintf("by alternative key %d", step)
	}
	return "by amount and time"
}
