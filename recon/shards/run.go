package shards

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/billrecon/billrecon/recon"
	"github.com/billrecon/billrecon/recon/internal/folder"
	"github.com/billrecon/billrecon/recon/internal/packed"
)

// The files of a run. What the shards of a step have found is in "found-<step>-<first shard>-<last shard>".
const (
	runFile     = "run"  // whose the folder is: JSON
	rowsFile    = "rows" // all rows; while it is not there, they are read again
	foundPrefix = "found-"
	resultFile  = "result" // summary and statistics, for people: JSON. The run is finished
)

// kind is what the folder package knows of ours.
func kind() folder.Kind {
	names := regexp.MustCompile(`^(run|rows|result|found-[0-9]{3}-[0-9]{5}-[0-9]{5})$`)
	return folder.Kind{Name: "shards", Version: 1, Expects: names.MatchString}
}

// manifest is the run file.
type manifest struct {
	Run    string `json:"run"`
	Rules  string `json:"rules"` // SHA-256 of the rules and their pool
	Shards int    `json:"shards"`
}

// counts are how many rows the caller gave.
type counts struct {
	Bills  int `json:"bills"`
	Orders int `json:"orders"`
}

// run is one run.
type run struct {
	Folder
	ctx      context.Context
	folder   *folder.Folder
	steps    *recon.Steps
	finished bool
	spread   bool     // all rows are in files
	found    []string // files that a run which was broken off has left, in their order
	counts   counts
	blocks   [][][]frame // by step and shard; those of step Count are the pool's
	batches  []batch
	groups   []frame
	figures  [][]byte
	cost     Cost
}

// open opens the folder and finds out how far its run has come.
func open(ctx context.Context, rules recon.Rules, o Folder) (*run, error) {
	if err := o.check(); err != nil {
		return nil, err
	}
	hash, err := hashOf(rules)
	if err != nil {
		return nil, err
	}
	r := &run{Folder: o, ctx: ctx}
	if r.folder, err = openFolder(o.Path); err != nil {
		return nil, placed("Folder.Path", err)
	}
	if err := r.look(hash, rules); err != nil {
		r.folder.Close()
		return nil, err
	}
	return r, nil
}

// openFolder opens a folder with a finished run to read it, and any other to write it.
func openFolder(path string) (*folder.Folder, error) {
	f, err := folder.Open(path, kind())
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return folder.Lock(path, kind(), time.Now())
	case err != nil:
		return nil, err
	}
	names, err := f.Names()
	if err == nil && slices.Contains(names, resultFile) {
		return f, nil
	}
	if err := errors.Join(err, f.Close()); err != nil {
		return nil, err
	}
	return folder.Lock(path, kind(), time.Now())
}

// look compares the folder's run with the one that is asked for, and makes the folder ready.
func (r *run) look(hash string, rules recon.Rules) error {
	names, err := r.folder.Names()
	if err != nil {
		return placed("Folder.Path", err)
	}
	if err := r.readManifest(hash, len(names) > 0); err != nil {
		return err
	}
	r.Memory = cmp.Or(r.Memory, defaultMemory)
	r.steps, err = recon.NewSteps(rules, recon.StepOptions{Shards: r.Shards, Memory: int(min(r.Memory/4, packerMemory)), Numbered: true})
	if err != nil {
		return err
	}
	r.blocks = make([][][]frame, r.steps.Count()+1)
	for step := range r.blocks {
		r.blocks[step] = make([][]frame, r.Shards)
	}
	r.found = slices.DeleteFunc(slices.Clone(names), func(name string) bool { return !strings.HasPrefix(name, foundPrefix) })
	r.finished = slices.Contains(names, resultFile)
	r.spread = r.Run != "" && slices.Contains(names, rowsFile)
	switch {
	case r.finished && !r.Reuse:
		return fmt.Errorf("%w: %q in %s: set Folder.Reuse to have it handed out again, or take another folder", ErrFinished, r.Run, r.Path)
	case r.finished || r.spread:
		return r.takeFile(rowsFile)
	}
	r.found = nil
	return removeAll(r.folder, runFile)
}

