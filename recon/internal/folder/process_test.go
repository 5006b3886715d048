//go:build linux || darwin

package folder

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/billrecon/billrecon/internal/longtest"
)

// envChild names the folder that the test binary, run again as a process of its own, works on; envLimit is the most bytes that a file of
// it may have.
const (
	envChild = "FOLDER_TEST_CHILD"
	envLimit = "FOLDER_TEST_LIMIT"
)

func TestMain(m *testing.M) {
	if path := os.Getenv(envChild); path != "" {
		if err := child(path); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}

// generation is the content of a file: everywhere the same number.
func generation(n byte) []byte { return bytes.Repeat([]byte{'a' + n%26}, 200_000) }

// child writes files, over and over, until it is killed, or fails.
func child(path string) error {
	var limit uint64
	if _, err := fmt.Sscan(os.Getenv(envLimit), &limit); err == nil {
		if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &syscall.Rlimit{Cur: limit, Max: limit}); err != nil {
			return err
		}
	}
	f, err := Lock(path, books, now)
	if err != nil {
		return err
	}
	defer f.Close()
	fmt.Println("locked")
	for n := byte(0); ; n++ {
		if err := f.Write(fmt.Sprintf("book-%d", n%3), generation(n)); err != nil {
			return err
		}
	}
}

func command(path string, more ...string) *exec.Cmd {
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(append(os.Environ(), envChild+"="+path), more...)
	return cmd
}

// start starts a child and waits until it holds the lock.
func start(t *testing.T, path string) *exec.Cmd {
	t.Helper()
	cmd := command(path)
	out, err := cmd.StdoutPipe()
	require.NoError(t, err)
	require.NoError(t, cmd.Start())
	t.Cleanup(func() { _ = cmd.Process.Kill(); _ = cmd.Wait() })
	line := make([]byte, 7)
	_, err = out.Read(line)
	require.NoError(t, err)
	return cmd
}

func TestTwoProcesses(t *testing.T) {
	path := written(t)
	first := start(t, path)
	_, err := Lock(path, books, now)
	var held *LockedError
	require.ErrorAs(t, err, &held)
	require.ErrorIs(t, err, ErrLocked)
	host, _ := os.Hostname()
	assert.Equal(t, fmt.Sprintf("process %d on %q, since 2026-11-22T23:30:00Z", first.Process.Pid, host), held.Holder)
	assert.ErrorContains(t, err, held.Holder)
	f, err := Open(path, books)
	require.NoError(t, err, "who only reads needs no lock")
	require.NoError(t, f.Close())

	second := command(path)
	var stderr strings.Builder
	second.Stderr = &stderr
	assert.Error(t, second.Run())
	assert.Contains(t, stderr.String(), held.Holder)

	require.NoError(t, first.Process.Kill())
	_ = first.Wait()
	mine := locked(t, path)
	assert.Empty(t, unfinished(t, path))
	_, err = Lock(path, books, now)
	require.ErrorAs(t, err, &held, "two of one process keep each other out as well")
	require.NoError(t, mine.Close())
	assert.NoError(t, locked(t, path).Close(), "the lock's file stays and locks nobody out")
}

// TestHolderIsALineOfOurs: what else stands in the lock's file is not printed.
func TestHolderIsALineOfOurs(t *testing.T) {
	path := written(t)
	f := locked(t, path)
	require.NotEmpty(t, f.holder())
	for _, text := range []string{"", "short", strings.Repeat("x", 500), "\x00process 7\x1b[2J" + strings.Repeat(" ", 147) + "\n"} {
		require.NoError(t, os.WriteFile(filepath.Join(path, lockName), []byte(text), 0o600))
		assert.Empty(t, f.holder(), "%q", text)
		_, err := Lock(path, books, now)
		assert.ErrorContains(t, err, "locked by another run: wait")
	}
}

// TestKilledAtAnyMoment kills a process that writes without a pause.
func TestKilledAtAnyMoment(t *testing.T) {
	path := filepath.Join(t.TempDir(), "state")
	rng := rand.New(rand.NewPCG(22, 11))
	left := 0
	for range longtest.Or(10, 40) {
		cmd := start(t, path)
		time.Sleep(time.Duration(rng.Int64N(int64(8 * time.Millisecond)))) // where the process dies, not what the test waits for
		require.NoError(t, cmd.Process.Kill())
		_ = cmd.Wait()
		left += len(unfinished(t, path))
		f, err := Open(path, books)
		require.NoError(t, err)
		names, err := f.Names()
		require.NoError(t, err)
		for _, name := range names {
			content, err := f.Read(name)
			require.NoError(t, err)
			require.Equal(t, generation(content[0]-'a'), content, "%s is whole", name)
		}
		require.NoError(t, f.Close())
	}
	assert.NotZero(t, left, "no process died while it was writing: the test shows nothing")
	locked(t, path)
	assert.Empty(t, unfinished(t, path))
}

// TestFullDisk: a disk without room for the next file leaves the one before, and nothing else.
func TestFullDisk(t *testing.T) {
	path := written(t)
	f := locked(t, path)
	require.NoError(t, f.Write("book-0", []byte("old")))
	require.NoError(t, f.Close())
	cmd := command(path, envLimit+"=100000")
	var stderr strings.Builder
	cmd.Stderr = &stderr
	require.Error(t, cmd.Run())
	assert.Contains(t, stderr.String(), "file too large")
	assert.Empty(t, unfinished(t, path))
	f, err := Open(path, books)
	require.NoError(t, err)
	defer f.Close()
	text, err := f.Read("book-0")
	require.NoError(t, err)
	assert.Equal(t, "old", string(text))
}
