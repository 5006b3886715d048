package recon

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
)

// rowFiles is rows.json: what the rows' files hold.
type rowFiles struct {
	Bills  int64       `json:"bills"`
	Orders int64       `json:"orders"`
	Files  []rowsCount `json:"files"`
}

// rowsCount is the size of one shard.
type rowsCount struct {
	Rows  int   `json:"rows"`
	Bytes int64 `json:"bytes"`
}

func rowsName(shard int) string { return fmt.Sprintf("%s%05d", rowsPrefix, shard) }

// spreadRows writes all rows into files, one for each shard. Blocks are gathered in memory; one file is open at a time.
func (run *shardRun) spreadRows(pack func(*Packer) error) error {
	run.rows.Files = make([]rowsCount, run.Shards)
	p := run.spread.Packer(0, int(min(run.Memory/4, packerBudget)), run.appendRows)
	if err := p.Pool(); err != nil {
		return err
	}
	if err := pack(p); err != nil {
		return err
	}
	if err := p.Flush(); err != nil {
		return err
	}
	for shard, f := range run.rows.Files {
		if f.Rows > 0 {
			if err := run.syncFile(rowsName(shard)); err != nil {
				return err
			}
		}
	}
	run.rows.Bills, run.rows.Orders = int64(p.at[0]), int64(p.at[1])
	if err := syncFolder(run.Path); err != nil {
		return err
	}
	run.spreadOut = true
	return writeSealed(run.Path, rowsFile, &run.rows)
}

// appendRows adds a block to its shard's file.
func (run *shardRun) appendRows(place Place, block []byte) error {
	count := &run.rows.Files[place.Shard]
	var data []byte
	if count.Bytes == 0 {
		data = run.fileHead()
	}
	rows := blockRows(block)
	data = appendFrame(data, frameRows, place, rows, block)
	name := rowsName(place.Shard)
	f, err := os.OpenFile(filepath.Join(run.Path, name), os.O_WRONLY|os.O_CREATE|os.O_APPEND, 0o600)
	if err != nil {
		return errorIn(name, err)
	}
	_, err = f.Write(data)
	if err := errors.Join(err, f.Close()); err != nil {
		return errorIn(name, err)
	}
	count.Rows, count.Bytes = count.Rows+rows, count.Bytes+int64(len(data))
	run.written += int64(len(data))
	return nil
}

func (run *shardRun) fileHead() []byte { return append([]byte(fileMagic), run.id[:]...) }

// syncFile waits until a file is on the disk.
func (run *shardRun) syncFile(name string) error {
	f, err := os.OpenFile(filepath.Join(run.Path, name), os.O_WRONLY, 0)
	if err != nil {
		return errorIn(name, err)
	}
	return placed(name, errors.Join(f.Sync(), f.Close()))
}
