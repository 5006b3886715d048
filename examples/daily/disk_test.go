package main

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestReplaceFlushesBeforeItRenames(t *testing.T) {
	path := filepath.Join(t.TempDir(), "pool.json")
	var steps []string
	d := disk{before: func(step, _ string) error {
		steps = append(steps, step)
		return nil
	}}
	require.NoError(t, d.replace(path, 0o600, text("new")))
	assert.Equal(t, []string{"create", "write", "sync", "rename", "sync folder"}, steps)
	info, err := os.Stat(path)
	require.NoError(t, err)
	assert.Equal(t, os.FileMode(0o600), info.Mode().Perm())
}

// Whatever step fails, the file is the old one or the new one, and no temporary file stays.
func TestReplaceThatFails(t *testing.T) {
	full := errors.New("no space left")
	for _, step := range []string{"create", "write", "sync", "rename"} {
		t.Run(step, func(t *testing.T) {
			folder := t.TempDir()
			path := filepath.Join(folder, "pool.json")
			require.NoError(t, disk{}.replace(path, 0o600, text("old")))
			d := disk{before: func(s, _ string) error {
				if s == step {
					return full
				}
				return nil
			}}
			assert.ErrorIs(t, d.replace(path, 0o600, text("new")), full)
			got, err := os.ReadFile(path)
			require.NoError(t, err)
			assert.Equal(t, "old", string(got))
			entries, err := os.ReadDir(folder)
			require.NoError(t, err)
			assert.Len(t, entries, 1)
		})
	}
}

func TestReplaceKeepsTheErrorOfTheContent(t *testing.T) {
	broken := errors.New("the report is broken")
	path := filepath.Join(t.TempDir(), "report.csv")
	err := disk{}.replace(path, 0o600, func(w io.Writer) error {
		_, _ = w.Write([]byte("half of it"))
		return broken
	})
	assert.ErrorIs(t, err, broken)
	assert.NoFileExists(t, path)
}

func TestReplaceWritesOverWhatAKilledRunLeft(t *testing.T) {
	folder := t.TempDir()
	path := filepath.Join(folder, "pool.json")
	require.NoError(t, os.WriteFile(filepath.Join(folder, ".pool.json.tmp"), []byte("a longer text of a killed run"), 0o600))
	require.NoError(t, disk{}.replace(path, 0o600, text("new")))
	got, err := os.ReadFile(path)
	require.NoError(t, err)
	assert.Equal(t, "new", string(got))
}

func TestReplaceWithoutAFolder(t *testing.T) {
	assert.Error(t, disk{}.replace(filepath.Join(t.TempDir(), "absent", "pool.json"), 0o600, text("new")))
}

func text(s string) func(io.Writer) error {
	return func(w io.Writer) error {
		_, err := io.WriteString(w, s)
		return err
	}
}
