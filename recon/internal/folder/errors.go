package folder

import (
	"errors"
	"fmt"
)

// The kinds of refusal, for errors.Is.
var (
	// ErrLocked: somebody else holds the folder. The error is a *LockedError.
	ErrLocked = errors.New("the folder is locked")
	// ErrForeign: the folder, or something in it, is not what it must be: of another kind or version, a link, a file nobody expects.
	ErrForeign = errors.New("not a folder or file of this kind")
	// ErrTorn: a file is not as it was written.
	ErrTorn = errors.New("the file is damaged, edited, renamed or of another folder")
)

// LockedError says who holds a folder.
type LockedError struct {
	Folder string
	// Holder is such as `process 4711 on "till-2", since 2026-11-22T23:30:00Z`; empty when it could not be read.
	Holder string
}

// Error is one line.
func (e *LockedError) Error() string {
	if e.Holder == "" {
		return e.Folder + " is locked by another run: wait for it to end"
	}
	return e.Folder + " is locked by another run (" + e.Holder + "): wait for it to end"
}

// Unwrap is ErrLocked.
func (e *LockedError) Unwrap() error { return ErrLocked }

func foreign(path, name, rule string) error {
	if name == "" {
		return fmt.Errorf("%w: %s: %s", ErrForeign, path, rule)
	}
	return fmt.Errorf("%w: %q in %s: %s", ErrForeign, name, path, rule)
}

func torn(path, name string) error { return fmt.Errorf("%w: %q in %s", ErrTorn, name, path) }
