package main

import (
	"context"
	"math/rand/v2"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// The variables that turn the test binary into the job itself: its arguments, and the step of the disk at which it dies.
const (
	envChild     = "DAILY_TEST_CHILD"
	envDieAt     = "DAILY_TEST_DIE_AT"
	argumentsEnd = "\x1f"
)

func TestMain(m *testing.M) {
	if args := os.Getenv(envChild); args != "" {
		os.Exit(child(strings.Split(args, argumentsEnd)))
	}
	os.Exit(m.Run())
}

// child is main, with the clock of the tests and a disk that kills the process at a step.
func child(args []string) int {
	dieAt, _ := strconv.Atoi(os.Getenv(envDieAt)) // absent: never
	steps := 0
	s := system{env: os.Getenv, now: func() time.Time { return morning }, stdout: os.Stdout, stderr: os.Stderr}
	s.disk.before = func(string, string) error {
		if steps++; steps == dieAt {
			self, _ := os.FindProcess(os.Getpid())
			_ = self.Kill()
			select {}
		}
		return nil
	}
	return run(context.Background(), s, args)
}

// command is the job in a process of its own.
func (b *branch) command(date string, dieAt int) *exec.Cmd {
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), envChild+"="+strings.Join(b.args(date), argumentsEnd), envDieAt+"="+strconv.Itoa(dieAt))
	for name, value := range b.env() {
		cmd.Env = append(cmd.Env, name+"="+value)
	}
	return cmd
}

// changing is a branch whose 22nd has been run with a mistake in the books, which is corrected: the next run changes the pool and
// every report.
func changing(t *testing.T) (b *branch, old, corrected map[string]string) {
	t.Helper()
	orders, bills := busyDay(22, 120)
	b = newBranch(t, bills[1:])
	wrong := append([]order(nil), orders...)
	wrong[0].Amount = wrong[0].Amount.Add(decimal.New(1, 0))
	b.write(orders...)
	require.Equal(t, exitClean, b.run("2026-11-22").status)
	corrected = b.results()
	b.write(wrong...)
	require.Equal(t, exitClean, b.run("2026-11-22").status)
	old = b.results()
	b.write(orders...)
	for name := range old {
		require.NotEqual(t, old[name], corrected[name], "the test shows nothing for %s", name)
	}
	return b, old, corrected
}

// results are the pool and the reports, without temporary files, which nobody reads.
func (b *branch) results() map[string]string {
	found := map[string]string{}
	for _, folder := range []string{"state", "reports"} {
		for name, text := range b.files(folder) {
			if !strings.HasSuffix(name, ".tmp") {
				found[name] = text
			}
		}
	}
	return found
}

// restore brings the old files back.
func (b *branch) restore(old map[string]string) {
	b.t.Helper()
	for name, text := range old {
		folder := "reports"
		if strings.HasPrefix(name, "pool-") {
			folder = "state"
		}
		require.NoError(b.t, os.WriteFile(b.path(folder, name), []byte(text), 0o600))
	}
}

// assertOldOrNew checks every file, and that a new pool comes with all new reports.
func assertOldOrNew(t *testing.T, got, old, corrected map[string]string) (isNew bool) {
	t.Helper()
	require.Len(t, got, len(old))
	for name, text := range got {
		require.True(t, text == old[name] || text == corrected[name], "%s is neither the old nor the new one", name)
	}
	const pool = "pool-2026-11-22.json"
	if isNew = got[pool] == corrected[pool]; isNew {
		require.Equal(t, corrected, got, "the pool is written last")
	}
	return isNew
}

// TestKilledAtEveryStep kills the job at each step that touches the disk, one after the other.
func TestKilledAtEveryStep(t *testing.T) {
	b, old, corrected := changing(t)
	var kept, replaced int
	for step := 1; ; step++ {
		require.Less(t, step, 200, "the job does not end")
		b.restore(old)
		err := b.command("2026-11-22", step).Run()
		if err == nil {
			break
		}
		require.Equal(t, -1, err.(*exec.ExitError).ExitCode(), "killed at step %d", step)
		if assertOldOrNew(t, b.results(), old, corrected) {
			replaced++
		} else {
			kept++
		}
	}
	assert.Equal(t, corrected, b.results(), "the run after the last crash went through")
	assert.Greater(t, kept, 20, "four reports and a pool have 5 steps at least, each")
	assert.Equal(t, 1, replaced, "between the pool's rename and the flush of its folder")
}

// TestKilledAtAnyMoment kills the job from outside, wherever it is: while it starts, fetches, matches or writes.
func TestKilledAtAnyMoment(t *testing.T) {
	b, old, corrected := changing(t)
	begin := time.Now()
	require.NoError(t, b.command("2026-11-22", 0).Run())
	whole := time.Since(begin)
	rng := rand.New(rand.NewPCG(22, 11))
	for range 25 {
		b.restore(old)
		cmd := b.command("2026-11-22", 0)
		require.NoError(t, cmd.Start())
		timer := time.AfterFunc(time.Duration(rng.Int64N(int64(whole))), func() { _ = cmd.Process.Kill() })
		_ = cmd.Wait() // killed or done, both are fine
		timer.Stop()
		assertOldOrNew(t, b.results(), old, corrected)
	}
	got := b.run("2026-11-22")
	assert.Equal(t, exitClean, got.status, got.stderr)
	assert.Equal(t, corrected, b.results(), "a run after it all gives what an undisturbed one gives")
	assert.Len(t, b.files("state"), 1, "no temporary file is left")
	assert.Len(t, b.files("reports"), 4, "no temporary file is left")
}

// TestFailingDisk fails each step in turn: the status says so and the pool is the old one.
func TestFailingDisk(t *testing.T) {
	b, old, corrected := changing(t)
	failures := 0
	for step := 1; ; step++ {
		b.restore(old)
		count, last := 0, ""
		b.disk.before = func(name, path string) error {
			if count++; count == step {
				last = name
				return os.ErrPermission
			}
			return nil
		}
		got := b.run("2026-11-22")
		isNew := assertOldOrNew(t, b.results(), old, corrected)
		if last == "" {
			assert.Equal(t, exitClean, got.status)
			break
		}
		failures++
		require.Equal(t, exitFailed, got.status)
		require.Equal(t, last == "sync folder" && isNew, isNew, "a failed step before the rename leaves the old pool")
	}
	assert.Greater(t, failures, 20)
}
