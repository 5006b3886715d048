package shards_test

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/billrecon/billrecon/recon"
	"github.com/billrecon/billrecon/recon/internal/trouble"
	"github.com/billrecon/billrecon/recon/shards"
)

// TestMatchRefuses: what cannot be is named, before anything is read.
func TestMatchRefuses(t *testing.T) {
	for reason, tt := range map[string]struct {
		change func(*shards.Folder)
		rules  recon.Rules
		field  string
		kind   error
	}{
		"no folder":               {func(f *shards.Folder) { f.Path = "" }, recon.Rules{}, "Folder.Path", shards.ErrFolder},
		"negative shards":         {func(f *shards.Folder) { f.Shards = -1 }, recon.Rules{}, "Folder.Shards", shards.ErrFolder},
		"too many shards":         {func(f *shards.Folder) { f.Shards = 1<<16 + 1 }, recon.Rules{}, "Folder.Shards", shards.ErrFolder},
		"too little memory":       {func(f *shards.Folder) { f.Memory = 1 << 20 }, recon.Rules{}, "Folder.Memory", shards.ErrFolder},
		"a name that is a book":   {func(f *shards.Folder) { f.Run = strings.Repeat("x", 257) }, recon.Rules{}, "Folder.Run", shards.ErrFolder},
		"reuse of nobody knows":   {func(f *shards.Folder) { f.Run, f.Reuse = "", true }, recon.Rules{}, "Folder.Reuse", shards.ErrFolder},
		"a folder without parent": {func(f *shards.Folder) { f.Path += "/a/b" }, recon.Rules{}, "Folder.Path", os.ErrNotExist},
		"bad rules":               {func(*shards.Folder) {}, recon.Rules{Hold: -1}, "Rules.Hold", recon.ErrInvalidRules},
	} {
		folder := shards.Folder{Path: t.TempDir(), Run: "monday"}
		tt.change(&folder)
		_, err := matchUnread(t, trouble.Input{Rules: tt.rules}, folder)
		assert.ErrorIs(t, err, tt.kind, reason)
		assert.ErrorContains(t, err, tt.field, reason)
	}
	_, err := shards.Match[recon.Record](t.Context(), nil, nil, unread(t), trouble.Same, recon.Rules{}, shards.Folder{Path: t.TempDir()})
	assert.ErrorIs(t, err, recon.ErrInvalidRecord)
	_, err = shards.Match[recon.Record, recon.Record](t.Context(), unread(t), trouble.Same, nil, nil, recon.Rules{}, shards.Folder{Path: t.TempDir()})
	assert.ErrorIs(t, err, recon.ErrInvalidRecord)
}

// TestMatchNamesRows: a row that cannot be computed with is named by its place, as recon.Match does.
func TestMatchNamesRows(t *testing.T) {
	rows := make([]recon.Record, 20)
	rows[17].Amount = decimal.New(1, 20_000)
	_, err := match(trouble.Input{Bills: rows}, shards.Folder{Path: t.TempDir()})
	_, want := recon.Match(rows, trouble.Same, []recon.Record{}, trouble.Same, recon.Rules{})
	assert.Equal(t, want, err)
}

