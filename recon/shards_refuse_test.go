package recon_test

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/shopspring/decimal"

	"github.com/billrecon/billrecon/recon"
)

// TestMatchShardsRefuses: what cannot be is named, before anything is read.
func TestMatchShardsRefuses(t *testing.T) {
	ok := func() recon.ShardFolder { return recon.ShardFolder{Path: t.TempDir()} }
	with := func(change func(*recon.ShardFolder)) recon.ShardFolder {
		f := ok()
		change(&f)
		return f
	}
	for _, tt := range []struct {
		reason string
		folder recon.ShardFolder
		rules  recon.Rules
		field  string
		kind   error
	}{
		{"no folder", recon.ShardFolder{}, recon.Rules{}, "ShardFolder.Path", recon.ErrShardFolder},
		{"negative shards", with(func(f *recon.ShardFolder) { f.Shards = -1 }), recon.Rules{}, "ShardFolder.Shards", recon.ErrShardFolder},
		{"too many shards", with(func(f *recon.ShardFolder) { f.Shards = 1<<16 + 1 }), recon.Rules{}, "ShardFolder.Shards", recon.ErrShardFolder},
		{"too little memory", with(func(f *recon.ShardFolder) { f.Memory = 1 << 20 }), recon.Rules{}, "ShardFolder.Memory", recon.ErrShardFolder},
		{"a name that is a book", with(func(f *recon.ShardFolder) { f.Run = strings.Repeat("x", 257) }), recon.Rules{}, "ShardFolder.Run", recon.ErrShardFolder},
		{"bad rules", ok(), recon.Rules{Hold: -1}, "Rules.Hold", recon.ErrInvalidRules},
	} {
		_, err := recon.MatchShards(t.Context(), unread(t), same, unread(t), same, tt.rules, tt.folder)
		var own *recon.Error
		if !errors.Is(err, tt.kind) || !errors.As(err, &own) || own.Field != tt.field {
			t.Errorf("%s: the error is %v, want one of %s", tt.reason, err, tt.field)
		}
	}
	_, err := recon.MatchShards[recon.Record](t.Context(), nil, nil, unread(t), same, recon.Rules{}, ok())
	if !errors.Is(err, recon.ErrInvalidRecord) {
		t.Errorf("no record func: %v", err)
	}
	_, err = recon.MatchShards[recon.Record, recon.Record](t.Context(), unread(t), same, nil, nil, recon.Rules{}, ok())
	if !errors.Is(err, recon.ErrInvalidRecord) {
		t.Errorf("no record func: %v", err)
	}
}

// TestMatchShardsNamesRows: a row that cannot be computed with is named by its place, as Match does.
func TestMatchShardsNamesRows(t *testing.T) {
	rows := make([]recon.Record, 20)
	rows[17].Amount = decimal.New(1, 20_000)
	_, err := recon.MatchShards(t.Context(), yielded(rows), same, nil, same, recon.Rules{}, recon.ShardFolder{Path: t.TempDir()})
	_, want := recon.Match(rows, same, []recon.Record{}, same, recon.Rules{})
	if err == nil || want == nil || err.Error() != want.Error() {
		t.Errorf("the error is %v, that of Match %v", err, want)
	}
}

