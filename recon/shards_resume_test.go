package recon_test

import (
	"context"
	"errors"
	"iter"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/billrecon/billrecon/recon"
)

// filesOf lists the files of a folder.
func filesOf(t *testing.T, folder string) []string {
	t.Helper()
	entries, err := os.ReadDir(folder)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, e := range entries {
		names = append(names, e.Name())
	}
	return names
}

// unread is a sequence that must not be read.
func unread(t *testing.T) iter.Seq2[recon.Record, error] {
	return func(func(recon.Record, error) bool) { t.Error("rows are read that are in files already") }
}

// TestResume breaks a run off after every file that it writes, and goes on.
func TestResume(t *testing.T) {
	in := manyRows(6, 30)
	folder := recon.ShardFolder{Path: t.TempDir(), Run: "2026-11-22", Shards: 7, Memory: 16 << 20}
	onDisk(t, in, folder)
	whole := filesOf(t, folder.Path)
	found := slices.DeleteFunc(slices.Clone(whole), func(name string) bool { return !strings.HasPrefix(name, "found-") })
	if len(found) < 3 {
		t.Fatalf("only %v: the test needs several steps", found)
	}
	for kept := range found {
		for _, name := range append([]string{"result.json"}, found[kept:]...) {
			if err := os.Remove(filepath.Join(folder.Path, name)); err != nil && !errors.Is(err, os.ErrNotExist) {
				t.Fatal(err)
			}
		}
		half := filepath.Join(folder.Path, found[kept]+".tmp")
		if err := os.WriteFile(half, []byte("half a file"), 0o600); err != nil {
			t.Fatal(err)
		}
		res, err := recon.MatchShards(t.Context(), unread(t), same, unread(t), same, in.rules, folder)
		if err != nil {
			t.Fatalf("with %d of %d files: %v", kept, len(found), err)
		}
		sameAsMatch(t, in, res)
		if now := filesOf(t, folder.Path); !slices.Equal(now, whole) {
			t.Errorf("the files are %v, were %v", now, whole)
		}
	}
}

// TestResumeFinished: a finished run with a name gives its result again, and nothing is read.
func TestResumeFinished(t *testing.T) {
	in := manyRows(7, 10)
	folder := recon.ShardFolder{Path: t.TempDir(), Run: "2026-11-22"}
	onDisk(t, in, folder)
	again, err := recon.MatchShards(t.Context(), unread(t), same, unread(t), same, in.rules, folder)
	if err != nil {
		t.Fatal(err)
	}
	sameAsMatch(t, in, again)
	if again.Cost().BytesWritten != 0 {
		t.Errorf("%d bytes were written", again.Cost().BytesWritten)
	}
}

// TestRestart: a run that ended while rows were read starts again, with or without a name, and the first error comes back.
func TestRestart(t *testing.T) {
	in := manyRows(8, 20)
	broken := errors.New("the connection was lost")
	for _, name := range []string{"", "2026-11-22"} {
		folder := recon.ShardFolder{Path: t.TempDir(), Run: name, Shards: 3}
		half := func(yield func(recon.Record, error) bool) {
			for _, r := range in.orders[:len(in.orders)/2] {
				if !yield(r, nil) {
					return
				}
			}
			yield(recon.Record{}, broken)
		}
		_, err := recon.MatchShards(t.Context(), yielded(in.bills), same, half, same, in.rules, folder)
		if !errors.Is(err, broken) || !strings.Contains(err.Error(), "orders after row") {
			t.Errorf("the error is %v", err)
		}
		sameAsMatch(t, in, onDisk(t, in, folder))
	}
}

// TestRestartWithoutName: an unfinished run without a name is not gone on with: nobody knows whether the rows are the same.
func TestRestartWithoutName(t *testing.T) {
	in, other := manyRows(9, 10), manyRows(10, 10)
	other.rules = in.rules
	folder := recon.ShardFolder{Path: t.TempDir()}
	onDisk(t, in, folder)
	if err := os.Remove(filepath.Join(folder.Path, "result.json")); err != nil {
		t.Fatal(err)
	}
	sameAsMatch(t, other, onDisk(t, other, folder))
}

// TestCancel: a run ends when its context does, and goes on with another.
func TestCancel(t *testing.T) {
	in := manyRows(11, 40)
	folder := recon.ShardFolder{Path: t.TempDir(), Run: "2026-11-22"}
	ctx, cancel := context.WithCancel(t.Context())
	counted := func(yield func(recon.Record, error) bool) {
		for r, err := range yielded(in.orders) {
			cancel()
			if !yield(r, err) {
				return
			}
		}
	}
	if _, err := recon.MatchShards(ctx, yielded(in.bills), same, counted, same, in.rules, folder); !errors.Is(err, context.Canceled) {
		t.Errorf("the error is %v", err)
	}
	sameAsMatch(t, in, onDisk(t, in, folder))
}

// TestRemove leaves the folder as it was given.
func TestRemove(t *testing.T) {
	in := manyRows(12, 5)
	folder := recon.ShardFolder{Path: filepath.Join(t.TempDir(), "new")}
	res := onDisk(t, in, folder)
	if err := res.Remove(); err != nil || len(filesOf(t, folder.Path)) != 0 {
		t.Errorf("%v, the folder has %v", err, filesOf(t, folder.Path))
	}
	sameAsMatch(t, in, onDisk(t, in, folder))
}
