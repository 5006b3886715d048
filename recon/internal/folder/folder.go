// Package folder keeps files that are whole or absent, in a folder that knows what it is for.
//
// A file is written under a name that cannot be guessed, flushed to the disk, renamed, and the folder is flushed too: whoever reads,
// also after a crash or a power cut, finds the old file or the new one. Every file carries the kind and the identity of its folder, its
// own name and a SHA-256 of it all, so that a file that was edited, cut, renamed or brought from another folder is refused. The
// checksum shows mistakes, not forgery: whoever may write to the folder can make a new one.
//
// One process at a time may write, which a lock of the operating system sees to: it ends with the process, however that ends. Keep a
// folder on a local disk, since locks over a network depend on its server. Readers need neither the lock nor a disk that can be written.
package folder

import (
	"crypto/rand"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"time"

	"github.com/gofrs/flock"
)

// Kind is what a folder is for.
type Kind struct {
	// Name is of lower-case letters, digits and '-'.
	Name string
	// Version is that of the files' content. A folder of another version is refused.
	Version int
	// Expects reports whether a file of this name may be in the folder. Names are of lower-case letters, digits, '-', '_' and '.', and
	// start with a letter or digit; others never come here.
	Expects func(name string) bool
}

// Folder is an open folder. Its methods are safe for concurrent use.
type Folder struct {
	root  *os.Root
	path  string
	kind  Kind
	id    string
	flock *flock.Flock // nil for one that only reads
}

// markerName is the file that says what the folder is: it has a header and no content.
const markerName = "folder"

// Open opens a folder to read it. It writes nothing, and takes no lock: files may be replaced meanwhile, each as a whole.
// A path without a folder gives an error that matches fs.ErrNotExist, as does a folder in which nothing was ever written; a folder of
// something else gives one that matches ErrForeign.
func Open(path string, kind Kind) (*Folder, error) {
	f, err := openRoot(path, kind)
	if err != nil {
		return nil, err
	}
	if _, err = f.Names(); err == nil {
		err = f.readMarker()
	}
	if err != nil {
		f.root.Close()
		return nil, err
	}
	return f, nil
}

// Lock opens a folder to write to it, and makes it, with mode 0700, where there is none; the folder that it stands in must exist. now is
// what others are told about since when it is held. A folder that another process (or another Folder of this one) holds gives a
// *LockedError. What a process that was killed has left half written is removed.
func Lock(path string, kind Kind, now time.Time) (*Folder, error) {
	if err := os.Mkdir(path, 0o700); err != nil && !errors.Is(err, fs.ErrExist) {
		return nil, err
	}
	f, err := openRoot(path, kind)
	if err != nil {
		return nil, err
	}
	if _, err = f.Names(); err == nil { // before a lock is put into somebody else's folder
		err = f.take(now)
	}
	if err != nil {
		f.Close()
		return nil, err
	}
	return f, nil
}

// openRoot refuses a symbolic link in the folder's place. Links above it are the owner's business.
func openRoot(path string, kind Kind) (*Folder, error) {
	path = filepath.Clean(path)
	seen, err := os.Lstat(path)
	if err != nil {
		return nil, err
	}
	if !seen.IsDir() {
		return nil, foreign(path, "", "it is no folder, or a symbolic link")
	}
	root, err := os.OpenRoot(path)
	if err != nil {
		return nil, err
	}
	if opened, err := root.Stat("."); err != nil || !os.SameFile(seen, opened) {
		root.Close()
		return nil, foreign(path, "", "it was replaced while it was opened")
	}
	return &Folder{root: root, path: path, kind: kind}, nil
}

// Names lists the files of the folder's kind, sorted. Anything in the folder that is not ours is an error that matches ErrForeign.
func (f *Folder) Names() ([]string, error) {
	names, _, err := f.list()
	return names, err
}

func (f *Folder) list() (names, unfinished []string, err error) {
	entries, err := fs.ReadDir(f.root.FS(), ".")
	if err != nil {
		return nil, nil, err
	}
	marked := slices.ContainsFunc(entries, func(e fs.DirEntry) bool { return e.Name() == markerName })
	for _, e := range entries {
		switch name := e.Name(); {
		case !e.Type().IsRegular():
			return nil, nil, foreign(f.path, name, "it is no regular file")
		case name == markerName || name == lockName:
		case isUnfinished(name):
			unfinished = append(unfinished, name)
		case !marked:
			return nil, nil, foreign(f.path, name, "the folder must be empty, or one of "+f.kind.Name)
		case !f.expects(name):
			return nil, nil, foreign(f.path, name, "no file of this name belongs into a folder of "+f.kind.Name)
		default:
			names = append(names, name)
		}
	}
	return names, unfinished, nil
}

func (f *Folder) expects(name string) bool {
	strange := func(r rune) bool { return !strings.ContainsRune("abcdefghijklmnopqrstuvwxyz0123456789-_.", r) }
	return name != "" && !strings.ContainsAny(name[:1], "-_.") && !strings.ContainsFunc(name, strange) && f.kind.Expects(name)
}

// header is the first line of every file: what the folder is for, which one it is, and which file this is.
func (f *Folder) header(name string) string {
	return fmt.Sprintf("billrecon %s %d %s %s\n", f.kind.Name, f.kind.Version, f.id, name)
}

// begin makes an empty folder one of our kind.
func (f *Folder) begin() error {
	f.id = rand.Text()
	w, err := f.create(markerName)
	if err != nil {
		return err
	}
	return w.Commit()
}

// readMarker learns which folder it is.
func (f *Folder) readMarker() error {
	text, err := f.root.ReadFile(markerName)
	if err != nil {
		return err
	}
	first, _, _ := strings.Cut(string(text), "\n")
	words := strings.Split(first, " ")
	if len(words) != 5 || words[1] != f.kind.Name || words[2] != fmt.Sprint(f.kind.Version) {
		return foreign(f.path, markerName, fmt.Sprintf("the folder is not one of %s, version %d", f.kind.Name, f.kind.Version))
	}
	f.id = words[3]
	_, err = f.Read(markerName)
	return err
}

// Remove removes a file; it is gone for good when Remove returns nil. One that is not there is an error that matches fs.ErrNotExist.
func (f *Folder) Remove(name string) error {
	if err := f.writable(name); err != nil {
		return err
	}
	if err := f.root.Remove(name); err != nil {
		return err
	}
	return f.sync()
}

func (f *Folder) writable(name string) error {
	switch {
	case f.flock == nil:
		return &fs.PathError{Op: "write", Path: name, Err: fs.ErrPermission}
	case !f.expects(name):
		return foreign(f.path, name, "no file of this name belongs into a folder of "+f.kind.Name)
	}
	return nil
}

// sync makes names last. Some systems cannot flush a folder; its files are flushed by themselves.
func (f *Folder) sync() error {
	d, err := f.root.Open(".")
	if err != nil {
		return err
	}
	err = d.Sync()
	if errors.Is(err, errors.ErrUnsupported) || errors.Is(err, syscall.EINVAL) || errors.Is(err, fs.ErrPermission) {
		err = nil
	}
	return errors.Join(err, d.Close())
}

// Close gives the lock back. The lock's file stays, and locks nobody out.
func (f *Folder) Close() error {
	if f.flock == nil {
		return f.root.Close()
	}
	return errors.Join(f.flock.Unlock(), f.root.Close())
}
