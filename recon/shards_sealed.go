package recon

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"hash/crc32"
	"io/fs"
	"os"
	"path/filepath"
)

// A sealed file is one line of JSON, and its CRC-32C in hex on the next. It is there as a whole or not at all.

// writeSealed replaces a sealed file.
func writeSealed(folder, name string, value any) error {
	line, err := json.Marshal(value)
	if err != nil {
		return err
	}
	line = fmt.Appendf(append(line, '\n'), "%08x\n", crc32.Checksum(line, castagnoli))
	return writeWhole(folder, name, func(f *os.File) error {
		_, err := f.Write(line)
		return placed(name, err)
	})
}

// readSealed reads a sealed file; found is false when there is none.
func readSealed(folder, name string, value any) (found bool, err error) {
	data, err := os.ReadFile(filepath.Join(folder, name))
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	if err != nil {
		return false, errorIn(name, err)
	}
	line, sum, _ := bytes.Cut(data, []byte("\n"))
	if string(sum) != fmt.Sprintf("%08x\n", crc32.Checksum(line, castagnoli)) || json.Unmarshal(line, value) != nil {
		return false, badFile(name, "it is not a file of this package, or damaged: its checksum does not hold")
	}
	return true, nil
}

// writeWhole writes a file under another name, and renames it once it is on the disk.
func writeWhole(folder, name string, write func(*os.File) error) error {
	path := filepath.Join(folder, name)
	f, err := os.OpenFile(path+unfinished, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return errorIn(name, err)
	}
	err = write(f)
	if err == nil {
		err = placed(name, f.Sync())
	}
	err = errors.Join(err, placed(name, f.Close()))
	if err == nil {
		err = placed(name, os.Rename(path+unfinished, path))
	}
	if err != nil {
		_ = os.Remove(path + unfinished)
		return err
	}
	return syncFolder(folder)
}

// unfinished ends the names of files that are being written.
const unfinished = ".tmp"

// syncFolder makes the names of new files last. Not every system lets a folder be synced.
func syncFolder(folder string) error {
	d, err := os.Open(folder)
	if err != nil {
		return errorIn("folder", err)
	}
	_ = d.Sync()
	return d.Close()
}