// TestFoldersOfOthers: a folder that is not of this run is refused by the name of what says so, and stays as it is.
func TestFoldersOfOthers(t *testing.T) {
	in := manyRows(3, 8)
	for _, tt := range []struct {
		reason, file string
		spoil        func(t *testing.T, path string, f *recon.ShardFolder, in *input)
	}{
		{"another's files", "photos.zip", func(t *testing.T, path string, f *recon.ShardFolder, _ *input) {
			f.Path = t.TempDir()
			write(t, filepath.Join(f.Path, "photos.zip"), "PK")
		}},
		{"another's manifest", "manifest.json", func(t *testing.T, path string, _ *recon.ShardFolder, _ *input) {
			write(t, path, `{"name":"an app","start_url":"/"}`)
		}},
		{"another version", "manifest.json", func(t *testing.T, path string, _ *recon.ShardFolder, _ *input) {
			reseal(t, path, `"version":1`, `"version":2`)
		}},
		{"another format", "manifest.json", func(t *testing.T, path string, _ *recon.ShardFolder, _ *input) {
			reseal(t, path, "billrecon shards", "another's shards")
		}},
		{"a manifest that was changed", "manifest.json", func(t *testing.T, path string, _ *recon.ShardFolder, _ *input) {
			write(t, path, strings.Replace(read(t, path), "monday", "friday", 1))
		}},
		{"a file with a name that is nearly ours", "found-1", func(t *testing.T, path string, _ *recon.ShardFolder, _ *input) {
			write(t, filepath.Join(filepath.Dir(path), "found-1"), "what is this")
		}},
		{"another run", "manifest.json", func(_ *testing.T, _ string, f *recon.ShardFolder, _ *input) { f.Run = "tuesday" }},
		{"a run without a name", "manifest.json", func(_ *testing.T, _ string, f *recon.ShardFolder, _ *input) { f.Run = "" }},
		{"other rules", "manifest.json", func(_ *testing.T, _ string, _ *recon.ShardFolder, in *input) { in.rules.Hold++ }},
		{"another zone", "manifest.json", func(_ *testing.T, _ string, _ *recon.ShardFolder, in *input) {
			in.rules.Location = time.FixedZone("elsewhere", 3600)
		}},
		{"another pool", "manifest.json", func(_ *testing.T, _ string, _ *recon.ShardFolder, in *input) {
			in.rules.Pool.Bills = append(slices.Clone(in.rules.Pool.Bills), recon.PoolRow{ID: "more", Record: recon.Record{Key: "A"}})
		}},
		{"another number of shards", "manifest.json", func(_ *testing.T, _ string, f *recon.ShardFolder, _ *input) { f.Shards = 9 }},
	} {
		folder := recon.ShardFolder{Path: t.TempDir(), Run: "monday", Shards: 4}
		onDisk(t, in, folder)
		other := in
		other.rules.Pool.Version = recon.PoolVersion
		tt.spoil(t, filepath.Join(folder.Path, "manifest.json"), &folder, &other)
		before := filesOf(t, folder.Path)
		_, err := recon.MatchShards(t.Context(), unread(t), same, unread(t), same, other.rules, folder)
		if !errors.Is(err, recon.ErrShardFolder) || !strings.Contains(err.Error(), "/"+tt.file+":") {
			t.Errorf("%s: the error is %v", tt.reason, err)
		}
		if after := filesOf(t, folder.Path); !slices.Equal(before, after) {
			t.Errorf("%s: the files were %v, are %v", tt.reason, before, after)
		}
	}
}

func read(t *testing.T, path string) string {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

func write(t *testing.T, path, text string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

// TestDamage turns single bytes of every file around: no such file is ever believed.
func TestDamage(t *testing.T) {
	in := manyRows(5, 12)
	folder := recon.ShardFolder{Path: t.TempDir(), Run: "2026-11-22", Shards: 2}
	res := onDisk(t, in, folder)
	silent := 0
	for _, name := range filesOf(t, folder.Path) {
		path := filepath.Join(folder.Path, name)
		whole := read(t, path)
		if name == "result.json" {
			continue // it is for people, and written again
		}
		for at := 0; at < len(whole); at += 1 + len(whole)/40 {
			write(t, path, whole[:at]+string(whole[at]^0x10)+whole[at+1:])
			again, err := recon.MatchShards(t.Context(), unread(t), same, unread(t), same, in.rules, folder)
			if err == nil {
				for _, err = range again.Groups() {
					if err != nil {
						break
					}
				}
			}
			if err == nil {
				for _, err = range again.Differences() {
					if err != nil {
						break
					}
				}
			}
			if err == nil && again.Digest() != res.Digest() {
				t.Fatalf("%s damaged at %d gives another digest", name, at)
			}
			if err == nil {
				silent++
				t.Logf("%s of %d bytes, changed at %d", name, len(whole), at)
			} else if !errors.Is(err, recon.ErrShardFolder) {
				t.Errorf("%s damaged at %d: %v", name, at, err)
			}
		}
		write(t, path, whole[:len(whole)-1])
		if _, err := recon.MatchShards(t.Context(), unread(t), same, unread(t), same, in.rules, folder); !errors.Is(err, recon.ErrShardFolder) {
			t.Errorf("%s cut off: %v", name, err)
		}
		write(t, path, whole)
	}
	if silent > 0 {
		t.Errorf("%d changed bytes went unseen", silent)
	}
	sameAsMatch(t, in, onDisk(t, in, folder))
}

// TestMissingFiles: a file of rows that is gone is named.
func TestMissingFiles(t *testing.T) {
	in := manyRows(5, 12)
	folder := recon.ShardFolder{Path: t.TempDir(), Run: "2026-11-22", Shards: 2}
	onDisk(t, in, folder)
	for _, name := range []string{"result.json", "found-000-00000-00001", "rows-00001"} {
		if err := os.Remove(filepath.Join(folder.Path, name)); err != nil {
			t.Fatal(err)
		}
	}
	_, err := recon.MatchShards(t.Context(), unread(t), same, unread(t), same, in.rules, folder)
	if !errors.Is(err, recon.ErrShardFolder) || !strings.Contains(fmt.Sprint(err), "rows-00001") {
		t.Errorf("the error is %v", err)
	}
}
