package recon

import (
	"context"
	"errors"
	"iter"
	"strconv"
)

// ErrShardFolder: the folder given to MatchShards is not one that it can use, or a file in it is damaged.
var ErrShardFolder = errors.New("recon: shard folder")

// ShardFolder says where MatchShards keeps its files, and how much memory it may take.
type ShardFolder struct {
	// Path is a folder that is empty, or does not exist and whose parent does, or holds the same run, unfinished or finished.
	// It holds about as many bytes as the rows have, twice for the rows that no key decides. One run at a time may use it.
	Path string
	// Run names the input, such as "shop 7, 2026-11-22". A run with a name goes on where it was broken off, without reading
	// the rows again that are in files already. A run without a name always starts again.
	Run string
	// Shards is the number of files that the rows are spread over, at most 65 536. 0 means 64.
	Shards int
	// Memory is about how many bytes of rows and groups are in memory at a time, 16 MiB at least. 0 means 1 GiB.
	// The pools before and after come on top, and what the garbage collector leaves (see runtime/debug.SetMemoryLimit).
	Memory int64
}

// The bounds and defaults of a ShardFolder.
const (
	defaultShards  = 64
	maxFileShards  = 1 << 16
	defaultMemory  = 1 << 30
	leastMemory    = 16 << 20
	mebi           = 1 << 20
	maxFolderRunes = 256
)

// check refuses what cannot be, and fills in the defaults.
func (f *ShardFolder) check() error {
	if f.Shards == 0 {
		f.Shards = defaultShards
	}
	if f.Memory == 0 {
		f.Memory = defaultMemory
	}
	switch {
	case f.Path == "":
		return badFolder("ShardFolder.Path", "it must be given")
	case len(f.Run) > maxFolderRunes:
		return badFolder("ShardFolder.Run", "it must have at most "+strconv.Itoa(maxFolderRunes)+" bytes")
	case f.Shards < 0 || f.Shards > maxFileShards:
		return badFolder("ShardFolder.Shards", "it must be 0 to "+strconv.Itoa(maxFileShards))
	case f.Memory < leastMemory:
		return badFolder("ShardFolder.Memory", "it must be 0, or at least 16 MiB")
	}
	return nil
}

// MatchShards is Match for more rows than fit in memory. It reads bills and orders once, spreads them over files in a folder,
// and matches file by file within a memory bound. Result, digest, pool and statistics are those of Match; row i is the i-th that
// its sequence yields.
//
// An error of a sequence ends the run and comes back wrapped. After an error, or a crash, calling it again with the same folder
// goes on or starts again (see ShardFolder.Run). A folder of another run, of other rules, of another version of this package, or
// with files that are not of this package, is refused with an *Error that names the file and matches ErrShardFolder.
// Rows of one key whose number is beyond the memory bound are refused with such an error too: they cannot be taken apart.
func MatchShards[B, O any](ctx context.Context, bills iter.Seq2[B, error], billRecord func(B) Record, orders iter.Seq2[O, error], orderRecord func(O) Record, rules Rules, folder ShardFolder) (*Sharded, error) {
	switch {
	case billRecord == nil:
		return nil, badRecord("billRecord", "it must not be nil")
	case orderRecord == nil:
		return nil, badRecord("orderRecord", "it must not be nil")
	}
	run, err := openShardRun(ctx, rules, folder)
	if err != nil {
		return nil, err
	}
	if !run.spreadOut {
		err := run.spreadRows(func(p *Packer) error {
			if err := packSide(ctx, "bills", bills, billRecord, p.Bill); err != nil {
				return err
			}
			return packSide(ctx, "orders", orders, orderRecord, p.Order)
		})
		if err != nil {
			return nil, err
		}
	}
	if err := run.match(); err != nil {
		return nil, err
	}
	return run.finish()
}

// packSide packs all rows of one side.
func packSide[R any](ctx context.Context, name string, rows iter.Seq2[R, error], record func(R) Record, pack func(Record) error) error {
	if rows == nil {
		return nil
	}
	n := 0
	for r, err := range rows {
		if err != nil {
			return errorIn(name+" after row "+strconv.Itoa(n), err)
		}
		if n++; n%segment == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		if err := pack(record(r)); err != nil {
			return err
		}
	}
	return ctx.Err()
}
