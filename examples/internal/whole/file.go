// Package whole writes the files of example programs whole or not at all.
package whole

import (
	"bufio"
	"io"
	"os"
	"path/filepath"
)

// File writes a file beside its place, flushes it to the disk, and renames it: whoever reads path finds the old file or the new one.
func File(path string, content func(io.Writer) error) error {
	f, err := os.CreateTemp(filepath.Dir(path), "."+filepath.Base(path)+".*")
	if err != nil {
		return err
	}
	defer os.Remove(f.Name()) // which is gone once it was renamed
	defer f.Close()
	out := bufio.NewWriter(f)
	for _, step := range []func() error{func() error { return content(out) }, out.Flush, f.Sync, f.Close} {
		if err := step(); err != nil {
			return err
		}
	}
	return os.Rename(f.Name(), path)
}
