//go:build linux || darwin

// Package storetest checks a daily.Store: what every one must do, two jobs at once, and jobs that are killed in processes of their own.
package storetest

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/billrecon/billrecon/recon/daily"
)

// Open opens the store that target names; in a child process too.
type Open func(ctx context.Context, target string) (daily.Store, error)

// envTarget names the store that a child process runs its job over.
const envTarget = "STORE_TEST_TARGET"

// Main is what TestMain calls: in a child process it is the job, over and over.
func Main(m *testing.M, open Open) {
	target := os.Getenv(envTarget)
	if target == "" {
		os.Exit(m.Run())
	}
	if err := limitFiles(); err == nil {
		err = child(target, open)
		fmt.Fprintln(os.Stderr, err)
	}
	os.Exit(1)
}

// child runs the 22nd again and again, now with a mistake in the books and now without, until it is killed or fails.
func child(target string, open Open) error {
	ctx := context.Background()
	store, err := open(ctx, target)
	if err != nil {
		return err
	}
	fmt.Println("open")
	for n := 0; ; n++ {
		_, err := Job(store, n%2 == 0).Run(ctx, day(22))
		if errors.Is(err, daily.ErrLocked) {
			n--
			continue
		}
		if err != nil {
			return err
		}
	}
}

func command(target string, more ...string) *exec.Cmd {
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(append(os.Environ(), envTarget+"="+target), more...)
	return cmd
}

// start starts a child and waits until it has opened the store.
func start(t *testing.T, target string) *exec.Cmd {
	t.Helper()
	cmd := command(target)
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	require.NoError(t, err)
	require.NoError(t, cmd.Start())
	t.Cleanup(func() { _ = cmd.Process.Kill(); _ = cmd.Wait() })
	_, err = out.Read(make([]byte, 5))
	require.NoError(t, err)
	return cmd
}

// Contract checks what every store must do. fresh names a store in which nothing is.
func Contract(t *testing.T, open Open, fresh func(t *testing.T) string) {
	ctx := t.Context()
	target := fresh(t)
	store, err := open(ctx, target)
	require.NoError(t, err)
	day := func(n int) map[daily.Part][]byte {
		all := map[daily.Part][]byte{}
		for i, part := range Parts {
			all[part] = make([]byte, i*n)
			for k := range all[part] {
				all[part][k] = byte(k * n)
			}
		}
		return all
	}
	decision := func(text string) map[daily.Part][]byte {
		return map[daily.Part][]byte{daily.PartDecision: []byte(text)}
	}
	saved := map[string]map[daily.Part][]byte{
		"2026-11-22.1": day(3), "2026-11-09.1": day(1_000_003), "2026-11-22.2": day(5),
		"decision.000001": decision(`{"n":1}`), "decision.000002": decision(`{"n":"二"}`),
	}
	names, err := store.Names(ctx)
	require.NoError(t, err)
	assert.Empty(t, names)
	_, err = store.Load(ctx, "2026-11-22.1", daily.PartHead)
	assert.ErrorIs(t, err, daily.ErrDamaged)

	held, err := store.Lock(ctx)
	require.NoError(t, err)
	other, err := open(ctx, target)
	require.NoError(t, err)
	_, err = other.Lock(ctx)
	require.ErrorIs(t, err, daily.ErrLocked)
	assert.ErrorContains(t, err, fmt.Sprintf("process %d on ", os.Getpid()))
	for name, parts := range saved {
		require.NoError(t, held.Save(ctx, name, parts))
	}
	for _, s := range []daily.Store{store, other} {
		names, err = s.Names(ctx)
		require.NoError(t, err)
		assert.ElementsMatch(t, slices.Collect(maps.Keys(saved)), names)
		for name, parts := range saved {
			for part, want := range parts {
				got, err := s.Load(ctx, name, part)
				require.NoError(t, err)
				require.True(t, string(got) == string(want), "%s of %s: %d bytes, want %d", part, name, len(got), len(want))
			}
		}
		_, err = s.Load(ctx, "2026-11-22.3", daily.PartHead)
		assert.ErrorIs(t, err, daily.ErrDamaged)
		_, err = s.Load(ctx, "2026-11-22.1", daily.PartDecision)
		assert.ErrorIs(t, err, daily.ErrDamaged)
	}
	require.NoError(t, held.Close())
	held, err = other.Lock(ctx)
	require.NoError(t, err)
	require.NoError(t, held.Close())
}

