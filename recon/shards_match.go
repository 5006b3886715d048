package recon

import (
	"context"
	"errors"
	"os"
	"path/filepath"
)

// shardRun is one run of MatchShards.
type shardRun struct {
	ctx context.Context
	ShardFolder
	spread    *Spread
	id        runID
	spreadOut bool // all rows are in files
	rows      rowFiles
	blocks    map[Place][]frameRef // rows that wait for a step
	waiting   map[int]bool         // steps with rows
	found     []foundFile
	figures   ShardFigures
	written   int64
	cost      ShardCost
}

// rowMemory is about what a row takes at most while it is matched, beside its packed bytes: see docs/scale.md.
const rowMemory = 1024

// match runs all steps, each over what the ones before have left.
func (run *shardRun) match() error {
	run.blocks, run.waiting = map[Place][]frameRef{}, map[int]bool{0: true}
	old, err := run.oldFound()
	if err != nil {
		return err
	}
	if err := run.findRows(); err != nil {
		return err
	}
	for step := range run.spread.Steps() {
		if step == 1 {
			if err := run.spread.CheckControl(run.figures); err != nil {
				return err
			}
		}
		if !run.waiting[step] {
			continue
		}
		if err := run.step(step, old); err != nil {
			return err
		}
	}
	return nil
}

// findRows lists the blocks of the Key pass.
func (run *shardRun) findRows() error {
	for shard, count := range run.rows.Files {
		if count.Rows == 0 {
			continue
		}
		name := rowsName(shard)
		list, err := run.framesOf(name, count.Bytes)
		if err != nil {
			return err
		}
		run.blocks[Place{0, shard}] = list
	}
	return nil
}

// framesOf lists the frames of a file that has this size; −1 for any.
func (run *shardRun) framesOf(name string, size int64) ([]frameRef, error) {
	f, err := os.Open(filepath.Join(run.Path, name))
	if err != nil {
		return nil, badFile(name, "it cannot be opened: is it missing?")
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return nil, errorIn(name, err)
	}
	if size >= 0 && info.Size() != size {
		return nil, badFile(name, "it has not the size that it was written with")
	}
	return frames(name, f, info.Size(), run.id)
}

// step matches all shards of a step, as many at a time as the memory bound lets in.
func (run *shardRun) step(step int, old map[Place]int) error {
	for first := 0; first < run.Shards; {
		if last, done := old[Place{step, first}]; done {
			if err := run.readFound(foundFile{step, first, last}); err != nil {
				return err
			}
			first = last + 1
			continue
		}
		last, batch := run.batch(step, first, old)
		if len(batch) > 0 {
			if err := run.matchBatch(foundFile{step, first, last}, batch); err != nil {
				return err
			}
		}
		first = last + 1
	}
	return nil
}

// batch gathers the blocks of the next shards that fit in memory together, one shard at least.
func (run *shardRun) batch(step, first int, old map[Place]int) (last int, batch []frameRef) {
	var total int64
	for last = first; last < run.Shards; last++ {
		blocks := run.blocks[Place{step, last}]
		size := memoryOf(blocks)
		_, done := old[Place{step, last}]
		if last > first && (done || total+size > run.Memory) {
			break
		}
		batch, total = append(batch, blocks...), total+size
	}
	return last - 1, batch
}

// memoryOf is about what blocks of rows take.
func memoryOf(blocks []frameRef) (size int64) {
	for _, b := range blocks {
		size += int64(b.length) + int64(b.rows)*rowMemory
	}
	return size
}

// errTooManyRows: a share of a shard is larger than it was hoped to be.
var errTooManyRows = errors.New("recon: too many rows for the memory bound")

// maxRounds bounds how often a shard is read because it does not fit in memory.
const maxRounds = 1 << 10

// matchBatch matches what was gathered. A shard that is too large is read in rounds, each for a share of its keys.
func (run *shardRun) matchBatch(name foundFile, batch []frameRef) error {
	rounds := 1
	for memoryOf(batch) > int64(rounds)*run.Memory {
		rounds *= 2
	}
	for most := min(maxRounds, 16*rounds); rounds <= most; rounds *= 2 {
		err := run.matchRounds(name, batch, rounds)
		if !errors.Is(err, errTooManyRows) {
			return err
		}
	}
	return badFolder("ShardFolder.Memory", "the rows of one key alone do not fit in it, or the shards are far too few")
}

// matchRounds writes what is found in all rounds into one file.
func (run *shardRun) matchRounds(name foundFile, batch []frameRef, rounds int) error {
	var figures ShardFigures
	err := run.writeFound(name, func(w *foundWriter) error {
		for round := range rounds {
			rows := run.spread.Rows(name.step)
			if rounds > 1 {
				rows.subset = run.share(name.step, round, rounds)
			}
			if err := run.load(rows, batch, rounds > 1); err != nil {
				return err
			}
			f, err := run.spread.Run(rows, w.sink())
			if err != nil {
				return err
			}
			figures.merge(&f)
		}
		return w.end(figures)
	})
	if err != nil {
		return err
	}
	run.cost.Rounds += rounds
	return run.readFound(name)
}

// share picks the rows of one round. Shards are taken apart as if there had been more of them from the start.
func (run *shardRun) share(step, round, rounds int) func(*Record) bool {
	return func(r *Record) bool {
		return run.spread.shardOf(step, r, run.Shards*rounds)/run.Shards == round
	}
}

// load reads blocks of rows, one open file at a time.
func (run *shardRun) load(rows *ShardRows, batch []frameRef, bounded bool) error {
	for len(batch) > 0 {
		name, n := batch[0].file, 1
		for n < len(batch) && batch[n].file == name {
			n++
		}
		if err := run.loadFile(rows, name, batch[:n], bounded); err != nil {
			return err
		}
		batch = batch[n:]
	}
	run.cost.LargestLoad = max(run.cost.LargestLoad, rows.count())
	return nil
}

func (run *shardRun) loadFile(rows *ShardRows, name string, blocks []frameRef, bounded bool) error {
	f, err := os.Open(filepath.Join(run.Path, name))
	if err != nil {
		return errorIn(name, err)
	}
	defer f.Close()
	for i := range blocks {
		if err := run.ctx.Err(); err != nil {
			return err
		}
		block, err := blocks[i].load(f)
		if err != nil {
			return err
		}
		run.cost.BytesRead += int64(frameHeadBytes + len(block))
		if err := rows.Add(block); err != nil {
			return badFile(name, "it is damaged: a row cannot be read")
		}
		if bounded && int64(rows.bytes)+int64(rows.count())*rowMemory > run.Memory {
			return errTooManyRows
		}
	}
	return nil
}

// count is the number of rows gathered.
func (w *ShardRows) count() int {
	return len(w.own[0]) + len(w.own[1]) + len(w.pool[0]) + len(w.pool[1])
}
