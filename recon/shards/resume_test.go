package shards_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/billrecon/billrecon/internal/longtest"
	"github.com/billrecon/billrecon/recon"
	"github.com/billrecon/billrecon/recon/internal/trouble"
	"github.com/billrecon/billrecon/recon/shards"
)

// TestResume breaks a run off after every file that it writes, and goes on.
func TestResume(t *testing.T) {
	in := trouble.Generate(6, longtest.Or(5_000, 20_000))
	folder := shards.Folder{Path: t.TempDir(), Run: "2026-11-22", Shards: 7, Memory: 16 << 20}
	onDisk(t, in, folder)
	whole, found := filesOf(t, folder.Path), foundIn(t, folder.Path)
	want := mustMatch(t, in).Digest()
	for kept := range found {
		for _, name := range append([]string{"result"}, found[kept:]...) {
			if err := os.Remove(filepath.Join(folder.Path, name)); !errors.Is(err, os.ErrNotExist) {
				require.NoError(t, err)
			}
		}
		write(t, filepath.Join(folder.Path, ".unfinished-"+strings.Repeat("A", 26)), "half a file")
		res, err := matchUnread(t, in, folder)
		require.NoError(t, err, "with %d of %d files", kept, len(found))
		require.Equal(t, want, res.Digest())
		assert.Equal(t, whole, filesOf(t, folder.Path))
	}
	folder.Reuse = true
	sameAsMatch(t, in, onDisk(t, in, folder))
}

// TestFinishedRuns are handed out again only to those who ask for it, and nothing is read or written then.
func TestFinishedRuns(t *testing.T) {
	in := trouble.Generate(7, 200)
	folder := shards.Folder{Path: t.TempDir(), Run: "2026-11-22"}
	onDisk(t, in, folder)
	_, err := matchUnread(t, in, folder)
	assert.ErrorIs(t, err, shards.ErrFinished)
	assert.ErrorContains(t, err, "Folder.Reuse")

	before := timesOf(t, folder.Path)
	folder.Reuse = true
	again, err := matchUnread(t, in, folder)
	require.NoError(t, err)
	sameAsMatch(t, in, again)
	assert.Zero(t, again.Cost().BytesWritten)
	assert.Equal(t, before, timesOf(t, folder.Path))

	nameless := shards.Folder{Path: t.TempDir()}
	onDisk(t, in, nameless)
	_, err = matchUnread(t, in, nameless)
	assert.ErrorIs(t, err, shards.ErrFinished)
}

// timesOf says when the files of a folder were last written.
func timesOf(t *testing.T, folder string) map[string]time.Time {
	t.Helper()
	times := map[string]time.Time{}
	for _, name := range append(filesOf(t, folder), ".") {
		seen, err := os.Stat(filepath.Join(folder, name))
		require.NoError(t, err)
		times[name] = seen.ModTime()
	}
	return times
}

// TestReadOnly: a finished folder is read where nothing can be written.
func TestReadOnly(t *testing.T) {
	in := trouble.Generate(7, 200)
	folder := shards.Folder{Path: t.TempDir(), Run: "2026-11-22", Reuse: true}
	onDisk(t, in, folder)
	for _, name := range filesOf(t, folder.Path) {
		require.NoError(t, os.Chmod(filepath.Join(folder.Path, name), 0o400))
	}
	require.NoError(t, os.Chmod(folder.Path, 0o500))
	defer os.Chmod(folder.Path, 0o700)
	res, err := matchUnread(t, in, folder)
	require.NoError(t, err)
	sameAsMatch(t, in, res)
}

// TestRestart: a run that ended while rows were read starts again, with or without a name, and the first error comes back.
func TestRestart(t *testing.T) {
	in := trouble.Generate(8, 400)
	broken := errors.New("the connection was lost")
	for _, name := range []string{"", "2026-11-22"} {
		folder := shards.Folder{Path: t.TempDir(), Run: name, Shards: 3}
		half := func(yield func(recon.Record, error) bool) {
			for _, r := range in.Orders[:len(in.Orders)/2] {
				if !yield(r, nil) {
					return
				}
			}
			yield(recon.Record{}, broken)
		}
		_, err := shards.Match(t.Context(), yielded(in.Bills), trouble.Same, half, trouble.Same, in.Rules, folder)
		assert.ErrorIs(t, err, broken)
		assert.ErrorContains(t, err, "orders after row")
		assert.NotContains(t, filesOf(t, folder.Path), "rows")
		sameAsMatch(t, in, onDisk(t, in, folder))
	}
}

// TestRestartWithoutName: an unfinished run without a name is not gone on with: nobody knows whether the rows are the same.
func TestRestartWithoutName(t *testing.T) {
	in, other := trouble.Generate(9, 200), trouble.Generate(10, 200)
	other.Rules = in.Rules
	folder := shards.Folder{Path: t.TempDir()}
	onDisk(t, in, folder)
	require.NoError(t, os.Remove(filepath.Join(folder.Path, "result")))
	sameAsMatch(t, other, onDisk(t, other, folder))
}

// TestCancel: a run ends when its context does, and goes on with another.
func TestCancel(t *testing.T) {
	in := trouble.Generate(11, 800)
	folder := shards.Folder{Path: t.TempDir(), Run: "2026-11-22"}
	ctx, cancel := context.WithCancel(t.Context())
	counted := func(yield func(recon.Record, error) bool) {
		for r, err := range yielded(in.Orders) {
			cancel()
			if !yield(r, err) {
				return
			}
		}
	}
	_, err := shards.Match(ctx, yielded(in.Bills), trouble.Same, counted, trouble.Same, in.Rules, folder)
	assert.ErrorIs(t, err, context.Canceled)
	sameAsMatch(t, in, onDisk(t, in, folder))
}

// TestRemove leaves a folder for another run.
func TestRemove(t *testing.T) {
	in, other := trouble.Generate(12, 100), trouble.Generate(13, 100)
	folder := shards.Folder{Path: filepath.Join(t.TempDir(), "new"), Run: "2026-11-22"}
	res := onDisk(t, in, folder)
	require.NoError(t, res.Remove())
	assert.Equal(t, []string{"folder", "lock"}, filesOf(t, folder.Path))
	sameAsMatch(t, other, onDisk(t, other, shards.Folder{Path: folder.Path, Shards: 3}))
}
