//go:build linux || darwin

// Package storetest checks a daily.Store: what every one must do, two jobs at once, and jobs that are killed in processes of their own.
package storetest

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/billrecon/billrecon/recon"
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

// Contract checks what every store must do. fresh names a store without days.
func Contract(t *testing.T, open Open, fresh func(t *testing.T) string) {
	ctx := t.Context()
	target := fresh(t)
	store, err := open(ctx, target)
	require.NoError(t, err)
	parts := func(n int) map[daily.Part][]byte {
		all := map[daily.Part][]byte{}
		for i, part := range daily.Parts() {
			all[part] = make([]byte, i*n)
			for k := range all[part] {
				all[part][k] = byte(k * n)
			}
		}
		return all
	}
	same := func(store daily.Store, day recon.Day, want map[daily.Part][]byte) {
		t.Helper()
		for _, part := range daily.Parts() {
			got, err := store.Load(ctx, day, part)
			require.NoError(t, err)
			require.True(t, string(got) == string(want[part]), "%s: %d bytes, want %d", part, len(got), len(want[part]))
		}
	}
	days, err := store.Days(ctx)
	require.NoError(t, err)
	assert.Empty(t, days)
	_, err = store.Load(ctx, day(21), daily.PartHead)
	assert.ErrorIs(t, err, daily.ErrDamaged)
	assert.Error(t, store.Save(ctx, day(21), parts(3)), "the lock is not held")
	assert.Error(t, store.Decide(ctx, []byte("x")))

	unlock, err := store.Lock(ctx)
	require.NoError(t, err)
	other, err := open(ctx, target)
	require.NoError(t, err)
	_, err = other.Lock(ctx)
	require.ErrorIs(t, err, daily.ErrLocked)
	assert.ErrorContains(t, err, fmt.Sprintf("process %d on ", os.Getpid()))
	require.NoError(t, store.Save(ctx, day(22), parts(3)))
	require.NoError(t, store.Save(ctx, day(9), parts(1_000_003)))
	require.NoError(t, store.Save(ctx, day(22), parts(5)))
	require.NoError(t, store.Decide(ctx, []byte(`{"n":1}`)))
	require.NoError(t, store.Decide(ctx, []byte(`{"n":"二"}`)))
	for _, s := range []daily.Store{store, other} {
		days, err = s.Days(ctx)
		require.NoError(t, err)
		assert.Equal(t, []recon.Day{day(9), day(22)}, days)
		same(s, day(22), parts(5))
		same(s, day(9), parts(1_000_003))
		decisions, err := s.Decisions(ctx)
		require.NoError(t, err)
		assert.Equal(t, [][]byte{[]byte(`{"n":1}`), []byte(`{"n":"二"}`)}, decisions)
	}
	require.NoError(t, unlock())
	unlock, err = other.Lock(ctx)
	require.NoError(t, err)
	require.NoError(t, unlock())
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

// kept is what is kept of the 22nd; the rows that were matched by their number.
func kept(t *testing.T, store daily.Store) map[daily.Part]string {
	t.Helper()
	days, err := store.Days(t.Context())
	require.NoError(t, err)
	require.Equal(t, []recon.Day{day(21), day(22)}, days)
	all := map[daily.Part]string{}
	for _, part := range daily.Parts() {
		content, err := store.Load(t.Context(), day(22), part)
		require.NoError(t, err)
		all[part] = string(content)
	}
	return all
}

func run(t *testing.T, store daily.Store, d int, mistake bool) {
	t.Helper()
	_, err := Job(store, mistake).Run(t.Context(), day(d))
	require.NoError(t, err)
}

// Kills kills children at random moments of the first runs of their work: what is kept is the one answer or the other, in all its parts.
func Kills(t *testing.T, open Open, fresh func(t *testing.T) string, kills int) {
	wrong, right := outcomes(t)
	rng := rngOf(22, 11)
	seen := map[bool]int{}
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
			within = 3 * time.Since(begin)
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
