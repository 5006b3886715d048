package shards

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"slices"
	"strings"

	"github.com/billrecon/billrecon/recon"
	"github.com/billrecon/billrecon/recon/internal/folder"
	"github.com/billrecon/billrecon/recon/internal/groups"
	"github.com/billrecon/billrecon/recon/internal/packed"
)

// batch is shards of a step that are matched together.
type batch struct{ step, first, last int }

const batchName = foundPrefix + "%03d-%05d-%05d"

func (b batch) name() string { return fmt.Sprintf(batchName, b.step, b.first, b.last) }

// rowMemory is about what a row takes at most while it is matched, beside its packed bytes: see docs/scale.md.
const rowMemory = 1024

// match runs all steps, each over what the ones before have left. What was found before is only taken up.
func (r *run) match() error {
	for step := range r.steps.Count() {
		for next := 0; ; {
			b, ok := r.batch(step, next)
			if !ok {
				break
			}
			var err error
			switch {
			case len(r.found) > 0:
				b, err = r.takeFound(b)
			case r.finished:
				err = refused(b.name(), "it is missing")
			default:
				err = r.matchBatch(b)
			}
			if err != nil {
				return err
			}
			r.batches, next = append(r.batches, b), b.last+1
		}
	}
	if len(r.found) > 0 {
		return refused(r.found[0], "there are no rows for it: a file of a step before it is missing")
	}
	return nil
}

// batch is the next shards of a step that fit in memory together, one shard at least; false when none has rows.
func (r *run) batch(step, next int) (batch, bool) {
	of := r.blocks[step]
	for next < len(of) && len(of[next]) == 0 {
		next++
	}
	if next == len(of) {
		return batch{}, false
	}
	b, total := batch{step, next, next}, memoryOf(of[next])
	for at := next + 1; at < len(of); at++ {
		size := memoryOf(of[at])
		if total += size; total > r.Memory {
			break
		}
		if size > 0 {
			b.last = at
		}
	}
	return b, true
}

// memoryOf is about what blocks of rows take.
func memoryOf(frames []frame) (size int64) {
	for _, f := range frames {
		size += int64(f.length) + int64(f.rows)*rowMemory
	}
	return size
}

// takeFound takes up the next file that was left, which must be of a batch that starts as this one does.
func (r *run) takeFound(next batch) (b batch, err error) {
	name := r.found[0]
	r.found = r.found[1:]
	if _, err := fmt.Sscanf(name, batchName, &b.step, &b.first, &b.last); err != nil || b.step != next.step || b.first != next.first || b.last >= r.Shards {
		return b, refused(name, "a file before it, such as "+next.name()+", is missing")
	}
	return b, r.takeFile(name)
}

// framesOf are the blocks of a batch, as they stand in their files, so that each file is opened once.
func (r *run) framesOf(b batch) []frame {
	frames := slices.Concat(r.blocks[b.step][b.first : b.last+1]...)
	slices.SortFunc(frames, func(a, b frame) int { return cmp.Or(strings.Compare(a.file, b.file), cmp.Compare(a.at, b.at)) })
	return frames
}

// errTooManyRows: a share of a shard is larger than it was hoped to be.
var errTooManyRows = errors.New("shards: too many rows for the memory bound")

// maxRounds bounds how often a shard is read because it does not fit in memory.
const maxRounds = 1 << 10

// rounds is in how many rounds blocks fit in memory, if their keys are spread evenly.
func (r *run) rounds(frames []frame) int {
	rounds := 1
	for memoryOf(frames) > int64(rounds)*r.Memory {
		rounds *= 2
	}
	return rounds
}

// matchBatch matches a batch. A shard that is too large is read in rounds, each for a share of its keys.
func (r *run) matchBatch(b batch) error {
	frames := r.framesOf(b)
	rounds := r.rounds(frames)
	for most := min(maxRounds, 16*rounds); rounds <= most; rounds *= 2 {
		err := r.writeFile(b.name(), func(w *frameWriter) error { return r.matchRounds(frames, rounds, w) })
		if !errors.Is(err, errTooManyRows) {
			r.cost.Rounds += rounds
			return err
		}
	}
	return refused("Folder.Memory", "the rows of one key alone do not fit in it, or the shards are far too few")
}