// TestFoldersOfOthers: a folder that is not of this run is refused by the name of what says so, and stays as it is.
func TestFoldersOfOthers(t *testing.T) {
	in := trouble.Generate(3, 160)
	for reason, tt := range map[string]struct {
		spoil func(t *testing.T, f *shards.Folder, in *trouble.Input)
		names string // what the error names
	}{
		"another's files": {func(t *testing.T, f *shards.Folder, _ *trouble.Input) {
			f.Path = t.TempDir()
			write(t, filepath.Join(f.Path, "photos.zip"), "PK")
		}, "photos.zip"},
		"a file that is not ours among ours": {func(t *testing.T, f *shards.Folder, _ *trouble.Input) {
			write(t, filepath.Join(f.Path, "photos.zip"), "PK")
		}, "photos.zip"},
		"a name that is nearly ours": {func(t *testing.T, f *shards.Folder, _ *trouble.Input) {
			write(t, filepath.Join(f.Path, "found-1"), "what is this")
		}, "found-1"},
		"a temporary file that anybody could name": {func(t *testing.T, f *shards.Folder, _ *trouble.Input) {
			write(t, filepath.Join(f.Path, "rows.tmp"), "half a file")
		}, "rows.tmp"},
		"another's manifest": {func(t *testing.T, f *shards.Folder, _ *trouble.Input) {
			write(t, filepath.Join(f.Path, "folder"), `{"name":"an app","start_url":"/"}`)
		}, "folder"},
		"another version": {func(t *testing.T, f *shards.Folder, _ *trouble.Input) {
			edit(t, filepath.Join(f.Path, "folder"), "shards 1", "shards 2")
		}, "folder"},
		"a run file that was edited": {func(t *testing.T, f *shards.Folder, _ *trouble.Input) {
			edit(t, filepath.Join(f.Path, "run"), "monday", "friday")
		}, "run"},
		"the rows of another folder": {func(t *testing.T, f *shards.Folder, in *trouble.Input) {
			other := shards.Folder{Path: t.TempDir(), Run: f.Run, Shards: f.Shards}
			onDisk(t, *in, other)
			require.NoError(t, os.Rename(filepath.Join(other.Path, "rows"), filepath.Join(f.Path, "rows")))
		}, "rows"},
		"two files that were swapped": {func(t *testing.T, f *shards.Folder, _ *trouble.Input) {
			found := foundIn(t, f.Path)
			a, b := filepath.Join(f.Path, found[0]), filepath.Join(f.Path, found[1])
			first, second := read(t, a), read(t, b)
			write(t, a, second)
			write(t, b, first)
		}, "found-000"},
		"a symbolic link in the place of a file": {func(t *testing.T, f *shards.Folder, _ *trouble.Input) {
			elsewhere := filepath.Join(t.TempDir(), "rows")
			require.NoError(t, os.Rename(filepath.Join(f.Path, "rows"), elsewhere))
			require.NoError(t, os.Symlink(elsewhere, filepath.Join(f.Path, "rows")))
		}, "rows"},
		"a symbolic link in the place of the folder": {func(t *testing.T, f *shards.Folder, _ *trouble.Input) {
			link := filepath.Join(t.TempDir(), "link")
			require.NoError(t, os.Symlink(f.Path, link))
			f.Path = link
		}, "link"},
		"another run":       {func(_ *testing.T, f *shards.Folder, _ *trouble.Input) { f.Run = "tuesday" }, "Folder.Run"},
		"other rules":       {func(_ *testing.T, _ *shards.Folder, in *trouble.Input) { in.Rules.Hold++ }, "other rules"},
		"another tolerance": {func(_ *testing.T, _ *shards.Folder, in *trouble.Input) { in.Rules.FeeTolerance.PPM = 7 }, "other rules"},
		"another zone": {func(_ *testing.T, _ *shards.Folder, in *trouble.Input) {
			in.Rules.Location = time.FixedZone("elsewhere", 3600)
		}, "other rules"},
		"a row in its pool":  {func(_ *testing.T, _ *shards.Folder, in *trouble.Input) { in.Rules.Pool.Bills = in.Rules.Pool.Bills[1:] }, "another pool"},
		"another pool's day": {func(_ *testing.T, _ *shards.Folder, in *trouble.Input) { in.Rules.Pool.BillDate-- }, "another pool"},
		"number of shards":   {func(_ *testing.T, f *shards.Folder, _ *trouble.Input) { f.Shards = 9 }, "number of shards"},
	} {
		folder := shards.Folder{Path: filepath.Join(t.TempDir(), "monday"), Run: "monday", Reuse: true, Shards: 4, Memory: 16 << 20}
		onDisk(t, in, folder)
		other := in
		tt.spoil(t, &folder, &other)
		before := filesOf(t, folder.Path)
		res, err := matchUnread(t, other, folder)
		if err == nil {
			err = readAll(res)
		}
		assert.ErrorIs(t, err, shards.ErrFolder, reason)
		assert.ErrorContains(t, err, tt.names, reason)
		assert.Equal(t, before, filesOf(t, folder.Path), reason)
	}
}

// readAll reads everything that a result has.
func readAll(res *shards.Result) error {
	for _, groups := range []func(func(shards.Group, error) bool){res.Groups(), res.Differences()} {
		for _, err := range groups {
			if err != nil {
				return err
			}
		}
	}
	return nil
}

