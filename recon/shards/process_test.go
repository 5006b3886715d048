//go:build linux || darwin

package shards_test

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"os/exec"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/billrecon/billrecon/recon"
	"github.com/billrecon/billrecon/recon/internal/trouble"
	"github.com/billrecon/billrecon/recon/shards"
)

// childFolder names the folder that the test binary, run again as a process of its own, works in until it is killed.
const childFolder = "SHARDS_TEST_CHILD"

func TestMain(m *testing.M) {
	if path := os.Getenv(childFolder); path != "" {
		fmt.Fprintln(os.Stderr, child(path))
		os.Exit(1)
	}
	os.Exit(m.Run())
}

// child matches for ever.
func child(path string) error {
	in := trouble.Generate(1, 200)
	endless := func(yield func(recon.Record, error) bool) {
		for n := 0; ; n++ {
			if n == 300_000 {
				fmt.Println("rows are written")
			}
			if !yield(in.Bills[n%len(in.Bills)], nil) {
				return
			}
		}
	}
	_, err := shards.Match(context.Background(), endless, trouble.Same, nil, trouble.Same, in.Rules, shards.Folder{Path: path, Run: "monday", Memory: 16 << 20})
	return err
}

// TestProcesses: while one process runs in a folder, another is told who it is; when it is killed, the folder is free, and nothing of what
// it had written is taken for rows.
func TestProcesses(t *testing.T) {
	in := trouble.Generate(1, 200)
	folder := shards.Folder{Path: t.TempDir(), Run: "monday"}
	other := exec.CommandContext(t.Context(), os.Args[0])
	other.Env = append(os.Environ(), childFolder+"="+folder.Path)
	out, err := other.StdoutPipe()
	require.NoError(t, err)
	require.NoError(t, other.Start())
	_, err = bufio.NewReader(out).ReadString('\n')
	require.NoError(t, err)

	_, err = matchUnread(t, in, folder)
	assert.ErrorIs(t, err, shards.ErrLocked)
	assert.ErrorContains(t, err, fmt.Sprint("process ", other.Process.Pid))

	require.NoError(t, other.Process.Kill())
	_ = other.Wait() // it was killed
	sameAsMatch(t, in, onDisk(t, in, folder))
	assert.NotContains(t, fmt.Sprint(filesOf(t, folder.Path)), "unfinished")
}
