package main

import (
	"bufio"
	"io"
	"os"
	"path/filepath"
)

// disk writes files so that a reader, and a run after a crash, finds either the old file or the new one, never a part.
type disk struct {
	// before, if set, is called before every step that touches the disk. An error stops the write there: tests use it to fail,
	// and to kill the process, at any step.
	before func(step, path string) error
}

// replace writes a file: into a temporary file in the same folder, which is flushed to the disk and then renamed. The temporary
// name is always the same, so that what a killed run left is written over; the lock keeps two runs apart.
func (d disk) replace(path string, perm os.FileMode, content func(io.Writer) error) error {
	temporary := filepath.Join(filepath.Dir(path), "."+filepath.Base(path)+".tmp")
	if err := d.write(temporary, perm, content); err != nil {
		os.Remove(temporary)
		return err
	}
	if err := d.step("rename", path); err != nil {
		os.Remove(temporary)
		return err
	}
	if err := os.Rename(temporary, path); err != nil {
		return err
	}
	return d.syncFolder(filepath.Dir(path))
}

func (d disk) write(path string, perm os.FileMode, content func(io.Writer) error) (err error) {
	if err := d.step("create", path); err != nil {
		return err
	}
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, perm)
	if err != nil {
		return err
	}
	defer func() {
		if closed := f.Close(); err == nil {
			err = closed
		}
	}()
	buffered := bufio.NewWriterSize(steppedWriter{d, f, path}, 64<<10)
	if err := content(buffered); err != nil {
		return err
	}
	if err := buffered.Flush(); err != nil {
		return err
	}
	if err := d.step("sync", path); err != nil {
		return err
	}
	return f.Sync()
}

// syncFolder makes a rename last. Not every system can flush a folder: the rename itself is done, so that is no error.
func (d disk) syncFolder(path string) error {
	if err := d.step("sync folder", path); err != nil {
		return err
	}
	folder, err := os.Open(path)
	if err != nil {
		return nil
	}
	defer folder.Close()
	_ = folder.Sync()
	return nil
}

func (d disk) step(step, path string) error {
	if d.before == nil {
		return nil
	}
	return d.before(step, path)
}

// steppedWriter makes every write to the disk a step.
type steppedWriter struct {
	disk disk
	file io.Writer
	path string
}

func (w steppedWriter) Write(p []byte) (int, error) {
	if err := w.disk.step("write", w.path); err != nil {
		return 0, err
	}
	return w.file.Write(p)
}