// outcomes are what the 22nd can be, with the mistake and without.
func outcomes(t *testing.T) (wrong, right map[daily.Part]string) {
	t.Helper()
	for _, mistake := range []bool{true, false} {
		store := daily.Folder(t.TempDir() + "/state")
		run(t, store, 21, mistake)
		run(t, store, 22, mistake)
		if mistake {
			wrong = kept(t, store)
		} else {
			right = kept(t, store)
		}
	}
	require.NotEqual(t, wrong, right)
	return wrong, right
}

// kept is what is kept of the 22nd, the last of two days.
func kept(t *testing.T, store daily.Store) map[daily.Part]string {
	t.Helper()
	days, err := daily.Days(t.Context(), store)
	require.NoError(t, err)
	require.Len(t, days, 2)
	return Kept(t, store, day(22))
}

func run(t *testing.T, store daily.Store, d int, mistake bool) {
	t.Helper()
	_, err := Job(store, mistake).Run(t.Context(), day(d))
	require.NoError(t, err)
}

// Kills kills children at random moments of the first runs of their work: what is kept is the one answer or the other, in all its parts.
// Where the answer stays what it was the next child has more time, and less where it does not, whatever the pace of the machine.
func Kills(t *testing.T, open Open, fresh func(t *testing.T) string, kills int) {
	wrong, right := outcomes(t)
	rng := rngOf(22, 11)
	seen, was := map[bool]int{}, false
	var target string
	var within time.Duration
	for n := range kills {
		if n%25 == 0 { // every answer is kept: what is read grows
			target = fresh(t)
			store, err := open(t.Context(), target)
			require.NoError(t, err)
			run(t, store, 21, false)
			run(t, store, 22, false)
			begin := time.Now()
			run(t, store, 22, true)
			within, was = 3*time.Since(begin), false
		}
		cmd := start(t, target)
		time.Sleep(time.Duration(rng.Int64N(int64(within)))) // where the process dies, not what the test waits for
		_ = cmd.Process.Kill()
		require.Equal(t, -1, exitCode(cmd), "the job failed by itself")
		store, err := open(t.Context(), target)
		require.NoError(t, err)
		got := kept(t, store)
		isRight := got[daily.PartHead] == right[daily.PartHead]
		seen[isRight]++
		if isRight == was {
			within += within / 4
		} else {
			within -= within / 4
		}
		was = isRight
		want := wrong
		if isRight {
			want = right
		}
		require.Equal(t, want, got, "after kill %d", n)
	}
	t.Logf("%d kills: %d times the one answer, %d times the other", kills, seen[true], seen[false])
	assert.True(t, seen[true] > 0 && seen[false] > 0, "all answers are the same: the test shows nothing")
	store, err := open(t.Context(), target)
	require.NoError(t, err)
	runSoon(t, store)
	assert.Equal(t, right, kept(t, store), "a run after it all gives what an undisturbed one gives")
}

func exitCode(cmd *exec.Cmd) int {
	_ = cmd.Wait()
	return cmd.ProcessState.ExitCode()
}

// TwoJobs runs jobs beside those of another process: some are told who holds the lock, and none is when that process is gone.
func TwoJobs(t *testing.T, open Open, target string) {
	store, err := open(t.Context(), target)
	require.NoError(t, err)
	run(t, store, 21, false)
	first := start(t, target)
	holder := fmt.Sprintf("process %d on ", first.Process.Pid)
	told := func() bool {
		for range 1000 {
			_, err := Job(store, false).Run(t.Context(), day(21))
			if err != nil && assert.ErrorIs(t, err, daily.ErrLocked) && strings.Contains(err.Error(), holder) {
				return true
			}
		}
		return false
	}()
	require.True(t, told, "nobody said that %s holds the lock", holder)
	require.NoError(t, first.Process.Kill())
	_ = first.Wait()
	runSoon(t, store)
}

// runSoon runs the 22nd without the mistake. A server may take a moment to see that a process is gone.
func runSoon(t *testing.T, store daily.Store) {
	t.Helper()
	require.Eventually(t, func() bool {
		_, err := Job(store, false).Run(context.Background(), day(22))
		return err == nil
	}, 20*time.Second, 10*time.Millisecond, "the lock goes with the process")
}
