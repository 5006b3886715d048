package folder

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/gofrs/flock"
)

const lockName = "lock"

// holderSize is the length of the line in the lock's file that says who holds it. It is padded, so that a longer one leaves nothing
// behind, and starts at byte 1: on Windows nobody else can read the byte that is locked.
const holderSize = 160

// take takes the lock, and makes the folder ready to be written.
func (f *Folder) take(now time.Time) error {
	l := flock.New(filepath.Join(f.path, lockName), flock.SetFlag(os.O_CREATE|os.O_RDWR), flock.SetPermissions(0o600))
	locked, err := l.TryLock()
	if err != nil {
		return fmt.Errorf("lock of %s: %w", f.path, err)
	}
	if !locked {
		return &LockedError{Folder: f.path, Holder: f.holder()}
	}
	f.flock = l
	mine, err := l.Stat()
	if err != nil {
		return err
	}
	if seen, err := f.root.Lstat(lockName); err != nil || !os.SameFile(mine, seen) {
		return foreign(f.path, lockName, "it is a symbolic link, or was replaced while it was opened")
	}
	if err := errors.Join(f.writeHolder(now), f.clear()); err != nil {
		return err
	}
	if err := f.readMarker(); !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return f.begin()
}

// clear removes what a process that was killed has left. The lock is held, so that nobody is still writing it.
func (f *Folder) clear() error {
	_, unfinished, err := f.list()
	for _, name := range unfinished {
		err = errors.Join(err, f.root.Remove(name))
	}
	return err
}

func (f *Folder) writeHolder(now time.Time) error {
	file, err := f.root.OpenFile(lockName, os.O_WRONLY, 0)
	if err != nil {
		return err
	}
	host, _ := os.Hostname()
	text := fmt.Sprintf("process %d on %.60q, since %s", os.Getpid(), host, now.UTC().Format(time.RFC3339))
	_, err = file.WriteAt(fmt.Appendf(nil, "%-*s\n", holderSize-1, text), 1)
	return errors.Join(err, file.Close())
}

// holder is the line of the lock's file, "" when it is not one of ours.
func (f *Folder) holder() string {
	file, err := f.root.Open(lockName)
	if err != nil {
		return ""
	}
	defer file.Close()
	line := make([]byte, holderSize)
	if n, _ := file.ReadAt(line, 1); n != holderSize || line[n-1] != '\n' {
		return ""
	}
	text := strings.TrimRight(string(line[:holderSize-1]), " ")
	if !strings.HasPrefix(text, "process ") || strings.ContainsFunc(text, func(r rune) bool { return r < ' ' || r > '~' }) {
		return ""
	}
	return text
}