// readManifest reads whose the folder is, or writes it.
func (r *run) readManifest(hash string, used bool) error {
	text, err := r.folder.Read(runFile)
	if !used {
		r.Shards = cmp.Or(r.Shards, defaultShards)
		text, err = json.Marshal(manifest{r.Run, hash, r.Shards})
		return errors.Join(err, placed(runFile, r.folder.Write(runFile, text)))
	}
	if err != nil {
		return placed(runFile, err)
	}
	var m manifest
	switch err := json.Unmarshal(text, &m); {
	case err != nil || m.Shards < 1 || m.Shards > maxShards:
		return refused(runFile, "it is damaged")
	case m.Run != r.Run:
		return refused(runFile, "the folder is of another run: Folder.Run differs")
	case m.Rules != hash:
		return refused(runFile, "the folder is of a run with other rules, or another pool")
	case r.Shards != 0 && m.Shards != r.Shards:
		return refused(runFile, "the folder is of a run with another number of shards")
	}
	r.Shards = m.Shards
	return nil
}

// removeAll removes the files of a run but one: first what says that others are whole.
func removeAll(f *folder.Folder, but string) error {
	names, err := f.Names()
	if err != nil {
		return placed("Folder.Path", err)
	}
	slices.Reverse(names) // "run", "rows" and "result" come after "found"
	for _, name := range names {
		if name == but {
			continue
		}
		if err := f.Remove(name); err != nil {
			return placed(name, err)
		}
	}
	return nil
}

// hashOf tells rules, and their pools, from others. Workers do not count.
func hashOf(rules recon.Rules) (string, error) {
	steps, err := recon.NewSteps(rules, recon.StepOptions{Shards: 1})
	if err != nil {
		return "", err
	}
	fields := rules
	fields.Location, fields.Workers = nil, 0
	fields.Pool.Bills, fields.Pool.Orders = nil, nil
	text, err := json.Marshal(fields)
	if err != nil {
		return "", placed("rules", err)
	}
	zone := ""
	if rules.Location != nil {
		zone = rules.Location.String()
	}
	h := sha256.New()
	h.Write(packed.AppendText(packed.AppendText(nil, zone), text))
	p := steps.Packer(func(b recon.Block) error {
		h.Write(b.Data)
		return nil
	})
	err = errors.Join(p.Pool(), p.Flush())
	return hex.EncodeToString(h.Sum(nil)), err
}

// take notes what a file has.
func (r *run) take(frames []frame) error {
	for _, f := range frames {
		switch f.kind {
		case groupsFrame:
			r.groups = append(r.groups, f)
		case figuresFrame:
			r.figures = append(r.figures, f.small)
		case countsFrame:
			if json.Unmarshal(f.small, &r.counts) != nil {
				return refused(f.file, "it is damaged")
			}
		default:
			if f.step >= len(r.blocks) || f.shard >= r.Shards {
				return refused(f.file, "it is damaged: rows are for a step or shard that there cannot be")
			}
			r.blocks[f.step][f.shard] = append(r.blocks[f.step][f.shard], f)
		}
	}
	return nil
}

func (r *run) takeFile(name string) error {
	frames, err := listFrames(r.folder, name)
	if err != nil {
		return err
	}
	return r.take(frames)
}

// writeFile writes a file of frames, and notes what it has.
func (r *run) writeFile(name string, write func(*frameWriter) error) error {
	w, err := newFrames(r.folder, name)
	if err != nil {
		return err
	}
	defer w.Close()
	if err := write(w); err != nil {
		return err
	}
	if err := w.Commit(); err != nil {
		return placed(name, err)
	}
	r.cost.BytesWritten += w.at
	return r.take(w.frames)
}

// spreadRows writes all rows into the rows file.
func (r *run) spreadRows(pack func(*recon.Packer) error) error {
	return r.writeFile(rowsFile, func(w *frameWriter) error {
		p := r.steps.Packer(func(b recon.Block) error { return w.put(blockFrame, b) })
		for _, do := range [...]func() error{p.Pool, func() error { return pack(p) }, p.Flush} {
			if err := do(); err != nil {
				return err
			}
		}
		text, err := json.Marshal(r.counts)
		return errors.Join(err, w.put(countsFrame, recon.Block{Data: text}))
	})
}
