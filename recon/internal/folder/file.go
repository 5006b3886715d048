package folder

import (
	"bufio"
	"crypto/rand"
	"crypto/sha256"
	"errors"
	"fmt"
	"hash"
	"io"
	"os"
	"regexp"
)

// A file being written has a name that ends in rand.Text(), 26 letters and digits.
const unfinishedPrefix = ".unfinished-"

var unfinishedName = regexp.MustCompile(`^\.unfinished-[A-Z2-7]{26}$`)

func isUnfinished(name string) bool { return unfinishedName.MatchString(name) }

// Writer writes one file. Until Commit, nobody sees it.
type Writer struct {
	f               *Folder
	name, temporary string
	file            *os.File
	buffer          *bufio.Writer
	sum             hash.Hash
}

// Create starts a file, which takes the place of one of this name when it is committed. End it with Commit, or with Close.
func (f *Folder) Create(name string) (*Writer, error) {
	if err := f.writable(name); err != nil {
		return nil, err
	}
	return f.create(name)
}

func (f *Folder) create(name string) (*Writer, error) {
	w := &Writer{f: f, name: name, temporary: unfinishedPrefix + rand.Text(), sum: sha256.New()}
	var err error
	if w.file, err = f.root.OpenFile(w.temporary, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600); err != nil {
		return nil, err
	}
	w.buffer = bufio.NewWriterSize(w.file, 64<<10)
	_, err = io.WriteString(w, f.header(name)) // it fits into the buffer
	return w, err
}

// Write adds to the content.
func (w *Writer) Write(p []byte) (int, error) {
	w.sum.Write(p)
	return w.buffer.Write(p)
}

// Commit makes the file whole and puts it in its place. On an error the file of this name is the old one, or, when the error came after
// it was in its place, the new one; never a part. An error of Write comes again here.
func (w *Writer) Commit() error {
	if w.file == nil {
		return os.ErrClosed
	}
	defer w.Close()
	fmt.Fprintf(w.buffer, "%x\n", w.sum.Sum(nil)) // Flush tells
	if err := w.buffer.Flush(); err != nil {
		return err
	}
	if err := w.file.Sync(); err != nil {
		return err
	}
	if err := w.file.Close(); err != nil {
		return err
	}
	if err := w.f.root.Rename(w.temporary, w.name); err != nil {
		return err
	}
	w.file = nil
	return w.f.sync()
}

// Close removes what was not committed. After Commit it does nothing.
func (w *Writer) Close() error {
	if w.file == nil {
		return nil
	}
	_ = w.file.Close() // it may be closed already
	w.file = nil
	return w.f.root.Remove(w.temporary)
}

// Write writes a file at once.
func (f *Folder) Write(name string, content []byte) error {
	w, err := f.Create(name)
	if err != nil {
		return err
	}
	_, _ = w.Write(content) // Commit tells
	return w.Commit()
}

// trailerSize is the length of a SHA-256 in hex and the end of its line.
const trailerSize = 2*sha256.Size + 1

// Reader reads the content of one file.
type Reader struct {
	f    *Folder
	name string
	file *os.File
	left io.Reader // the file without its last line
	sum  hash.Hash
	err  error
}

// Open opens a file to read it from the beginning. What Read gives is proven to be what was written only when it ends with io.EOF: a
// damaged file ends with an error that matches ErrTorn instead. One that is not there is an error that matches fs.ErrNotExist.
func (f *Folder) Open(name string) (*Reader, error) {
	seen, err := f.root.Lstat(name)
	if err != nil {
		return nil, err
	}
	if !seen.Mode().IsRegular() {
		return nil, foreign(f.path, name, "it is no regular file")
	}
	file, err := f.root.Open(name)
	if err != nil {
		return nil, err
	}
	r := &Reader{f: f, name: name, file: file, sum: sha256.New()}
	if err := r.start(); err != nil {
		file.Close()
		return nil, err
	}
	return r, nil
}

// start reads the header.
func (r *Reader) start() error {
	seen, err := r.file.Stat()
	if err != nil {
		return err
	}
	r.left = io.TeeReader(io.LimitReader(bufio.NewReaderSize(r.file, 64<<10), seen.Size()-trailerSize), r.sum)
	want := r.f.header(r.name)
	got := make([]byte, len(want))
	if _, err := io.ReadFull(r.left, got); err != nil || string(got) != want {
		return torn(r.f.path, r.name)
	}
	return nil
}

// Read reads the content.
func (r *Reader) Read(p []byte) (n int, err error) {
	if r.err == nil {
		n, r.err = r.left.Read(p)
		if r.err == io.EOF && !r.whole() {
			r.err = torn(r.f.path, r.name)
		}
	}
	return n, r.err
}

// whole reports whether the file's last line is the checksum of the others.
func (r *Reader) whole() bool {
	got := make([]byte, trailerSize)
	seen, err := r.file.Stat()
	if err != nil {
		return false
	}
	_, err = r.file.ReadAt(got, max(0, seen.Size()-trailerSize))
	return (err == nil || errors.Is(err, io.EOF)) && string(got) == fmt.Sprintf("%x\n", r.sum.Sum(nil))
}

// ReadAt reads content from an offset, for files whose parts carry checksums of their own: it proves nothing itself.
func (r *Reader) ReadAt(p []byte, at int64) (int, error) {
	return r.file.ReadAt(p, at+int64(len(r.f.header(r.name))))
}

// Close closes the file.
func (r *Reader) Close() error { return r.file.Close() }

// Read reads a file that fits in memory.
func (f *Folder) Read(name string) ([]byte, error) {
	r, err := f.Open(name)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	return io.ReadAll(r)
}