// matchRounds writes what is found in all rounds into one file.
func (r *run) matchRounds(frames []frame, rounds int, w *frameWriter) error {
	found, one := packed.NewBlock(), []byte(nil)
	flush := func() error {
		err := w.put(groupsFrame, recon.Block{Data: found})
		found = found[:1]
		return err
	}
	to := recon.StepOutput{
		Block: func(b recon.Block) error { return w.put(blockFrame, b) },
		Group: func(g *recon.StepGroup) error {
			var err error
			if one, err = groups.Append(one[:0], g); err != nil {
				return err
			}
			if found = packed.AppendText(found, one); len(found) < groupsBytes {
				return nil
			}
			return flush()
		},
	}
	for round := range rounds {
		figures, err := r.steps.Run(r.load(r.folder, frames, round, rounds), to)
		if err != nil {
			return err
		}
		if err := w.put(figuresFrame, recon.Block{Data: figures}); err != nil {
			return err
		}
	}
	return flush()
}

// groupsBytes is the size at which a frame of groups is written.
const groupsBytes = 256 << 10

// load reads blocks of rows, of one round the rows that are its share. One file is open at a time.
func (r *run) load(from *folder.Folder, frames []frame, round, rounds int) iter.Seq2[recon.Block, error] {
	return func(yield func(recon.Block, error) bool) {
		var memory []byte
		var bytes, rows int
		err := payloads(from, frames, func(f *frame, file io.ReaderAt) error {
			if err := r.ctx.Err(); err != nil {
				return err
			}
			payload, err := f.load(file, memory)
			if err != nil {
				return err
			}
			b := recon.Block{Step: f.step, Shard: f.shard, Rows: f.rows, Data: payload}
			memory = payload[:0]
			if rounds > 1 {
				if b, err = r.steps.Share(b, round, rounds); err != nil {
					return refused(f.file, err.Error())
				}
			}
			r.cost.BytesRead += int64(frameHead + f.length)
			bytes, rows = bytes+len(b.Data), rows+b.Rows
			if rounds > 1 && int64(bytes)+int64(rows)*rowMemory > r.Memory {
				return errTooManyRows
			}
			if !yield(b, nil) {
				return errStop
			}
			return nil
		})
		r.cost.LargestLoad = max(r.cost.LargestLoad, rows)
		if err != nil && err != errStop {
			yield(recon.Block{}, err)
		}
	}
}

// errStop: the caller's loop was left.
var errStop = errors.New("shards: stopped")

// payloads calls f with every frame and its file.
func payloads(from *folder.Folder, frames []frame, f func(*frame, io.ReaderAt) error) error {
	for len(frames) > 0 {
		n := 1
		for n < len(frames) && frames[n].file == frames[0].file {
			n++
		}
		if err := payloadsOf(from, frames[:n], f); err != nil {
			return err
		}
		frames = frames[n:]
	}
	return nil
}

// payloadsOf is payloads for frames of one file.
func payloadsOf(from *folder.Folder, frames []frame, f func(*frame, io.ReaderAt) error) error {
	name := frames[0].file
	file, err := from.Open(name)
	if err != nil {
		return placed(name, err)
	}
	defer file.Close()
	for i := range frames {
		if err := f(&frames[i], file); err != nil {
			return err
		}
	}
	return nil
}

// finish adds everything up.
func (r *run) finish() (*Result, error) {
	s, text, err := r.result()
	if err != nil {
		return nil, err
	}
	return s, placed(resultFile, r.folder.Write(resultFile, text))
}

// again makes the result of a run that is finished.
func (r *run) again() (*Result, error) {
	if err := r.match(); err != nil {
		return nil, err
	}
	s, text, err := r.result()
	if err != nil {
		return nil, err
	}
	old, err := r.folder.Read(resultFile)
	if err != nil {
		return nil, placed(resultFile, err)
	}
	if string(old) != string(text) {
		return nil, refused(resultFile, "it is not what the other files come to")
	}
	return s, nil
}

// result adds everything up, and writes it as JSON for people.
func (r *run) result() (*Result, []byte, error) {
	s := &Result{run: r}
	var err error
	if s.summary, s.statistics, err = r.steps.Finish(slices.Values(r.figures)); err != nil {
		return nil, nil, err
	}
	if s.Pool, err = r.steps.Pool(r.load(r.folder, r.blocks[r.steps.Count()][0], 0, 1)); err != nil {
		return nil, nil, err
	}
	text, err := json.MarshalIndent(struct {
		Summary    recon.Summary    `json:"summary"`
		Statistics recon.Statistics `json:"statistics"`
	}{s.summary, s.statistics}, "", "  ")
	return s, text, err
}