func read(t *testing.T, path string) string {
	t.Helper()
	data, err := os.ReadFile(path)
	require.NoError(t, err)
	return string(data)
}

func write(t *testing.T, path, text string) {
	t.Helper()
	require.NoError(t, os.WriteFile(path, []byte(text), 0o600))
}

func edit(t *testing.T, path, old, with string) {
	t.Helper()
	text := read(t, path)
	require.Contains(t, text, old)
	write(t, path, strings.Replace(text, old, with, 1))
}

// filesOf lists the files of a folder.
func filesOf(t *testing.T, folder string) (names []string) {
	t.Helper()
	entries, err := os.ReadDir(folder)
	require.NoError(t, err)
	for _, e := range entries {
		names = append(names, e.Name())
	}
	return names
}

// foundIn lists the files of what the steps of a run have found.
func foundIn(t *testing.T, folder string) []string {
	t.Helper()
	found := slices.DeleteFunc(filesOf(t, folder), func(name string) bool { return !strings.HasPrefix(name, "found-") })
	require.GreaterOrEqual(t, len(found), 3, "the test needs several steps")
	return found
}

// TestDamage turns single bytes of every file around, and cuts files off: no such file is ever believed.
func TestDamage(t *testing.T) {
	in := trouble.Generate(5, 240)
	folder := shards.Folder{Path: t.TempDir(), Run: "2026-11-22", Shards: 2, Reuse: true}
	onDisk(t, in, folder)
	try := func() error {
		res, err := matchUnread(t, in, folder)
		if err != nil {
			return err
		}
		return readAll(res)
	}
	for _, name := range filesOf(t, folder.Path) {
		if name == "lock" {
			continue // it says who held the folder last
		}
		path := filepath.Join(folder.Path, name)
		whole := read(t, path)
		for at := 0; at < len(whole); at += 1 + len(whole)/40 {
			write(t, path, whole[:at]+string(whole[at]^0x10)+whole[at+1:])
			assert.ErrorIs(t, try(), shards.ErrFolder, "%s of %d bytes, changed at %d", name, len(whole), at)
		}
		for _, cut := range []int{0, len(whole) / 2, len(whole) - 1} {
			write(t, path, whole[:cut])
			assert.ErrorIs(t, try(), shards.ErrFolder, "%s of %d bytes, cut off at %d", name, len(whole), cut)
		}
		write(t, path, whole)
	}
	assert.NoError(t, try())
}

// TestDamageBehindTheBack: a file that is changed while its result is read is not believed either.
func TestDamageBehindTheBack(t *testing.T) {
	folder := shards.Folder{Path: t.TempDir(), Shards: 2}
	res := onDisk(t, trouble.Generate(5, 240), folder)
	for _, name := range []string{"rows", foundIn(t, folder.Path)[0]} {
		path := filepath.Join(folder.Path, name)
		whole := read(t, path)
		at := len(whole) / 2
		if name != "rows" {
			at = len(whole) - 100 // in the groups, which come last
		}
		write(t, path, whole[:at]+string(whole[at]^1)+whole[at+1:])
		assert.ErrorIs(t, readAll(res), shards.ErrFolder, name)
		require.NoError(t, os.Remove(path))
		assert.ErrorIs(t, readAll(res), shards.ErrFolder, name)
		write(t, path, whole)
	}
	require.NoError(t, readAll(res))
}

// TestMissingFiles: a file that is gone is missed.
func TestMissingFiles(t *testing.T) {
	in := trouble.Generate(5, 240)
	folder := shards.Folder{Path: t.TempDir(), Run: "2026-11-22", Shards: 2, Reuse: true}
	onDisk(t, in, folder)
	for _, name := range append(foundIn(t, folder.Path), "rows", "run", "folder") {
		path := filepath.Join(folder.Path, name)
		whole := read(t, path)
		require.NoError(t, os.Remove(path))
		_, err := matchUnread(t, in, folder)
		assert.Error(t, err, name)
		assert.True(t, errors.Is(err, shards.ErrFolder) || errors.Is(err, recon.ErrProof), "%s: %v", name, err)
		write(t, path, whole)
	}
	sameAsMatch(t, in, onDisk(t, in, folder))
}
