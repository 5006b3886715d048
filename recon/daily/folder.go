package daily

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/billrecon/billrecon/recon"
	"github.com/billrecon/billrecon/recon/internal/folder"
)

// FolderStore keeps days in files.
type FolderStore struct {
	path string
	mu   sync.Mutex
	held *folder.Folder // nil while the lock is not held
}

// Folder is the Store in a folder of a local disk, which is made when the first day is run; the folder that it stands in must exist.
// Each part of a day is a file, written whole or not at all, with a checksum: a file that was edited, renamed or brought from another
// folder is refused, as are files that do not belong there, and symbolic links: to go on, bring the folder back from a backup. The lock
// is the operating system's. Back the folder up, and move it, as a whole.
func Folder(path string) *FolderStore { return &FolderStore{path: path} }

// The files: "2026-11-22.1.pool" is the pool of the first time that the day was run. The head is written last, and a time without a head
// never was. "decision.000001" is the first decision.
var folderKind = folder.Kind{Name: "daily", Version: 1, Expects: regexp.MustCompile(
	`^(\d{4}-\d\d-\d\d\.\d{1,6}\.(head|pool|done|differences|input)|decision\.\d{6})$`).MatchString}

func partName(day recon.Day, time int, part Part) string {
	return fmt.Sprintf("%s.%d.%s", day, time, part)
}

func decisionName(number int) string { return fmt.Sprintf("decision.%06d", number) }

// newest is, by the first word of their names, the last time that each day was run, and the number of the last "decision".
func newest(names []string) map[string]int {
	last := map[string]int{}
	for _, name := range names {
		words := strings.Split(name, ".")
		if words[0] == "decision" || words[2] == string(PartHead) {
			number, _ := strconv.Atoi(words[1])
			last[words[0]] = max(last[words[0]], number)
		}
	}
	return last
}

// Lock takes the folder's lock.
func (s *FolderStore) Lock(context.Context) (unlock func() error, err error) {
	f, err := folder.Lock(s.path, folderKind, time.Now())
	if err != nil {
		return nil, folderError(err)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.held = f
	return func() error {
		s.mu.Lock()
		defer s.mu.Unlock()
		s.held = nil
		return f.Close()
	}, nil
}

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

// with calls use with the folder and the newest of its files. Only the holder of the lock may write. A folder that is not there has none.
func (s *FolderStore) with(writing bool, use func(f *folder.Folder, newest map[string]int) error) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	f := s.held
	if f == nil && writing {
		return fmt.Errorf("%w: the lock must be held", fs.ErrPermission)
	}
	if f == nil {
		opened, err := folder.Open(s.path, folderKind)
		if errors.Is(err, fs.ErrNotExist) {
			return use(nil, nil)
		}
		if err != nil {
			return folderError(err)
		}
		defer opened.Close()
		f = opened
	}
	names, err := f.Names()
	if err == nil {
		err = use(f, newest(names))
	}
	if errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("%w: %w", ErrDamaged, err)
	}
	return folderError(err)
}

// Days lists the days.
func (s *FolderStore) Days(context.Context) (days []recon.Day, err error) {
	err = s.with(false, func(_ *folder.Folder, newest map[string]int) error {
		for text := range newest {
			if day, err := recon.ParseDay(text); err == nil {
				days = append(days, day)
			}
		}
		slices.Sort(days)
		return nil
	})
	return days, err
}

// Load reads a part.
func (s *FolderStore) Load(_ context.Context, day recon.Day, part Part) (content []byte, err error) {
	err = s.with(false, func(f *folder.Folder, newest map[string]int) (err error) {
		time := newest[day.String()]
		if time == 0 {
			return damaged(day, part)
		}
		content, err = f.Read(partName(day, time, part))
		return err
	})
	return content, err
}

// Save writes the parts, the head last.
func (s *FolderStore) Save(_ context.Context, day recon.Day, parts map[Part][]byte) error {
	return s.with(true, func(f *folder.Folder, newest map[string]int) error {
		for _, part := range slices.Backward(Parts()) {
			if err := f.Write(partName(day, newest[day.String()]+1, part), parts[part]); err != nil {
				return err
			}
		}
		return nil
	})
}

// Decide writes a decision.
func (s *FolderStore) Decide(_ context.Context, decision []byte) error {
	return s.with(true, func(f *folder.Folder, newest map[string]int) error {
		return f.Write(decisionName(newest["decision"]+1), decision)
	})
}

// Decisions reads the decisions, none of which may be missing.
func (s *FolderStore) Decisions(context.Context) (all [][]byte, err error) {
	err = s.with(false, func(f *folder.Folder, newest map[string]int) error {
		for i := range newest["decision"] {
			content, err := f.Read(decisionName(i + 1))
			if err != nil {
				return err
			}
			all = append(all, content)
		}
		return nil
	})
	return all, err
}
