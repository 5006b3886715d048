package folder

import (
	"bytes"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

var (
	now   = time.Date(2026, 11, 22, 23, 30, 0, 0, time.UTC)
	books = Kind{Name: "books", Version: 1, Expects: func(name string) bool { return strings.HasPrefix(name, "book-") }}
)

func locked(t *testing.T, path string) *Folder {
	t.Helper()
	f, err := Lock(path, books, now)
	require.NoError(t, err)
	t.Cleanup(func() { f.Close() })
	return f
}

// written is a folder with two files that nobody holds.
func written(t *testing.T) (path string) {
	t.Helper()
	path = filepath.Join(t.TempDir(), "state")
	f := locked(t, path)
	require.NoError(t, f.Write("book-1", []byte("one")))
	require.NoError(t, f.Write("book-2", []byte("two")))
	require.NoError(t, f.Close())
	return path
}

func unfinished(t *testing.T, path string) (names []string) {
	t.Helper()
	entries, err := os.ReadDir(path)
	require.NoError(t, err)
	for _, e := range entries {
		if isUnfinished(e.Name()) {
			names = append(names, e.Name())
		}
	}
	return names
}

func TestFilesComeBack(t *testing.T) {
	path := written(t)
	f, err := Open(path, books)
	require.NoError(t, err)
	defer f.Close()
	names, err := f.Names()
	require.NoError(t, err)
	assert.Equal(t, []string{"book-1", "book-2"}, names)
	text, err := f.Read("book-2")
	require.NoError(t, err)
	assert.Equal(t, "two", string(text))
	_, err = f.Read("book-3")
	assert.ErrorIs(t, err, fs.ErrNotExist)
	assert.ErrorIs(t, f.Write("book-3", nil), fs.ErrPermission, "it was opened to be read")
	assert.ErrorIs(t, f.Remove("book-1"), fs.ErrPermission)

	seen, err := os.Stat(filepath.Join(path, "book-1"))
	require.NoError(t, err)
	assert.Equal(t, fs.FileMode(0o600), seen.Mode().Perm())
}

func TestEmptyAndLargeFiles(t *testing.T) {
	f := locked(t, filepath.Join(t.TempDir(), "state"))
	for _, size := range []int{0, 1, 64 << 10, 1<<20 + 3} {
		content := bytes.Repeat([]byte{byte(size), '\n'}, size)
		require.NoError(t, f.Write("book-1", content))
		got, err := f.Read("book-1")
		require.NoError(t, err)
		assert.True(t, bytes.Equal(content, got), "%d bytes", len(content))
	}
}

func TestNothingIsSeenBeforeCommit(t *testing.T) {
	path := written(t)
	f := locked(t, path)
	w, err := f.Create("book-1")
	require.NoError(t, err)
	_, err = w.Write(make([]byte, 1<<20))
	require.NoError(t, err)
	text, err := f.Read("book-1")
	require.NoError(t, err)
	assert.Equal(t, "one", string(text))
	require.NoError(t, w.Close())
	assert.Empty(t, unfinished(t, path), "Close removes what was not committed")
	assert.ErrorIs(t, w.Commit(), os.ErrClosed)

	require.NoError(t, f.Remove("book-1"))
	_, err = f.Read("book-1")
	assert.ErrorIs(t, err, fs.ErrNotExist)
	assert.ErrorIs(t, f.Remove("book-1"), fs.ErrNotExist)
}

// TestDamageIsSeen: each change of a file, or of its place, is refused; a reader that streams sees it no later than at the end.
func TestDamageIsSeen(t *testing.T) {
	other := written(t)
	for reason, damage := range map[string]func(t *testing.T, path string, content []byte) []byte{
		"edited": func(_ *testing.T, _ string, c []byte) []byte {
			return bytes.Replace(c, []byte("two"), []byte("TWO"), 1)
		},
		"cut":               func(_ *testing.T, _ string, c []byte) []byte { return c[:len(c)-1] },
		"cut in the header": func(_ *testing.T, _ string, c []byte) []byte { return c[:10] },
		"empty":             func(*testing.T, string, []byte) []byte { return nil },
		"longer":            func(_ *testing.T, _ string, c []byte) []byte { return append(c, ' ') },
		"another's checksum": func(t *testing.T, path string, c []byte) []byte {
			return append(c[:len(c)-65], raw(t, path, "book-1")[:65]...)
		},
		"swapped":             func(t *testing.T, path string, _ []byte) []byte { return raw(t, path, "book-1") },
		"of another folder":   func(t *testing.T, _ string, _ []byte) []byte { return raw(t, other, "book-2") },
		"the marker":          func(t *testing.T, path string, _ []byte) []byte { return raw(t, path, markerName) },
		"zeros after a crash": func(_ *testing.T, _ string, c []byte) []byte { return make([]byte, len(c)) },
	} {
		t.Run(reason, func(t *testing.T) {
			path := written(t)
			changed := damage(t, path, raw(t, path, "book-2"))
			require.NoError(t, os.WriteFile(filepath.Join(path, "book-2"), changed, 0o600))
			f, err := Open(path, books)
			require.NoError(t, err)
			defer f.Close()
			_, err = f.Read("book-2")
			assert.ErrorIs(t, err, ErrTorn)
			assert.ErrorContains(t, err, `"book-2"`)
			_, err = f.Read("book-1")
			assert.NoError(t, err)
		})
	}
}

func raw(t *testing.T, path, name string) []byte {
	t.Helper()
	content, err := os.ReadFile(filepath.Join(path, name))
	require.NoError(t, err)
	return content
}

// TestATornFileStaysTorn: reading on after the error gives the error again.
func TestATornFileStaysTorn(t *testing.T) {
	path := written(t)
	require.NoError(t, os.WriteFile(filepath.Join(path, "book-1"), append(raw(t, path, "book-1"), 'x'), 0o600))
	f, err := Open(path, books)
	require.NoError(t, err)
	defer f.Close()
	r, err := f.Open("book-1")
	require.NoError(t, err)
	defer r.Close()
	_, err = io.Copy(io.Discard, r)
	require.ErrorIs(t, err, ErrTorn)
	_, err = r.Read(make([]byte, 10))
	assert.ErrorIs(t, err, ErrTorn)
}

// TestForeignThingsAreRefused: nothing is read from, written to or put into a folder that is not ours, by a reader or a writer.
func TestForeignThingsAreRefused(t *testing.T) {
	put := func(name string) func(*testing.T, string) {
		return func(t *testing.T, path string) {
			require.NoError(t, os.WriteFile(filepath.Join(path, name), []byte("x"), 0o600))
		}
	}
	for reason, plant := range map[string]func(t *testing.T, path string){
		"a file nobody expects":    put("notes.txt"),
		"a name in capitals":       put("book-A"),
		"a hidden file":            put(".book-1"),
		"nearly an unfinished one": put(".unfinished-1234"),
		"another's unfinished one": put("1.tmp"),
		"a folder":                 func(t *testing.T, path string) { require.NoError(t, os.Mkdir(filepath.Join(path, "book-3"), 0o700)) },
		"an unfinished folder": func(t *testing.T, path string) {
			require.NoError(t, os.Mkdir(filepath.Join(path, unfinishedPrefix+strings.Repeat("A", 26)), 0o700))
		},
		"a marker that was replaced": put(markerName),
		"a marker without content": func(t *testing.T, path string) {
			require.NoError(t, os.WriteFile(filepath.Join(path, markerName), nil, 0o600))
		},
	} {
		t.Run(reason, func(t *testing.T) {
			path := written(t)
			plant(t, path)
			_, err := Open(path, books)
			assert.ErrorIs(t, err, ErrForeign)
			_, err = Lock(path, books, now)
			assert.ErrorIs(t, err, ErrForeign)
		})
	}
	t.Run("a folder of somebody's files", func(t *testing.T) {
		path := t.TempDir()
		put("book-1")(t, path)
		_, err := Lock(path, books, now)
		assert.ErrorIs(t, err, ErrForeign)
		entries, err := os.ReadDir(path)
		require.NoError(t, err)
		assert.Len(t, entries, 1, "no lock is put there")
	})
	t.Run("another kind or version", func(t *testing.T) {
		path := written(t)
		for _, kind := range []Kind{{"shards", 1, books.Expects}, {"books", 2, books.Expects}} {
			_, err := Lock(path, kind, now)
			assert.ErrorIs(t, err, ErrForeign)
		}
	})
	t.Run("a file in the folder's place", func(t *testing.T) {
		path := t.TempDir()
		put("state")(t, path)
		_, err := Lock(filepath.Join(path, "state"), books, now)
		assert.ErrorIs(t, err, ErrForeign)
	})
	t.Run("a name nobody expects", func(t *testing.T) {
		f := locked(t, written(t))
		for _, name := range []string{"", "notes.txt", "../book-1", "book-1/x", "lock", "folder", "-book-1", "book-Ä"} {
			assert.ErrorIs(t, f.Write(name, nil), ErrForeign, name)
			assert.ErrorIs(t, f.Remove(name), ErrForeign, name)
		}
	})
}

// TestLinksAreRefused: neither the folder nor a file in it may be a symbolic link, wherever it leads.
func TestLinksAreRefused(t *testing.T) {
	for _, name := range []string{"book-2", "book-3", lockName, markerName, unfinishedPrefix + strings.Repeat("A", 26)} {
		for _, target := range []string{"book-1", filepath.Join(t.TempDir(), "outside")} {
			path := written(t)
			os.Remove(filepath.Join(path, name))
			require.NoError(t, os.Symlink(target, filepath.Join(path, name)))
			_, err := Open(path, books)
			assert.ErrorIs(t, err, ErrForeign, "%s → %s", name, target)
			_, err = Lock(path, books, now)
			assert.ErrorIs(t, err, ErrForeign, "%s → %s", name, target)
			assert.NoFileExists(t, filepath.Join(filepath.Dir(target), "outside"))
		}
	}
	path := written(t)
	link := filepath.Join(t.TempDir(), "link")
	require.NoError(t, os.Symlink(path, link))
	for _, through := range []string{link, link + "/", link + "/."} {
		_, err := Open(through, books)
		assert.ErrorIs(t, err, ErrForeign, through)
		_, err = Lock(through, books, now)
		assert.ErrorIs(t, err, ErrForeign, through)
	}
	t.Run("planted after the folder was opened", func(t *testing.T) {
		f := locked(t, path)
		require.NoError(t, os.Symlink("book-1", filepath.Join(path, "book-9")))
		_, err := f.Read("book-9")
		assert.ErrorIs(t, err, ErrForeign)
		require.NoError(t, f.Write("book-9", []byte("nine")), "a link is replaced, and not followed")
		one, err := f.Read("book-1")
		require.NoError(t, err)
		assert.Equal(t, "one", string(one))
	})
}

// TestPlantedTemporaryFiles: only names of our own pattern are removed, and only by who holds the lock.
func TestPlantedTemporaryFiles(t *testing.T) {
	path := written(t)
	left := filepath.Join(path, unfinishedPrefix+strings.Repeat("A", 26))
	require.NoError(t, os.WriteFile(left, []byte("half"), 0o600))
	f, err := Open(path, books)
	require.NoError(t, err)
	require.NoError(t, f.Close())
	assert.FileExists(t, left, "a reader leaves it alone")
	w := locked(t, path)
	assert.NoFileExists(t, left)
	require.NoError(t, w.Write("book-1", []byte("new")))
}

// TestAFolderThatCannotBeWritten is read all the same.
func TestAFolderThatCannotBeWritten(t *testing.T) {
	path := written(t)
	for name, mode := range map[string]fs.FileMode{"book-1": 0o400, "book-2": 0o400, markerName: 0o400, lockName: 0o400, ".": 0o500} {
		require.NoError(t, os.Chmod(filepath.Join(path, name), mode))
	}
	t.Cleanup(func() { os.Chmod(path, 0o700) })
	before, err := os.Stat(path)
	require.NoError(t, err)
	f, err := Open(path, books)
	require.NoError(t, err)
	defer f.Close()
	text, err := f.Read("book-1")
	require.NoError(t, err)
	assert.Equal(t, "one", string(text))
	after, err := os.Stat(path)
	require.NoError(t, err)
	assert.Equal(t, before.ModTime(), after.ModTime(), "no file came or went, whoever the test runs as")
}

func TestAFolderThatIsNotThere(t *testing.T) {
	path := filepath.Join(t.TempDir(), "state")
	_, err := Open(path, books)
	assert.ErrorIs(t, err, fs.ErrNotExist)
	assert.NoDirExists(t, path)
	require.NoError(t, os.Mkdir(path, 0o700))
	_, err = Open(path, books)
	assert.ErrorIs(t, err, fs.ErrNotExist, "nothing was ever written there")
	_, err = Lock(filepath.Join(path, "a", "b"), books, now)
	assert.ErrorIs(t, err, fs.ErrNotExist)
}

// TestADamagedMarker: a folder that does not know any more which one it is gives nothing away and takes nothing in.
func TestADamagedMarker(t *testing.T) {
	path := written(t)
	marker := raw(t, path, markerName)
	require.NoError(t, os.WriteFile(filepath.Join(path, markerName), marker[:len(marker)-1], 0o600))
	_, err := Open(path, books)
	assert.ErrorIs(t, err, ErrTorn)
	_, err = Lock(path, books, now)
	assert.ErrorIs(t, err, ErrTorn)
	require.NoError(t, os.Remove(filepath.Join(path, markerName)))
	_, err = Lock(path, books, now)
	assert.ErrorIs(t, err, ErrForeign, "files without a marker are somebody else's")
}

// TestAFolderThatWasRemoved: what was begun in it fails, and says so.
func TestAFolderThatWasRemoved(t *testing.T) {
	path := written(t)
	f := locked(t, path)
	w, err := f.Create("book-3")
	require.NoError(t, err)
	require.NoError(t, os.RemoveAll(path))
	assert.Error(t, w.Commit())
	_, err = f.Create("book-4")
	assert.Error(t, err)
	assert.Error(t, f.Write("book-4", nil))
	_, err = Lock(filepath.Join(path, "below"), books, now)
	assert.ErrorIs(t, err, fs.ErrNotExist)
}
