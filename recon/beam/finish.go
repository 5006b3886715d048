package reconbeam

import (
	"github.com/billrecon/billrecon/recon"
)

// Summary is what a whole run comes to.
type Summary struct {
	Summary    recon.Summary    `json:"summary"`
	Statistics recon.Statistics `json:"statistics"`
}

// finishFn makes the summary.
type finishFn struct{ stepsField }

// ProcessElement is called once, with the figures of all shards of all steps.
func (f *finishFn) ProcessElement(_ []byte, figures func(*[]byte) bool) (s Summary, err error) {
	s.Summary, s.Statistics, err = f.steps.Finish(func(yield func([]byte) bool) {
		var one []byte
		for figures(&one) && yield(one) {
		}
	})
	return s, err
}

// poolFn gathers the pool.
type poolFn struct{ stepsField }

// ProcessElement is called once, with the rows that all shards have held back.
func (f *poolFn) ProcessElement(_ []byte, held func(*int, *[]byte) bool) (recon.Pool, error) {
	var key int
	return f.steps.Pool(blocksAt(f.steps.Count()*stepFactor, func(block *[]byte) bool { return held(&key, block) }))
}
