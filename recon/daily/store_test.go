//go:build linux || darwin

package daily_test

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/billrecon/billrecon/internal/longtest"
	"github.com/billrecon/billrecon/recon/daily"
	"github.com/billrecon/billrecon/recon/daily/internal/storetest"
)

func TestMain(m *testing.M) { storetest.Main(m, openFolder) }

func openFolder(_ context.Context, target string) (daily.Store, error) {
	return daily.Folder(target), nil
}

func freshFolder(t *testing.T) string { return filepath.Join(t.TempDir(), "state") }

func TestFolderIsAStore(t *testing.T) { storetest.Contract(t, openFolder, freshFolder) }

func TestTwoJobsAtOnce(t *testing.T) { storetest.TwoJobs(t, openFolder, freshFolder(t)) }

func TestKilledAtAnyMoment(t *testing.T) {
	storetest.Kills(t, openFolder, freshFolder, longtest.Or(25, 200))
}

// TestFullDisk: there is no room for the input, and none for the orders that are done.
func TestFullDisk(t *testing.T) { storetest.FullDisk(t, openFolder, freshFolder(t), 2000, 4000) }

// TestFilesEditedByHandAreRefused: whichever it is, and also when its own checksums are made to fit again.
func TestFilesEditedByHandAreRefused(t *testing.T) {
	for _, part := range []daily.Part{daily.PartHead, daily.PartPool, daily.PartDifferences, daily.PartDone} {
		s := newShop(t)
		s.orders = []daily.Row{row(20, 9, "A", "50"), row(20, 9, "S", "1")}
		s.bills = s.orders[1:]
		s.run(20)
		path := filepath.Join(s.folder, "2026-11-20.1."+string(part))
		text, err := os.ReadFile(path)
		require.NoError(t, err)
		edited := strings.Replace(string(text), "50", "51", 1)
		if edited == string(text) {
			edited = strings.Replace(string(text), "1", "2", 1)
		}
		require.NoError(t, os.WriteFile(path, []byte(edited), 0o600))
		before := len(listed(t, s))
		s.orders = append(s.orders, row(20, 12, "late", "1")) // so that the hashes of the 20th are needed
		assert.ErrorIs(t, s.refused(21), daily.ErrDamaged, string(part))
		assert.ErrorContains(t, s.refused(21), string(part))
		assert.Equal(t, before, len(listed(t, s)))
	}
}

// TestAFolderOfSomethingElse is refused, and so is a file that does not belong there.
func TestAFolderOfSomethingElse(t *testing.T) {
	s := newShop(t)
	s.run(20)
	require.NoError(t, os.WriteFile(filepath.Join(s.folder, "pool.json"), []byte("{}"), 0o600))
	assert.ErrorIs(t, s.refused(21), daily.ErrDamaged)
	s.job.Store = daily.Folder(filepath.Join(s.folder, "..", "absent", "state"))
	assert.ErrorIs(t, s.refused(20), os.ErrNotExist)
}

// TestADecisionThatIsGone is noticed.
func TestADecisionThatIsGone(t *testing.T) {
	s := newShop(t)
	s.orders = []daily.Row{row(20, 9, "A", "50")}
	id := idOf(t, s.run(20), "A")
	require.NoError(t, s.decide(id, daily.Suspend))
	require.NoError(t, s.decide(id, daily.Confirm))
	require.NoError(t, os.Remove(filepath.Join(s.folder, "decision.000001.decision")))
	_, err := daily.Open(t.Context(), s.job.Store)
	assert.ErrorIs(t, err, daily.ErrDamaged)
	assert.ErrorIs(t, s.decide(id, daily.Confirm), daily.ErrDamaged)
}

// TestADayThatIsGone is noticed: nothing starts from a day before it, or lists what it does not know.
func TestADayThatIsGone(t *testing.T) {
	s := newShop(t)
	s.orders = []daily.Row{row(20, 9, "A", "50")}
	s.run(20)
	s.run(21)
	s.run(22)
	gone, err := filepath.Glob(filepath.Join(s.folder, "2026-11-21.*"))
	require.NoError(t, err)
	require.Len(t, gone, 5)
	for _, name := range gone {
		require.NoError(t, os.Remove(name))
	}
	assert.ErrorIs(t, s.refused(23), daily.ErrDamaged)
	assert.ErrorContains(t, s.refused(23), "2026-11-21")
	_, err = daily.Open(t.Context(), s.job.Store)
	assert.ErrorIs(t, err, daily.ErrDamaged)
}

// TestDaysThatCannotBeRead: those of another version of this package, heads that are no heads, and decisions that are none.
func TestDaysThatCannotBeRead(t *testing.T) {
	for text, want := range map[string]string{
		`{"version":99,"shop":"law","day":"2026-11-10"}`:          "2026-11-10 is of version 99",
		`{"version":1,"shop":"law","day":"2026-11-11"}`:           "head of 2026-11-10",
		`{"version":1,"shop":"law","day":"2026-11-10","held":""}`: "head of 2026-11-10",
	} {
		job := lawJob(nil, nil, nil)
		job.Store.(memory)["2026-11-10.1"] = map[daily.Part][]byte{daily.PartHead: []byte(text)}
		_, err := job.Run(t.Context(), on(11))
		assert.ErrorIs(t, err, daily.ErrDamaged)
		assert.ErrorContains(t, err, want)
	}
	_, err := daily.Open(t.Context(), memory{"decision.000001": {daily.PartDecision: []byte("{}")}, "decision.000002": {daily.PartDecision: []byte("no")}})
	assert.ErrorIs(t, err, daily.ErrDamaged)
	assert.ErrorContains(t, err, "decision 2")
	for _, input := range []string{"", "no gzip", "\x1f\x8b\x08\x00\x00\x00\x00\x00"} {
		store := memory{"2026-11-10.1": {daily.PartHead: []byte(`{"version":1,"shop":"law","day":"2026-11-10"}`), daily.PartInput: []byte(input)}}
		_, _, err = daily.Input(t.Context(), store, on(10))
		assert.ErrorIs(t, err, daily.ErrDamaged)
	}
}
