package reconbeam

import "github.com/billrecon/billrecon/recon"

// sumFigures adds up figures of shards.
func sumFigures(each func(*[]byte) bool) (recon.ShardFigures, error) {
	var total recon.ShardFigures
	var packed []byte
	for each(&packed) {
		var f recon.ShardFigures
		if err := f.UnmarshalBinary(packed); err != nil {
			return total, err
		}
		total = total.Add(f)
	}
	return total, nil
}

// finishFn makes the summary.
type finishFn struct{ spreadField }

// ProcessElement is called once, with the figures of all shards of all steps.
func (f *finishFn) ProcessElement(_ []byte, figures func(*[]byte) bool) (recon.SpreadSummary, error) {
	total, err := sumFigures(figures)
	if err != nil {
		return recon.SpreadSummary{}, err
	}
	return f.spread.Finish(total)
}

// poolFn gathers the pool.
type poolFn struct{ spreadField }

// ProcessElement is called once, with the rows that all shards have held back.
func (f *poolFn) ProcessElement(_ []byte, held func(*[]byte) bool) (recon.Pool, error) {
	pool := f.spread.Pool()
	var block []byte
	for held(&block) {
		if err := pool.Add(block); err != nil {
			return recon.Pool{}, err
		}
	}
	return pool.Done(), nil
}
