package main

import (
	"context"
	"fmt"
	"io"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/io/filesystem"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/register"
	"github.com/billrecon/billrecon/recon"
	reconbeam "github.com/billrecon/billrecon/recon/beam"
)

func init() {
	register.DoFn3x1[context.Context, string, func(int, []byte), error](&readFn{})
	register.Emitter2[int, []byte]()
}

// readFiles makes shards of all files of a glob. An element of the pipeline is a file, and then a block: never a row.
func readFiles(ctx context.Context, s beam.Scope, glob string, bills bool, shards int) (beam.PCollection, error) {
	fs, err := filesystem.New(ctx, glob)
	if err != nil {
		return beam.PCollection{}, err
	}
	defer fs.Close()
	names, err := fs.List(ctx, glob)
	if err != nil {
		return beam.PCollection{}, err
	}
	if len(names) == 0 {
		return beam.PCollection{}, fmt.Errorf("no file matches %q", glob)
	}
	files := beam.Reshuffle(s, beam.CreateList(s, names)) // so that the runner reads them in parallel
	return beam.ParDo(s, &readFn{Bills: bills, Shards: shards}, files), nil
}

// readFn reads files into shards.
type readFn struct {
	Bills  bool
	Shards int

	packer *recon.Packer
	emit   func(int, []byte)
}

// StartBundle starts with no rows.
func (f *readFn) StartBundle(_ func(int, []byte)) error {
	var err error
	f.packer, err = reconbeam.Options{Shards: f.Shards}.Packer(func(shard int, block []byte) { f.emit(shard, block) })
	return err
}

// ProcessElement reads one file.
func (f *readFn) ProcessElement(ctx context.Context, name string, emit func(int, []byte)) error {
	f.emit = emit
	fs, err := filesystem.New(ctx, name)
	if err != nil {
		return err
	}
	defer fs.Close()
	file, err := fs.OpenRead(ctx, name)
	if err != nil {
		return err
	}
	defer file.Close()
	if err := f.read(file); err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	return nil
}

func (f *readFn) read(file io.Reader) error {
	if f.Bills {
		return readBills(file, f.packer.Bill)
	}
	return readOrders(file, f.packer.Order)
}

// FinishBundle sends off what is left.
func (f *readFn) FinishBundle(emit func(int, []byte)) error {
	f.emit = emit
	return f.packer.Flush()
}
