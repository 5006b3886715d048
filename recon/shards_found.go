package recon

import (
	"bufio"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// foundFile names the file of what one or more shards of a step have found. It is there as a whole or not at all.
type foundFile struct{ step, first, last int }

func (f foundFile) name() string {
	return fmt.Sprintf("%s%03d-%05d-%05d", foundPrefix, f.step, f.first, f.last)
}

// oldFound lists the files that a run which was broken off has left: for a step and first shard, the last shard.
func (run *shardRun) oldFound() (map[Place]int, error) {
	entries, err := os.ReadDir(run.Path)
	if err != nil {
		return nil, errorIn("ShardFolder.Path", err)
	}
	old := map[Place]int{}
	for _, e := range entries {
		var f foundFile
		if !strings.HasPrefix(e.Name(), foundPrefix) || strings.HasSuffix(e.Name(), unfinished) {
			continue
		}
		if _, err := fmt.Sscanf(e.Name(), foundPrefix+"%03d-%05d-%05d", &f.step, &f.first, &f.last); err != nil || f.name() != e.Name() || f.last < f.first || f.last >= run.Shards {
			return nil, badFile(e.Name(), "it is not a file of MatchShards")
		}
		old[Place{f.step, f.first}] = f.last
	}
	return old, nil
}

// foundWriter writes frames.
type foundWriter struct {
	*bufio.Writer
	packer *Packer
	frame  []byte
	groups []byte
	bytes  int64
}

// writeFound writes one file.
func (run *shardRun) writeFound(name foundFile, write func(*foundWriter) error) error {
	return writeWhole(run.Path, name.name(), func(f *os.File) error {
		w := &foundWriter{Writer: bufio.NewWriterSize(f, mebi)}
		w.packer = run.spread.Packer(packerBlock/4, int(min(run.Memory/8, packerBudget)), w.rows)
		w.Write(run.fileHead()) // an error comes back from Flush
		if err := write(w); err != nil {
			return err
		}
		run.written += w.bytes + int64(fileHeadBytes)
		return placed(name.name(), w.Flush())
	})
}

func (w *foundWriter) sink() ShardSink {
	return ShardSink{Group: w.group, Left: w.packer, Held: w.hold}
}

// put writes a frame.
func (w *foundWriter) put(kind byte, place Place, rows int, payload []byte) error {
	w.frame = appendFrame(w.frame[:0], kind, place, rows, payload)
	w.bytes += int64(len(w.frame))
	_, err := w.Write(w.frame)
	return placed("writing what was found", err)
}

func (w *foundWriter) rows(place Place, block []byte) error {
	return w.put(frameRows, place, blockRows(block), block)
}

func (w *foundWriter) group(g *ShardGroup) error {
	packed, err := g.AppendBinary(nil)
	if err != nil {
		return err
	}
	w.groups = appendPart(w.groups, string(packed))
	if len(w.groups) < packerBlock {
		return nil
	}
	return w.flushGroups()
}

func (w *foundWriter) flushGroups() error {
	if len(w.groups) == 0 {
		return nil
	}
	err := w.put(frameGroups, Place{}, 0, w.groups)
	w.groups = w.groups[:0]
	return err
}

func (w *foundWriter) hold(block []byte) error {
	return w.put(frameHeld, Place{}, blockRows(block), block)
}

// end writes what is left, the figures, and the end.
func (w *foundWriter) end(figures ShardFigures) error {
	packed, err := figures.MarshalBinary()
	if err != nil {
		return err
	}
	for _, flush := range [...]func() error{w.packer.Flush, w.flushGroups} {
		if err := flush(); err != nil {
			return err
		}
	}
	if err := w.put(frameFigures, Place{}, 0, packed); err != nil {
		return err
	}
	return w.put(frameEnd, Place{}, 0, nil)
}

// readFound takes up a file: its figures, and the rows in it that wait for later steps.
func (run *shardRun) readFound(name foundFile) error {
	list, err := run.framesOf(name.name(), -1)
	if err != nil {
		return err
	}
	if len(list) < 2 || list[len(list)-1].kind != frameEnd || list[len(list)-2].kind != frameFigures {
		return badFile(name.name(), "it has no end")
	}
	for _, f := range list {
		switch {
		case f.kind != frameRows:
		case f.place.Step <= name.step || f.place.Step >= run.spread.Steps() || f.place.Shard >= run.Shards:
			return badFile(name.name(), "it is damaged: rows are for a step or shard that there cannot be")
		default:
			run.blocks[f.place] = append(run.blocks[f.place], f)
			run.waiting[f.place.Step] = true
		}
	}
	run.found = append(run.found, name)
	if err := run.payloads(name.name(), list, frameEnd, func([]byte) error { return nil }); err != nil {
		return err
	}
	return run.payloads(name.name(), list, frameFigures, func(payload []byte) error {
		var f ShardFigures
		if err := f.UnmarshalBinary(payload); err != nil {
			return badFile(name.name(), "its figures cannot be read")
		}
		run.figures.merge(&f)
		return nil
	})
}

// payloads gives the payloads of one kind.
func (run *shardRun) payloads(name string, list []frameRef, kind byte, f func([]byte) error) error {
	file, err := os.Open(filepath.Join(run.Path, name))
	if err != nil {
		return errorIn(name, err)
	}
	defer file.Close()
	for i := range list {
		if list[i].kind != kind {
			continue
		}
		payload, err := list[i].load(file)
		if err != nil {
			return err
		}
		if err := f(payload); err != nil {
			return err
		}
	}
	return nil
}
