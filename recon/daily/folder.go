package daily

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"regexp"
	"slices"
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
var (
	partFile     = regexp.MustCompile(`^(\d{4}-\d\d-\d\d)\.(\d{1,6})\.(head|pool|done|differences|input)$`)
	decisionFile = regexp.MustCompile(`^decision\.\d{6}$`)
)

var folderKind = folder.Kind{Name: "daily", Version: 1, Expects: func(name string) bool {
	return partFile.MatchString(name) || decisionFile.MatchString(name)
}}

func partName(day recon.Day, time int, part Part) string {
	return fmt.Sprintf("%s.%d.%s", day, time, part)
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

// read gives the folder to use, and its files. A folder that is not there has none.
func (s *FolderStore) read(use func(f *folder.Folder, names []string) error) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	f := s.held
	if f == nil {
		opened, err := folder.Open(s.path, folderKind)
		if errors.Is(err, fs.ErrNotExist) {
			return nil
		}
		if err != nil {
			return folderError(err)
		}
		defer opened.Close()
		f = opened
	}
	names, err := f.Names()
	if err == nil {
		err = use(f, names)
	}
	return folderError(err)
}

// newest is, by day, the last time that a day was run.
func newest(names []string) map[recon.Day]int {
	times := map[recon.Day]int{}
	for _, name := range names {
		m := partFile.FindStringSubmatch(name)
		if m == nil || Part(m[3]) != PartHead {
			continue
		}
		var time int
		day, err := recon.ParseDay(m[1])
		if _, scanned := fmt.Sscan(m[2], &time); err == nil && scanned == nil {
			times[day] = max(times[day], time)
		}
	}
	return times
}

// Days lists the days.
func (s *FolderStore) Days(context.Context) (days []recon.Day, err error) {
	err = s.read(func(_ *folder.Folder, names []string) error {
		for day := range newest(names) {
			days = append(days, day)
		}
		slices.Sort(days)
		return nil
	})
	return days, err
}

// Load reads a part.
func (s *FolderStore) Load(_ context.Context, day recon.Day, part Part) (content []byte, err error) {
	err = s.read(func(f *folder.Folder, names []string) (err error) {
		content, err = f.Read(partName(day, newest(names)[day], part))
		return err
	})
	if err == nil && content == nil || errors.Is(err, fs.ErrNotExist) {
		err = damaged(day, string(part)+" is missing")
	}
	return content, err
}

// Save writes the parts, the head last.
func (s *FolderStore) Save(_ context.Context, day recon.Day, parts map[Part][]byte) error {
	return s.write(func(f *folder.Folder, names []string) error {
		time := newest(names)[day] + 1
		for _, part := range slices.Backward(Parts()) {
			if err := f.Write(partName(day, time, part), parts[part]); err != nil {
				return err
			}
		}
		return nil
	})
}

// Decide writes a decision.
func (s *FolderStore) Decide(_ context.Context, decision []byte) error {
	return s.write(func(f *folder.Folder, names []string) error {
		all, err := decisionNames(names)
		if err != nil {
			return err
		}
		return f.Write(decisionName(len(all)+1), decision)
	})
}

func decisionName(number int) string { return fmt.Sprintf("decision.%06d", number) }

// decisionNames are the files of decisions, none missing.
func decisionNames(names []string) (all []string, err error) {
	for _, name := range names {
		if !decisionFile.MatchString(name) {
			continue
		}
		if all = append(all, name); name != decisionName(len(all)) {
			return nil, fmt.Errorf("%w: %s is missing", ErrDamaged, decisionName(len(all)))
		}
	}
	return all, nil
}

func (s *FolderStore) write(use func(f *folder.Folder, names []string) error) error {
	s.mu.Lock()
	f := s.held
	s.mu.Unlock()
	if f == nil {
		return fmt.Errorf("%w: the lock must be held", fs.ErrPermission)
	}
	return s.read(use)
}

// Decisions reads the decisions.
func (s *FolderStore) Decisions(context.Context) (all [][]byte, err error) {
	err = s.read(func(f *folder.Folder, names []string) error {
		decisions, err := decisionNames(names)
		if err != nil {
			return err
		}
		for _, name := range decisions {
			content, err := f.Read(name)
			if err != nil {
				return err
			}
			all = append(all, content)
		}
		return nil
	})
	return all, err
}
