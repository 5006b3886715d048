// Package shards is recon.Match for more rows than memory holds, on one machine: it spreads the rows over a folder and matches them
// there, shard by shard.
//
//	result, err := shards.Match(ctx, bills, fubei.Bill.Record, orders, Order.Record, rules,
//		shards.Folder{Path: "/data/2026-11-22", Run: "shop 7, 2026-11-22", Shards: 200})
//	for group, err := range result.Differences() { … }   // what does not agree, with its rows
//
// Bills and orders are sequences, read once, row by row. See recon.Steps for how a match is cut, and docs/scale.md for what it costs.
package shards

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"iter"
	"strconv"

	"github.com/billrecon/billrecon/recon"
	"github.com/billrecon/billrecon/recon/internal/folder"
)

// Folder says where Match keeps its files, and how much memory it may take.
type Folder struct {
	// Path is a folder on a local disk: an empty one, one that does not exist and whose parent does, or that of the same run,
	// unfinished or finished. It holds about as many bytes as the rows have, twice for the rows that no key decides. One process at a
	// time may run in it; a finished one can be read by several, also where it cannot be written.
	Path string
	// Run names the input, such as "shop 7, 2026-11-22", in at most 256 bytes. A run with a name goes on where it was broken off, without
	// reading the rows again that are in files already. A run without a name always starts again.
	Run string
	// Reuse hands out a run that is finished already, without reading a row. Without it such a folder is refused with ErrFinished, so that
	// no one takes yesterday's result for today's. It needs a Run.
	Reuse bool
	// Shards is the number of shards, at most 65 536. 0 means 64, or as many as the folder's run has.
	Shards int
	// Memory is about how many bytes of rows and groups are in memory at a time, 16 MiB at least. 0 means 1 GiB.
	// The pools before and after come on top, and what the garbage collector leaves (see runtime/debug.SetMemoryLimit).
	Memory int64
}

// The kinds of refusal, for errors.Is. What is wrong with rows and rules is refused as by recon.Match.
var (
	// ErrFolder: the folder is not one that can be used, or a file in it is damaged. The error names the field or the file.
	ErrFolder = errors.New("shards: folder")
	// ErrLocked: another process runs in the folder. The error names it.
	ErrLocked = errors.New("shards: folder in use")
	// ErrFinished: the folder's run is finished, and Folder.Reuse does not ask for it.
	ErrFinished = errors.New("shards: finished run")
)

// The bounds and defaults of a Folder.
const (
	defaultShards = 64
	maxShards     = 1 << 16
	defaultMemory = 1 << 30
	leastMemory   = 16 << 20
	packerMemory  = 32 << 20
	maxRunBytes   = 256
)

// check refuses what cannot be.
func (o *Folder) check() error {
	switch {
	case o.Path == "":
		return refused("Folder.Path", "it must be given")
	case len(o.Run) > maxRunBytes:
		return refused("Folder.Run", "it must have at most "+strconv.Itoa(maxRunBytes)+" bytes")
	case o.Reuse && o.Run == "":
		return refused("Folder.Reuse", "it needs a Run: nobody knows whether the rows of a run without a name are the same")
	case o.Shards < 0 || o.Shards > maxShards:
		return refused("Folder.Shards", "it must be 0 to "+strconv.Itoa(maxShards))
	case o.Memory != 0 && o.Memory < leastMemory:
		return refused("Folder.Memory", "it must be 0, or at least 16 MiB")
	}
	return nil
}

// refused is the refusal of a field of Folder, or of a file.
func refused(what, rule string) error { return fmt.Errorf("%w: %s: %s", ErrFolder, what, rule) }

// placed says where an error came up, nil for none.
func placed(where string, err error) error {
	switch {
	case err == nil:
		return nil
	case errors.Is(err, folder.ErrLocked):
		return fmt.Errorf("%w: %w", ErrLocked, err)
	case errors.Is(err, folder.ErrForeign) || errors.Is(err, folder.ErrTorn) || errors.Is(err, fs.ErrNotExist):
		return fmt.Errorf("%w: %s: %w", ErrFolder, where, err)
	}
	return fmt.Errorf("shards: %s: %w", where, err)
}

// Match is recon.Match for more rows than fit in memory. It reads bills and orders once, row by row. Result, digest, pool and statistics
// are those of recon.Match; row i is the i-th that its sequence yields. A sequence that is nil has no rows.
//
// An error of a sequence ends the run and comes back wrapped. After an error, or a crash, calling it again with the same folder goes on or
// starts again (see Folder.Run). A folder of another run, of other rules, of another version of this package, with files that are not of
// it, or with one that is damaged, is refused with an error that matches ErrFolder.
// Rows of one key whose number is beyond the memory bound are refused with such an error too: they cannot be taken apart.
//
// Rules.Control is compared when all rows have been matched.
func Match[B, O any](ctx context.Context, bills iter.Seq2[B, error], billRecord func(B) recon.Record,
	orders iter.Seq2[O, error], orderRecord func(O) recon.Record, rules recon.Rules, where Folder) (*Result, error) {
	if billRecord == nil || orderRecord == nil {
		return nil, fmt.Errorf("shards: billRecord and orderRecord: %w: they must not be nil", recon.ErrInvalidRecord)
	}
	r, err := open(ctx, rules, where)
	if err != nil {
		return nil, err
	}
	defer r.folder.Close()
	if r.finished {
		return r.again()
	}
	if !r.spread {
		err := r.spreadRows(func(p *recon.Packer) error {
			if err := pack(ctx, "bills", bills, billRecord, p.Bill, &r.counts.Bills); err != nil {
				return err
			}
			return pack(ctx, "orders", orders, orderRecord, p.Order, &r.counts.Orders)
		})
		if err != nil {
			return nil, err
		}
	}
	if err := r.match(); err != nil {
		return nil, err
	}
	return r.finish()
}

// checkEvery is after how many rows a run looks whether it was cancelled.
const checkEvery = 1 << 13

// pack packs all rows of one side, and counts them.
func pack[R any](ctx context.Context, name string, rows iter.Seq2[R, error], record func(R) recon.Record, pack func(recon.Record) error, n *int) error {
	if rows == nil {
		return nil
	}
	for r, err := range rows {
		if err != nil {
			return placed(name+" after row "+strconv.Itoa(*n), err)
		}
		if *n%checkEvery == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		if err := pack(record(r)); err != nil {
			return err
		}
		*n++
	}
	return ctx.Err()
}
