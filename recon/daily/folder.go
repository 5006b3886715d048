package daily

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/billrecon/billrecon/recon/internal/folder"
)

// Folder is the Store in a folder of a local disk, which is made when the first day is run; the folder that it stands in must exist.
// Each part of a day is a file, written whole or not at all, with a checksum: a file that was edited, renamed or brought from another
// folder is refused, as are files that do not belong there, and symbolic links: to go on, bring the folder back from a backup. The lock
// is the operating system's. Back the folder up, and move it, as a whole.
func Folder(path string) Store { return folderStore(path) }

type folderStore string

// The files: "2026-11-22.1.pool" is the pool of the first time that the day was run. What ends in the first of these parts is there as a whole:
// they are written last.
var (
	folderKind = folder.Kind{Name: "daily", Version: 1, Expects: regexp.MustCompile(
		`^(\d{4}-\d\d-\d\d\.\d{1,6}\.(head|pool|done|differences|input)|decision\.\d{6}\.decision)$`).MatchString}
	partsOfAll = []Part{PartHead, PartDecision}
)

// folderError puts the error under one of this package's kinds.
func folderError(err error) error {
	switch {
	case errors.Is(err, folder.ErrLocked):
		return fmt.Errorf("%w: %w", ErrLocked, err)
	case errors.Is(err, folder.ErrTorn), errors.Is(err, folder.ErrForeign):
		return fmt.Errorf("%w: %w", ErrDamaged, err)
	}
	return err
}

func fileName(name string, part Part) string { return name + "." + string(part) }

// Names lists what is there as a whole. A folder that is not there has nothing.
func (s folderStore) Names(context.Context) (names []string, err error) {
	f, err := folder.Open(string(s), folderKind)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, folderError(err)
	}
	defer f.Close()
	files, err := f.Names()
	for _, file := range files {
		for _, last := range partsOfAll {
			if name, whole := strings.CutSuffix(file, fileName("", last)); whole {
				names = append(names, name)
			}
		}
	}
	return names, folderError(err)
}

// Load reads a part.
func (s folderStore) Load(_ context.Context, name string, part Part) (content []byte, err error) {
	f, err := folder.Open(string(s), folderKind)
	if err == nil {
		defer f.Close()
		content, err = f.Read(fileName(name, part))
	}
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("%w: %w", ErrDamaged, err)
	}
	return content, folderError(err)
}

// Lock takes the folder's lock.
func (s folderStore) Lock(context.Context) (Writer, error) {
	f, err := folder.Lock(string(s), folderKind, time.Now())
	if err != nil {
		return nil, folderError(err)
	}
	return folderWriter{f}, nil
}

type folderWriter struct{ *folder.Folder }

// Save writes the parts.
func (w folderWriter) Save(_ context.Context, name string, parts map[Part][]byte) error {
	for _, last := range []bool{false, true} {
		for part, content := range parts {
			if slices.Contains(partsOfAll, part) == last {
				if err := w.Write(fileName(name, part), content); err != nil {
					return folderError(err)
				}
			}
		}
	}
	return nil
}
